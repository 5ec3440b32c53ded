// In:    rows of diagnoses in the order of their keys, within a group's transaction, after its counters.
// Out:   their counters grown by them; those of folded placements added to "(other)".
// Never: other text than the table's CHECKs allow.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import type { EventClass } from '../tables.ts';
import { toArrayLiteral } from './array-literal.ts';
import type { Rows } from './counts.ts';
import { OTHER } from './placement-admission.ts';

type Db = Kysely<Tables>;

export interface DiagnosisDayKey {
  placement_id: number;
  date: string;
  class: EventClass;
  value: string;
}

const ADD_TO_COUNT = sql.raw(`on conflict (placement_id, date, class, value)
    do update set count = placement_diagnosis_day.count + excluded.count`);

export async function addDiagnoses(trx: Db, { keys, counts }: Rows<DiagnosisDayKey>): Promise<void> {
  const column = (name: keyof DiagnosisDayKey): string => toArrayLiteral(keys.map((key) => key[name]));
  await sql`
    insert into placement_diagnosis_day (placement_id, date, class, value, count)
    select * from unnest(
      ${column('placement_id')}::integer[], ${column('date')}::date[], ${column('class')}::text[],
      ${column('value')}::text[], ${toArrayLiteral(counts.map(([count]) => count!))}::integer[])
    ${ADD_TO_COUNT}`.execute(trx);
}

/** Adds the diagnoses of these placements to their "(other)" rows, which exist. */
export async function foldDiagnoses(trx: Db, ids: readonly number[]): Promise<void> {
  await sql`
    insert into placement_diagnosis_day (placement_id, date, class, value, count)
    select other.id, day.date, day.class, day.value, sum(day.count)
    from placement_diagnosis_day as day
    join placement as folded on folded.id = day.placement_id
    join placement as other on (other.library_id, other.origin_id, other.form) = (folded.library_id, folded.origin_id, folded.form)
    where folded.id = any(${ids}::integer[]) and other.pattern = ${OTHER.pattern} and other.name = ${OTHER.name}
    group by other.id, day.date, day.class, day.value
    ${ADD_TO_COUNT}`.execute(trx);
}
