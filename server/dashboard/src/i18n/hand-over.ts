import type { HandOver, HandOverState } from '@askusnow/sdk';
import { DAY_MS } from '../logic/lengths.js';
import type { Tone } from '../logic/tone.js';
import { instantText } from './clock-text.js';
import { countedText } from './count-text.js';

export const STATE_WORDS: Readonly<Record<HandOverState, { word: string; tone: Tone }>> = {
  waiting: { word: 'Waiting', tone: 'note' },
  live: { word: 'Live', tone: 'good' },
  expired: { word: 'Link expired', tone: 'warn' },
  withdrawn: { word: 'Withdrawn', tone: 'note' },
};

/** "Live since Tue, Nov 24, 10:14 AM", or for how long it has waited. */
export function progressText(
  { state, liveSince, createdAt }: Pick<HandOver, 'state' | 'liveSince' | 'createdAt'>,
  now: Date,
  zone: string,
): string {
  if (liveSince !== null) return `Live since ${instantText(liveSince, zone)}`;
  const days = Math.floor((now.getTime() - Date.parse(createdAt)) / DAY_MS);
  const age = days === 0 ? 'since today' : `for ${countedText(days, 'day')}`;
  return state === 'waiting' ? `Waiting ${age}: button not seen yet` : `Not seen on the page`;
}

export const messages = {
  heading: 'Hand over to the webmaster',
  note: 'Make a link and send it to your webmaster: it shows what to paste, and checks it. No account needed.',
  missing: 'Pages without the button (press one):',
  more: 'More about the place (optional)',
  fillIn: (page: string): string => `Fill in the form for ${page}`,
  none: 'Nothing has been handed over yet.',
  placement: 'Where on the page',
  branch: 'Branch',
  noBranch: 'The whole library',
  placementHint: 'A short name, like header or footer. Not sure? Leave it.',
  platform: 'Website system (CMS)',
  anyPlatform: 'I do not know',
  days: 'The link works for',
  daysText: (days: number): string => countedText(days, 'day'),
  firstNote: 'Note for the webmaster (optional)',
  made: (page: string): string => `Link made for ${page}. It is shown only once.`,
  link: 'Link for the webmaster. Copy it into an email: it is shown only once.',
  withdrawFor: (page: string): string => `for ${page}`,
  withdrawSure: (page: string): string => `Withdraw the link for ${page}? Your webmaster can no longer open it.`,
  withdrawYes: 'Yes, withdraw it',
  withdrawn: (page: string): string => `Withdrawn: ${page}.`,
  noteFrom: (from: 'library' | 'webmaster', at: string, zone?: string): string =>
    `${from === 'library' ? 'The library' : 'The webmaster'}, ${instantText(at, zone)}`,
  sendNote: 'Send the note',
  sendNoteFor: (page: string): string => `Send the note about ${page}`,
  noteSent: 'Note sent.',
  /** Without a zone by the reader's own clock: the webmaster may be anywhere. */
  lastCheck: (at: string, zone?: string): string => `Page read ${instantText(at, zone)}`,
  openNone: 'No page waits for a webmaster.',
  unavailable: 'This could not be loaded.',

  // The webmaster's own page.
  waiting: 'Not seen on your page yet.',
  check: 'Check it',
  openInTab: 'After pasting, open your page once, or press “Check now”.',
  live: (at: string): string => `Live since ${instantText(at)}`,
  liveNote: 'The button has been seen on your page. Thank you: nothing more to do.',
  ended: 'This link has ended. Ask the library for a new one.',
  away: 'The server does not answer. This page tries again by itself.',
  privacySignal:
    'Your browser asks sites not to count you (Global Privacy Control), and we do not. The button works, but your own visit does not count here: use “Check now”, or open the page in another browser.',
  blocked:
    'Your browser does not load our script: a content blocker stops it. Your own visit does not count here: use “Check now”, or open the page in another browser.',
  writeToLibrary: 'Write to the library',
  noteToLibrary: 'Note to the library',
} as const;
