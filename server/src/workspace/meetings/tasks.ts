// In:    proposed topics, and the next meeting.
// Out:   for the coordinator, topics that no agenda has yet; for a liaison without one, the meeting.
import { MEETING_NOTICE_DAYS } from '@askusnow/sdk/contract';
import { toInstant } from '../../platform/time/instants.ts';
import { pagePath, type TaskSource } from '../tasks/task.ts';
import { lastBefore, loadMeetings } from './meeting-store.ts';
import { messages } from './messages.ts';
import { countProposed, hasProposedSince } from './proposal-store.ts';
import { daysUntil } from './when.ts';

/** A topic takes longer to find than a reminder. */
const TASK_DAYS = 2 * MEETING_NOTICE_DAYS;

export const meetingSource: TaskSource = {
  reads: messages.taskReads,
  async ofCooperative({ database }) {
    const { count, firstAt } = await countProposed(database.db);
    if (count === 0) return [];
    return [
      {
        key: 'proposals',
        harm: 'due',
        library: null,
        title: messages.taskProposals(count),
        action: messages.taskProposalsAction,
        path: pagePath('meetings'),
        since: toInstant(firstAt!.getTime()),
      },
    ];
  },
  async ofLiaison({ database }, { id }, nowMs) {
    const meetings = await loadMeetings(database.db);
    const next = meetings.find(({ startsAt }) => Date.parse(startsAt) > nowMs);
    if (next === undefined || daysUntil(next, nowMs) > TASK_DAYS) return [];
    const last = lastBefore(meetings, nowMs);
    if (await hasProposedSince(database.db, id, last === undefined ? 0 : Date.parse(last.startsAt))) return [];
    return [
      {
        key: 'meeting-ahead',
        harm: 'due',
        library: null,
        title: messages.taskMeeting(daysUntil(next, nowMs)),
        action: messages.taskMeetingAction,
        path: pagePath('meetings'),
        since: null,
      },
    ];
  },
};
