// In:    a connection to the server; the limits of a purpose.
// Out:   session settings: limits of statements and transactions, detection of a lost client, and no JIT.
// Never: requests a setting that this server does not know: it would refuse the connection.
import type pg from 'pg';
import type { PurposeLimits } from './purpose.ts';
import { SESSION_ZONE } from './value-types.ts';
import { MINUTE_MS } from '../time/instants.ts';

/**
 * Detection of a lost client on the server's side: without it a dead session would hold its locks for hours. Source:
 * https://www.postgresql.org/docs/current/runtime-config-connection.html. Units: seconds, then ms.
 */
const LOST_CLIENT = {
  tcp_keepalives_idle: 5,
  tcp_keepalives_interval: 2,
  tcp_keepalives_count: 3,
  tcp_user_timeout: 10_000,
  client_connection_check_interval: 2_000,
} as const;

/** Max time between two statements of a transaction, whose locks are held meanwhile. */
const MAX_IDLE_MS = MINUTE_MS;

/** Some came with a version of Postgres: jit with 11, tcp_user_timeout with 12, client_connection_check_interval with 14, transaction_timeout with 17. */
const settingsOf = ({ statementMs, holdMs }: PurposeLimits): Record<string, string | number> => ({
  timezone: SESSION_ZONE,
  ...LOST_CLIENT,
  // Compiling a query that sums a hundred libraries takes 100 ms or more, and the query itself no longer.
  jit: 'off',
  statement_timeout: statementMs,
  idle_in_transaction_session_timeout: Math.min(holdMs, MAX_IDLE_MS),
  transaction_timeout: holdMs,
});

/**
 * The setting names that this server knows. This is the first connection at a start: the caller reports a database that
 * is down.
 */
export async function loadKnownSettings(client: pg.Client, limits: PurposeLimits): Promise<ReadonlySet<string>> {
  client.on('error', () => undefined); // The running query reports it.
  try {
    await client.connect();
    const query = { text: 'select name from pg_settings where name = any($1)', query_timeout: limits.statementMs };
    const { rows } = await client.query<{ name: string }>(query, [Object.keys(settingsOf(limits))]);
    return new Set(['timezone', ...rows.map(({ name }) => name)]);
  } finally {
    void client.end();
  }
}

/** Settings in the format of a connection's start-up message. */
export const sessionOptions = (limits: PurposeLimits, known: ReadonlySet<string>): string =>
  Object.entries(settingsOf(limits))
    .filter(([name]) => known.has(name))
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
