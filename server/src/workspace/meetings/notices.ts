// In:    a meeting that is a week away, a library.
// Out:   the notice about it.
import type { Meeting } from '@askusnow/sdk/contract';
import type { Notice } from '../../help/notices/notices.ts';
import { messages } from './messages.ts';
import { whenText } from './when.ts';

/** Its key has the day and the time: a meeting that is moved is a new one to remember. */
export const aheadNotice = (meeting: Meeting, library: string, publicUrl: string, atMs: number): Notice => ({
  key: ['meeting-ahead', meeting.id, meeting.date, meeting.time, library].join(':'),
  kind: 'meeting-ahead',
  tier: 'local',
  library,
  subject: messages.notice.subject(whenText(meeting)),
  text: messages.notice.text(whenText(meeting), meeting.place, `${publicUrl}/dashboard/-/meetings`),
  data: { library, meeting: meeting.id, startsAt: meeting.startsAt },
  atMs,
});
