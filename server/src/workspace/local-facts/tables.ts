// Out:   the rows of a library's local facts.
import type { Generated } from 'kysely';
import type { SealedFieldName } from '@askusnow/sdk/contract';
import type { Contents, Instant, SecretColumns } from '../../platform/db/tables.ts';

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

export interface LocalFactsTables {
  sealed_field: SealedFieldTable;
  script: ScriptTable;
  contact: ContactTable;
}

export const secretColumns: SecretColumns<LocalFactsTables> = {
  sealed_field: { sealed: 'dummy card numbers and PINs of libraries, encrypted with SEAL_KEY' },
};

export const contents: Contents<LocalFactsTables> = {
  sealed_field: {
    row: 'a dummy card number or PIN of a library, encrypted; no person has the card',
    people: { by: 'the label of the account that entered it' },
    kept: 'until a person removes it',
    deletedIn: ['workspace/local-facts/sealed/sealed-store.ts'],
  },
  script: {
    row: 'a text to copy into a chat',
    people: { by: 'the label of the account that wrote it' },
    kept: 'until a person removes it',
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
};
