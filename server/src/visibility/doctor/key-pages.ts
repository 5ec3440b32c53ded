// In:    a library's key pages.
// Out:   the pages among them that a program can read: a whole address, and no search.
// Never: guesses an address: a pattern with `:id` or `:slug` stands for many.
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { KeyPageRule } from '../../cooperative/key-page.ts';
import { isSearchPage } from './search-page.ts';

export interface ReadableKeyPage {
  origin: string;
  path: string;
  /** The key pages of the file that it is. */
  names: string[];
}

const isReadable = ({ origin, pattern }: KeyPageRule): boolean =>
  origin !== null &&
  !origin.includes('*') &&
  pattern !== null &&
  pattern.startsWith('/') &&
  !pattern.includes(':') &&
  !isSearchPage(new URL(pattern, origin));

/** In the file's order, each page once. */
export function readableKeyPages({ keyPages }: Pick<RegisteredLibrary, 'keyPages'>): ReadableKeyPage[] {
  const pages = new Map<string, ReadableKeyPage>();
  for (const rule of keyPages.filter(isReadable)) {
    const [origin, path] = [rule.origin!, rule.pattern!];
    const known = pages.get(origin + path);
    if (known) known.names.push(rule.name);
    else pages.set(origin + path, { origin, path, names: [rule.name] });
  }
  return [...pages.values()];
}
