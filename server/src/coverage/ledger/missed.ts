// In:    unmet clicks and viewable impressions, by weekday and part of the day.
// Out:   the map of the week, all 28 cells; small cells are hidden if it is based on less than four weeks.
// Never: hides a number that can be computed by subtracting the others from a total.
import { DAYPARTS, type LibraryCoverage } from '@askusnow/sdk/contract';

/** Number of weeks in the map. */
export const MISSED_WEEKS = 13;
/** With fewer weeks, small cells are hidden even from the library's own people; with more, counts are shown in full. */
const WHOLE_WEEKS = 4;
/** 1 to 4 are hidden, 0 is not. */
const SHOWN_MIN = 5;

export type MissedCell = LibraryCoverage['missed'][number];
export type MissedCount = Pick<MissedCell, 'weekday' | 'clicks' | 'viewable'> & { daypart: number };

const isSmall = ({ clicks, viewable }: MissedCell): boolean =>
  [clicks, viewable].some((count) => 0 < count && count < SHOWN_MIN);

const hide = (cell: MissedCell): MissedCell => ({ ...cell, clicks: 0, viewable: 0, suppressed: true });

/** The library's total is shown elsewhere and would reveal a single hidden cell, so the next smallest is hidden, too. */
export function hideSmallCells(cells: readonly MissedCell[]): MissedCell[] {
  const hidden = new Set(cells.filter(isSmall));
  if (hidden.size === 1) {
    const next = cells
      .filter((cell) => !hidden.has(cell) && cell.clicks + cell.viewable > 0)
      .sort((one, other) => one.clicks + one.viewable - other.clicks - other.viewable)[0];
    if (next !== undefined) hidden.add(next);
  }
  return cells.map((cell) => (hidden.has(cell) ? hide(cell) : cell));
}

const toCells = (counts: readonly MissedCount[]): MissedCell[] =>
  [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
    DAYPARTS.map((daypart, index): MissedCell => {
      const found = counts.find((count) => count.weekday === weekday && count.daypart === index);
      return { weekday, daypart, clicks: found?.clicks ?? 0, viewable: found?.viewable ?? 0, suppressed: false };
    }),
  );

/** Of all libraries together: a small cell may be one library's, so it is hidden however many weeks there are. */
export const missedOfAll = (counts: readonly MissedCount[]): MissedCell[] => hideSmallCells(toCells(counts));

/** `countedDays`: civil days since the library's first event, including today. */
export function missedOf(counts: readonly MissedCount[], countedDays: number): MissedCell[] {
  const cells = toCells(counts);
  return countedDays < WHOLE_WEEKS * 7 ? hideSmallCells(cells) : cells;
}
