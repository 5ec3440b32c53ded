// Out:   the rows of accounts, invitations and sessions.
// Never: a browser or an address with a session: only its hours.
import type { ColumnType, Generated } from 'kysely';
import type { Role, TokenScope } from '@askusnow/sdk/contract';
import type { CivilDate, Instant, SecretColumns } from '../platform/db/tables.ts';

/** An account that may sign in. It has no name, only a function from its invitation. */
export interface AccountTable {
  id: Generated<number>;
  label: string;
  role: Role;
  created_at: Generated<Date>;
  /** Null: it may sign in. The row stays, since its actions refer to it. */
  ended_at: Instant | null;
  /** The UTC day of its last sign-in. */
  signed_in_on: CivilDate | null;
  /**
   * Sign-in links are mailed to it. Unique among active accounts, whatever the case. The only place with a person's
   * address: the end of the account clears it, and a deletion of the account's data must.
   */
  email: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface AccountLibraryTable {
  account_id: number;
  library_id: string;
}

/** The queues that a desk account answers. */
export interface AccountQueueTable {
  account_id: number;
  queue_id: string;
}

/** A one-time sign-in link. Only its hash is kept. */
export interface InvitationTable {
  token_hash: Buffer;
  account_id: number;
  expires_at: Instant;
  used_at: Instant | null;
  /** Asked for on the sign-in page; false: made by a coordinator or on the command line. */
  mailed: ColumnType<boolean, boolean | undefined, never>;
}

/** An API token. Only its hash is kept. The row stays after its end, so that a later use is named as ended. */
export interface ApiTokenTable {
  id: Generated<number>;
  token_hash: Buffer;
  account_id: number;
  name: string;
  scopes: TokenScope[];
  /** Ids; empty: each library of the account. */
  libraries: string[];
  expires_at: Instant;
  /** Null: it has not been ended by hand, or with its account. */
  ended_at: Instant | null;
  /** The UTC day of its last use. */
  used_on: CivilDate | null;
}

/** A signed-in browser. Only the cookie's hash is kept. */
export interface SessionTable {
  id: Generated<number>;
  token_hash: Buffer;
  account_id: number;
  /** To the hour, as `used_at` is. */
  opened_at: Instant;
  used_at: Instant;
  /** server/src/accounts/session-limits.ts computes it from both. */
  expires_at: Instant;
}

export interface AccountsTables {
  account: AccountTable;
  account_library: AccountLibraryTable;
  account_queue: AccountQueueTable;
  invitation: InvitationTable;
  session: SessionTable;
  api_token: ApiTokenTable;
}

export const secretColumns: SecretColumns<AccountsTables> = {
  account: { email: 'mail addresses that sign-in links are sent to' },
  session: { token_hash: 'hashes of session cookies' },
  invitation: { token_hash: 'hashes of sign-in links' },
  api_token: { token_hash: 'hashes of API tokens' },
};
