// Made by widget/make-languages.mjs of widget/languages/, into dist/own-languages.js.

/** Imports a language, or the list of them, by the name of the file that a server serves it as. */
export const ownLanguages: Readonly<Record<string, () => Promise<{ default: unknown }>>>;
