// In:    an announcement, a library; how many announcements its liaisons have not acknowledged.
// Out:   the notices about them.
import type { Notice } from '../../help/notices/notices.ts';
import { DAY_MS } from '../../platform/time/instants.ts';

const pageOf = (publicUrl: string): string => `${publicUrl}/dashboard/-/announcements`;

export interface Announced {
  id: number;
  text: string;
  library: string;
  publicUrl: string;
  atMs: number;
}

export const announcedNotice = ({ id, text, library, publicUrl, atMs }: Announced): Notice => ({
  key: ['announcement', id, library].join(':'),
  kind: 'announcement',
  tier: 'local',
  library,
  subject: 'Announcement of the statewide coordinator',
  text: `${text}\n\nPlease acknowledge it on this page:\n${pageOf(publicUrl)}\n`,
  data: { library, announcement: id },
  atMs,
});

export const REMINDER = 'announcement-unacknowledged';

/** Once a day at most; announcements/run.ts waits for a week. */
export const reminderNotice = (library: string, publicUrl: string, atMs: number): Notice => ({
  key: [REMINDER, library, Math.floor(atMs / DAY_MS)].join(':'),
  kind: REMINDER,
  tier: 'local',
  library,
  subject: 'An announcement waits to be acknowledged',
  text: `The statewide coordinator has announced something that a liaison of your library has not acknowledged yet.\n\nThis page has it, with a button to acknowledge it:\n${pageOf(publicUrl)}\n`,
  data: { library },
  atMs,
});
