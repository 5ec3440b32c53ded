// What the reader of files of questions says.
import type { QuestionDay } from '@askusnow/sdk';
import type { Field } from '../logic/chat-export.js';
import type { RowFault } from '../logic/csv-file.js';
import { countText, countedText } from './count-text.js';
import { spanText, weekdayText } from './day-text.js';
import { entryText } from './questions.js';
import type { FileEntry } from '../logic/export-days.js';

export const FIELD_WORDS: Readonly<Record<Field, string>> = {
  when: 'Day of the chat',
  queue: 'Queue or library',
  answered: 'Filled if it was answered',
  page: 'Page where it began',
  read: 'READ level',
};

const FAULT_WORDS: Readonly<Record<RowFault['reason'], string>> = {
  quotes: 'its quotation marks do not close',
  columns: 'it has more or fewer columns than the first row',
  when: 'its day cannot be read, or stands there twice',
  number: 'it has no whole number of questions',
};

export const messages = {
  heading: 'Enter numbers from a file',
  kinds: 'LibraryH3lp, LibAnswers or our own CSV',
  whatIsSent: 'What is sent',
  note: 'The file is read in this browser and never uploaded: only counts by day and kind of page are sent. In LibraryH3lp export chats.csv; in LibAnswers, Reference Analytics.',
  file: 'File',
  empty: 'This file has no rows.',
  noHeader: 'The first row must have the names of the columns. Export the file again with its header row.',
  tooLarge: (megabytes: number): string =>
    `This file is larger than ${megabytes} MB. Choose a shorter time in the chat system.`,
  fault: (row: number, reason: RowFault['reason']): string =>
    `Row ${countText(row)} cannot be read: ${FAULT_WORDS[reason]}. Nothing was taken from the file.`,
  noDay: 'Choose the column with the day of each chat.',
  count: 'Count the rows',
  progress: (row: number): string => `${countText(row)} rows read…`,
  cancelled: 'Cancelled. Nothing was sent.',
  counted: (rows: number): string => `${countedText(rows, 'chat')} in the file.`,
  queues: 'Which library each queue is for',
  queue: 'Queue',
  noQueue: 'No queue named',
  tooManyQueues: 'This column has too many different values to be a queue. Choose another column, or None.',
  leaveOut: 'Leave out',
  from: 'First whole day',
  to: 'Last whole day',
  windowNote: 'Days between them without a chat count as 0.',
  tooLong: 'Choose at most 366 days, in order.',
  compare: 'Compare',
  result: 'What will be saved',
  unanswered: 'Not answered, not counted',
  same: 'Nothing to save: all days have these numbers already.',
  replaced: (count: number): string => `${countedText(count, 'day has', 'days have')} other numbers now`,
  replace: 'Replace these numbers',
  replacedDay: (date: string, stored: QuestionDay, fresh: FileEntry): string => {
    const { state, questions = null, levels = null } = fresh;
    // The levels of equal numbers are what is different.
    const isSame = stored.state === state && stored.questions === questions;
    const words = (day: Pick<QuestionDay, 'state' | 'questions' | 'levels'>): string =>
      isSame && day.levels !== null ? `${entryText(day)} (READ 1 to 6: ${day.levels.join(', ')})` : entryText(day);
    return `${weekdayText(date)}: now ${words(stored)}, in the file ${words({ state, questions, levels })}`;
  },
  save: 'Save counts',
  savedInPart: (saved: string, unsaved: string, isStale: boolean): string =>
    `Saved: ${saved}. Not saved: ${unsaved}. ${
      isStale
        ? 'Somebody else has changed some of these days: compare the numbers below, then save again.'
        : 'Try again in a minute.'
    }`,
  saved: (days: number, from: string, to: string): string =>
    `Saved: ${countedText(days, 'day')}, ${spanText(from, to)}.`,
};
