// What the page of training says.
import type { Training, TrainingRequest, TrainingSession, TrainingTopic } from '@askusnow/sdk';
import { countText } from './count-text.js';
import { fullDayText } from './day-text.js';

export const TOPIC_WORDS: Readonly<Record<TrainingTopic, string>> = {
  'new-providers': 'New providers',
  'chat-skills': 'Chat skills',
  policies: 'Policies',
  technology: 'Technology',
  refresher: 'Refresher',
  other: 'Other',
};

export const REQUEST_WORDS: Readonly<Record<TrainingRequest, string>> = {
  'new-staff': 'New staff',
  refresher: 'Refresher',
  'whole-team': 'Whole team',
};

const people = (count: number): string => `${countText(count)} ${count === 1 ? 'person' : 'people'}`;
const sessions = (count: number): string => `${countText(count)} ${count === 1 ? 'session' : 'sessions'}`;

export const yearText = ({ year, sessions: count, headcount }: Training['years'][number]): string =>
  `${year}: ${sessions(count)}, ${people(headcount)}`;

export const sessionText = ({ topic, name, headcount }: TrainingSession): string =>
  [TOPIC_WORDS[topic], ...(name === null ? [] : [name]), people(headcount)].join(', ');

export const practiceText = ({ clicks, first, last }: Training['practice']): string =>
  first === null || last === null
    ? messages.noPractice
    : `${countText(clicks)} practice ${clicks === 1 ? 'click' : 'clicks'}, the first on ${fullDayText(first)}, the last on ${fullDayText(last)}.`;

export const messages = {
  none: 'No session is written down yet.',
  planned: 'Planned',
  sessions: 'Training sessions',
  years: 'By year',
  yearsNote: 'Who came twice counts twice.',
  day: (date: string): string => fullDayText(date),
  about: (date: string): string => `the session of ${fullDayText(date)}`,
  by: (label: string): string => `Entered by ${label}`,
  removed: 'Session removed.',
  practice: 'Practice chats',
  howToPractice: 'How to practice',
  noPractice: 'Nobody has made a practice click yet.',
  add: 'Add a training session',
  topic: 'Topic',
  name: 'Name of the session (optional; not of a person)',
  headcount: 'How many people came, or will come',
  addButton: 'Add session',
  added: 'Session added.',
  request: 'Training from the coordinator',
  askFor: 'Ask for training',
  requestNote: 'The coordinator gets it. Name nobody.',
  requestFor: 'Training for',
  requestOn: 'A day that would suit (optional)',
  requested: (day: string, kind: TrainingRequest, on: string | null): string =>
    `Last requested on ${fullDayText(day)}: ${REQUEST_WORDS[kind]}${on === null ? '' : `, for ${fullDayText(on)}`}.`,
  ask: 'Request training',
  asked: 'Training requested.',
};
