import type { Language } from './language.js';
import { english, list } from './languages.js';
import { fetch } from './natives.js';

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

/** Once per page, by CORS, which is how fetch asks. Of data alone: nothing in it can run. */
const read = <T>(folder: string, { name, integrity }: LanguageFile): Promise<T> =>
  (files[name] ??= fetch(folder + name, {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    integrity,
  }).then((response) => response.json())) as Promise<T>;

/**
 * What a page in `lang` is told in: a language's file, from the folder where the script lies. The script knows the hash of
 * the list of languages, and the list that of each file: so a script that is pinned takes these bytes and no others.
 * Errors: rejects where a file does not arrive or is not, byte for byte, what the script was built with.
 */
export async function loadLanguage(lang: string, turnedOn: readonly string[], folder: string): Promise<Language> {
  if (/^en\b/i.test(lang)) return english;
  const found = (await read<ListedLanguage[]>(folder, list)).find(
    ({ pages, tag, on }) => new RegExp(pages, 'i').test(lang) && (on || turnedOn.includes(tag)),
  );
  return found ? read(folder, found) : english;
}
