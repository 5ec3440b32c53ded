// In:    an account to end.
// Out:   the account ended with its desks, and with the tokens, addresses and links that it has made; their list.
// Never: leaves one behind after an interrupted end: repeating the request ends it.
import type { Credential } from '@askusnow/sdk/contract';
import { endAccount, type EndOptions } from '../../accounts/account-store.ts';
import { deleteDesksOf } from '../../coverage/presence/desk-store.ts';
import { removeRecipient } from '../../help/notices/recipient-store.ts';
import type { Authorship } from '../../platform/audit/audit-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { Refusal } from '../../platform/refusal.ts';
import { dropTokensOf } from '../../schedule/calendars/token-store.ts';
import { endShare } from '../reports/share-store.ts';
import { loadCredentials, loadOpen } from './credentials-store.ts';

/** Somebody else has ended it meanwhile. */
const unlessEnded = (ending: Promise<unknown>): Promise<unknown> =>
  ending.catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
  });

/** Each in its own transaction, in the order in which its module locks; they may be of libraries that the account has left. */
export const endCredentials = (database: Database, id: number, authorship: Authorship): Promise<void> =>
  acrossLibraries(async () => {
    const { feeds, shares } = await loadOpen(database.db, id, authorship.atMs);
    await deleteDesksOf(database, id, authorship);
    await dropTokensOf(database, id, authorship);
    for (const feed of feeds) await unlessEnded(removeRecipient(database, feed, authorship));
    for (const share of shares) await unlessEnded(endShare(database, share.library, share.id, authorship));
  });

/** Undefined: no active account has this number; one that has ended already loses what it has left. */
export const endAccountWithCredentials = (
  database: Database,
  id: number,
  options: Authorship & EndOptions,
): Promise<{ label: string; credentials: Credential[] } | undefined> =>
  acrossLibraries(async () => {
    const credentials = await loadCredentials(database.db, id, options.atMs);
    const ended = await endAccount(database, id, options);
    await endCredentials(database, id, options);
    return ended && { ...ended, credentials };
  });
