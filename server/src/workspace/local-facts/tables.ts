// Out:   the rows of a library's local facts.
import type { ColumnType, Generated } from 'kysely';
import type { SealedFieldName } from '@askusnow/sdk/contract';
import type { Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

export interface SealedFieldTable {
  library_id: string;
  field: SealedFieldName;
  label: string;
  /** Names the key that sealed it. */
  key_id: string;
  /** See sealed/seal.ts. */
  sealed: Buffer;
  revision: number;
  changed_at: Instant;
  by: string;
}

/** A text to copy into a chat. */
export interface ScriptTable {
  id: Generated<number>;
  /** Null: for all libraries. */
  library_id: string | null;
  name: string;
  text: string;
  topic: string | null;
  language: string | null;
  revision: number;
  changed_at: Instant;
  by: string;
}

/** Whom a patron can be referred to. */
export interface ContactTable {
  id: Generated<number>;
  library_id: string;
  name: string;
  phone: string | null;
  email: string | null;
  page: string | null;
  note: string | null;
  verified_at: Instant;
  revision: number;
  changed_at: Instant;
  by: string;
}

/** A mail that asks whether a contact is right. */
export interface ContactCheckTable {
  /** The mail's, the same at each attempt. */
  id: string;
  contact_id: number;
  /** Null once it is sent, or given up. */
  address: string | null;
  /** In plain text until the mail is sent: each attempt has the same link. */
  token: string | null;
  token_hash: Buffer;
  state: 'waiting' | 'sent' | 'not-sent' | 'right' | 'changed';
  attempts: Generated<number>;
  next_at: Instant;
  error: ColumnType<string | null, string | null | undefined, string | null>;
  created_at: Instant;
  expires_at: Instant;
  answered_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    sealed_field: SealedFieldTable;
    script: ScriptTable;
    contact: ContactTable;
    contact_check: ContactCheckTable;
  }
}

export const localFactsTables: ModuleTables = {
  migrations,
  secretColumns: {
    contact: { email: 'mail addresses of offices, desks and roles' },
    contact_check: {
      address: 'mail addresses of mails about contacts that wait to be sent',
      token: 'links of mails about contacts that wait to be sent, in plain text',
      token_hash: 'hashes of links in mails about contacts',
    },
    sealed_field: { sealed: 'dummy card numbers and PINs of libraries, encrypted with SEAL_KEY' },
  },
  contents: {
    sealed_field: {
      row: 'a dummy card number or PIN of a library, encrypted; no person has the card',
      people: { by: 'the label of the account that entered it' },
      kept: 'until a person removes it',
      deletedIn: ['workspace/local-facts/sealed/sealed-store.ts'],
    },
    script: {
      row: 'a text to copy into a chat',
      people: { by: 'the label of the account that wrote it' },
      kept: 'until a person removes it; each of its texts stays in the audit log',
      deletedIn: ['workspace/local-facts/scripts/scripts-store.ts'],
    },
    contact: {
      row: 'an office, desk or role of a library that a patron can be referred to',
      people: {
        name: 'may name a person of staff',
        phone: 'of the office, desk or role',
        email: 'of the office, desk or role',
        note: 'a remark of staff',
        by: 'the label of the account that wrote it',
      },
      kept: 'until a person removes it',
      deletedIn: ['workspace/local-facts/contacts/contacts-store.ts'],
    },
    contact_check: {
      row: 'a mail that asks whether a contact is right, with a link that is kept as a hash',
      people: { address: 'where it goes, until it is sent' },
      kept: 'until 30 days after its link has ended; without an answer, until its contact is changed',
      deletedIn: ['workspace/local-facts/contacts/check-store.ts'],
    },
  },
};
