// Made by rollup.config.mjs into dist/link-file.js.

/** The name of the file that gives a link the look of the page's own: it has a hash of its content. */
export const linkFile: string;
