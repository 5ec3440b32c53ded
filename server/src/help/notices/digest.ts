// In:    the clock; recipients that have chosen one mail a day or a week.
// Out:   that mail of each, queued once, from seven in the morning by the library's or the shared desk's clock.
// Never: sends anything: the outbox does. A mail without a notice.
import { Temporal } from 'temporal-polyfill';
import type { NoticeDigest } from '@askusnow/sdk/contract';
import type { Registry } from '../../cooperative/registry.ts';
import { startJob, type JobDeps, type RunningJob } from '../../platform/jobs/jobs.ts';
import { runEach } from '../../platform/jobs/run-each.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { loadDigestReaders, queueDigest, type DigestReader } from './digest-store.ts';
import { messages } from './messages.ts';

export interface DigestDeps extends JobDeps {
  registry: Pick<Registry, 'library' | 'queuesByName' | 'cooperativeName'>;
}

const EVERY_MS = 15 * MINUTE_MS;
const AT_HOUR = 7;

/** The last seven o'clock, of any day or of a Monday. */
export function dueBefore(nowMs: number, zone: string, digest: NoticeDigest): { day: string; ms: number } {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone);
  const today = now.toPlainDate();
  const day = now.hour < AT_HOUR ? today.subtract({ days: 1 }) : today;
  const due = digest === 'day' ? day : day.subtract({ days: day.dayOfWeek - 1 });
  const at = due.toZonedDateTime({ timeZone: zone, plainTime: { hour: AT_HOUR } });
  return { day: due.toString(), ms: at.epochMilliseconds };
}

export async function queueDigests({ database, registry, clock }: DigestDeps): Promise<void> {
  const placeOf = ({ tier, library: id }: DigestReader): { zone: string; name: string } => {
    const library = id === null ? undefined : registry.library(id);
    const zone = registry.queuesByName().find((queue) => queue.tier === tier)?.zone ?? 'UTC';
    return library ?? { zone, name: registry.cooperativeName() };
  };
  await runEach(await loadDigestReaders(database.db), async (reader) => {
    const { zone, name } = placeOf(reader);
    const { day, ms } = dueBefore(clock.now(), zone, reader.digest);
    const due = { key: `digest:${reader.id}:${day}`, beforeMs: ms, atMs: clock.now() };
    await queueDigest(database, reader, due, (held) => messages.digest(name, held));
  });
}

export const startDigests = (deps: DigestDeps): RunningJob =>
  startJob(deps, { name: 'digests', everyMs: EVERY_MS, run: () => queueDigests(deps) });
