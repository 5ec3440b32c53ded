import type { DiagnosisValue } from '@askusnow/sdk';
import { inspectFile } from '../inspect-file.js';
import type { onPageNews, PageNews } from '../page-view.js';
import { listen } from '../natives.js';
import { whenIdle as idle } from '../when-idle.js';
import { landmarkOf } from './landmark.js';
import { faultsOf, isCovered } from './measure.js';

/** What this file calls of the one that shows the webmaster's report. */
export type Inspect = (tags: readonly HTMLElement[], endpoint: string) => Promise<void>;

/** What passes in front of a tag for a moment does not cover it. Units: ms. */
const CONTINUOUS_MS = 1000;
/** A single-page site has as long to show its next page as the first one had. Units: ms. */
const SETTLED_MS = 10_000;

/** How long a diagnosis waits at most for the page to be idle. Units: ms. */
const IDLE_WITHIN_MS = 5000;
const whenIdle = (run: () => void): void => idle(run, IDLE_WITHIN_MS);

/** The sender drops events then; what is dropped need not be measured. Source: https://w3c.github.io/gpc/. */
const asksForPrivacy = (): boolean => !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl;

/**
 * What is done for a tag at the page's news, and to look again where more or less of it is on the screen. Nothing else in this file
 * keeps a tag: a single-page site would have each of its removed tags for ever.
 */
const diagnoses = new WeakMap<Element, (news: PageNews) => void>();
const tags = new Set<WeakRef<HTMLElement>>();
let observer: IntersectionObserver | undefined;
// Made when it is needed: a page that has broken it costs a diagnosis, never the script that has this file inside.
const observe = (host: HTMLElement): void => {
  observer ??= new IntersectionObserver((entries) => entries.forEach(({ target }) => diagnoses.get(target)!('look')), {
    threshold: [0.5, 1],
  });
  observer.observe(host);
};

/** The diagnosed tags that are on the page. */
const onPage = (): HTMLElement[] =>
  [...tags].map((ref) => ref.deref()).filter((tag): tag is HTMLElement => !!tag?.isConnected);
const nameOf = (tag: Element): string => `${tag.getAttribute('library')} ${tag.getAttribute('placement')}`;

/** Whether the page has the same tag twice, as when a tag manager adds what the template has. */
const hasTwin = (host: HTMLElement): boolean =>
  onPage().some((other) => other !== host && nameOf(other) === nameOf(host));

const isInspected = (): boolean => location.hash === '#ask-inspect';

/** Loads a file of the tag's and uses it; without it the page stays as it is. */
type Load = <T>(file: string, use: (module: T) => unknown) => Promise<void>;
let load: Load | undefined;

/** Opens the webmaster's report of all tags on the page. */
function inspectAll(): void {
  const shown = onPage();
  const tag = shown[0]?.constructor as unknown as { defaultEndpoint: string } | undefined;
  if (isInspected())
    void load?.<{ inspect: Inspect }>(inspectFile, ({ inspect }) => inspect(shown, tag?.defaultEndpoint ?? ''));
}
listen(window, 'hashchange', inspectAll);

/** A function of its own: what is made within `diagnose` keeps the tag, as all closures of a function keep what one of them uses. */
function follow(ref: WeakRef<HTMLElement>, subscribe: typeof onPageNews): void {
  const unsubscribe = subscribe((news) => {
    const tag = ref.deref();
    if (!tag) {
      tags.delete(ref);
      unsubscribe();
    } else if (tag.isConnected) diagnoses.get(tag)!(news);
  });
}

/**
 * Diagnoses a tag, in each page view of the page.
 * In:    the tag; whether any of it was on the screen in this page view; the page's news.
 * Out:   `send`, with each value that holds: it counts each once per page view.
 * Never: reads or sends anything of the page's content; throws to the page; delays it.
 */
export function diagnose(
  host: HTMLElement,
  send: (value: DiagnosisValue) => void,
  wasOnScreen: () => boolean,
  subscribe: typeof onPageNews,
  loadFile: Load,
): void {
  if (diagnoses.has(host)) return;
  let isDiagnosed = false;
  let isRendered = false;
  let isCoverKnown = false;
  let settling: ReturnType<typeof setTimeout> | undefined;

  const lookAtCover = (): void => {
    if (isCoverKnown || !isRendered) return;
    const isFirst = isCovered(host);
    if (isFirst === undefined) return;
    isCoverKnown = true;
    if (isFirst) setTimeout(() => whenIdle(() => isCovered(host) && send('covered')), CONTINUOUS_MS);
  };

  const look = (): void => {
    // A page in the background is not laid out as a person will see it.
    if (!host.isConnected || document.visibilityState === 'hidden') return;
    if (isDiagnosed) return lookAtCover();
    isDiagnosed = true;
    send(`in-${landmarkOf(host)}`);
    const faults = faultsOf(host);
    faults.forEach(send);
    if (hasTwin(host)) send('two-tags');
    isRendered = !faults.some((fault) => fault !== 'squeezed');
    lookAtCover();
  };

  diagnoses.set(host, (news) => {
    if (news === 'view') {
      isDiagnosed = isCoverKnown = false;
      clearTimeout(settling);
      settling = setTimeout(() => {
        settling = undefined;
        whenIdle(look);
      }, SETTLED_MS);
    }
    if (news === 'look' && !settling) whenIdle(look);
    // The page may be hidden and come back; only a page that is left was not scrolled any further.
    if (news === 'leave' && window.event?.type === 'pagehide' && isRendered && isDiagnosed && !wasOnScreen())
      send('never-scrolled-to');
  });
  const ref = new WeakRef(host);
  tags.add(ref);
  load = loadFile;
  // When every tag has been added.
  if (isInspected()) setTimeout(inspectAll, 200);
  // The report lies over the page: its visit is not measured.
  if (isInspected() || asksForPrivacy()) return;
  observe(host);
  follow(ref, subscribe);
  whenIdle(look);
}

/** What the tag's script calls of this file. */
export type Diagnose = typeof diagnose;
