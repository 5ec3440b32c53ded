import type { ReactiveControllerHost } from '@lit/reactive-element';
import { IntersectionObserver, now, quiet, quietly, ResizeObserver, tabHasFocus } from '../natives.js';
import { unwish, wish } from '../page-clock.js';
import { nodeAbove } from '../page-language.js';
import { checkPath, onPageNews, pageView } from '../page-view.js';

/** Source: MRC viewable impression guidelines: half of the pixels for one continuous second. Units: ms. */
const CONTINUOUS_MS = 1000;
const SHARE = 0.5;
/** From this size on 30 % are enough. Units: CSS pixels squared. Source: the same. */
const LARGE_AREA = 242_500;
const LARGE_SHARE = 0.3;
/** How long an impression waits for an answer, so that it can say what was shown. Units: ms. */
const ANSWER_MS = 3000;
/** A single-page site announces its new address before it swaps the page: a tag that goes with the old one says nothing. */
const SWAP_MS = 500;

/** What is asked of the tag, and told to it. Told again at every look: counting once is the tag's part. */
export interface Viewer {
  /** Whether the tag knows what to say by now. */
  isSettled(): boolean;
  /** It was rendered on a page that somebody can see. */
  onImpression(measurable: boolean): void;
  /** It was in view for long enough. */
  onViewable(firstScreen: boolean): void;
}

/** Whether, and how, a person could have seen the tag. */
export interface Viewability {
  /** Whether any of it is on the screen. */
  isOnScreen(): boolean;
  /** Whether nobody had to scroll, the page or a box in it, to get it where it is. */
  isFirstScreen(): boolean;
  /** Whether this page can tell if the tag is seen; without it nothing is said of that, neither yes nor no. */
  isMeasurable(): boolean;
}

/**
 * Whether the tab has the focus. In a frame that is the top page's to say: the frame's own document has the focus only after
 * somebody has clicked in it. Undefined where the top page is another site's, which cannot be asked.
 */
const hasFocus = (): boolean | undefined => quietly(() => tabHasFocus(top!.document));
const isMeasurable = (): boolean => !!IntersectionObserver && hasFocus() !== undefined;

type Seen = Pick<IntersectionObserverEntry, 'isIntersecting' | 'intersectionRatio' | 'boundingClientRect'>;
const seers = new WeakMap<Element, { sees(entry: Seen): void; sizes(box: DOMRectReadOnly): void }>();
let intersections: IntersectionObserver | undefined;
let sizes: ResizeObserver | undefined;

/** One truth: whether a person could have seen the tag. @NOTE Not occlusion-checked: a banner above it goes unseen. */
export function watchViewability(host: ReactiveControllerHost & HTMLElement, viewer: Viewer): Viewability {
  let isOnScreen = false;
  let isEnough = false;
  let hasBox = false;
  let wasShown = false;
  let isFirst = false;
  let clockStartedAt = 0;
  /** Before it nothing is said; without an answer, nothing for a while longer. */
  let readyAt = 0;
  let forget: (() => void) | undefined;
  const impression = {};

  const isFirstScreen = (): boolean => {
    const { scrolled } = pageView();
    for (let node: Node | null = host; node; node = nodeAbove(node)) if (scrolled.has(node)) return false;
    return true;
  };

  const impress = (): void => {
    const at = viewer.isSettled() ? readyAt : readyAt + ANSWER_MS;
    if (now() < at) wish(impression, at, look);
    else viewer.onImpression(isMeasurable());
  };

  const time = (isViewed: boolean): void => {
    if (!isViewed) {
      clockStartedAt = 0;
      unwish(viewer);
    } else if (!clockStartedAt) {
      clockStartedAt = now();
      isFirst = isFirstScreen();
      wish(viewer, clockStartedAt + CONTINUOUS_MS, look);
    } else if (now() - clockStartedAt >= CONTINUOUS_MS) viewer.onViewable(isFirst);
  };

  /** Whether the page shows it: a hidden menu has a box, too. A browser that cannot tell is taken to show it. */
  const isVisible = (): boolean =>
    hasBox && host.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }) !== false;

  // Quiet: a host that has put something in the document's way costs a count, never the control.
  const look = quiet(() => {
    checkPath();
    // Not in a hidden tab, and not on a page that is rendered ahead of a visit which may never come.
    const isShown = isVisible();
    wasShown =
      isShown &&
      document.visibilityState !== 'hidden' &&
      (document as { prerendering?: boolean }).prerendering !== true;
    if (wasShown) impress();
    const isFocused = hasFocus();
    time(wasShown && isEnough && !!isFocused);
    // The top page's focus comes without an event in the frame, and a menu may fade in where it is.
    if (wasShown ? isEnough && isFocused === false && top !== window : isOnScreen && !isShown)
      wish(viewer, now() + CONTINUOUS_MS, look);
  });

  const stop = (): void => {
    if (host.isConnected) return;
    forget?.();
    forget = undefined;
    intersections?.unobserve(host);
    sizes?.unobserve(host);
    unwish(impression);
    isOnScreen = isEnough = hasBox = false;
    time(false);
  };

  seers.set(host, {
    sees({ isIntersecting, intersectionRatio, boundingClientRect: { width, height } }) {
      isOnScreen = isIntersecting;
      // A link in running text has no size that the other observer could tell.
      hasBox = width * height > 0;
      // Browsers report a hair less than the threshold that they fire at.
      isEnough = intersectionRatio > (width * height < LARGE_AREA ? SHARE : LARGE_SHARE) - 0.005;
      look();
    },
    sizes({ width, height }) {
      hasBox = width * height > 0;
      look();
    },
  });

  host.addController({
    hostConnected() {
      if (forget) return;
      readyAt = now();
      forget = onPageNews((news) => {
        // Now or never. Told when the page is hidden already, so that what counts is what was seen before.
        if (news === 'leave' && wasShown && now() >= readyAt) viewer.onImpression(isMeasurable());
        if (news === 'view') {
          readyAt = now() + SWAP_MS;
          time(false);
        }
        look();
      });
      if (IntersectionObserver) {
        intersections ??= new IntersectionObserver(
          quiet((entries) => entries.forEach((entry) => seers.get(entry.target)!.sees(entry))),
          { threshold: [0, LARGE_SHARE, SHARE] },
        );
        intersections.observe(host);
      }
      // A tag in a closed menu is rendered when the menu opens. Without an observer of it, a tag counts as rendered.
      hasBox = !ResizeObserver;
      if (ResizeObserver) {
        sizes ??= new ResizeObserver(
          quiet((entries) => entries.forEach((entry) => seers.get(entry.target)!.sizes(entry.contentRect))),
        );
        sizes.observe(host);
      }
    },
    // Judged in a microtask: a tag that is moved leaves and comes in one go, and goes on.
    hostDisconnected: () => queueMicrotask(quiet(stop)),
    hostUpdated: look,
  });

  return { isOnScreen: () => isOnScreen, isFirstScreen, isMeasurable };
}
