// In:    a library's stored placements, its key pages, the cooperative's page words.
// Out:   the rows that may be shown: pages whose first word is neither published nor established are combined into one row.
// Never: loses a count: what is not shown separately is in the sum of its collapsed form.
import type { Viewport } from '@askusnow/sdk/contract';
import { isNamed, type KeyPageRule } from '../../cooperative/key-page.ts';
import type { PageWords } from '../../cooperative/page-words.ts';
import { sumCounts } from '../metrics/metrics.ts';
import { addDiagnoses } from './sight.ts';
import type { DailyViews } from './silence.ts';
import type { CountedPlacement } from './store.ts';

/** A page that the file names is shown as named; a hidden word is never shown, whenever it was stored. */
function shownPattern(
  { pattern, established }: CountedPlacement,
  rules: readonly KeyPageRule[],
  words: PageWords,
): string {
  if (isNamed(rules, pattern)) return pattern;
  const written = words.collapse(pattern);
  return established ? written : words.toCollapsed(written);
}

const later = (a: string, b: string): string => (b > a ? b : a);

function addViews(a: DailyViews, b: DailyViews): DailyViews {
  const viewsOf = new Map(a.days.map((day, index) => [day, a.views[index]!]));
  for (const [index, day] of b.days.entries()) viewsOf.set(day, (viewsOf.get(day) ?? 0) + b.views[index]!);
  const days = [...viewsOf.keys()].sort((one, other) => one - other);
  return { days, views: days.map((day) => viewsOf.get(day)!) };
}

/** A row as shown, of one stored placement or of several whose page is not shown by its own words. */
export interface ShownPlacement extends CountedPlacement {
  storedIds: readonly number[];
}

/** Merges two rows with the same shown place. */
function merge(a: ShownPlacement, b: ShownPlacement): ShownPlacement {
  const latest = b.lastSeenAt > a.lastSeenAt ? b : a;
  return {
    ...a,
    ...sumCounts([a, b]),
    id: Math.min(a.id, b.id),
    storedIds: [...a.storedIds, ...b.storedIds],
    widget: latest.widget,
    everCounted: a.everCounted || b.everCounted,
    firstSeenAt: a.firstSeenAt < b.firstSeenAt ? a.firstSeenAt : b.firstSeenAt,
    lastSeenAt: latest.lastSeenAt,
    ...addViews(a, b),
    // Back for one of them is back for the row.
    retiredOn: a.retiredOn === null || b.retiredOn === null ? null : later(a.retiredOn, b.retiredOn),
    diagnoses: addDiagnoses(a.diagnoses, b.diagnoses),
    viewports: [...new Set<Viewport>([...a.viewports, ...b.viewports])],
    recentViews: a.recentViews + b.recentViews,
  };
}

/** In the order of the first row of each. */
export function toShownRows(
  rows: readonly CountedPlacement[],
  rules: readonly KeyPageRule[],
  words: PageWords,
): ShownPlacement[] {
  const shown = new Map<string, ShownPlacement>();
  for (const stored of rows) {
    const row = { ...stored, storedIds: [stored.id], pattern: shownPattern(stored, rules, words) };
    const key = `${row.origin} ${row.pattern} ${row.name} ${row.form}`;
    const known = shown.get(key);
    shown.set(key, known ? merge(known, row) : row);
  }
  return [...shown.values()];
}
