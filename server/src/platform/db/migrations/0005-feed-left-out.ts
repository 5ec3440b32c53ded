// In:    a database with calendars.
// Out:   a column that counts the events of a calendar that are no shifts, by reason.
// Never: guesses: null until the calendar is read again.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table shift_feed add column left_out jsonb`.execute(db);
}
