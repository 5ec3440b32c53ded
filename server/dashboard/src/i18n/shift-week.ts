import type { GapsAhead, WeekCopy } from '@askusnow/sdk';
import { monthText } from './month.js';
import { countedText } from './count-text.js';
import { spanText, weekdayText } from './day-text.js';
import { DAY_NAMES, openingText, stretchesText } from './hours-text.js';
import { weekdayOf } from '../logic/shift-edit.js';
import { addDays, wallClock } from '../logic/wall-clock.js';

type Times = { start: string; end: string };

/** "9 AM – noon" */
export const timesText = ({ start, end }: Times): string => openingText({ open: start, close: end });

/** "Reference desk, Mon, Nov 30, 9 AM – noon" */
export const draftText = ({ label, date, start, end }: Times & { label?: string | undefined; date: string }): string =>
  `${label ? `${label}, ` : ''}${weekdayText(date)}, ${timesText({ start, end })}`;

/** "Mon, Nov 30, noon – 5 PM; …" */
export const gapsText = ({ first, count }: GapsAhead, zone: string): string[] => [
  ...first.map(
    (stretch) => `${weekdayText(wallClock(Date.parse(stretch[0]), zone).date)}, ${stretchesText([stretch], zone)}`,
  ),
  ...(count > first.length ? [`and ${countedText(count - first.length, 'more gap')}`] : []),
];

export const weekText = (week: string): string => spanText(week, addDays(week, 6));

const WHY: Record<WeekCopy['skipped']['first'][number]['why'], string> = {
  past: 'the day is over',
  closed: 'the desk is closed',
  taken: 'the same desk or team has a shift then',
};
export const whyText = (why: WeekCopy['skipped']['first'][number]['why']): string => WHY[why];

export const messages = {
  csvOfWeek: 'Download this week (CSV)',
  csvOfMonth: (week: string) => `Download ${monthText(week.slice(0, 7))} (CSV)`,
  weekBefore: 'Week before',
  weekAfter: 'Week after',
  thisWeek: 'This week',
  tooFar: 'Choose a day at most one year from today.',
  weekOf: 'Go to the week of',
  weekHeading: (week: string) => `Week of ${weekText(week)}`,
  hoursOf: (hours: string) => `Open ${hours}`,
  closed: 'Closed',
  hoursUnknown: 'Hours not known',
  nobody: 'Nobody scheduled',
  nobodyAhead: (days: number) => `Nobody scheduled, next ${days} days`,
  noneOpen: (days: number) => `Somebody is scheduled at every open time of the next ${days} days.`,
  moreOpen: (count: number, isAll: boolean) => `${isAll ? '' : 'at least '}${countedText(count, 'more open time')}`,
  fill: 'Fill',
  fromCalendar: 'from the calendar',
  noShifts: 'No shifts',
  today: 'today',
  clocksChange: 'The clocks change on one of these days.',
  howToMoveHeading: 'How to move a shift',
  onToday: 'Today',
  onNow: 'now',
  howToMove:
    'To move a shift, drag it, or select it and press the arrow keys: up and down by 15 minutes, left and right by a day. Hold Shift for its end. Enter saves, Escape goes back. Or choose it and type its times.',
  editHeading: 'Change this shift',
  starts: 'Starts',
  ends: 'Ends',
  onlyOn: (date: string) => `Only on ${weekdayText(date)}`,
  everyWeek: (date: string) => `Every ${DAY_NAMES[weekdayOf(date)].long}`,
  appliesTo: 'Applies to',
  save: 'Save this shift',
  remove: 'Remove this shift',
  back: 'Back',
  askInstead: 'Or ask other people to help then:',
  askLater: (days: number) => `You can ask for help ${countedText(days, 'day')} before the gap, or later.`,
  warning: (count: number) =>
    `This leaves ${countedText(count, 'new gap')} in the next 52 weeks: service hours with nobody scheduled.`,
  saveAnyway: 'Save anyway',
  saved: (name: string) => `Saved: the shifts of ${name}.`,
  undo: (what: string) => `Undo: ${what}`,
  undone: 'The last change is undone.',
  moved: 'shift changed',
  added: 'shift added',
  removed: 'shift removed',
  copied: 'week copied',
  conflict: 'Somebody else has saved these shifts since you opened them. Nothing of yours is saved yet.',
  theirs: 'Saved by the other person',
  yours: 'Your change',
  replacedBySaving: 'What saving yours changes in that',
  without: 'Without:',
  with: 'With:',
  nothingElse: 'The shifts are as they were; their calendar may have changed.',
  saveOnTop: 'Make my change to theirs',
  cannotCombine: 'Both change the same shift. Take theirs, then make your change again.',
  takeTheirs: 'Drop my change',
  copyWeek: 'Copy this week',
  copyHeading: (week: string) => `Copy the week of ${weekText(week)}`,
  firstWeek: 'First week that gets these shifts',
  howMany: 'Number of weeks (1 to 52)',
  whichWeeks: 'Weeks',
  previewCopy: 'Show what this makes',
  previewing: 'Working out the shifts…',
  saving: 'Saving…',
  makes: (count: number) => `Adds ${countedText(count, 'shift')}.`,
  skips: (count: number) => `Leaves out ${countedText(count, 'shift')}:`,
  theRest: (count: number) => `and ${countedText(count, 'more shift')}`,
  saveCopy: 'Save the copies',
  cancel: 'Cancel',
};
