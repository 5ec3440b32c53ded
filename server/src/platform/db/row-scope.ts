// In:    who makes a request.
// Out:   the settings that the policies of the tables read (row-policies.ts), as a statement for one transaction.
// Never: a setting that outlives its transaction, except a connection's own purpose, which never changes.
import type { Purpose } from './purpose.ts';

/**
 * On whose behalf statements run. A connection of any purpose but `people` has its purpose, for its whole life. On one
 * of `people` each transaction names: `public` a request of nobody who is signed in · `account` one of an account, which
 * has the rows of its libraries, its queues and itself · `cooperative` one of the coordinator, or what concerns several
 * libraries (`acrossLibraries`): all rows.
 */
export type Work = Exclude<Purpose, 'people'> | 'public' | 'account' | 'cooperative';

/** The rows that the statements of a request may see and change. */
export interface RowScope {
  work: 'public' | 'account' | 'cooperative';
  account: number | null;
  libraries: readonly string[];
  /** A desk's own. The queues of `libraries` follow from the database. */
  queues: readonly string[];
}

export const PUBLIC_ROWS: RowScope = { work: 'public', account: null, libraries: [], queues: [] };

export const ALL_ROWS: RowScope = { ...PUBLIC_ROWS, work: 'cooperative' };

export const SETTINGS = {
  work: 'askusnow.work',
  account: 'askusnow.account',
  libraries: 'askusnow.libraries',
  queues: 'askusnow.queues',
} as const satisfies Record<keyof RowScope, string>;

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Until the transaction ends. IDs have no comma in them. */
export function scopeStatement({ work, account, libraries, queues }: RowScope): string {
  const values = { work, account: account?.toString() ?? '', libraries: libraries.join(','), queues: queues.join(',') };
  const calls = Object.entries(values).map(
    ([name, value]) => `set_config('${SETTINGS[name as keyof RowScope]}', ${literal(value)}, true)`,
  );
  return `select ${calls.join(', ')}`;
}
