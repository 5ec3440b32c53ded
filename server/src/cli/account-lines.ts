// In:    stored accounts.
// Out:   a table for a terminal.
// Never: shows a link: it is shown once, when it is created.
import type { AccountRecord } from '../accounts/account-store.ts';
import { toInstant } from '../platform/time/instants.ts';

const HEAD = ['NUMBER', 'ROLE', 'LABEL', 'FOR', 'SIGNED IN', 'SESSIONS', 'INVITED UNTIL'];

const rowOf = (account: AccountRecord): string[] => [
  String(account.id),
  account.role,
  account.label,
  [...account.libraries, ...account.queues].join(', ') || (account.role === 'coordinator' ? 'all libraries' : '-'),
  account.signedInOn ?? 'never',
  String(account.sessions),
  account.byOrganization
    ? 'by organization'
    : account.invitedUntilMs === null
      ? '-'
      : toInstant(account.invitedUntilMs),
];

/** One line each, columns aligned; days and instants in UTC. */
export function accountLines(accounts: readonly AccountRecord[]): string[] {
  const rows = [HEAD, ...accounts.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
