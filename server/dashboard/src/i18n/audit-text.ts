import type { AuditEntry, DeskState } from '@askusnow/sdk';
import { DESK_WORDS } from './desk-text.js';
import { instantText } from './clock-text.js';

const closingIn = (shown: unknown): string | null | undefined =>
  typeof shown === 'object' && shown !== null && 'closedUntil' in shown
    ? (shown.closedUntil as string | null)
    : undefined;

/** A change to a queue, for its history. Actions of a later version are shown by their names. */
export function auditText({ action, after }: Pick<AuditEntry, 'action' | 'after'>, zone: string): string {
  const until = closingIn(after);
  const at = until ? instantText(until, zone) : undefined;
  if (action === 'closed-until') return at ? `Closed until ${at}` : 'Opened again';
  if (action === 'undone') {
    if (until === undefined) return 'Undid a change of hours';
    return at ? `Undid an opening: closed until ${at}` : 'Undid a closing: open again';
  }
  const words: Record<string, string> = {
    'hours-changed': 'Changed the hours',
    imported: 'Imported the hours with the cooperative’s file',
    'shifts-changed': 'Changed the shifts',
    'needed-changed': 'Changed how many people are needed',
    'shift-feed-changed': 'Changed the shift calendar',
    'coverage-corrected': 'Corrected the coverage',
    'desk-added': 'Added a desk',
    'desk-removed': 'Removed a desk',
    'shifts-imported': 'Imported the shifts with the cooperative’s file',
  };
  return words[action] ?? action.replaceAll('-', ' ');
}

const stateIn = (shown: unknown): DeskState | null | undefined =>
  typeof shown === 'object' && shown !== null && 'state' in shown ? (shown.state as DeskState | null) : undefined;

const libraryIn = (shown: unknown): unknown =>
  typeof shown === 'object' && shown !== null && 'library' in shown ? shown.library : undefined;

/** A status that was set for a desk, or a press of its clock, for its history. `by`: stands beside it, and may name the library. */
export function presenceSetText({ before, after }: Pick<AuditEntry, 'before' | 'after'>, by = ''): string {
  const [left, came] = [libraryIn(before), libraryIn(after)];
  if (typeof came === 'string') return by.includes(came) ? 'Came to the desk' : `${came} came to the desk`;
  if (typeof left === 'string') return by.includes(left) ? 'Left the desk' : `${left} left the desk`;
  const [from, to] = [stateIn(before), stateIn(after)];
  if (!to) return 'Changed';
  const word = `Set to ${DESK_WORDS[to].word}`;
  return from ? `${word}; was ${DESK_WORDS[from].word}` : word;
}
