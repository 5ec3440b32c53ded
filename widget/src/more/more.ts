import { branchFile } from '../branch-file.js';
import type * as Branch from '../branch/branch.js';
import type { Language } from '../language.js';
import { linkFile } from '../link-file.js';
import type * as Look from '../link/look.js';
import type * as Tab from '../tab/float.js';
import { tabFile } from '../tab-file.js';
import { linesOf, type Shown } from './lines.js';
import { showLines } from './show-lines.js';

/** One promise for all updates, so that the latest is the last to be shown. */
let branch: Promise<typeof Branch> | undefined;

/**
 * Shows what few tags have: a tab floats, a link looks like the page's, a card has the lines that are set for patrons.
 * Never: anything beside a button, a tab or a link, which have no room for it.
 * Errors: rejects where a file cannot be loaded.
 */
export async function more(
  host: HTMLElement & { endpoint: string | null },
  answer: Shown['answer'],
  view: Shown['view'],
  now: number,
  words: Language,
  attach: () => void,
): Promise<void> {
  const endpoint = host.endpoint || new URL(import.meta.url).origin;
  const isCard = !host.matches('[variant=button],[variant=tab],[variant=link]');
  const show = (): void => showLines(host, isCard ? linesOf(host, { view, answer, now, words, endpoint }) : [], words);
  show();
  const load = async <T>(file: string): Promise<T> => (await import(new URL(file, import.meta.url).href)) as T;
  // If one cannot be loaded, a tab is a button in its place, and a link has the look of the text around it.
  if (host.matches('[variant=tab]')) (await load<typeof Tab>(tabFile)).float(host, words);
  // And a branch has the library's other ways to ask.
  if (isCard && host.matches('[branch]'))
    void (branch ??= load<typeof Branch>(branchFile)).then(
      ({ showBranch }) => showBranch(host, answer, view, words, endpoint, show),
      () => (branch = undefined),
    );
  if (host.matches('[variant=link]')) await (await load<typeof Look>(linkFile)).look(host, attach);
}
