// In:    the clock.
// Out:   a reminder of each meeting, a week before it, to every library's recipients. By one node.
import { MEETING_NOTICE_DAYS } from '@askusnow/sdk/contract';
import type { Registry } from '../../cooperative/registry.ts';
import { notifyEach } from '../../help/notices/notices.ts';
import { startJob, type JobDeps, type RunningJob } from '../../platform/jobs/jobs.ts';
import { HOUR_MS } from '../../platform/time/instants.ts';
import { loadMeetings } from './meeting-store.ts';
import { aheadNotice } from './notices.ts';
import { daysUntil } from './when.ts';

export interface MeetingJobDeps extends JobDeps {
  registry: Pick<Registry, 'libraries'>;
  publicUrl: string;
}

export async function remindOfMeetings({ database, registry, clock, publicUrl }: MeetingJobDeps): Promise<void> {
  const nowMs = clock.now();
  const ahead = (await loadMeetings(database.db)).filter((meeting) => {
    const days = daysUntil(meeting, nowMs);
    return days <= MEETING_NOTICE_DAYS && Date.parse(meeting.startsAt) > nowMs;
  });
  await notifyEach(
    database.db,
    ahead.flatMap((meeting) => registry.libraries().map(({ id }) => aheadNotice(meeting, id, publicUrl, nowMs))),
  );
}

export const startMeetings = (deps: MeetingJobDeps): RunningJob =>
  startJob(deps, { name: 'meetings', everyMs: HOUR_MS, run: () => remindOfMeetings(deps) });
