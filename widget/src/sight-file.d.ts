// Made by rollup.config.mjs into dist/sight-file.js.

/** The name of the file that diagnoses tags and reads streams: it has a hash of its content. */
export const sightFile: string;
