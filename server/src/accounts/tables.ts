// Out:   the rows of accounts, invitations and sessions.
// Never: a browser or an address with a session: only its hours.
import type { ColumnType, Generated } from 'kysely';
import {
  DESK_IDLE_DAYS,
  EMAIL_CONFIRM_HOURS,
  EMAIL_UNDO_DAYS,
  LIAISON_MESSAGE_DAYS,
  ORGANIZATION_MAX_HOURS,
  PERSON_IDLE_DAYS,
  PERSON_MAX_DAYS,
  type Role,
  type TokenScope,
} from '@askusnow/sdk/contract';
import type { CivilDate, Instant, ModuleTables } from '../platform/db/tables.ts';
import { migrations } from './migrations.ts';

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
  /** A link that was mailed to `email` has been used. False also without an address. */
  email_confirmed: Generated<boolean>;
  /** Whether the directory of liaisons shows the address. */
  shows_email: Generated<boolean>;
  /** For the other liaisons. The end of the account clears it. */
  phone: ColumnType<string | null, string | null | undefined, string | null>;
  /** Whether the directory shows the phone to liaisons and coordinators. */
  shows_phone: Generated<boolean>;
  /**
   * Hash of the issuer and subject of a person who signs in by OpenID Connect; null: the account signs in by links. Unique
   * among active accounts. It outlives the end, so that the person stays out; a deletion of the account's data clears it.
   */
  openid_key: ColumnType<Buffer | null, Buffer | undefined, null>;
  /** One more with each change of its role, label, libraries or address. */
  revision: Generated<number>;
  /** The account that invited it as a colleague or desk of its library; null: a coordinator or the command line did. */
  invited_by: ColumnType<number | null, number | undefined, never>;
  /**
   * The address that was invited, for the inviter's list. It becomes `email` once its mailed link is used, if no other
   * account has it: so nobody learns whose addresses have accounts.
   */
  invited_email: ColumnType<string | null, string | null | undefined, null>;
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
  id: Generated<number>;
  token_hash: Buffer;
  account_id: number;
  expires_at: Instant;
  used_at: Instant | null;
  /** Sent to a mailbox, and shown to nobody: asked for on the sign-in page, or for a colleague. False: shown when it was made. */
  mailed: ColumnType<boolean, boolean | undefined, never>;
}

/** A one-time link to the set-up page of a server without a cooperative. Only its hash is kept. */
export interface SetUpLinkTable {
  token_hash: Buffer;
  expires_at: Instant;
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
  /** Until then it may change the account's address; null: opened by an earlier version. */
  fresh_until: Instant | null;
}

/** A mail about an account's address: it asks for confirmation, offers the undo of a change, or says that one was undone. */
export interface EmailChangeTable {
  /** The mail's, the same at each attempt. */
  id: string;
  account_id: number;
  kind: 'confirm' | 'undo' | 'undone';
  /** Where the mail goes: the new address, or the former one. */
  email: string;
  /** In plain text until the mail is sent: each attempt has the same link. */
  token: string | null;
  /** Null: the mail has no link. */
  token_hash: ColumnType<Buffer | null, Buffer | null, never>;
  /** Null: the mail is sent, or given up. */
  next_at: Instant | null;
  attempts: Generated<number>;
  created_at: Instant;
  expires_at: Instant;
}

/** What an account may do only so often: quota-use-store.ts has how often, in which time. */
export type UseQuota =
  | 'contact-mails'
  | 'help-requests'
  | 'invitations'
  | 'liaison-messages'
  | 'recipient-mails'
  | 'recipient-tests'
  | 'reveals';

/** Something that counts towards a quota, kept as long as it counts. */
export interface QuotaUseTable {
  id: Generated<number>;
  account_id: number;
  quota: UseQuota;
  at: Instant;
  /** Of the address that was sent a mail. */
  address_hash: Buffer | null;
}

declare module '../platform/db/tables.ts' {
  interface Tables {
    account: AccountTable;
    account_library: AccountLibraryTable;
    account_queue: AccountQueueTable;
    invitation: InvitationTable;
    set_up_link: SetUpLinkTable;
    session: SessionTable;
    email_change: EmailChangeTable;
    api_token: ApiTokenTable;
    quota_use: QuotaUseTable;
  }
}

/** How long an expired or used link is recognized, to say so instead of "unknown". Units: days. */
export const EXPIRED_LINK_DAYS = 30;

export const accountsTables: ModuleTables = {
  migrations,
  secretColumns: {
    account: {
      email: 'mail addresses that sign-in links are sent to',
      invited_email: 'mail addresses that were invited',
      phone: 'phone numbers of liaisons',
      openid_key: 'hashes of who signs in by OpenID Connect',
    },
    session: { token_hash: 'hashes of session cookies' },
    email_change: {
      email: 'new and former mail addresses of accounts, until their links end',
      token: 'links of mails about addresses that wait to be sent, in plain text',
      token_hash: 'hashes of links that confirm an address or undo its change',
    },
    invitation: { token_hash: 'hashes of sign-in links' },
    set_up_link: { token_hash: 'hashes of links to the set-up page' },
    api_token: { token_hash: 'hashes of API tokens' },
    quota_use: { address_hash: 'hashes of addresses that mails were sent to' },
  },
  contents: {
    account: {
      row: 'a function that may sign in, such as "Harford liaison"',
      people: {
        label: 'its function; replaced by a number when its data is deleted',
        email: 'a mail address; cleared when the account ends',
        phone: 'a phone number, if the liaison has written one; cleared when the account ends',
        invited_by: 'the number of the account that invited it',
        invited_email: 'the mail address that was invited; cleared when the account ends',
        signed_in_on: 'the day of its last sign-in',
        openid_key: 'a hash of issuer and subject at the identity provider; erased when its data is deleted',
      },
      kept: 'always: audit entries refer to its number; label, address, phone, day and hash are erased when its data is deleted',
    },
    account_library: {
      row: 'a library of an account',
      kept: 'until the data of the account is deleted, or its organization takes the library away',
      deletedIn: ['accounts/account-data-store.ts', 'accounts/account-role-store.ts'],
    },
    account_queue: {
      row: 'a queue of a desk account',
      kept: 'until the data of the account is deleted',
      deletedIn: ['accounts/account-data-store.ts'],
    },
    invitation: {
      row: 'a sign-in link, as a hash',
      kept: `until ${EXPIRED_LINK_DAYS} days after it has expired, by the next link that is made`,
      deletedIn: ['accounts/account-data-store.ts', 'accounts/invitation-store.ts'],
    },
    set_up_link: {
      row: 'a link to the set-up page, as a hash',
      kept: 'until there is a cooperative, or until the next link is made after its hour',
      deletedIn: ['accounts/set-up-link-store.ts'],
    },
    session: {
      row: 'a signed-in browser: the hash of its cookie and two hours of the day',
      people: { opened_at: 'to the hour', used_at: 'to the hour', fresh_until: 'ten minutes after the sign-in' },
      kept: `a person's: ${PERSON_IDLE_DAYS} days without use, ${PERSON_MAX_DAYS} days at most; a desk's: ${DESK_IDLE_DAYS} days without use; by OpenID Connect: ${ORGANIZATION_MAX_HOURS} hours; deleted at the next sign-in`,
      deletedIn: ['accounts/session-store.ts'],
    },
    email_change: {
      row: 'a mail about an account’s address, with a link that is kept as a hash',
      people: { email: 'the new address, or the former one' },
      kept: `until its link is used: ${EMAIL_CONFIRM_HOURS} hours at most, ${EMAIL_UNDO_DAYS} days for a former address; or until the account ends`,
      deletedIn: ['accounts/email-change-store.ts', 'accounts/email-mail-store.ts', 'accounts/email-store.ts'],
    },
    api_token: {
      row: 'an API token, as a hash',
      people: { name: 'what its owner called it', used_on: 'the day of its last use' },
      kept: 'until the data of its account is deleted, so that a later use is named as ended',
      deletedIn: ['accounts/account-data-store.ts'],
    },
    quota_use: {
      row: 'something that an account may do only so often: a mail to a contact or to a new recipient, an invitation, a help request, a reveal of a sealed field, a mail to all liaisons',
      people: {
        account_id: 'the number of the account',
        address_hash: 'a hash of the mail address that a mail went to',
      },
      kept: `a day; a mail to all liaisons ${LIAISON_MESSAGE_DAYS} days`,
      deletedIn: ['accounts/quota-use-store.ts'],
    },
  },
};
