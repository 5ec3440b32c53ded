// In:    desks by id and a window; what somebody says of a library's hours.
// Out:   what both sides say, oldest first; a stored correction.
// Never: changes or removes a correction: a later one of the same side replaces it.
import type { Kysely } from 'kysely';
import type { CorrectionSide, DutyCorrectionChange } from '@askusnow/sdk/contract';
import { librarySubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { loadDuties } from '../../schedule/covers/duties-store.ts';
import { toInterval } from '../../schedule/expansion/given-store.ts';
import { correctionFaults, dutyKey, type DutyCorrection } from './correction.ts';
import { channelOf } from './press-store.ts';

type Db = Kysely<Tables>;

/** By desk, oldest first: the last thing that each side says of the same hours, unless it has taken that back. */
export async function loadDutyCorrections(
  db: Db,
  queues: readonly string[],
  { startMs, endMs }: Interval,
): Promise<Map<string, DutyCorrection[]>> {
  const rows = await db
    .selectFrom('duty_correction')
    .selectAll()
    .distinctOn(['queue_id', 'library_id', 'service', 'starts_at', 'ends_at', 'side'])
    .where('queue_id', 'in', ['', ...queues])
    .where('starts_at', '<', new Date(endMs))
    .where('ends_at', '>', new Date(startMs))
    .orderBy('queue_id')
    .orderBy('library_id')
    .orderBy('service')
    .orderBy('starts_at')
    .orderBy('ends_at')
    .orderBy('side')
    .orderBy('id', 'desc')
    .execute();
  const said = rows.filter(({ said }) => said !== 'taken-back').sort((one, other) => one.id - other.id);
  const byQueue = Map.groupBy(said, ({ queue_id }) => queue_id);
  const toCorrection = (row: (typeof said)[number]): DutyCorrection => ({
    ...{ library: row.library_id, service: row.service, side: row.side, ...toInterval(row) },
    there: row.came_at && row.left_at && { startMs: row.came_at.getTime(), endMs: row.left_at.getTime() },
    ...{ why: row.why ?? '', by: row.by, atMs: row.at.getTime() },
  });
  return new Map([...byQueue].map(([queue, its]) => [queue, its.map(toCorrection)]));
}

interface Correcting extends Omit<Authorship, 'note'>, Sent {
  library: string;
  side: CorrectionSide;
  change: DutyCorrectionChange;
}

async function addRow(trx: Db, { library, side, change: said, by, atMs }: Correcting): Promise<number> {
  const row = await trx
    .insertInto('duty_correction')
    .values({
      ...{ queue_id: said.queue, library_id: library, service: said.service, side, said: said.said },
      ...{ starts_at: new Date(said.start), ends_at: new Date(said.end) },
      came_at: said.said === 'there' ? new Date(said.from) : null,
      left_at: said.said === 'there' ? new Date(said.to) : null,
      ...{ account_id: by.id, by: by.label, at: new Date(atMs) },
      why: said.said === 'taken-back' ? null : said.why,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The last row of a side about these hours. */
const loadLast = (trx: Db, { library, side, change: { queue, service, start, end } }: Correcting) =>
  trx
    .selectFrom('duty_correction')
    .select(['id', 'said'])
    .where('queue_id', '=', queue)
    .where('library_id', '=', library)
    .where('service', '=', service)
    .where('starts_at', '=', new Date(start))
    .where('ends_at', '=', new Date(end))
    .where('side', '=', side)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

/**
 * Two of one side at once are both kept, and the later one is what it says.
 * Returns what both sides say then. Errors: Refusal 409 `not-now`, 422 `invalid-correction` names the field.
 */
export const saveDutyCorrection = (database: Database, made: Correcting): Promise<DutyCorrection[]> => {
  const { library, side, change: said, by, atMs } = made;
  const { queue, service, start, end } = said;
  const hours = { startMs: Date.parse(start), endMs: Date.parse(end) };
  const note = said.said === 'taken-back' ? null : said.why;
  return change(database, channelOf(queue), { by, atMs, note }, async (trx, record) => {
    await once(trx, made, async () => {
      const duties = (await loadDuties(trx, [queue], hours)).get(queue)!.duties;
      const errors = correctionFaults(library, said, duties, atMs);
      if (errors.length > 0)
        throw new Refusal(422, 'invalid-correction', 'This correction cannot be saved.', { errors });
      if (said.said === 'taken-back') {
        const last = await loadLast(trx, made);
        if (last === undefined) throw new Refusal(409, 'not-now', 'There is no correction to take back.');
        // Taken back already: the press came twice.
        if (last.said === 'taken-back') return last.id;
      }
      record.entry({
        ...{ subject: librarySubject(library), before: null, after: { ...said, side } },
        action: said.said === 'taken-back' ? 'duty-correction-taken-back' : 'duty-corrected',
      });
      return addRow(trx, made);
    });
    const key = dutyKey({ library, service, ...hours });
    return ((await loadDutyCorrections(trx, [queue], hours)).get(queue) ?? []).filter((each) => dutyKey(each) === key);
  });
};
