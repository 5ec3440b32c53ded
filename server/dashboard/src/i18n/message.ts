// What the panel of a library's message for patrons says.
import { MESSAGE_DAYS, MESSAGE_LENGTH, type AuditEntry, type LibraryMessage } from '@askusnow/sdk';
import { instantText } from './clock-text.js';
import { languageName } from './language-name.js';
import { ONE_MOMENT } from './ui.js';

export const messages = {
  heading: 'Message beside the button',
  what: `One sentence that patrons read in the card of the chat button, until a time that you set, at most ${MESSAGE_DAYS} days ahead.`,
  whereRead: 'Where patrons read it',
  compact: 'Compact buttons, links and floating buttons have no room for it.',
  loading: ONE_MOMENT,
  none: 'No message is shown now.',
  shown: (until: string, zone: string): string => `Shown until ${instantText(until, zone)}`,
  setBy: (by: string, at: string, zone: string): string => `Set by ${by}, ${instantText(at, zone)}`,
  endNow: 'End the message now',
  ended: 'Message ended.',
  write: 'Write a message',
  replace: 'Replace the message',
  textHint: `Like “The catalog is down until 3 PM; ask us.” At most ${MESSAGE_LENGTH} characters.`,
  textFault: `Write one sentence of at most ${MESSAGE_LENGTH} characters.`,
  translations: 'In other languages',
  translationsHint: 'On pages in a language, patrons read its sentence; where it is empty, the one above.',
  translationFault: (language: string): string =>
    `Write it in ${language} in at most ${MESSAGE_LENGTH} characters, or leave it empty.`,
  untilFault: `Choose a time that is ahead, at most ${MESSAGE_DAYS} days from now.`,
  preview: 'How patrons read it',
  button: 'Ask a librarian',
  changedMeanwhile:
    'Somebody else has changed the message meanwhile; above is what patrons see now. Save again to replace it.',
  show: 'Show this message',
  saved: (until: string, zone: string): string => `Message shown until ${instantText(until, zone)}.`,
  historyOf: ' of the message',
} as const;

/** A change of the message, for its history: what was shown from then on. */
export function messageChangeText({ after }: Pick<AuditEntry, 'after'>, zone: string): string {
  if (after === null || typeof after !== 'object') return 'Ended the message';
  const { text, translations = {}, until } = after as LibraryMessage;
  const others = Object.entries(translations).map(([tag, words]) => `, in ${languageName(tag)} “${words}”`);
  return `“${text}”${others.join('')}, until ${instantText(until, zone)}`;
}
