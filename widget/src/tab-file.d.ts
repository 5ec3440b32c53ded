// Made by rollup.config.mjs into dist/tab-file.js.

/** The name of the file that makes a tag float: it has a hash of its content. */
export const tabFile: string;
