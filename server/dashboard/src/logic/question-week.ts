// A week's entry form: what is stored, what is typed, and what is to be sent.
import type { QuestionDay, QuestionEntry, QuestionYear } from '@askusnow/sdk';
import { DAY_MS } from './lengths.js';

/** What a person has typed for a day. */
export interface DayDraft {
  questions: string;
  closed: boolean;
  levels: readonly string[];
}

const LEVELS = 6;
const NO_LEVELS: readonly string[] = Array<string>(LEVELS).fill('');

export const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

/** Both ends included; empty where they are not days in order. */
export function daysBetween(from: string, to: string): string[] {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return days > 0 ? Array.from({ length: days }, (_, index) => dayAfter(from, index)) : [];
}

export const weekOf = (monday: string): string[] => Array.from({ length: 7 }, (_, index) => dayAfter(monday, index));
export const weeksLater = (monday: string, weeks: number): string => dayAfter(monday, 7 * weeks);

/** The Monday of a day's week. */
export const mondayOf = (date: string): string => dayAfter(date, -((new Date(date).getUTCDay() + 6) % 7));

/** The first week that was to be counted by now, and has days without a number. */
export const dueWeek = ({
  weeks,
  today,
}: Pick<QuestionYear, 'weeks' | 'today'>): QuestionYear['weeks'][number] | undefined =>
  weeks.find(({ from, missing }) => from <= today && missing.length > 0);

export function toDraft(day: QuestionDay | undefined): DayDraft {
  if (day === undefined || day.state === 'removed') return { questions: '', closed: false, levels: NO_LEVELS };
  return {
    questions: day.questions?.toString() ?? '',
    closed: day.state === 'closed',
    levels: day.levels?.map(String) ?? NO_LEVELS,
  };
}

/** Not a number: NaN, which the server refuses by its field. */
const toCount = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text) : NaN);

/** Undefined: as it is stored. */
export function toEntry(date: string, draft: DayDraft, stored: QuestionDay | undefined): QuestionEntry | undefined {
  const was = toDraft(stored);
  const isSame =
    draft.closed === was.closed &&
    draft.questions.trim() === was.questions &&
    draft.levels.every((level, index) => level.trim() === was.levels[index]);
  if (isSame) return undefined;
  const revision = stored?.revision ?? 0;
  if (draft.closed) return { date, state: 'closed', revision };
  if (draft.questions.trim() === '') return { date, state: 'removed', revision };
  const hasLevels = draft.levels.some((level) => level.trim() !== '');
  return {
    date,
    state: 'counted',
    questions: toCount(draft.questions),
    levels: hasLevels ? draft.levels.map((level) => (level.trim() === '' ? 0 : toCount(level))) : null,
    revision,
  };
}
