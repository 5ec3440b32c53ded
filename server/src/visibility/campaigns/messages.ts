// Out:   the sentences of the page with which colleagues look at a campaign.
import { dayFormat } from '../../platform/time/clock-text.ts';

const fullDay = dayFormat('UTC', { year: 'numeric' });
const shortDay = dayFormat('UTC', { weekday: 'short', month: 'short' });

/** A civil day has no zone: it already is the library's own. */
export const dayText = (date: string): string => shortDay.format(new Date(date));

const times = (count: number): string => `${count.toLocaleString('en-US')} ${count === 1 ? 'time' : 'times'}`;

export const messages = {
  span: (from: string, to: string) => fullDay.formatRange(new Date(from), new Date(to)),
  by: (library: string) => `A campaign of ${library} for its librarians’ chat.`,
  readOnly: (endsOn: string) =>
    `You need no account, and nothing can be changed here. The link works until ${fullDay.format(new Date(endsOn))}.`,
  link: 'Link and poster',
  linkNote: 'It leads to a librarian who can answer now. Each time it is followed counts for this campaign.',
  address: 'Link for posts and letters',
  poster: 'Open the poster',
  qrAlone: 'QR code alone',
  qrOf: (address: string) => `QR code: ${address}`,
  follows: 'How often the link was followed',
  planned: (from: string) => `The campaign begins on ${fullDay.format(new Date(from))}.`,
  total: (count: number, state: 'running' | 'ended') =>
    state === 'running' ? `${times(count)} so far.` : `${times(count)} in all.`,
  chart: (most: number, date: string) =>
    `Followed links by day. Most: ${most.toLocaleString('en-US')} on ${dayText(date)}.`,
  chartNone: 'Followed links by day: none.',
  most: (most: number) => `Highest day: ${most.toLocaleString('en-US')}`,
  asTable: 'Numbers by day',
  day: 'Day',
  followed: 'Followed',
  changed: 'Before and during the campaign',
  changedNote:
    'Days of the campaign on which the library was open, against as many days before, on the same weekdays. A difference does not show what caused it: a season or a news story may have, too.',
  notYet: 'No day of the campaign is over yet.',
  clicks: 'Clicks on the chat button',
  links: 'All followed links of the library',
  ended: 'This link has ended',
  endedText: 'The library has ended it, or its time is over. Ask the library for a new one.',
} as const;
