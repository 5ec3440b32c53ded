// In:    nothing.
// Out:   what main.ts knows of the process and tells the rest.
// Never: reads the process itself.

export interface Runtime {
  /** The server's own version. */
  version: string;
  /** Version of the tz database, as `process.versions.tz` names it. */
  tz: string;
  node: string;
}
