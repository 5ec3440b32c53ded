// In:    plain data, valid or not: of the file, or of a library as it was registered.
// Out:   the same data, with the present name where it has a former one: both are accepted, one is printed.
import { fieldsOf, listOf } from './cross-check.ts';

/** Present names of kinds of key pages, by former ones. */
const KINDS: Readonly<Record<string, string>> = { 'catalogue-results': 'catalog-results' };

function rename(things: unknown, field: string): void {
  for (const thing of listOf(things).map(fieldsOf)) {
    const name = thing[field];
    if (typeof name === 'string' && name in KINDS) thing[field] = KINDS[name];
  }
}

/** Changes the data in place: a nation's file is not copied. */
export function toPresentNames(file: unknown): void {
  const { standard, libraries } = fieldsOf(file);
  rename(fieldsOf(standard)['rules'], 'page');
  for (const library of listOf(libraries)) toPresentKinds(library);
}

/** Of one library's key pages. */
export const toPresentKinds = (library: unknown): void => rename(fieldsOf(library)['keyPages'], 'kind');
