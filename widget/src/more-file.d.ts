// Made by rollup.config.mjs into dist/more-file.js.

/** The name of the file with what few tags show: it has a hash of its content. */
export const moreFile: string;
