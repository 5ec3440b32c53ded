// The draft of a queue's hours: plain values, each change makes a new one.
import type { Exception, Holidays, Season, WeeklyRule } from '@askusnow/sdk';

export const replaced = <T>(list: readonly T[], index: number, value: T): T[] =>
  list.map((each, at) => (at === index ? value : each));
export const without = <T>(list: readonly T[], index: number): T[] => list.filter((_, at) => at !== index);

export const newRule = (): WeeklyRule => ({ days: ['mo', 'tu', 'we', 'th', 'fr'], open: '09:00', close: '17:00' });
export const newSeason = (today: string): Season => ({ name: '', from: today, to: today, weekly: [newRule()] });
export const newException = (date: string, isClosed: boolean): Exception => ({
  date,
  open: isClosed ? [] : [{ open: '10:00', close: '14:00' }],
});

/** Adds closings for the checked days, in order; a day that is in the list already stays as it is. */
export function withHolidays(exceptions: readonly Exception[], days: Holidays['holidays']): Exception[] {
  const owned = (day: string): boolean => exceptions.some(({ date, through = date }) => date <= day && day <= through);
  const added = days.filter(({ date }) => !owned(date)).map(({ date, name }) => ({ date, open: [], note: name }));
  return [...exceptions, ...added].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** Empty fields are left out, as the contract requires. */
export const trimmedException = ({ date, through, open, note }: Exception): Exception => ({
  date,
  ...(through ? { through } : {}),
  open,
  ...(note?.trim() ? { note: note.trim() } : {}),
});
