// What somebody makes of a queue's hours before it is saved: plain values, each change a new one.
import type { Exception, Holidays, Problem, Season, WeeklyRule } from '@askusnow/sdk';

/** What the server found at fault, by dotted path. */
export type FieldErrors = NonNullable<Problem['errors']>;

/** Those at a field or inside it. */
export const errorsAt = (errors: FieldErrors, path: string): FieldErrors =>
  errors.filter(({ field }) => field === path || field.startsWith(`${path}.`));

/** Whether a fault is at this field, inside it, or of the whole that it is part of. */
export const isAtFault = (errors: FieldErrors, path: string, member: string): boolean =>
  errors.some(({ field }) => field === path || `${field}.`.startsWith(`${path}.${member}.`));

export const replaced = <T>(list: readonly T[], index: number, value: T): T[] =>
  list.map((each, at) => (at === index ? value : each));
export const without = <T>(list: readonly T[], index: number): T[] => list.filter((_, at) => at !== index);

export const newRule = (): WeeklyRule => ({ days: ['mo', 'tu', 'we', 'th', 'fr'], open: '09:00', close: '17:00' });
export const newSeason = (today: string): Season => ({ name: '', from: today, to: today, weekly: [newRule()] });
export const newException = (date: string, isClosed: boolean): Exception => ({
  date,
  open: isClosed ? [] : [{ open: '10:00', close: '14:00' }],
});

/** Closings for the days that somebody has ticked, in order among the others; a day that has hours of its own keeps them. */
export function withHolidays(exceptions: readonly Exception[], days: Holidays['holidays']): Exception[] {
  const owned = (day: string): boolean => exceptions.some(({ date, through = date }) => date <= day && day <= through);
  const added = days.filter(({ date }) => !owned(date)).map(({ date, name }) => ({ date, open: [], note: name }));
  return [...exceptions, ...added].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** What a person leaves empty is left out, as the contract has it. */
export const trimmedException = ({ date, through, open, note }: Exception): Exception => ({
  date,
  ...(through ? { through } : {}),
  open,
  ...(note?.trim() ? { note: note.trim() } : {}),
});
