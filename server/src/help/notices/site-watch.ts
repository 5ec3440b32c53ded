// In:    the clock.
// Out:   notices about lost placements, refused reports and odd counts, by one node.
// Never: remembers sent notices: the table of notices does, so that a restart repeats none.
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { LeaseHolder } from '../../platform/db/lease.ts';
import { startJob, type RunningJob } from '../../platform/jobs/jobs.ts';
import { runEach } from '../../platform/jobs/run-each.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import { readVisibility, type VisibilityDeps } from '../../visibility/placements/read-visibility.ts';
import { loadUnseenDays } from '../../visibility/placements/unseen-days-store.ts';
import { notifyEach } from './notices.ts';
import { cooperativeNotice, siteNotices } from './site-notices.ts';
import { loadLastNotified } from './site-notice-store.ts';
import { chunksOf } from '../../platform/chunks.ts';

export interface SiteWatchDeps extends VisibilityDeps {
  registry: Pick<Registry, 'librariesByName' | 'pageWords'>;
  clock: Clock;
  holder?: LeaseHolder;
  publicUrl: string;
  onError: (error: Error) => void;
}

/** A placement is lost by whole days, but refused reports are lost by the minute. */
const EVERY_MS = 15 * MINUTE_MS;
/** Libraries per query. */
const CHUNK_LIBRARIES = 100;
/** The shown days of the reading; losses are judged over their own. */
const WINDOW_DAYS = 7;

async function look(deps: SiteWatchDeps): Promise<void> {
  const { database, registry, clock, publicUrl } = deps;
  const yieldIfDue = createYielder();
  const nowMs = clock.now();
  await notifyEach(database.db, cooperativeNotice(await loadUnseenDays(database.db, nowMs), { publicUrl, nowMs }));
  // A library that is not live yet has nothing to lose.
  const libraries = registry.librariesByName().filter(({ live }) => live);
  await runEach(chunksOf(libraries, CHUNK_LIBRARIES), async (some) => {
    const lastNotified = await loadLastNotified(
      database.db,
      some.map(({ id }) => id),
    );
    await runEach(await readVisibility(deps, some, WINDOW_DAYS, nowMs), async (seen) => {
      await notifyEach(database.db, siteNotices(seen, lastNotified, { publicUrl, nowMs }));
      await yieldIfDue();
    });
  });
}

export const startSiteWatch = (deps: SiteWatchDeps): RunningJob =>
  startJob(deps, { name: 'sites', everyMs: EVERY_MS, run: () => look(deps) });
