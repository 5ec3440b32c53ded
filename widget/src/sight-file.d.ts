// Made by rollup.config.mjs into dist/sight-file.js.

/** The name of the file that diagnoses tags: it has a hash of its content. */
export const sightFile: string;
