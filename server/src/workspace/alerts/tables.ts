// Out:   the rows of alerts.
import type { Generated } from 'kysely';
import type { Contents, Instant } from '../../platform/db/tables.ts';

/** What those who answer a library's patrons should know until `ends_at`. */
export interface ProviderAlertTable {
  id: Generated<number>;
  library_id: string;
  text: string;
  ends_at: Instant;
  revision: number;
  changed_at: Instant;
  /** The account's label at the time. */
  by: string;
}

export interface AlertTables {
  provider_alert: ProviderAlertTable;
}

export const contents: Contents<AlertTables> = {
  provider_alert: {
    row: 'what those who answer a library’s patrons should know until a time, for staff alone',
    people: { text: 'what staff wrote', by: 'the label of the account that wrote it' },
    kept: 'until a person ends it, or until the library’s next change of an alert after its end; each of its texts stays in the audit log',
    deletedIn: ['workspace/alerts/alert-store.ts'],
  },
};
