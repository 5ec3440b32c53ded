// Out:   facts about the process, which main.ts passes to the rest.
// Never: reads the process itself.

export interface Runtime {
  /** The server's own version. */
  version: string;
  /** Version of the tz database, as `process.versions.tz` names it. */
  tz: string;
  node: string;
}
