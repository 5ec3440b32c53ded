// The words of how libraries share the hours of the statewide and the global desk.
import type { SharedHours } from '@askusnow/sdk';
import { countedText } from './count-text.js';

const CONTRIBUTIONS: readonly (readonly [SharedHours['contribution'], string])[] = [
  ['given-of-owed', 'Hours given of hours owed'],
  ['share-of-given', 'Its share of all hours given'],
  ['given-per-100-questions', 'Hours given per 100 questions of its patrons'],
];

export const messages = {
  sharedHours: 'Hours at the shared desks',
  serviceName: { statewide: 'Name of the statewide hours', global: 'Name of the global hours' },
  makeUpDays: {
    statewide: 'Days to make up a statewide hour not covered',
    global: 'Days to make up a global hour not covered',
  },
  makeUpHint: 'Empty: need not be made up',
  contribution: 'How contributions are counted',
  contributions: CONTRIBUTIONS,
  excusesClosings: 'A closing that a library has announced excuses it from making up',
  isPublished: 'Every library sees what each has contributed',
  holidays: 'Holidays of the cooperative',
  holidaysNote: 'No library owes hours on these days.',
  holiday: 'Holiday',
  holidayName: 'Name',
  holidayDate: 'Day',
  holidayThrough: 'Last day, if it is longer',
  closes: 'Close the shared desks to patrons as well',
  noDayYet: 'no day yet',
  addHoliday: 'Add a holiday',
  addFederal: (year: number): string => `Add the federal holidays of ${year}`,
  federalAdded: (count: number): string =>
    count === 0
      ? 'Every federal holiday to come is in the list already.'
      : `${countedText(count, 'holiday')} added to the list. Nothing is saved yet.`,
  removeHoliday: 'Remove',
};
