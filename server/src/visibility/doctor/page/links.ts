// In:    a page's parts, and what relative addresses are relative to.
// Out:   its links, with their words and whether they stand in a menu; what kind of page a link leads to.
// Never: needs Node.
import type { PageKind } from '@askusnow/sdk/contract';
import { resolve } from './address.ts';
import { isInside, type PageElement, type PageParts } from './read-page.ts';

export interface PageLink {
  /** Without a fragment, a query or a user name. */
  address: string;
  /** Its words, on one line; empty: it has none, as a picture. */
  text: string;
  isInMenu: boolean;
}

const MAX_LINKS = 300;
const MAX_MENUS = 20;
/** Longer ones cannot be proposed. */
const MAX_ADDRESS_CHARS = 500;
const MAX_TEXT_CHARS = 120;
/** A link's words stand so deep in it at most. */
const MAX_DEPTH = 4;

const isMenu = ({ name, attributes }: PageElement): boolean =>
  name === 'nav' || name === 'header' || /^(?:navigation|menubar?)$/.test(attributes.get('role') ?? '');

function linkAround(element: PageElement): PageElement | undefined {
  let around: PageElement | null = element;
  for (let depth = 0; around !== null && depth <= MAX_DEPTH; depth++) {
    if (around.name === 'a') return around;
    around = around.parent;
  }
  return undefined;
}

/** The first ones, in document order. One with a query is left out: it may name somebody. */
export function linksOf({ elements, texts }: PageParts, base: string): PageLink[] {
  const words = new Map<PageElement, string>();
  for (const { text, parent } of texts) {
    const link = linkAround(parent);
    const before = link && (words.get(link) ?? '');
    if (link && before!.length < MAX_TEXT_CHARS) words.set(link, `${before} ${text}`);
  }
  const menus = elements.filter(isMenu).slice(0, MAX_MENUS);
  return elements
    .filter(({ name, attributes }) => name === 'a' && attributes.has('href'))
    .slice(0, MAX_LINKS)
    .flatMap((link) => {
      const url = resolve(link.attributes.get('href'), base);
      if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '') return [];
      const address = url.origin + url.pathname;
      if (address.length > MAX_ADDRESS_CHARS) return [];
      const text = (words.get(link) ?? '')
        .replace(/[\s\p{C}]+/gu, ' ')
        .trim()
        .slice(0, MAX_TEXT_CHARS)
        .trim();
      return [{ address, text, isInMenu: menus.some((menu) => isInside(link, menu)) }];
    });
}

/** Words of a link or of its path that say what is there. Source: menus of public and academic libraries in English. */
const KIND_WORDS: readonly (readonly [PageKind, RegExp])[] = [
  ['contact', /\bcontact\b|\bask (?:us|a librarian)\b/],
  ['databases', /\bdatabases?\b|\be ?resources\b|\bonline resources\b/],
  ['guides', /\b(?:research|subject) ?guides?\b|\blibguides\b/],
  ['young-adult', /\bteens?\b|\byoung adults?\b/],
  ['readers-advisory', /\bwhat to read\b|\bbook ?lists?\b|\breaders advisory\b|\bstaff picks\b/],
];

/** Null: its words do not say. */
export function kindOfLink({ address, text }: PageLink): PageKind | null {
  const { pathname } = new URL(address);
  if (pathname === '/') return 'home';
  const words = `${text} ${pathname}`
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z]+/g, ' ');
  return KIND_WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}
