// What the page of a library's local information says.
import { REVEALED_SEC, type SealedFieldName } from '@askusnow/sdk';
import { instantText } from './clock-text.js';

export const FIELD_WORDS: Record<SealedFieldName, string> = { card: 'Dummy card number', pin: 'PIN of the dummy card' };

export const messages = {
  otherLiaisons: 'Liaisons of all libraries',
  sealed: 'Dummy card',
  sealedNote: `With it, people who answer chats try the library’s services. The number and PIN are encrypted. Everyone who answers chats can reveal them for ${REVEALED_SEC} seconds; the audit log keeps each time.`,
  whoSees: 'Who can see it',
  notPatron: 'Never enter a patron’s card.',
  notSetUp: 'Not set up.',
  notSetUpNote: 'Ask the coordinator, or the person who runs the server.',
  none: 'Not entered.',
  entered: (by: string, at: string, zone: string): string => `Entered by ${by}, ${instantText(at, zone)}`,
  otherKey: 'It can no longer be read here. Enter it again, or ask the person who runs the server.',
  reveal: 'Reveal',
  hide: 'Hide',
  revealed: (label: string): string => `${label} is shown for ${REVEALED_SEC} seconds.`,
  hidden: (label: string): string => `${label} is hidden again.`,
  enter: 'Enter',
  label: 'What it is',
  value: 'Value',
  valueNote: 'The present value is replaced.',
  saved: (label: string): string => `${label} saved.`,
  removed: (label: string): string => `${label} removed.`,
  removeAsk: (label: string): string => `Remove ${label}? It cannot be brought back.`,
  viewerNote: 'Your account cannot reveal these.',
} as const;
