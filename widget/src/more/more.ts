import { branchFile } from '../branch-file.js';
import type * as Branch from '../branch/branch.js';
import type { Language } from '../language.js';
import { linkFile } from '../link-file.js';
import type * as Look from '../link/look.js';
import type * as Tab from '../tab/float.js';
import { tabFile } from '../tab-file.js';
import { linesOf, type Shown } from './lines.js';
import { showLines } from './show-lines.js';

/**
 * Shows what few tags have: a tab floats, a link looks like the page's, a card has the lines that are set for patrons.
 * Never: anything beside a button, a tab or a link, which have no room for it.
 * `load` does nothing where a file cannot be loaded.
 */
export async function more(
  host: HTMLElement & { endpoint: string | null },
  answer: Shown['answer'],
  view: Shown['view'],
  now: number,
  words: Language,
  attach: () => void,
  load: <T>(file: string, use: (module: T) => unknown) => Promise<void>,
): Promise<void> {
  const endpoint = host.endpoint || (host.constructor as unknown as { defaultEndpoint: string }).defaultEndpoint;
  const isCard = !host.matches('[variant=button],[variant=tab],[variant=link]');
  const show = (): void => showLines(host, isCard ? linesOf(host, { view, answer, now, words, endpoint }) : [], words);
  show();
  // If one cannot be loaded, a tab is a button in its place, and a link has the look of the text around it.
  if (host.matches('[variant=tab]')) await load<typeof Tab>(tabFile, ({ float }) => float(host, words));
  // And a branch has the library's other ways to ask.
  if (isCard && host.matches('[branch]'))
    void load<typeof Branch>(branchFile, ({ showBranch }) => showBranch(host, answer, view, words, endpoint, show));
  if (host.matches('[variant=link]')) await load<typeof Look>(linkFile, ({ look }) => look(host, attach));
}
