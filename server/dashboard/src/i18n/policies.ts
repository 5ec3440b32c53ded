// What the pages of local information say.
import type { PolicyPage, PolicyReport, PolicyState } from '@askusnow/sdk';
import { instantText } from './clock-text.js';
import { fullDayText } from './day-text.js';
import type { Tone } from '../logic/tone.js';

export const STATE_WORDS: Readonly<Record<PolicyState, { word: string; tone: Tone }>> = {
  missing: { word: 'Not written', tone: 'bad' },
  unreviewed: { word: 'Not reviewed', tone: 'warn' },
  overdue: { word: 'Review is due', tone: 'warn' },
  current: { word: 'Current', tone: 'good' },
};

/** Behind a number of pages. */
const COUNTED_WORDS = { missing: 'not written', unreviewed: 'not reviewed', overdue: 'due for review' } as const;

export const messages = {
  filter: 'Find in this page as you type',
  writeNext: (name: string): string => `Write next: ${name}`,
  copy: 'Copy',
  copyOf: (text: string): string => ` “${text.slice(0, 60)}”`,
  copied: (text: string): string => `Copied: ${text.slice(0, 80)}`,
  notCopied: 'The browser did not allow copying. The text is selected: press Ctrl+C, or Command+C on a Mac.',
  found: (count: number): string => `${count} found.`,
  byLibrary: 'Policies, scripts and contacts by library',
  keys: 'How to search and copy',
  keysNote: 'Type to find a part of the page. Press Enter to copy the first one; Down and Up move between them.',
  searchRule: 'Every word must be in the library’s name, the paragraph, or the name of its topic or script.',
  foundInAll: (count: number, isMore: boolean): string =>
    isMore ? `More than ${count} found; the first ones are shown. Add a word to find fewer.` : `${count} found.`,
  noneInAll: 'No library has these words.',
  forAll: 'Scripts for all libraries',
  readAll: 'Read all its policies',
  script: (name: string): string => `Script: ${name}`,
  report: 'Report an error',
  reportOf: (topic: string): string => ` on the page ${topic}`,
  reportWhere: 'Paragraph',
  reportWhole: 'The whole page',
  reportNote: 'What is wrong',
  reportHint: 'The library’s liaison reads it. Write nothing about a patron, and no phone or card number.',
  reportSend: 'Send report',
  reportSent: 'Sent to the library’s liaison. The report stands here until it is answered.',
  reports: 'Reported as wrong',
  corrected: 'I have corrected it',
  right: 'It is right',
  answerOf: (note: string): string => `: ${note.slice(0, 60)}`,
  answered: 'Answered. The report is closed.',
  historyOf: (topic: string): string => ` of the page ${topic}`,
  sameText: 'The text did not change.',
  added: 'Added:',
  removed: 'Removed:',
  olderGone: 'What it changed is not known: older texts are not kept.',
  restore: 'Restore this text',
  restoreOf: (saved: string): string => `: ${saved}`,
  restored: (topic: string): string => `Restored: ${topic}. The other text stays in the history.`,
  file: 'Export and import all pages',
  fileNote:
    'One Markdown file, a heading for each topic. An import changes the topics that the file has, and shows what it would change first.',
  exportFile: 'Export as a file',
  importFile: 'Choose a file to import',
  willChange: (count: number): string =>
    count === 0 ? 'The file changes nothing.' : `The file changes ${count === 1 ? '1 page' : `${count} pages`}.`,
  importPages: (count: number): string => `Import ${count === 1 ? '1 page' : `${count} pages`}`,
  imported: (count: number): string => `Imported: ${count === 1 ? '1 page' : `${count} pages`}.`,
  exportAll: 'Export the pages of all libraries',
  neverReviewed: 'Never reviewed',
  written: (count: number, all: number): string => `${count} of ${all} topics written.`,
  editAll: 'Edit these pages',
  nothing: 'Not written yet',
  nothingAbout: (names: readonly string[]): string => `${names.join(', ')}.`,
  noneFound: 'Nothing has these words.',
  heading: 'Policy pages',
  forChat: 'Link for your chat system',
  address: 'Address to put in the profile of your chat system',
  addressNote: 'It opens the pages to read, for people who are signed in.',
  read: 'See it as a provider does',
  write: 'Write',
  edit: 'Edit',
  editOf: (topic: string): string => ` ${topic}`,
  close: 'Close without saving',
  textHint:
    'Headings (## Fees), lists (- one thing), bold (**free**) and links ([Fees](https://example.org)) work. HTML is shown as text. Write short paragraphs: each one can be copied alone.',
  owner: 'Kept up to date by (optional)',
  ownerHint: 'A desk or a job, like “Circulation desk”.',
  reviewed: 'I read all of it, and it is right today',
  reviewBy: 'Review again by',
  preview: 'Preview',
  save: 'Save page',
  saved: (topic: string): string => `Saved: ${topic}.`,
  stale:
    'Somebody else saved this page while you were writing. Their text is below yours. Take over what is missing, then save again.',
  noOwner: 'Nobody is named who keeps it up to date.',
  theirs: (by: string): string => `Saved by ${by}`,
} as const;

/** "2 of 10 current · 7 not written · 1 due for review" */
export function countsText(pages: readonly PolicyPage[]): string {
  const count = (state: PolicyState): number => pages.filter((page) => page.state === state).length;
  const others = (['missing', 'unreviewed', 'overdue'] as const).filter((state) => count(state) > 0);
  return [
    `${count('current')} of ${pages.length} current`,
    ...others.map((state) => `${count(state)} ${COUNTED_WORDS[state]}`),
  ].join(' · ');
}

export const reviewedText = ({ reviewedOn }: PolicyPage): string =>
  reviewedOn === null ? '' : `Reviewed ${fullDayText(reviewedOn)}`;

export const nextReviewText = ({ reviewBy }: PolicyPage): string =>
  reviewBy === null ? '' : `Next review: ${fullDayText(reviewBy)}`;

/** "Reviewed November 2, 2026 by Harford liaison. Review again by May 1, 2027." */
export function reviewText({ reviewedOn, reviewedBy, reviewBy }: PolicyPage): string {
  if (reviewedOn === null) return `${messages.neverReviewed}.`;
  const by = reviewedBy === null ? '' : ` by ${reviewedBy}`;
  const again = reviewBy === null ? '' : ` Review again by ${fullDayText(reviewBy)}.`;
  return `Reviewed ${fullDayText(reviewedOn)}${by}.${again}`;
}

/** "July 4, 2026, 3:00 PM by provider" */
export const reportText = ({ at, by }: PolicyReport, zone: string): string => `${instantText(at, zone)}, by ${by}`;

/** "Saved Mon, Nov 2, 3:00 PM EST by Harford liaison" */
export const savedText = ({ at, by }: { at: string; by: string }, zone: string): string =>
  `Saved ${instantText(at, zone)} by ${by}`;

export const ownerText = (owner: string): string => `Kept up to date by ${owner}.`;
