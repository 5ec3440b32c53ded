import type { Language } from './language.js';
import type { LanguageFile } from './load-language.js';

// Made by widget/make-languages.mjs of widget/languages/, into dist/languages.js.

/** Built into the script: the language if no other can be loaded. */
export const english: Language;
/** The list of all others. */
export const list: LanguageFile;
