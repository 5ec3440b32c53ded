// What the lists of hours to make up say.
import type { HourToMakeUp, MadeUpHour } from '@askusnow/sdk';
import { countedText } from './count-text.js';
import { weekdayText } from './day-text.js';
import { minutesText } from './moment-text.js';

export const WHY_WORDS: Record<HourToMakeUp['why'], string> = {
  'not-taken': 'Offered, not accepted',
  'not-there': 'Missed',
};

export const OUTCOME_WORDS: Record<MadeUpHour['outcome'], string> = {
  ahead: 'To come',
  covered: 'Worked',
  absent: 'Missed: does not count',
  unmonitored: 'Not known',
};

/** "3 h to make up by Mon, May 11, 1 h picked" */
export function leftText({ minutes, pickedMinutes, through, isLate }: HourToMakeUp): string {
  if (minutes === 0) return 'Nothing to make up: closing announced';
  const left = Math.max(0, minutes - pickedMinutes);
  const picked = pickedMinutes === 0 ? '' : `, ${minutesText(pickedMinutes)} picked`;
  if (left === 0) return `${minutesText(pickedMinutes)} made up or scheduled`;
  if (through === null) return `${minutesText(left)} to make up, optional${picked}`;
  const by = weekdayText(through);
  return isLate
    ? `${minutesText(left)} to make up, due since ${by}${picked}`
    : `${minutesText(left)} to make up by ${by}${picked}`;
}

/** "Tomorrow, 9 AM – 12 PM: 1 more person is needed" */
export const freeText = (when: string, missing: number): string =>
  `${when}: ${missing === 1 ? '1 more person is' : `${missing} more people are`} needed`;

export const messages = {
  heading: 'Hours to make up',
  rest: (count: number, isAnyDue: boolean): string =>
    isAnyDue
      ? `${countedText(count, 'time')} not covered: nothing is due`
      : `Nothing is due; ${countedText(count, 'time')} not covered`,
  pick: 'Pick a time',
  about: (when: string): string => ` for ${when}`,
  freeNone: 'No time in the next four weeks: nobody is missing, or your library is not free.',
  free: 'Time',
  from: 'From',
  to: 'To',
  pickIt: 'Pick this time',
  isPicked: (when: string): string => `Time picked: ${when}.`,
  picked: 'Made up',
  remove: 'Remove time',
  removeAbout: (when: string): string => ` ${when}`,
  removed: 'Time removed.',
};
