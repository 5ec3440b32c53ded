import type { LibraryCoverage } from '@askusnow/sdk';

type MissedCell = LibraryCoverage['missed'][number];
const SHOWN_MAX = 5;

/** The parts of the week with the most unmet demand: by clicks, then by views. Hidden small numbers come last. */
export const busiestMissed = (cells: readonly MissedCell[]): MissedCell[] =>
  cells
    .filter(({ clicks, viewable, suppressed }) => suppressed || clicks + viewable > 0)
    .toSorted((one, other) => other.clicks - one.clicks || other.viewable - one.viewable)
    .slice(0, SHOWN_MAX);
