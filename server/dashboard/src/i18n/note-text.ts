// What is said about a library's dated notes.
import type { BeforeAfter } from '@askusnow/sdk';
import { spanText } from './day-text.js';
import { ONE_MOMENT } from './ui.js';

/** "Sep 6 – Oct 3, 2026 against Aug 8 – Sep 4, 2026, on open days. A difference does not show …" */
export const comparedText = ({ before, after }: Pick<BeforeAfter, 'before' | 'after'>): string =>
  `${spanText(after.from, after.to)} against ${spanText(before.from, before.to)}, on open days. A difference does not show what caused it.`;

export const messages = {
  noNotes: 'No notes in these days.',
  allNotes: (count: string): string => `All notes (${count})`,
  earlierNotes: (count: string): string => `Earlier notes (${count})`,
  notesOn: (days: readonly string[]): string => ` Notes on ${days.join(', ')}.`,
  addANote: 'Add a note',
  noteText: 'What changed',
  noteHint: 'For example: New home page.',
  addNote: 'Add note',
  noteAdded: 'Note added.',
  removeNoteOf: (text: string): string => `note: ${text}`,
  removeNoteSure: (text: string): string => `Remove the note “${text}”?`,
  noteRemoved: 'Note removed.',
  beforeAfter: 'Clicks before and after',
  comparing: ONE_MOMENT,
  noComparison: 'The comparison could not be loaded. Close it and open it again.',
  notOver: (day: string): string => `The four weeks after it end on ${day}: the figure may still change.`,
};
