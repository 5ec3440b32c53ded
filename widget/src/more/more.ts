import type { Language } from '../language.js';
import type * as Tab from '../tab/float.js';
import { tabFile } from '../tab-file.js';
import { linesOf, type Shown } from './lines.js';
import { showLines } from './show-lines.js';

/**
 * Shows what few tags have: a tab floats, a card has the lines that are set for patrons.
 * Never: anything beside a button, a tab or a link, which have no room for it.
 */
export function more(
  host: HTMLElement & { endpoint: string | null },
  answer: Shown['answer'],
  view: Shown['view'],
  now: number,
  words: Language,
): void {
  const endpoint = host.endpoint || new URL(import.meta.url).origin;
  const isCard = !host.matches('[variant=button],[variant=tab],[variant=link]');
  showLines(host, isCard ? linesOf(host, { view, answer, now, words, endpoint }) : [], words);
  if (host.matches('[variant=tab]')) void float(host, words);
}

async function float(host: HTMLElement, words: Language): Promise<void> {
  try {
    ((await import(new URL(tabFile, import.meta.url).href)) as typeof Tab).float(host, words);
  } catch {
    // It is a button in its place.
  }
}
