// In:    what a library has said of its people's practice, the day.
// Out:   whether it is due to say it again; libraries in the order in which the coordinator reads them.
import { SERVED_GOOD_MONTHS, type Served, type ServedList } from '@askusnow/sdk/contract';
import { Temporal } from 'temporal-polyfill';

/** None, one of more than six months ago, or that people need a refresher. */
export const isDue = (latest: Pick<Served, 'date' | 'says'> | null, today: string): boolean =>
  latest === null ||
  latest.says === 'needs-refresher' ||
  latest.date < Temporal.PlainDate.from(today).subtract({ months: SERVED_GOOD_MONTHS }).toString();

type Each = ServedList['libraries'][number];

/** Of each half, those that have said nothing first, then the oldest; libraries of one day by name. */
export const dueFirst = (libraries: readonly Each[]): Each[] =>
  libraries.toSorted(
    (one, other) =>
      Number(other.isDue) - Number(one.isDue) ||
      (one.latest?.date ?? '').localeCompare(other.latest?.date ?? '') ||
      one.name.localeCompare(other.name),
  );
