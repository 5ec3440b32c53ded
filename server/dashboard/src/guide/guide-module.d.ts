declare module 'askusnow:guide' {
  /** Those of docs/guide: the build makes them (`read-guide.mjs`). An ambient module cannot name `Chapter`. */
  export const chapters: readonly unknown[];
  export const coordinatorChapters: readonly unknown[];
}
