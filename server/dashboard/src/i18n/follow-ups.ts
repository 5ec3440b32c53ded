// What the page of follow-ups says.
import type { FollowUp, FollowUpFilter, FollowUpList, FollowUpStep, ResolutionCode } from '@askusnow/sdk';
import { instantText } from './clock-text.js';
import { countText, percentText } from './count-text.js';
import { dayText, spanText } from './day-text.js';

export const RESOLUTION_WORDS: Readonly<Record<ResolutionCode, string>> = {
  answered: 'Answered',
  'by-me': 'Followup by me',
  'by-patrons-library': 'Followup by patron’s library',
  'lost-call': 'Lost call',
  practice: 'Practice',
};

export const FILTER_WORDS: Readonly<Record<FollowUpFilter, string>> = {
  open: 'Open',
  overdue: 'Overdue',
  ended: 'Ended',
};

const DUE_TODAY = 'Due today';

const STEP_WORDS: Readonly<Record<FollowUpStep, string>> = {
  opened: 'Added',
  'handed-over': 'Handed over',
  resolved: 'Resolved',
  withdrawn: 'Marked by accident',
  undone: 'Undone',
};

const followUps = (count: number): string => `${countText(count)} ${count === 1 ? 'follow-up' : 'follow-ups'}`;

/** A state with the degree of its urgency. */
export function stateChip({ state, resolution, isOverdue, isDueToday }: FollowUp): { words: string; tone: string } {
  if (state === 'withdrawn') return { words: STEP_WORDS.withdrawn, tone: '' };
  if (resolution !== null) return { words: RESOLUTION_WORDS[resolution], tone: '' };
  if (isOverdue) return { words: FILTER_WORDS.overdue, tone: 'bad' };
  return isDueToday ? { words: DUE_TODAY, tone: 'warn' } : { words: FILTER_WORDS.open, tone: '' };
}

/** "9 open: none overdue, 3 due today" */
export function openText({ all, overdue, dueToday }: FollowUpList['open']): string {
  const open = `${countText(all)} ${FILTER_WORDS.open.toLowerCase()}`;
  if (all === 0) return open;
  const late = `${overdue === 0 ? 'none' : countText(overdue)} ${FILTER_WORDS.overdue.toLowerCase()}`;
  return `${open}: ${late}${dueToday === 0 ? '' : `, ${countText(dueToday)} ${DUE_TODAY.toLowerCase()}`}`;
}

/** "3 of 6 (50 %)" */
export const shareText = ({ due, within, share }: FollowUpList['expectation']): string =>
  share === null
    ? messages.noneDue
    : `${countText(within)} of ${countText(due)} whose 72 hours are over (${percentText(Math.round(share * 100) / 100)})`;

/** "Resolved: Answered, Harford liaison, Tue, Nov 24, 9 AM EST" */
export const stepText = ({ step, resolution, by, at }: FollowUp['history'][number], library: string): string => {
  const what = step === 'handed-over' ? `${STEP_WORDS[step]} to ${library}` : STEP_WORDS[step];
  const words = resolution === null ? what : `${what}: ${RESOLUTION_WORDS[resolution]}`;
  return `${words}, ${by ?? messages.deletedAccount}, ${instantText(at)}`;
};

export const expectationText = ({ from, to, due, within, share }: FollowUpList['expectation']): string =>
  share === null
    ? 'No follow-up of the last 90 days is 72 hours old yet.'
    : `${Math.round(share * 100)} %: ${countText(within)} of the ${countText(due)} that are 72 hours old were resolved within 72 hours, ${spanText(from, to)}.`;

export const messages = {
  table: 'Reference numbers',
  choose: 'What happened?',
  /** Opens the row on a phone. */
  record: 'Record',
  privacy:
    'Enter the chat system’s reference number only. Never a name, phone number or card number: nothing about a patron is kept here.',
  show: 'Show',
  none: (filter: FollowUpFilter): string =>
    filter === 'ended' ? 'No follow-up has ended yet.' : `No ${FILTER_WORDS[filter].toLowerCase()} follow-up.`,
  rows: 'follow-ups',
  reference: 'Reference number',
  due: 'Due',
  /** The year, where it is another. */
  dueText: (date: string, nowMs: number): string =>
    date.startsWith(String(new Date(nowMs).getFullYear())) ? dayText(date) : spanText(date, date),
  openFor: 'Open for',
  hours: (hours: number): string => `${countText(hours)} h`,
  accident: 'Marked by accident',
  handOver: 'Hand over to another library',
  receiver: 'Library that takes it',
  sureToHandOver: (reference: string, library: string): string =>
    `Hand over ${reference} to ${library}? You cannot undo this, but ${library} can hand it back.`,
  yesHandOver: 'Yes, hand it over',
  undo: 'Undo',
  about: (reference: string): string => `follow-up ${reference}`,
  saved: (reference: string): string => `Saved: ${reference}.`,
  undone: (reference: string): string => `Open again: ${reference}.`,
  deletedAccount: 'a deleted account',
  changedMeanwhile: 'Somebody has changed this follow-up. This is what it is now; choose again.',
  add: 'Add a follow-up',
  patronsLibrary: 'Patron’s library',
  dueField: 'Due (empty: in three days)',
  addButton: 'Add follow-up',
  added: (reference: string): string => `Added: ${reference}.`,
  addList: 'Add follow-ups from a list',
  list: 'Reference numbers, one a line; a due date may follow after a comma',
  listHint: 'Up to 2,000 rows. All of them are added, or none.',
  addListButton: 'Add the list',
  listAdded: (count: number): string => `Added: ${followUps(count)}.`,
  expectation: 'Resolved within 72 hours',
  noneDue: 'no figure yet',
};
