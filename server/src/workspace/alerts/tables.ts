// Out:   the rows of alerts.
import type { Generated } from 'kysely';
import type { Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

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

declare module '../../platform/db/tables.ts' {
  interface Tables {
    provider_alert: ProviderAlertTable;
  }
}

export const alertTables: ModuleTables = {
  migrations,
  contents: {
    provider_alert: {
      row: 'what those who answer a library’s patrons should know until a time, for staff alone',
      people: { text: 'what staff wrote', by: 'the label of the account that wrote it' },
      kept: 'until a person ends it, or until the library’s next change of an alert after its end; each of its texts stays in the audit log',
      deletedIn: ['workspace/alerts/alert-store.ts'],
    },
  },
};
