// Made by rollup.config.mjs into dist/branch-file.js.

/** The name of the file that shows a branch's own other ways to ask: it has a hash of its content. */
export const branchFile: string;
