// What the page of campaigns says.
import type { CampaignState } from '@askusnow/sdk';
import type { Tone } from '../logic/tone.js';
import { countText } from './count-text.js';
import { fullDayText } from './day-text.js';

export const STATE_WORDS: Readonly<Record<CampaignState, { word: string; tone: Tone }>> = {
  planned: { word: 'Planned', tone: 'note' },
  running: { word: 'Running', tone: 'good' },
  ended: { word: 'Ended', tone: 'note' },
};

const timesText = (count: number): string => `${countText(count)} ${count === 1 ? 'time' : 'times'}`;

export const messages = {
  heading: 'Promotion',
  none: 'No campaign yet. A campaign has a link and a poster for an event, and counts visits.',
  add: 'Add a campaign',
  nameHint: 'Plain words, like “Summer reading”.',
  from: 'First day',
  addButton: 'Add campaign',
  added: (name: string): string => `Campaign added: ${name}.`,
  address: 'Link for posts and letters',
  poster: 'Open the poster',
  qrAlone: 'QR code alone',
  qrOf: (name: string): string => `QR code of the campaign ${name}`,
  followed: 'Link followed',
  followedUnit: 'followed link',
  total: (count: number, state: CampaignState): string =>
    `Link followed ${timesText(count)} ${state === 'running' ? 'so far' : 'in all'}.`,
  begins: (from: string): string => `It begins on ${fullDayText(from)}.`,
  changes: 'Before and during the campaign',
  changesNote:
    'Open days of the campaign against as many days before, on the same weekdays. A difference does not show what caused it: a season may have, too.',
  notYet: 'No day of the campaign is over yet.',
  clicks: 'Clicks on the chat button',
  links: 'All followed links of the library',
  look: 'Link for colleagues',
  lookNote: 'It shows this campaign to people without an account. They cannot change anything.',
  lookEnds: (on: string): string => `A link works until ${fullDayText(on)}.`,
  lookOnce: 'Copy it into an email: it is shown only once.',
  lookRevoke: 'End the link',
  lookRevoked: 'The link for colleagues has ended.',
  remove: 'Remove campaign',
  removeSure: (name: string): string =>
    `Remove ${name}? What it brought is no longer shown, and its link for colleagues ends. Its printed link still leads to the chat.`,
  actionOn: (action: string, name: string): string => `${action}: ${name}`,
  removed: (name: string): string => `Campaign removed: ${name}. Its printed link still leads to the chat.`,
} as const;
