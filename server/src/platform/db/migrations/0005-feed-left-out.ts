// In:    a database that keeps calendars.
// Out:   room for how many events of a calendar are no shifts, and why.
// Never: a guess: null until the calendar is read again.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table shift_feed add column left_out jsonb`.execute(db);
}
