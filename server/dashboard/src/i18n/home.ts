import type { Task } from '@askusnow/sdk';
import type { Tone } from '../logic/tone.js';
import { countText } from './count-text.js';
import { momentText } from './moment-text.js';

interface HarmWords {
  tone: Tone;
  word: string;
}

/** What a task left undone does; a server that is newer than this page may name others. */
const HARMS: Record<Task['harm'], HarmWords> = {
  'patrons-now': { tone: 'bad', word: 'Patrons affected now' },
  unchecked: { tone: 'warn', word: 'Not checked' },
  'patrons-soon': { tone: 'warn', word: 'Patrons affected soon' },
  numbers: { tone: 'warn', word: 'Numbers affected' },
  overdue: { tone: 'warn', word: 'Overdue' },
  due: { tone: 'note', word: 'To do' },
  better: { tone: 'note', word: 'Next step' },
};

/** The hour stays the other library's: the reader's own gaps look different. */
const OTHERS_ASK: HarmWords = { tone: 'note', word: 'Others ask' };

export const harmWords = ({ key, harm }: Pick<Task, 'key' | 'harm'>): HarmWords =>
  key === 'hours-offered' ? OTHERS_ASK : (HARMS[harm] ?? { tone: 'warn', word: 'To do' });

const listFormat = new Intl.ListFormat('en-US', { type: 'conjunction' });

export const messages = {
  yourPeople: 'your people',
  scheduledNow: (who: readonly string[]): string => `Scheduled now: ${who.join(', ')}`,
  noLibrary: 'No library is assigned to you yet. Ask your coordinator for a new invitation.',
  count: (total: number) => (total === 1 ? '1 thing waits for you.' : `${countText(total)} things wait for you.`),
  nothing: (checkedAt: string, zone: string, nowMs: number) =>
    `Nothing waits for you. Checked: ${momentText(checkedAt, zone, nowMs)}.`,
  nothingIsRead: 'Nothing is checked for this account.',
  whatIsChecked: 'What was checked',
  checked: (what: readonly string[]) => `Checked: ${listFormat.format(what)}.`,
  since: (instant: string, zone: string, nowMs: number) => `since ${momentText(instant, zone, nowMs)}`,
  more: (count: number) => `Not listed: ${countText(count)} more. Go through the list to see them.`,
  patronsSee: 'Patrons see:',
  patronsOfSee: (library: string) => `${library}: patrons see:`,
  seeCoverage: 'See coverage',
  newTask: (title: string) => `New: ${title}.`,
};
