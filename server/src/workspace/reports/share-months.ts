// In:    today by the library's clock; what a link's address asks for; the first counted day.
// Out:   which month a share link shows, and to which others it leads.
// Never: a month that is not over.
import { askedMonthSchema } from '@askusnow/sdk/contract';
import { addMonths } from '../../platform/time/day-window.ts';
import { monthOf } from '../../visibility/metrics/month.ts';

/** The last month that is over. */
export const lastWholeMonth = (today: string): string => addMonths(monthOf(today), -1);

/** The month that is asked for; where that is no whole month, the last one. */
export function openMonth(asked: unknown, today: string): string {
  const last = lastWholeMonth(today);
  const { data } = askedMonthSchema.safeParse(asked);
  return data !== undefined && data <= last ? data : last;
}

/** The months beside it that have figures, the earlier one first. */
export function monthsBeside(month: string, { today, countingSince }: { today: string; countingSince: string | null }) {
  const [before, after] = [addMonths(month, -1), addMonths(month, 1)];
  return [
    ...(countingSince !== null && before >= monthOf(countingSince) ? [before] : []),
    ...(after <= lastWholeMonth(today) ? [after] : []),
  ];
}
