import type { LaterWords } from './language.js';

// Made by widget/make-languages.mjs of widget/languages/en.json, into dist/later-words.js.

/** Sentences of files that are loaded later, and their language. */
export const english: LaterWords & { lang: string };
