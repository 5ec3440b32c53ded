// In:    the clock; the libraries about which somebody gets a mail.
// Out:   the Monday mail and the monthly mail of each, queued once, from seven in the morning by the library's clock.
// Never: sends anything: the outbox does. A mail that says nothing.
import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { LeaseHolder } from '../../platform/db/lease.ts';
import { startJob, type RunningJob } from '../../platform/jobs/jobs.ts';
import { runEach } from '../../platform/jobs/run-each.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { notify } from '../../help/notices/notices.ts';
import { loadKnownKeys, loadSubscribedLibraries } from '../../help/notices/summary-mail-store.ts';
import type { TaskDeps } from '../tasks/task.ts';
import { monthlyMail } from './monthly-mail.ts';
import { readReport } from './read-report.ts';
import { readEachWeekOnce, readWeek } from './read-week.ts';
import { shownMonth } from './shown-month.ts';
import { weeklyMail, type SummaryMail } from './weekly-mail.ts';

export interface SummaryDeps extends TaskDeps {
  clock: Clock;
  holder?: LeaseHolder;
  config: Pick<Config, 'mail' | 'publicUrl'>;
  onError: (error: Error) => void;
}

const EVERY_MS = 15 * MINUTE_MS;
/** By the library's clock: read when work begins. */
const FROM_HOUR = 7;
const FRIDAY = 5;
/** A server that was down all Monday still sends the week's mail; later it is no news. */
const MONDAY_UNTIL_WEEKDAY = 2;
/** A liaison has the first two weekdays after a month to comment on it: the mail has the comment. */
const MONTH_WEEKDAY = 3;
/** A server that was down on the day still sends the month's mail; later it is no news. */
const MONTH_UNTIL_DAY = 9;

/** The Monday that has its mail now; undefined: it is too early, or too late. */
export function mondayAt(nowMs: number, zone: string): string | undefined {
  const at = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone);
  if (at.dayOfWeek > MONDAY_UNTIL_WEEKDAY || at.hour < FROM_HOUR) return undefined;
  return at
    .toPlainDate()
    .subtract({ days: at.dayOfWeek - 1 })
    .toString();
}

function nthWeekday(first: Temporal.PlainDate, count: number): Temporal.PlainDate {
  let day = first;
  for (let left = count; ; day = day.add({ days: 1 })) {
    if (day.dayOfWeek <= FRIDAY) left -= 1;
    if (left === 0) return day;
  }
}

/** The month that has its mail now, from the third weekday after it; undefined: it is too early, or too late. */
export function monthAt(nowMs: number, zone: string): string | undefined {
  const at = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone);
  const first = at.toPlainDate().with({ day: 1 });
  const from = nthWeekday(first, MONTH_WEEKDAY).toZonedDateTime({ timeZone: zone, plainTime: { hour: FROM_HOUR } });
  if (Temporal.ZonedDateTime.compare(at, from) < 0 || at.day > MONTH_UNTIL_DAY) return undefined;
  return first.subtract({ months: 1 }).toPlainYearMonth().toString();
}

interface Summary {
  kind: 'weekly-summary' | 'monthly-report';
  /** What has its mail now, by a library's clock. */
  dueAt(nowMs: number, zone: string): string | undefined;
  keyOf(library: string, due: string): string;
  /** Of this look: what all libraries share is read once in it. */
  mailsOf(deps: SummaryDeps, nowMs: number): (library: string, due: string) => Promise<SummaryMail | null>;
}

const SUMMARIES: readonly Summary[] = [
  {
    kind: 'weekly-summary',
    dueAt: mondayAt,
    keyOf: (library, monday) => `weekly:${library}:${monday}`,
    mailsOf: (deps, nowMs) => {
      const contributionsOf = readEachWeekOnce(deps, nowMs);
      return async (library) =>
        weeklyMail(await readWeek(deps, library, nowMs, contributionsOf), deps.config.publicUrl);
    },
  },
  {
    kind: 'monthly-report',
    dueAt: monthAt,
    keyOf: (library, month) => `monthly:${library}:${month}`,
    mailsOf: (deps) => async (library, month) => {
      const shown = shownMonth(await readReport(deps, library, month));
      return shown && monthlyMail(shown);
    },
  },
];

async function look(deps: SummaryDeps, { kind, dueAt, keyOf, mailsOf }: Summary): Promise<void> {
  const { database, registry, clock } = deps;
  const nowMs = clock.now();
  const due = (await loadSubscribedLibraries(database.db, kind)).flatMap((id) => {
    const library = registry.library(id);
    const time = library && dueAt(nowMs, library.zone);
    return time === undefined ? [] : [{ id, time, key: keyOf(id, time) }];
  });
  const known = await loadKnownKeys(
    database.db,
    due.map(({ key }) => key),
  );
  const mailOf = mailsOf(deps, nowMs);
  const queueMail = async ({ id, time, key }: (typeof due)[number]): Promise<void> => {
    const mail = await mailOf(id, time);
    if (mail === null) return;
    const data = kind === 'monthly-report' ? { month: time } : null;
    const notice = { ...mail, key, kind, tier: 'local', library: id, data, atMs: nowMs } as const;
    await database.db.transaction().execute((trx) => notify(trx, notice));
  };
  await runEach(
    due.filter(({ key }) => !known.has(key)),
    queueMail,
  );
}

const lookAtAll = (deps: SummaryDeps): Promise<void> => runEach(SUMMARIES, (summary) => look(deps, summary));

export const startSummaries = (deps: SummaryDeps): RunningJob =>
  startJob(deps, { name: 'summaries', everyMs: EVERY_MS, run: () => lookAtAll(deps) });
