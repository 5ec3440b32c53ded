// In:    a key page, a library's facts, now.
// Out:   whether the page carries a tag, and by what evidence.
// Never: lets a lower evidence overrule a higher; takes "blocked" or "unreachable" for "absent".
import type { RuleEvidence } from '@askusnow/sdk/contract';
import { expectsPlace } from '../../cooperative/key-page.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import type { KindPage, LibraryFacts, PageReading, PlacementFact } from './facts.ts';

export interface Verdict {
  says: 'yes' | 'no' | 'unknown';
  evidence: RuleEvidence | null;
  reason: string;
  /** The step, where it is not that of the rule. */
  step?: string;
}

/** So long must other pages have reported before a page without any report counts as one without a tag. */
export const WATCH_DAYS = 28;

const isSeenOn = ({ viewports }: PlacementFact, viewport: KindPage['viewport']): boolean =>
  viewport === null || viewports.includes(viewport);

/** Placements that the page expects; floating controls are none. */
export const placementsOn = (page: KindPage, placements: readonly PlacementFact[]): PlacementFact[] =>
  placements.filter((place) => !place.isFloating && expectsPlace(page, place));

export const byEvent = (placements: readonly PlacementFact[]): RuleEvidence | null =>
  placements.length === 0
    ? null
    : { source: 'event', at: toInstant(Math.max(...placements.map(({ lastSeenMs }) => lastSeenMs))), by: null };

export const byReading = ({ atMs }: PageReading): RuleEvidence => ({ source: 'static', at: toInstant(atMs), by: null });

export const latestFirst = (one: PageReading, other: PageReading): number => other.atMs - one.atMs;

/** Of each page its latest reading. */
export const latestOf = (readings: readonly PageReading[]): PageReading[] =>
  [...Map.groupBy(readings, ({ keyPage }) => keyPage).values()].map((its) => its.toSorted(latestFirst)[0]!);

/** Null: no placement of the page was ever seen. */
function judgeEvents(page: KindPage, placements: readonly PlacementFact[]): Verdict | null {
  const known = placementsOn(page, placements);
  const live = known.filter((place) => place.isLive && isSeenOn(place, page.viewport));
  const patterns = new Set(live.map(({ pattern }) => pattern));
  if (patterns.size >= page.minPatterns)
    return { says: 'yes', evidence: byEvent(live), reason: `The tag on “${page.name}” reports.` };
  if (known.length === 0) return null;
  const reason =
    live.length > 0
      ? `“${page.name}” needs the tag on ${page.minPatterns} pages; ${patterns.size} report.`
      : known.some((place) => place.isLive)
        ? `The tag on “${page.name}” was not seen at ${page.viewport} width.`
        : `The tag on “${page.name}” stopped reporting.`;
  return { says: 'no', evidence: byEvent(known), reason };
}

function judgeReadings(page: KindPage, readings: readonly PageReading[]): Verdict | null {
  // A reading finds a tag on one page: neither its place, nor a window width, nor other pages.
  const isWholePage = page.placement === null && page.viewport === null && page.minPatterns === 1;
  const deciding = readings
    .filter(({ keyPage, state }) => keyPage === page.name && (state === 'absent' || (state === 'found' && isWholePage)))
    .sort(latestFirst)[0];
  if (deciding === undefined) return null;
  return deciding.state === 'found'
    ? {
        says: 'yes',
        evidence: byReading(deciding),
        reason: `The tag is in the page “${page.name}”; no report came from it yet.`,
      }
    : { says: 'no', evidence: byReading(deciding), reason: `The page “${page.name}” has no tag.` };
}

/** Where nothing speaks of the page: other pages that have reported for long enough say that its visitors see no tag. */
function judgeSilence(page: KindPage, { placements, countingSinceMs }: LibraryFacts, nowMs: number): Verdict {
  const live = placements.filter((place) => place.isLive);
  const isWatched = countingSinceMs !== null && nowMs - countingSinceMs >= WATCH_DAYS * DAY_MS && live.length > 0;
  return isWatched
    ? { says: 'no', evidence: byEvent(live), reason: `Other pages report, but “${page.name}” never did.` }
    : { says: 'unknown', evidence: null, reason: `Nothing is known of “${page.name}” yet.` };
}

/** `mayRead`: whether a reading of the page may decide. */
export const judgePage = (page: KindPage, facts: LibraryFacts, mayRead: boolean, nowMs: number): Verdict =>
  judgeEvents(page, facts.placements) ??
  (mayRead ? judgeReadings(page, facts.readings) : null) ??
  judgeSilence(page, facts, nowMs);
