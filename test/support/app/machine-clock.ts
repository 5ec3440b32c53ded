import { sql } from 'kysely';
import { systemClock, type Clock, type MachineClock } from '../../../server/src/platform/clock.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';

/** A machine whose clock is wrong, and may be set. */
export interface WrongClock extends MachineClock {
  /** Sets it to so far ahead of the right time; negative: behind. Units: ms. */
  setAhead(ms: number): void;
}

/** `time`: the right one; a manual clock moves the time that passes, too. */
export function createWrongClock(aheadMs: number, time: Clock = systemClock): WrongClock {
  let ms = aheadMs;
  return {
    now: () => time.now() + ms,
    elapsed: () => (time === systemClock ? systemClock.elapsed() : time.now()),
    after: time.after,
    setAhead: (next) => void (ms = next),
  };
}

/**
 * Gives a database of a test a clock that the test moves, ahead of the built-in function in the search path. Connections
 * opened from then on go by it. Returns how to set it.
 */
export async function moveDatabaseTime({ db }: Database): Promise<(nowMs: number) => Promise<void>> {
  await sql`create table moved_time (at timestamptz primary key)`.execute(db);
  await sql`insert into moved_time values (now())`.execute(db);
  await sql`grant select on moved_time to public`.execute(db);
  await sql`create function clock_timestamp() returns timestamptz language sql as 'select at from public.moved_time'`.execute(
    db,
  );
  await sql`do $$ begin execute format('alter database %I set search_path = public, pg_catalog', current_database()); end $$`.execute(
    db,
  );
  return async (nowMs) => {
    await sql`update moved_time set at = ${new Date(nowMs)}`.execute(db);
  };
}
