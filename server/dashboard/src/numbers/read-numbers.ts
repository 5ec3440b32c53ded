// Reads a library's numbers of the days or the month that an address asks for.
import {
  getMetrics,
  getMonthReport,
  getNotes,
  getPlacements,
  getQueues,
  ProblemError,
  WINDOW_DAYS,
  type LibraryNote,
  type Metrics,
  type MonthReport,
  type PlacementList,
  type QueueHoursList,
  type WindowDays,
} from '@askusnow/sdk';
import { monthBefore } from '../logic/months.js';
import { periodOfDays, periodOfMonth, type NumberPeriod } from '../logic/number-period.js';
import { connection } from '../ui/connection.js';

export interface Numbers {
  list: PlacementList;
  period: NumberPeriod;
  /** '': the whole library. */
  branch: string;
  /** Those of its days. */
  notes: readonly LibraryNote[];
  /** That answer for it, with their hours. */
  desks: QueueHoursList['queues'];
  /** Of days; undefined: it is a month. */
  metrics?: Metrics;
  /** Of a month; undefined: it is days. */
  report?: MonthReport;
}

/** As many days as an address without a period shows. */
const USUAL_DAYS: WindowDays = 30;
/** The last day of a month's first week: until then people ask about the month that has ended. */
const FIRST_WEEK_END = 7;

/** The days of a period such as "7"; undefined: it is a month, or none is named. */
const daysOf = (period: string): WindowDays | undefined => WINDOW_DAYS.find((days) => String(days) === period);

/** `period`: as `Route.period`. Of the whole library where the branch has ended: an address may still name it. */
export async function readNumbers(library: string, period: string, branch: string): Promise<Numbers> {
  try {
    return await readOf(library, period, branch);
  } catch (error) {
    if (branch === '' || !(error instanceof ProblemError) || error.problem.status !== 422) throw error;
    return readOf(library, period, '');
  }
}

async function readOf(library: string, period: string, branch: string): Promise<Numbers> {
  const days = daysOf(period);
  const query = { days: days ?? USUAL_DAYS, ...(branch !== '' && { branch }) };
  const isMonth = days === undefined && period !== '';
  const [list, { notes }, { queues }, read] = await Promise.all([
    getPlacements(connection, library, query),
    getNotes(connection, library),
    getQueues(connection, library),
    isMonth
      ? readMonth(library, period === 'month' ? undefined : period)
      : getMetrics(connection, library, query).then((metrics) => ({ metrics, period: periodOfDays(metrics) })),
  ]);
  const shown = (days === undefined && branch === '' && (await endedMonth(library, read.period, isMonth))) || read;
  const { from, to } = shown.period;
  return { list, ...shown, branch, desks: queues, notes: notes.filter(({ date }) => from <= date && date <= to) };
}

async function readMonth(library: string, month: string | undefined): Promise<Pick<Numbers, 'report' | 'period'>> {
  const report = await getMonthReport(connection, library, { month });
  return { report, period: periodOfMonth(report.metrics) };
}

/** The month that has ended, in the first week after it; null where it was not counted. */
async function endedMonth(library: string, { to: today, countingSince }: NumberPeriod, isMonth: boolean) {
  const month = monthBefore(today);
  if (isMonth || Number(today.slice(8)) > FIRST_WEEK_END) return null;
  return countingSince === null || countingSince.slice(0, 7) > month ? null : readMonth(library, month);
}
