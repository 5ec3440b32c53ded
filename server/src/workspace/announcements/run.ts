// In:    the clock.
// Out:   weekly reminders of announcements that a liaison has not acknowledged. By one node.
import type { Registry } from '../../cooperative/registry.ts';
import { notifyEach } from '../../help/notices/notices.ts';
import { startJob, type JobDeps, type RunningJob } from '../../platform/jobs/jobs.ts';
import { DAY_MS, HOUR_MS } from '../../platform/time/instants.ts';
import { loadReminded, loadSilent } from './announcement-store.ts';
import { reminderNotice } from './notices.ts';

const EVERY_WEEK_MS = 7 * DAY_MS;

export interface AnnouncementJobDeps extends JobDeps {
  registry: Pick<Registry, 'library'>;
  publicUrl: string;
}

export async function remind({ database, registry, clock, publicUrl }: AnnouncementJobDeps): Promise<void> {
  const nowMs = clock.now();
  const waiting = (await loadSilent(database.db, nowMs)).filter(({ unacknowledged }) => unacknowledged > 0);
  const libraries = new Set(waiting.flatMap((liaison) => liaison.libraries));
  const reminded = await loadReminded(database.db, [...libraries], nowMs - EVERY_WEEK_MS);
  const due = [...libraries].filter((id) => registry.library(id) !== undefined && !reminded.has(id));
  await notifyEach(
    database.db,
    due.map((id) => reminderNotice(id, publicUrl, nowMs)),
  );
}

export const startAnnouncements = (deps: AnnouncementJobDeps): RunningJob =>
  startJob(deps, { name: 'announcements', everyMs: HOUR_MS, run: () => remind(deps) });
