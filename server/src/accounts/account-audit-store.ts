// In:    what is done with an account: sign-ins, invitations, the end of a session, a link or the account.
// Out:   its entry in the account's audit trail; the latest entries.
// Never: an entry with a link, a token, a browser or an address.
import type { Kysely } from 'kysely';
import type { AuditEntry } from '@askusnow/sdk/contract';
import type { Tables } from '../platform/db/tables.ts';
import { loadEntries, type AuditedChange, type Author } from '../platform/audit/audit-store.ts';

export const COMMAND_LINE: Author = { id: null, label: 'command line' };
/** The owner of the mailbox to which a link was mailed. */
export const MAILED_LINK: Author = { id: null, label: 'link in a mail' };

const subjectOf = (accountId: number): string => `account:${accountId}`;

type AccountAction =
  | 'invited'
  | 'link-made'
  | 'link-withdrawn'
  | 'signed-in'
  | 'signed-out'
  | 'session-ended'
  | 'sessions-ended'
  | 'token-made'
  | 'token-ended'
  | 'account-ended'
  | 'account-data-deleted'
  | 'email-asked'
  | 'email-set'
  | 'email-confirmed'
  | 'email-restored'
  | 'email-removed'
  | 'desk-email-removed'
  | 'account-made'
  | 'contact-choice-changed'
  | 'role-changed'
  | 'role-withdrawn';

export const accountEntry = (
  accountId: number,
  action: AccountAction,
  more: Partial<Pick<AuditedChange, 'before' | 'after' | 'by'>> = {},
): AuditedChange => ({ subject: subjectOf(accountId), action, before: null, after: null, ...more });

/** Newest first. */
export const loadAccountAudit = (db: Kysely<Tables>, accountId: number): Promise<AuditEntry[]> =>
  loadEntries(db, subjectOf(accountId));
