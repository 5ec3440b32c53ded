// What the pages say where libraries ask for changes of their weekly shifts, and where the coordinator answers.
import type { DeskWeek, ShiftRequest, ShiftRequestList, WeeklyShift } from '@askusnow/sdk';
import { weekdayOf } from '../logic/shift-edit.js';
import { addDays, instantMs, wallClock } from '../logic/wall-clock.js';
import { clockText } from './clock-text.js';
import { fullDayText } from './day-text.js';
import { unevenText } from './desk-week.js';
import { DAY_NAMES } from './hours-text.js';
import { STATE_WORDS as ANSWER_WORDS } from './proposed-addresses.js';
import { owedText } from './shared-desk.js';
import { timesText, weekText } from './shift-week.js';

type Services = ShiftRequestList['services'];

/** "Tuesday, 2 PM – 4 PM" */
export const whenText = ({ day, start, end }: WeeklyShift): string =>
  `${DAY_NAMES[day].long}, ${timesText({ start, end })}`;

/** "Tuesday, 2 PM – 4 PM, Statewide, 2 people" */
export const weeklyText = (shift: WeeklyShift, services: Services): string =>
  `${whenText(shift)}, ${owedText({ ...shift, endsAtClosing: shift.endsAtClosing || undefined }, { libraries: [], services })}`;

/** "Change Tuesday, 2 PM – 4 PM" */
export function requestText({ shift, wanted }: Pick<ShiftRequest, 'shift' | 'wanted'>): string {
  if (shift === null) return `Add ${whenText(wanted!)}`;
  return `${wanted === null ? 'Remove' : 'Change'} ${whenText(shift)}`;
}

/** What the library owes every week, and what it is to be. */
export function changeLines({ shift, wanted, from }: ShiftRequest, services: Services): string[] {
  return [
    ...(shift === null ? [] : [`${messages.which}: ${weeklyText(shift, services)}`]),
    ...(wanted === null ? [] : [`Asked for: ${weeklyText(wanted, services)}`]),
    messages.fromDay(from),
  ];
}

/** What was accepted where it is not what was asked for; null: as asked. */
export function agreedText({ answer }: ShiftRequest, services: Services): string | null {
  if (answer === null || answer.changed === null) return null;
  const { wanted, from } = answer.changed;
  return `${messages.agreed}: ${wanted === null ? '' : `${weeklyText(wanted, services)}. `}${messages.fromDay(from)}`;
}

export const STATE_WORDS: Record<ShiftRequest['state'], { words: string; tone: string }> = {
  ...ANSWER_WORDS,
  withdrawn: { words: 'Withdrawn', tone: 'note' },
};

/** By the desk's clock. */
const dayText = (at: string, zone: string): string => fullDayText(wallClock(Date.parse(at), zone).date);

/** Who asked; once it is answered, when: coordinators alone may. */
export const whoText = ({ answer, by, at, zone }: ShiftRequest): string =>
  answer === null
    ? `Asked for by ${by}, ${dayText(at, zone)}`
    : `Answered by the coordinator, ${dayText(answer.at, zone)}`;

/** "Wednesday: Too few: 1 of 2, 2 PM – 4 PM; open hour, 5 PM – 6 PM": of one day of the week that is shown. */
export function dayNeedsText(day: WeeklyShift['day'], { week, zone, uneven, open }: DeskWeek): string {
  const date = [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(week, days)).find((each) => weekdayOf(each) === day)!;
  const startMs = instantMs({ date, time: '00:00' }, zone);
  const endMs = instantMs({ date: addDays(date, 1), time: '00:00' }, zone);
  const on = <Span extends { start: string; end: string }>(spans: readonly Span[], words: (span: Span) => string) =>
    spans.flatMap((span) => {
      const [from, to] = [Math.max(Date.parse(span.start), startMs), Math.min(Date.parse(span.end), endMs)];
      return from < to ? [`${words(span)}, ${clockText(from, zone)} – ${clockText(to, zone)}`] : [];
    });
  const found = [...on(uneven, unevenText), ...on(open, () => messages.openHour)];
  return `${DAY_NAMES[day].long}: ${found.length === 0 ? messages.even : found.join('; ')}`;
}

export const messages = {
  heading: 'Changes of your weekly shifts',
  none: 'No change is asked for.',
  ask: 'Ask for a change',
  desk: 'Desk',
  what: 'Change',
  add: 'Add a weekly shift',
  change: 'Change a weekly shift',
  remove: 'Remove a weekly shift',
  which: 'Weekly shift',
  day: 'Day of the week',
  starts: 'Starts',
  ends: 'Ends',
  from: 'First day of the change',
  fromDay: (date: string): string => `From ${fullDayText(date)}`,
  send: 'Ask the coordinator',
  sent: 'Your request waits for the coordinator.',
  withdraw: 'Withdraw',
  withdrawYes: 'Yes, withdraw it',
  withdrawAsk: (what: string): string => `Withdraw the request “${what}”?`,
  withdrawn: 'Request withdrawn.',
  answerTo: (what: string): string => `the answer to “${what}”`,
  agreed: 'Accepted with a change',
  waiting: 'Requests to change the weekly shifts',
  waitingNote: 'Accepting changes the desk’s shifts from the first day on.',
  noneWaiting: 'No request waits for you.',
  openHour: 'Hour that no library has',
  even: 'as many people as needed',
  inWeek: (week: string): string => `Week of ${weekText(week)}`,
  showWeek: (week: string): string => `Show the week of ${weekText(week)}`,
  acceptChanged: 'Accept with changes',
  decline: 'Decline',
  reason: 'Reason, in a sentence',
  reasonOptional: 'Reason, in a sentence (optional)',
  accepted: (library: string): string => `Request of ${library} accepted. The shifts are changed.`,
  declined: (library: string): string => `Request of ${library} declined.`,
  undo: 'Undo',
  undoUntil: (when: string): string => `Until ${when}`,
  undone: 'Undone. The shifts are as they were, and the request waits again.',
  about: (library: string, what: string): string => ` ${library}: ${what}`,
};
