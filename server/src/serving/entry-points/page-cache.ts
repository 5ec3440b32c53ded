// In:    the address of a page, and how to build it; changes of the registry.
// Out:   the page, built once for each change.
// Never: keeps more than some hundred pages: an address may have any words.
import type { Registry } from '../../cooperative/registry.ts';
import { forgetOldest } from '../../platform/http/keyed-names.ts';

/** A page that is made of its address and the registry alone. */
export interface BuiltPage {
  status: number;
  html: string;
}

const MAX_PAGES = 256;

export function createPageCache<Page = BuiltPage>({ onReload }: Pick<Registry, 'onReload'>) {
  const pages = new Map<string, Page>();
  onReload(() => pages.clear());
  return (url: string, build: () => Page): Page => {
    const built = pages.get(url);
    if (built !== undefined) return built;
    const page = build();
    pages.set(url, page);
    forgetOldest(pages, MAX_PAGES);
    return page;
  };
}
