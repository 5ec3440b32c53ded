// In:    a library's key pages.
// Out:   the pages among them that a program can read: a whole address, and no search.
import { addressOf, type KeyPageRule } from '../../cooperative/key-page.ts';
import { isSearchPage } from './search-page.ts';

export interface ReadableKeyPage {
  origin: string;
  path: string;
  /** The key pages of the file that it is. */
  names: string[];
}

function isReadable(rule: KeyPageRule): boolean {
  const address = addressOf(rule);
  return address !== null && !isSearchPage(new URL(address));
}

/** In the file's order, each page once. */
export function readableKeyPages({ keyPages }: { keyPages: readonly KeyPageRule[] }): ReadableKeyPage[] {
  const pages = new Map<string, ReadableKeyPage>();
  for (const rule of keyPages.filter(isReadable)) {
    const [origin, path] = [rule.origin!, rule.pattern!];
    const known = pages.get(origin + path);
    if (known) known.names.push(rule.name);
    else pages.set(origin + path, { origin, path, names: [rule.name] });
  }
  return [...pages.values()];
}
