// In:    the server's connection, and what a purpose may take.
// Out:   what a session asks of the server: limits of statements and transactions, and how it finds a lost client.
// Never: asks for a setting that this server does not have: it would refuse the connection.
import type pg from 'pg';
import type { PurposeLimits } from './purpose.ts';
import { SESSION_ZONE } from './value-types.ts';
import { MINUTE_MS } from '../time/instants.ts';

/**
 * The server's side of a connection whose client is gone: without these its session would keep its locks for hours.
 * Source: https://www.postgresql.org/docs/current/runtime-config-connection.html. Units: seconds, then ms.
 */
const LOST_CLIENT = {
  tcp_keepalives_idle: 5,
  tcp_keepalives_interval: 2,
  tcp_keepalives_count: 3,
  tcp_user_timeout: 10_000,
  client_connection_check_interval: 2_000,
} as const;

/** Between two statements of a transaction: what it has locked stays locked meanwhile. */
const MAX_IDLE_MS = MINUTE_MS;

/** Some came with a version of Postgres: tcp_user_timeout with 12, client_connection_check_interval with 14, transaction_timeout with 17. */
const settingsOf = ({ statementMs, holdMs }: PurposeLimits): Record<string, string | number> => ({
  timezone: SESSION_ZONE,
  ...LOST_CLIENT,
  statement_timeout: statementMs,
  idle_in_transaction_session_timeout: Math.min(holdMs, MAX_IDLE_MS),
  transaction_timeout: holdMs,
});

/** The names that this server knows. The first connection at a start: a database that is down is the caller's to report. */
export async function loadKnownSettings(client: pg.Client, limits: PurposeLimits): Promise<ReadonlySet<string>> {
  client.on('error', () => undefined); // It reaches the query that was under way.
  try {
    await client.connect();
    const query = { text: 'select name from pg_settings where name = any($1)', query_timeout: limits.statementMs };
    const { rows } = await client.query<{ name: string }>(query, [Object.keys(settingsOf(limits))]);
    return new Set(['timezone', ...rows.map(({ name }) => name)]);
  } finally {
    void client.end();
  }
}

/** As a connection's start-up message carries them. */
export const sessionOptions = (limits: PurposeLimits, known: ReadonlySet<string>): string =>
  Object.entries(settingsOf(limits))
    .filter(([name]) => known.has(name))
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
