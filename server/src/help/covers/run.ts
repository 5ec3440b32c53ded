// In:    the clock, and that hours were offered, accepted or withdrawn.
// Out:   hours that expire as they begin, and those of closings as they come near; notices, each once; help requests for hours that nobody has accepted. By one node.
// Never: remembers sent notices: the hour's row says which state was notified.
import { deskName, libraryName } from '../../cooperative/names.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Config } from '../../platform/config.ts';
import { runEach } from '../../platform/jobs/run-each.ts';
import { startJob, type JobDeps, type RunningJob } from '../../platform/jobs/jobs.ts';
import { unlessRefused } from '../../platform/refusal.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import type { GivenCover } from '../../schedule/covers/cover.ts';
import { offerClosedHours } from '../../schedule/covers/announced-closing-store.ts';
import { expireCovers, onCoverChange } from '../../schedule/covers/store.ts';
import { CLOCK } from '../assistance/record.ts';
import { openHelp } from '../assistance/store.ts';
import { notifyEach } from '../notices/notices.ts';
import { loadNotNotified, loadUnanswered, notifyOfCover } from './cover-notice-store.ts';
import { stateNotices, unansweredNotices, type NoticeFacts } from './notices.ts';

export interface CoverJobDeps extends JobDeps {
  config: Pick<Config, 'publicUrl' | 'mail'>;
  registry: Pick<Registry, 'libraries' | 'library' | 'queue'>;
}

export async function followCovers(deps: CoverJobDeps): Promise<void> {
  const { database, clock, config, registry } = deps;
  const factsOf = ({ queue }: GivenCover): NoticeFacts => ({
    desk: { name: deskName(registry, queue), zone: registry.queue(queue)?.zone ?? 'UTC' },
    name: (library) => libraryName(registry, library),
    publicUrl: config.publicUrl,
    atMs: clock.now(),
  });
  const libraries = registry.libraries().map(({ id }) => id);
  const notifyOf = (id: number): Promise<void> =>
    notifyOfCover(database, id, libraries, clock.now(), (cover, mayAccept) =>
      stateNotices(cover, mayAccept, factsOf(cover)),
    );
  /** The notices come first: their keys keep them from being sent twice, the request what is done from being done again. */
  const askForHelp = async (cover: GivenCover): Promise<void> => {
    await notifyEach(database.db, unansweredNotices(cover, factsOf(cover)));
    const { id, queue, startMs, endMs } = cover;
    const opening = { library: null, queue, reason: 'given-hour', startMs, endMs, note: null, cover: id } as const;
    await unlessRefused(openHelp({ database, config }, opening, CLOCK, clock.now(), true));
  };
  // A failed write must not prevent the others.
  const steps = [
    () => expireCovers({ database }, clock.now()),
    () => offerClosedHours(database, clock.now()),
    async () => runEach(await loadNotNotified(database.db), notifyOf),
    async () => runEach(await loadUnanswered(database.db, clock.now()), askForHelp),
  ];
  await runEach(steps, (step) => step());
}

/** At once after each change: an hour that is given within a day of its beginning does not wait. */
export function startSharedHours(deps: CoverJobDeps): RunningJob {
  const job = startJob(deps, { name: 'shared-hours', everyMs: MINUTE_MS, run: () => followCovers(deps) });
  const unsubscribe = onCoverChange(deps.database, () => void job.wake());
  return {
    ...job,
    async close() {
      unsubscribe();
      await job.close();
    },
  };
}
