// What the page of announcements says.
import type { Announcement, AnnouncementList, SilentLiaison } from '@askusnow/sdk';
import { instantText } from './clock-text.js';
import { countedText, countText } from './count-text.js';
import { wallClock } from '../logic/wall-clock.js';
import { fullDayText } from './day-text.js';

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** For the coordinator: of the liaisons that have acknowledged it or have yet to. */
function acknowledgedOf({ acknowledged, waiting }: Announcement): { open: number; of: number } {
  const open = waiting?.length ?? 0;
  return { open, of: open + (acknowledged ?? 0) };
}

/** "Acknowledged: 1 of 2 liaisons; 12 joined later". `liaisons`: all that there are. */
export function acknowledgedText(each: Announcement, liaisons: number): string {
  const { open, of } = acknowledgedOf(each);
  const later = of < liaisons ? `; ${countText(liaisons - of)} joined later` : '';
  return `Acknowledged: ${countText(of - open)} of ${countedText(of, 'liaison')}${later}`;
}

/** Of the newest one, or of the reader's own: "14 of 15 liaisons have not acknowledged the newest.", "1 not read yet." */
export function openText({ announcements, liaisons }: AnnouncementList): string {
  const [newest] = announcements;
  if (newest === undefined) return '';
  if (liaisons === null) {
    const unread = announcements.filter(({ isUnread }) => isUnread).length;
    return unread === 0 ? 'You have read all.' : `${countText(unread)} not read yet.`;
  }
  const { open, of } = acknowledgedOf(newest);
  return open === 0
    ? 'The newest is acknowledged.'
    : `${countText(open)} of ${countedText(of, 'liaison')} ${open === 1 ? 'has' : 'have'} not acknowledged the newest.`;
}

/** "Cecil liaison (Cecil): never signed in; 1 announcement not acknowledged for 7 days" */
export function silentText({ label, libraries, signedInOn, unacknowledged }: SilentLiaison): string {
  const signedIn = signedInOn === null ? 'never signed in' : `last signed in on ${fullDayText(signedInOn)}`;
  const announcements = `${countText(unacknowledged)} ${unacknowledged === 1 ? 'announcement' : 'announcements'}`;
  const open = unacknowledged === 0 ? [] : [`${announcements} not acknowledged for 7 days`];
  return `${label} (${libraries.join(', ')}): ${[signedIn, ...open].join('; ')}`;
}

export const messages = {
  none: 'No announcement yet.',
  by: ({ by, at }: Announcement): string => `${by}, ${fullDayText(wallClock(Date.parse(at), ownZone).date)}`,
  about: ({ at }: Announcement): string => `the announcement of ${instantText(at)}`,
  acknowledgedAt: (instant: string): string => `You have read it: ${instantText(instant)}.`,
  read: 'I have read this',
  isOlder: 'It is older than your account: nothing to do.',
  waiting: 'Not acknowledged yet by:',
  silent: 'Not heard from',
  silentNote:
    'Liaisons who have never signed in, or have not acknowledged an announcement for 7 days. Their libraries are reminded once a week.',
  whoIsListed: 'Who is listed',
  add: 'Announce to all liaisons',
  textHint: 'Each library’s recipients get it as a notice.',
  publish: 'Announce',
  published: 'Announced.',
};
