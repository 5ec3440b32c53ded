// The month of all libraries, as figures to show beside the month before.
import { clickRateBase, type CooperativeReport, type Counts, type Rate } from '@askusnow/sdk';
import type { ComparedCounts, Figures } from './number-period.js';

export interface CooperativeFigures {
  now: Figures;
  /** Of the libraries that counted in both months; null: none did. */
  change: ComparedCounts | null;
  /** On how many libraries it rests. */
  libraries: number;
  /** They counted the whole month. */
  isWhole: boolean;
}

/** Without a range: it is of sums, and is compared with nothing else. */
const rateOf = (numerator: number, denominator: number): Rate => ({
  numerator,
  denominator,
  value: denominator === 0 ? null : numerator / denominator,
  low: null,
  high: null,
  suppressed: false,
});

const ratesOf = (counts: Counts | null): Figures => ({
  counts,
  viewableRate: counts && rateOf(counts.viewable, counts.measurable),
  clickThrough: counts && rateOf(counts.clicks, clickRateBase(counts)),
});

const add = (one: Counts, other: Counts): Counts =>
  Object.fromEntries(
    (Object.keys(one) as (keyof Counts)[]).map((key) => [key, one[key] + other[key]]),
  ) as unknown as Counts;

/** Of a month that no library counted wholly, what was counted: the page says that it is a part. */
export function cooperativeFigures({ periods, changes, libraries }: CooperativeReport): CooperativeFigures {
  const { month, lastMonth } = periods;
  if (month.counts === null) {
    const counted = libraries.flatMap((each) => each.month.counts ?? []);
    const counts = counted.length === 0 ? null : counted.reduce(add);
    return { now: ratesOf(counts), change: null, libraries: counted.length, isWhole: false };
  }
  const isSame = changes.lastMonth?.libraries === month.libraries && lastMonth.libraries === month.libraries;
  return {
    now: { ...ratesOf(month.counts), clickThrough: month.clickThrough },
    change:
      isSame && lastMonth.counts
        ? { counts: month.counts, before: { ...ratesOf(lastMonth.counts), counts: lastMonth.counts } }
        : changes.lastMonth && {
            counts: { clicks: changes.lastMonth.clicks },
            before: { counts: { clicks: changes.lastMonth.before }, viewableRate: null, clickThrough: null },
          },
    libraries: month.libraries,
    isWhole: true,
  };
}
