// In:    a new connection; the limits of a purpose.
// Out:   its session's settings: limits of statements and transactions, detection of a lost client, and no JIT.
// Never: sends them with the start-up message: a pooler between refuses or drops them, and the limits with them.
import type pg from 'pg';
import type { Purpose, PurposeLimits } from './purpose.ts';
import { SETTINGS } from './row-scope.ts';
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
  TimeZone: SESSION_ZONE,
  ...LOST_CLIENT,
  // Compiling a query that sums a hundred libraries takes 100 ms or more, and the query itself no longer.
  jit: 'off',
  statement_timeout: statementMs,
  idle_in_transaction_session_timeout: Math.min(holdMs, MAX_IDLE_MS),
  transaction_timeout: holdMs,
});

/** The connection is new, and its peer may be silent. Units: ms. */
const ANSWER_TIMEOUT_MS = 3_000;

/** Sets those that this server knows, and the work for which the connection stays; `people` name theirs in each transaction. */
export async function applySettings(client: pg.ClientBase, limits: PurposeLimits, purpose: Purpose): Promise<void> {
  const query = {
    text: `select set_config(name, given.value, false)
      from jsonb_each_text($1) as given(name, value) join pg_settings using (name)
      union all select set_config($2, $3, false)`,
    values: [JSON.stringify(settingsOf(limits)), SETTINGS.work, purpose === 'people' ? '' : purpose],
    query_timeout: ANSWER_TIMEOUT_MS,
  };
  await client.query(query);
}
