import type { LibraryStatus, Overview, PlacementList } from '@askusnow/sdk';
import type { Tone } from '../logic/tone.js';
import { countedText, countText } from './count-text.js';

type Attention = PlacementList['attention'][number];

/** The status in a word or two, as the coordinator's table is narrowed by it. */
export const STATUS_WORDS: Record<LibraryStatus, string> = {
  'never-seen': 'Never seen',
  refused: 'Not counted',
  lost: 'Lost',
  zero: 'No clicks yet',
  new: 'New',
  live: 'Live',
};

const WORDS: Record<Attention['reason'], (count: number) => string> = {
  refused: () => 'Not counted',
  lost: () => 'Lost',
  'desk-empty': () => 'Desk empty now',
  'some-refused': (count) => `${countedText(count, 'view')} not counted`,
  'never-seen': () => 'Never seen',
  'places-lost': (count) => `${countedText(count, 'place')} lost`,
  'gaps-ahead': (count) => `${countedText(count, 'gap')} ahead`,
  doubtful: () => 'Check the counts',
  suspect: (count) => `${countText(count)} suspect`,
  'no-clicks': () => 'No clicks yet',
  'key-pages': (count) => `Not seen on ${countedText(count, 'key page')}`,
  quiet: (count) => `${countedText(count, 'place')} quiet`,
  new: () => 'New',
};

/** What there is to look at in a word or two each, worst first; reasons of a later version by their names. */
export const attentionWords = (attention: readonly Attention[]): string[] =>
  attention.map(({ reason, count }) =>
    reason in WORDS ? WORDS[reason](count) : (reason as string).replaceAll('-', ' '),
  );

/** In the table of all libraries only those that need attention stand out. */
export const overviewTone = ({ attention, needsAttention }: Overview['libraries'][number]): Tone =>
  needsAttention || attention.length === 0 ? toneOf(attention) : 'note';

/** By the worst of them; nothing to look at is good. */
export const toneOf = ([first]: readonly Attention[]): Tone => first?.level ?? 'good';
