// Out:   the rows of a library's local facts.
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

export interface LocalFactsTables {
  sealed_field: SealedFieldTable;
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
};
