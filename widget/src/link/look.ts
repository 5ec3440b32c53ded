import { listen, quiet } from '../natives.js';
import { backgroundsOf } from '../sight/contrast.js';
import { whenIdle } from '../when-idle.js';
import { rulesOf } from './rules.js';
import { styles } from './styles.js';

/** How long a change of the page waits at most until the link follows it. Units: ms. */
const FOLLOW_MS = 1000;

const sheets = new WeakMap<HTMLElement, { sheet: CSSStyleSheet; rules: string }>();
const painted = new WeakMap<HTMLElement, Promise<unknown>>();
/**
 * What is done where more or less of a link is on the screen: it is shown again, once it was painted. Nothing else in this file keeps
 * a tag: a single-page site would have each of its removed tags for ever.
 */
const again = new WeakMap<Element, () => void>();
const onScreen = new IntersectionObserver((entries) => entries.forEach(({ target }) => again.get(target)?.()));
const links = new Set<WeakRef<Element>>();
/** The links that were painted. */
const paintedLinks = (): Element[] =>
  [...links].flatMap((ref) => {
    const link = ref.deref();
    if (!link) links.delete(ref);
    return link ?? [];
  });

/**
 * Puts our link in the place of the webmaster's, with the look that the page gives that one.
 * In:    a link in running text; `attach`, which shows our link, unless a person is using the webmaster's.
 * Out:   the same room, and letters that can be read. It follows when the page changes its look.
 * Never: reads the page's style or layout before it has painted the webmaster's link.
 */
export async function look(host: HTMLElement, attach: () => void): Promise<void> {
  const isFirst = !painted.has(host);
  if (isFirst)
    painted.set(
      host,
      new Promise<void>((resolve) => {
        again.set(host, resolve);
        onScreen.observe(host);
      }),
    );
  await painted.get(host);
  if (isFirst) links.add(new WeakRef(host));
  again.set(host, () => show(host, attach));
  show(host, attach);
}

const show = quiet((host: HTMLElement, attach: () => void) => {
  if (!host.isConnected || !host.matches('[variant=link]')) return;
  // First, while the page's layout is known.
  const behind = backgroundsOf(host);
  attach();
  const root = host.shadowRoot;
  // A person is using the webmaster's link: the tag calls again when it is left.
  if (!root) return;
  const own = sheets.get(host) ?? { sheet: new CSSStyleSheet(), rules: '' };
  if (!sheets.has(host)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styles(), own.sheet];
  sheets.set(host, own);
  const rules = rulesOf(host, root, behind);
  if (rules === own.rules) return;
  own.rules = rules;
  own.sheet.replaceSync(rules);
});

let isWaiting = false;
const follow = (): void => {
  if (isWaiting) return;
  isWaiting = true;
  whenIdle(() => {
    isWaiting = false;
    for (const link of paintedLinks()) again.get(link)!();
  }, FOLLOW_MS);
};
// What a page changes its look by: another width, the system's colors, and a theme, often with a transition.
listen(window, 'resize', follow);
listen(matchMedia('(prefers-color-scheme: dark)'), 'change', follow);
listen(document, 'transitionend', ({ target }) => {
  if (paintedLinks().some((link) => (target as Node).contains(link))) follow();
});
const themes = new MutationObserver(quiet(follow));
for (const node of [document.documentElement, document.body]) themes.observe(node, { attributes: true });

/** What the tag's script calls of this file. */
export type Look = typeof look;
