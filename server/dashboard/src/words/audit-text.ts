import type { AuditEntry } from '@askusnow/sdk';
import { instantText } from './hours-text.js';

const closingIn = (shown: unknown): string | null | undefined =>
  typeof shown === 'object' && shown !== null && 'closedUntil' in shown
    ? (shown.closedUntil as string | null)
    : undefined;

/** What somebody did to a queue, for its history. Actions of a later version are told by their names. */
export function auditText({ action, after }: Pick<AuditEntry, 'action' | 'after'>, zone: string): string {
  const until = closingIn(after);
  const at = until ? instantText(until, zone) : undefined;
  if (action === 'closed-until') return at ? `Closed until ${at}` : 'Opened again';
  if (action === 'undone') {
    if (until === undefined) return 'Took back a change of hours';
    return at ? `Took back an opening: closed until ${at}` : 'Took back a closing: open again';
  }
  const words: Record<string, string> = {
    'hours-changed': 'Changed the hours',
    imported: 'Imported the hours with the cooperative’s file',
    'shifts-changed': 'Changed the shifts',
    'shift-feed-changed': 'Changed the calendar of the shifts',
    'coverage-corrected': 'Corrected the coverage',
    'desk-added': 'Added a desk',
    'desk-removed': 'Removed a desk',
    'shifts-imported': 'Imported the shifts with the cooperative’s file',
  };
  return words[action] ?? action.replaceAll('-', ' ');
}
