import type { ReactiveControllerHost } from '@lit/reactive-element';
import { IntersectionObserver, now, quiet, quietly, ResizeObserver, tabHasFocus } from '../natives.js';
import { clearDeadline, setDeadline } from '../page-timer.js';
import { nodeAbove } from '../page-language.js';
import { checkPath, onPageNews, pageView } from '../page-view.js';

/** Source: MRC viewable impression guidelines: half of the pixels for one continuous second. Units: ms. */
const CONTINUOUS_MS = 1000;
const SHARE = 0.5;
/** From this size on 30 % are enough. Units: CSS pixels squared. Source: the same. */
const LARGE_AREA = 242_500;
const LARGE_SHARE = 0.3;
/** A smaller tag counts as not rendered. Units: CSS pixels. Source: WCAG 2.2 SC 2.5.8, which excepts links in text: they are as high as it. */
const SMALLEST = 24;
/** How long an impression waits for an answer, so that it can say what was shown. Units: ms. */
const ANSWER_MS = 3000;
/** A single-page site changes its address before it swaps the page: a tag that leaves with the old page is not counted. */
const SWAP_MS = 500;

/** The tag's callbacks. They are called again at every check: counting once is the tag's part. */
export interface Viewer {
  /** Whether the tag shows a status already. */
  isSettled(): boolean;
  /** The tag was rendered on a visible page. */
  onImpression(measurable: boolean): void;
  /** The tag was in view for long enough. */
  onViewable(firstScreen: boolean): void;
}

/** Whether, and how, a person could have seen the tag. */
export interface Viewability {
  /** Whether any part of the tag is on the screen. */
  isOnScreen(): boolean;
  /** Whether any part of it was, in this page view. */
  wasOnScreen(): boolean;
  /** Whether neither the page nor a box around the tag was scrolled. */
  isFirstScreen(): boolean;
  /** Whether viewability can be measured on this page; if not, it is reported as not measurable. */
  isMeasurable(): boolean;
}

/**
 * Whether the tab has the focus. In a frame the top page decides: the frame's own document has the focus only after a click
 * in it. Undefined if the top page is another site's, which cannot be read.
 */
const hasFocus = (): boolean | undefined => quietly(tabHasFocus);
const isMeasurable = (): boolean => !!IntersectionObserver && hasFocus() !== undefined;

type Entry = IntersectionObserverEntry | ResizeObserverEntry;
const observed = new WeakMap<Element, (entry: Entry) => void>();
const onEntries = quiet((entries: readonly Entry[]) => entries.forEach((entry) => observed.get(entry.target)!(entry)));
let intersections: IntersectionObserver | undefined;
let sizes: ResizeObserver | undefined;

/** Whether a person could have seen the tag. @NOTE Not occlusion-checked: a banner above it goes unseen. */
export function watchViewability(host: ReactiveControllerHost & HTMLElement, viewer: Viewer): Viewability {
  let isOnScreen = false;
  let wasOnScreen = false;
  let isEnough = false;
  let hasBox = false;
  let wasShown = false;
  let isFirst = false;
  let clockStartedAt = 0;
  /** Nothing is counted before this; without a status, nothing for a while longer. */
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
    if (now() < at) setDeadline(impression, at, look);
    else viewer.onImpression(isMeasurable());
  };

  const time = (isViewed: boolean): void => {
    if (!isViewed) {
      clockStartedAt = 0;
      clearDeadline(viewer);
    } else if (!clockStartedAt) {
      clockStartedAt = now();
      isFirst = isFirstScreen();
      setDeadline(viewer, clockStartedAt + CONTINUOUS_MS, look);
    } else if (now() - clockStartedAt >= CONTINUOUS_MS) viewer.onViewable(isFirst);
  };

  /** Whether the page shows the tag: a hidden menu has a box too. Without `checkVisibility` it counts as shown. */
  const isVisible = (): boolean =>
    hasBox && host.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }) !== false;

  // Quiet: a host that breaks a native costs a count, never the control.
  const look = quiet(() => {
    checkPath();
    // Not in a hidden tab, nor on a prerendered page, which is hidden, too.
    const isShown = isVisible();
    wasShown = isShown && document.visibilityState !== 'hidden';
    if (wasShown) impress();
    const isFocused = hasFocus();
    time(wasShown && isEnough && !!isFocused);
    // A frame gets no event when the top page gets the focus, and a menu may fade in without one.
    if (wasShown ? isEnough && isFocused === false && top !== window : isOnScreen && !isShown)
      setDeadline(viewer, now() + CONTINUOUS_MS, look);
  });

  const stop = (): void => {
    if (host.isConnected) return;
    forget?.();
    forget = undefined;
    intersections?.unobserve(host);
    sizes?.unobserve(host);
    clearDeadline(impression);
    isOnScreen = isEnough = hasBox = false;
    time(false);
  };

  observed.set(host, (entry) => {
    // The observer of sizes reports none for a link in running text; the other one does.
    const { width, height } = 'contentRect' in entry ? entry.contentRect : entry.boundingClientRect;
    hasBox = Math.min(width, height) >= (host.matches('[variant=link]') ? 1 : SMALLEST);
    if ('isIntersecting' in entry) {
      isOnScreen = entry.isIntersecting;
      wasOnScreen ||= isOnScreen;
      // Browsers report slightly less than the threshold that fired.
      isEnough = entry.intersectionRatio > (width * height < LARGE_AREA ? SHARE : LARGE_SHARE) - 0.005;
    }
    look();
  });

  host.addController({
    hostConnected() {
      if (forget) return;
      readyAt = now();
      forget = onPageNews((news) => {
        // The last chance to count. The page is hidden already, so what was seen before counts.
        if (news === 'leave' && wasShown && now() >= readyAt) viewer.onImpression(isMeasurable());
        if (news === 'view') {
          readyAt = now() + SWAP_MS;
          wasOnScreen = isOnScreen;
          time(false);
        }
        look();
      });
      if (IntersectionObserver) {
        intersections ??= new IntersectionObserver(onEntries, { threshold: [0, LARGE_SHARE, SHARE] });
        intersections.observe(host);
      }
      // A tag in a closed menu is rendered when the menu opens. Without an observer of it, a tag counts as rendered.
      hasBox = !ResizeObserver;
      if (ResizeObserver) {
        sizes ??= new ResizeObserver(onEntries);
        sizes.observe(host);
      }
    },
    // Checked in a microtask: a tag that is moved disconnects and connects in one task, and goes on.
    hostDisconnected: () => queueMicrotask(quiet(stop)),
    hostUpdated: look,
  });

  return { isOnScreen: () => isOnScreen, wasOnScreen: () => wasOnScreen, isFirstScreen, isMeasurable };
}
