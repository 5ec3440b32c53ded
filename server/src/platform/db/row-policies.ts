// In:    a table, which of its rows an account has, and the other work that needs all of them.
// Out:   its row-level security, as SQL for a migration: the second check behind the stores' own filters.
// Never: admits a statement that says on whose behalf it runs in no setting. The settings: row-scope.ts.
import { SETTINGS, type Work } from './row-scope.ts';

/** Reads a setting once for a statement, not once for a row. Unset: null; after the end of a transaction that set it: ''. */
const setting = (name: keyof typeof SETTINGS): string => `(select current_setting('${SETTINGS[name]}', true))`;
const listed = (name: 'libraries' | 'queues'): string =>
  `(select string_to_array(current_setting('${SETTINGS[name]}', true), ','))::text[]`;

/** Needed on every table: snapshots in memory and periodic work; imports, migrations, backups and the command line. */
const EVERYWHERE: readonly Work[] = ['cooperative', 'jobs', 'maintenance'];

export const ofLibrary = (column = 'library_id'): string => `${column} = any (${listed('libraries')})`;
export const ofQueue = (column = 'queue_id'): string =>
  `(${column} = any (${listed('queues')})
    or ${column} in (select named.queue_id from library_queue as named where ${ofLibrary('named.library_id')}))`;
export const ofAccount = (column = 'account_id'): string =>
  `${column} = (select nullif(current_setting('${SETTINGS.account}', true), '')::integer)`;
/** For `alsoSeen`: what those who answer chats need of every library. */
export const ofAnyAccount = (): string => `${setting('account')} <> ''`;
/** The rows of another table's row: that table's policies apply. */
export const ofParent = (column: string, parent: string): string => `${column} in (select id from ${parent})`;

/** For a policy beside those of `restrictRows`. */
export const AS_ACCOUNT = `${setting('work')} = 'account'`;

interface Admitted {
  /** The rows that an account may see and change. */
  rows: string;
  /** The rows that it may see besides. */
  alsoSeen?: string;
  /** What else needs all rows. */
  works?: readonly Work[];
}

/** FORCE: the owner, too, where one role does everything. A superuser passes all policies. */
export const restrictRows = (table: string, { rows, alsoSeen, works = [] }: Admitted): string[] => [
  `alter table ${table} enable row level security, force row level security`,
  `create policy work on ${table}
    using (${setting('work')} in (${[...EVERYWHERE, ...works].map((work) => `'${work}'`).join(', ')}))`,
  `create policy account on ${table} using (${AS_ACCOUNT} and (${rows}))`,
  ...(alsoSeen === undefined
    ? []
    : [`create policy account_sees on ${table} for select using (${AS_ACCOUNT} and (${alsoSeen}))`]),
];
