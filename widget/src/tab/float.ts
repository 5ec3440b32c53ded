import type { Language, LaterWords } from '../language.js';
import { english } from '../later-words.js';
import { addEventListener, createElement, listen, quiet } from '../natives.js';
import { obstacleAt } from './obstacles.js';
import { type Box, findPlace, type Place } from './places.js';
import { styles, WIDTH } from './styles.js';
import { whenIdle } from '../when-idle.js';

/** How often the page is looked at for what has come or gone, as a cookie banner. Units: ms. */
const LOOK_MS = 1000;

/** The distance from the window's edges, what a phone's corners and bars take included. */
const EDGE = (edge: string): string => `max(1em, env(safe-area-inset-${edge}))`;
const toCss = ({ side, raised }: Place, isFolded: boolean): string =>
  `:host{${isFolded ? 'width:auto !important;' : ''}inset:auto !important;inset-inline-${side}:max(${EDGE('left')},${EDGE('right')}) !important;bottom:calc(${EDGE('bottom')} + ${raised}px) !important}`;
/** An element without a height in the end's corner. */
const PROBE = `[part=probe]{position:fixed;visibility:hidden;width:${WIDTH};bottom:${EDGE('bottom')};inset-inline-end:max(${EDGE('left')},${EDGE('right')})}`;
const isSame = (one: Place | undefined, other: Place | undefined): boolean =>
  one?.side === other?.side && one?.raised === other?.raised;

/**
 * What is hidden moves nothing that a patron sees. Browsers count no layout shift of what is hidden in the frame before it moves and
 * in the one in which it moves.
 */
const HIDDEN = ':host{visibility:hidden !important}';
/** Runs after what is there now has been laid out once. */
const afterFrame = (run: () => void): void => void requestAnimationFrame(() => requestAnimationFrame(quiet(run)));

const updates = new WeakMap<HTMLElement, (language: Language) => void>();

/**
 * Makes a tag a floating control; called again, it only takes the language.
 * In:    a tag that looks like a button.
 * Out:   the tag in a corner of the window, with a button that minimises it. Where nothing is free, and where the page keeps it from
 *        floating, it is the button in its place.
 * Never: opens by itself; covers what has the focus or what the page has fixed on the screen; keeps anything beyond the page.
 */
export function float(host: HTMLElement, language: Language): void {
  if (!updates.has(host)) updates.set(host, start(host));
  updates.get(host)!(language);
}

function start(host: HTMLElement): (language: Language) => void {
  const root = host.shadowRoot!;
  const box = root.querySelector<HTMLElement>('[part=box]')!;
  const label = root.querySelector('[part=label]')!;
  const fold = createElement('button');
  fold.type = 'button';
  fold.setAttribute('part', 'fold');
  fold.hidden = true;
  box.append(fold);
  const probe = createElement('span');
  probe.setAttribute('part', 'probe');
  root.append(probe);
  const spot = new CSSStyleSheet();
  const plain = [...root.adoptedStyleSheets];
  let words: LaterWords = english;
  let isFolded = false;
  let shown: Place | undefined;
  let isMoving = false;

  /** Writes a change alone: where the page emulates shadow trees, each write updates the tag again. */
  const set = (name: 'textContent' | 'ariaExpanded' | 'ariaLabel' | 'lang', value: string): void => {
    if (fold[name] !== value) fold[name] = value;
  };

  const show = (): void => {
    box.toggleAttribute('data-folded', isFolded);
    set('textContent', isFolded ? '?' : '\u2013');
    set('ariaExpanded', String(!isFolded));
    // The label's own text, without what joins it to the status.
    set('ariaLabel', isFolded ? label.firstChild!.textContent || host.textContent.trim() : words.minimize);
  };

  const write = (also = ''): void => {
    spot.replaceSync((shown ? toCss(shown, isFolded) : PROBE) + also);
  };

  const put = (place: Place | undefined): void => {
    shown = place;
    fold.hidden = !place;
    write(HIDDEN);
    root.adoptedStyleSheets = place ? [...plain, styles(), spot] : [...plain, spot];
    afterFrame(() => {
      isMoving = false;
      write();
    });
  };

  /** The tab in the end's corner. It is not moved there to be measured: a browser takes its layout at a hit test for a painted one. */
  const homeOf = (width: number): Box => {
    const own = host.getBoundingClientRect();
    const { left, right, bottom } = shown ? own : probe.getBoundingClientRect();
    const sides = shown?.side === 'start' ? { left: width - right, right: width - left } : { left, right };
    const home = bottom + (shown?.raised ?? 0);
    return { ...sides, top: home - own.height, bottom: home };
  };

  const findTarget = (): Place | undefined => {
    if (!host.matches('[variant=tab]')) return undefined;
    const size = { width: document.documentElement.clientWidth, height: innerHeight };
    const home = homeOf(size.width);
    // Else it is fixed to a box of the page instead of the window.
    const isFixed = home.bottom <= size.height && home.bottom > size.height * 0.7 && home.right > home.left;
    return isFixed ? findPlace(home, size, (there) => obstacleAt(there, host)) : undefined;
  };

  /** `isUrgent`: it may not stay where it is until the next frame. */
  const place = quiet((isUrgent = false) => {
    if (!host.isConnected || document.visibilityState === 'hidden' || (isMoving && !isUrgent)) return;
    // A control that is in use stays where it is.
    if (host.matches(':active,:focus-within')) return;
    const target = findTarget();
    if (isSame(target, shown)) return;
    if (isUrgent) return put(target);
    isMoving = true;
    write(HIDDEN);
    afterFrame(() => put(findTarget()));
  });

  /** What looks at the page, for as long as the tag is on it; absent: it was removed. */
  let watch: AbortController | undefined;
  const keep = (): void => {
    setTimeout(() => {
      if (!host.isConnected) return stop();
      if (!host.matches(':hover')) whenIdle(() => place(), LOOK_MS);
      keep();
    }, LOOK_MS);
  };
  const stop = (): void => {
    watch?.abort();
    watch = undefined;
    // The page may put it back as another form.
    put(undefined);
  };
  const resume = (): void => {
    if (watch || !host.isConnected) return;
    watch = new AbortController();
    const options = { capture: true, signal: watch.signal };
    // At once: what gets the focus may not be covered for a moment. After it, the page may scroll.
    addEventListener('focusin', ({ target }) => target !== host && place(true), options);
    addEventListener(
      'scroll',
      () => document.activeElement !== document.body && requestAnimationFrame(() => place(true)),
      options,
    );
    addEventListener(
      'resize',
      quiet(() => whenIdle(() => place(), LOOK_MS)),
      options,
    );
    whenIdle(() => place(), LOOK_MS);
    keep();
  };

  listen(fold, 'click', () => {
    isFolded = !isFolded;
    show();
    write();
  });
  write();
  root.adoptedStyleSheets = [...plain, spot];

  return (language) => {
    resume();
    words = language.later ?? english;
    set('lang', (language.later ? language : english).lang);
    show();
  };
}
