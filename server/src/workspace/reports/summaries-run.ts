// In:    the clock; the libraries about which somebody gets a mail.
// Out:   the Monday mail of each, queued once, on Monday morning by the library's clock.
// Never: sends anything: the outbox does. A mail that says nothing.
import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { LeaseHolder } from '../../platform/db/lease.ts';
import { startJob, type RunningJob } from '../../platform/jobs/jobs.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { notify } from '../../help/notices/notices.ts';
import { loadKnownKeys, loadLibrariesWithOwnMail } from '../../help/notices/own-mail-store.ts';
import type { TaskDeps } from '../tasks/task.ts';
import { readWeek } from './read-week.ts';
import { weeklyMail } from './weekly-mail.ts';

export interface SummaryDeps extends TaskDeps {
  clock: Clock;
  holder?: LeaseHolder;
  config: Pick<Config, 'mail' | 'publicUrl'>;
  onError: (error: Error) => void;
}

const EVERY_MS = 15 * MINUTE_MS;
/** By the library's clock: read when work begins. */
const FROM_HOUR = 7;

/** The Monday that has its mail now; undefined: it is another day, or too early. */
export function mondayAt(nowMs: number, zone: string): string | undefined {
  const at = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone);
  return at.dayOfWeek === 1 && at.hour >= FROM_HOUR ? at.toPlainDate().toString() : undefined;
}

async function look(deps: SummaryDeps): Promise<void> {
  const { config, database, registry, clock } = deps;
  const nowMs = clock.now();
  const due = (await loadLibrariesWithOwnMail(database.db)).flatMap((id) => {
    const library = registry.library(id);
    const monday = library && mondayAt(nowMs, library.zone);
    return monday === undefined ? [] : [{ id, key: `weekly:${id}:${monday}` }];
  });
  const known = await loadKnownKeys(
    database.db,
    due.map(({ key }) => key),
  );
  for (const { id, key } of due.filter(({ key }) => !known.has(key))) {
    const mail = weeklyMail(await readWeek(deps, id, nowMs), config.publicUrl);
    if (mail === null) continue;
    const notice = {
      ...mail,
      key,
      kind: 'weekly-summary',
      tier: 'local',
      library: id,
      data: null,
      atMs: nowMs,
    } as const;
    await database.db.transaction().execute((trx) => notify(trx, notice));
  }
}

export const startSummaries = (deps: SummaryDeps): RunningJob =>
  startJob(deps, { name: 'summaries', everyMs: EVERY_MS, run: () => look(deps) });
