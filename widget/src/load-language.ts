import type { Language } from './language.js';
import { english, list } from './languages.js';
import { fetch } from './natives.js';
import { readOwnLanguage } from './own-files.js';

/** A file by its name, and what its bytes must be. */
export interface LanguageFile {
  name: string;
  /** SHA-256, as `integrity` has it. */
  integrity: string;
}

/** One language in the list of all. */
export interface ListedLanguage extends LanguageFile {
  tag: string;
  /** Which of the languages that pages name (BCP 47) it serves. */
  pages: string;
  /** Whether the tag speaks it without being turned on by the cooperative. */
  on: boolean;
}

const files: Record<string, Promise<unknown>> = {};

/**
 * Read once per page: of the package, or by CORS from a server. It is data only: nothing in it can run.
 * Errors: rejects if it cannot be loaded; the next use tries again.
 */
const read = async <T>(folder: string, { name, integrity }: LanguageFile): Promise<T> => {
  try {
    return (await (files[name] ??= readOwnLanguage
      ? readOwnLanguage(name)
      : fetch(folder + name, {
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          integrity,
        }).then((response) => response.json()))) as T;
  } catch (error) {
    delete files[name];
    throw error;
  }
};

/**
 * The texts for a page in `lang`: a language's file, from the folder of the script. The script has the hash of the list of
 * languages, and the list that of each file, so a pinned script accepts exactly these bytes.
 * Errors: rejects if a file cannot be loaded or differs from what the script was built with.
 */
export async function loadLanguage(lang: string, turnedOn: readonly string[], folder: string): Promise<Language> {
  if (/^en\b/i.test(lang)) return english;
  const found = (await read<ListedLanguage[]>(folder, list)).find(
    ({ pages, tag, on }) => new RegExp(pages, 'i').test(lang) && (on || turnedOn.includes(tag)),
  );
  return found ? read(folder, found) : english;
}
