// Counter rows as ingest leaves them, written straight into the tables: a test says only what it is about.
import { sql, type Kysely } from 'kysely';
import type { DiagnosisValue, EventColumn, SightFault } from '@askusnow/sdk/contract';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import type { EventClass } from '../../../server/src/visibility/tables.ts';
import type { AnswerState, Form, Tier, Viewport } from '@askusnow/sdk/contract';

export interface LibraryOptions {
  id?: string;
  name?: string;
  zone?: string;
  origins?: string[];
}

/** A library with its origins, for tests without a cooperative's file. */
export async function aLibrary(
  db: Kysely<Tables>,
  {
    id = 'harford',
    name = 'Harford County Public Library',
    zone = 'America/New_York',
    origins = ['https://www.library.example'],
  }: LibraryOptions = {},
): Promise<void> {
  await db
    .insertInto('library')
    .values({ id, name, zone, live: true, fallback_phone: null, fallback_form: null, fallback_page: null })
    .execute();
  if (origins.length > 0)
    await db
      .insertInto('library_origin')
      .values(origins.map((origin) => ({ library_id: id, origin })))
      .execute();
}

export interface PlacementOptions {
  library: string;
  origin?: string;
  pattern?: string;
  name?: string;
  form?: Form;
  firstSeen?: string;
  lastSeen?: string;
}

/** A placement at a registered origin of its library. Gives its id. */
export async function aPlacement(
  db: Kysely<Tables>,
  {
    library,
    origin,
    pattern = '/',
    name = 'header',
    form = 'tag',
    firstSeen = '2026-09-01T12:00:00.000Z',
    lastSeen = '2026-11-24T14:00:00.000Z',
  }: PlacementOptions,
): Promise<number> {
  const { id: origin_id } = await db
    .selectFrom('library_origin')
    .select('id')
    .where('library_id', '=', library)
    .$if(origin !== undefined, (query) => query.where('origin', '=', origin!))
    .orderBy('id')
    .executeTakeFirstOrThrow();
  const { id } = await db
    .insertInto('placement')
    .values({
      library_id: library,
      origin_id,
      pattern,
      name,
      form,
      widget: '0.1.0',
      first_seen_at: firstSeen,
      last_seen_at: lastSeen,
      established: true,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export interface DayOptions {
  library: string;
  placement: number;
  date: string;
  state?: AnswerState;
  tier?: Tier | 'none';
  class?: EventClass;
  viewport?: Viewport;
  impressions?: number;
  /** Of the impressions. */
  unmeasurable?: number;
  viewable?: number;
  firstScreen?: number;
  clicks?: number;
  follows?: number;
}

/** One day of a placement in one state, tier and class, in both grains, as ingest writes them. Its hour is noon. */
export async function aDay(db: Kysely<Tables>, options: DayOptions): Promise<void> {
  const {
    viewport = 'desktop',
    state = 'available',
    tier = state === 'closed' || state === 'unknown' ? 'none' : 'local',
  } = options;
  const counts: Partial<Record<EventColumn, number>> = {
    [`impression_${viewport}`]: options.impressions ?? 0,
    [`unmeasurable_${viewport}`]: options.unmeasurable ?? 0,
    [`viewable_${viewport}`]: options.viewable ?? 0,
    [`first_screen_${viewport}`]: options.firstScreen ?? 0,
    [`click_${viewport}`]: options.clicks ?? 0,
    [`follow_${viewport}`]: options.follows ?? 0,
  };
  const { library: library_id, placement: placement_id, date, class: eventClass = 'counted' } = options;
  const answer = { library_id, date, state, tier, class: eventClass };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('placement_day')
      .values({ ...answer, placement_id, ...counts })
      .execute();
    await trx
      .insertInto('library_hour')
      .values({ ...answer, hour: 12, ...counts })
      .onConflict((conflict) =>
        conflict
          .columns(['library_id', 'date', 'hour', 'state', 'tier', 'class'])
          .doUpdateSet(
            Object.fromEntries(
              Object.keys(counts).map((name) => [name, sql`library_hour.${sql.ref(name)} + excluded.${sql.ref(name)}`]),
            ),
          ),
      )
      .execute();
  });
}

/** Diagnoses of a placement's day. */
export async function aDiagnosis(
  db: Kysely<Tables>,
  placement: number,
  date: string,
  counts: Partial<Record<DiagnosisValue | SightFault, number>>,
  eventClass: EventClass = 'counted',
): Promise<void> {
  const rows = Object.entries(counts) as [DiagnosisValue, number][];
  await db
    .insertInto('placement_diagnosis_day')
    .values(rows.map(([value, count]) => ({ placement_id: placement, date, class: eventClass, value, count })))
    .execute();
}

/** Refused batches of a day. */
export async function aRefusal(
  db: Kysely<Tables>,
  {
    library,
    date,
    reason = 'origin-not-registered',
    count = 1,
  }: { library: string; date: string; reason?: string; count?: number },
): Promise<void> {
  await db.insertInto('refusal_day').values({ library_id: library, date, reason, count }).execute();
}

/** A library with as many clicks on each of these days: what others are compared with. */
export async function steadyClicks(
  db: Kysely<Tables>,
  { library, days, clicks }: { library: string; days: readonly string[]; clicks: number },
): Promise<void> {
  const placement_id = await aPlacement(db, { library, pattern: '/ask' });
  const row = { library_id: library, placement_id, state: 'available', tier: 'local', class: 'counted' } as const;
  await db
    .insertInto('placement_day')
    .values(days.map((date) => ({ ...row, date, click_desktop: clicks })))
    .execute();
}
