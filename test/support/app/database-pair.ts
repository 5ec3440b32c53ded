// A primary and its standby, each a Postgres of its own.
import pg from 'pg';
import { administer, startPostgres, startStandby } from './postgres.ts';
import { pause } from '../waiting.ts';

const inDatabase = (url: string): string => url.replace(/\/postgres$/, '/askusnow');

/** A statement on a database that can be asked now. */
export async function queryOnce<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** A primary and its standby. `isSynchronous`: a commit waits until the standby has it. */
export interface DatabasePair {
  /** Of the database `askusnow`: of the primary, and after a promotion of the standby. */
  primaryUrl: string;
  standbyUrl: string;
  /** The standby has what comes, and shows it no more. */
  pauseReplay(): Promise<void>;
  /** Nothing comes to the standby any more. */
  disconnectStandby(): Promise<void>;
  /** The primary goes on without a standby. */
  giveUpStandby(): Promise<void>;
  stopPrimary(): Promise<void>;
  /** It comes back after a crash, with what it has on its own disk. */
  startPrimary(): Promise<void>;
  /** Resolves when the standby accepts writes. */
  promoteStandby(): Promise<void>;
  close(): Promise<void>;
}

export async function startDatabasePair({ isSynchronous }: { isSynchronous: boolean }): Promise<DatabasePair> {
  const primary = await startPostgres();
  await administer(primary.url, 'create database askusnow');
  const standby = await startStandby(primary);
  const whenAttached = "select from pg_stat_replication where state = 'streaming'";
  while ((await queryOnce(primary.url, whenAttached)).length === 0) await pause(50);
  if (isSynchronous) {
    await administer(primary.url, "alter system set synchronous_standby_names = '*'");
    await administer(primary.url, 'select pg_reload_conf()');
    const whenSynchronous = "select from pg_stat_replication where sync_state = 'sync'";
    while ((await queryOnce(primary.url, whenSynchronous)).length === 0) await pause(50);
  }
  return {
    primaryUrl: inDatabase(primary.url),
    standbyUrl: inDatabase(standby.url),
    pauseReplay: () => administer(standby.url, 'select pg_wal_replay_pause()'),
    async disconnectStandby() {
      await administer(standby.url, "alter system set primary_conninfo = ''");
      await administer(standby.url, 'select pg_reload_conf()');
      // A standby that does not replay does not end the connection by itself; it makes no other.
      await administer(primary.url, 'select pg_terminate_backend(pid) from pg_stat_replication');
    },
    async giveUpStandby() {
      await administer(primary.url, "alter system set synchronous_standby_names = ''");
      await administer(primary.url, 'select pg_reload_conf()');
    },
    stopPrimary: () => primary.stop(),
    startPrimary: () => primary.start(),
    promoteStandby: () => administer(standby.url, 'select pg_promote()'),
    async close() {
      await standby.stop();
    },
  };
}
