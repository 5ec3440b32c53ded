// In:    the installed tag's language files.
// Out:   the languages that a cooperative may turn on; what is wrong with any other name.
// Never: keeps its own list: adding a language is adding one file.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nearest } from './nearest.ts';

const folder = join(dirname(fileURLToPath(import.meta.resolve('@askusnow/widget/package.json'))), 'languages');
const isAlwaysOn = (file: string): boolean =>
  (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { on: boolean }).on;
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const tagOf = (file: string): string => file.slice(0, -'.json'.length);

/** Tags in alphabetical order: am, ar, fr, … */
export const OPTIONAL_LANGUAGES: readonly string[] = files
  .filter((file) => !isAlwaysOn(file))
  .map(tagOf)
  .sort();
const alwaysOn = new Set(files.filter(isAlwaysOn).map(tagOf));

/** What the tag speaks beside English, with those that are turned on. In alphabetical order. */
export const spokenWith = (turnedOn: readonly string[]): string[] =>
  [...alwaysOn, ...turnedOn].filter((tag) => tag !== 'en').sort();

/** What is wrong with a language in the cooperative's file, or undefined. */
export function languageFault(tag: string): string | undefined {
  if (OPTIONAL_LANGUAGES.includes(tag)) return undefined;
  if (alwaysOn.has(tag)) return `"${tag}" is always on; leave it out`;
  const meant = nearest(tag, OPTIONAL_LANGUAGES);
  return `should be one of ${OPTIONAL_LANGUAGES.join(', ')}${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
}
