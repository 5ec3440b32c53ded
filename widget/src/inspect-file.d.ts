// Made by rollup.config.mjs into dist/inspect-file.js.

/** The name of the file that shows the webmaster's report: it has a hash of its content. */
export const inspectFile: string;
