import Fastify from 'fastify';
import { sql } from 'kysely';
import type { EventBatch, EventReceipt, Problem } from '@askusnow/sdk/contract';
import type { Clock } from '../../../server/src/platform/clock.ts';
import { createRegistry, type Registry } from '../../../server/src/cooperative/registry.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { answerFaults } from '../../../server/src/platform/http/faults.ts';
import { securityHeaders } from '../../../server/src/platform/http/security-headers.ts';
import { createIngest, type Ingest } from '../../../server/src/visibility/ingest/ingest.ts';
import { ingestRoutes } from '../../../server/src/visibility/ingest/routes.ts';
import { createOutcomeSender } from '../../../server/src/visibility/ingest/send-outcome.ts';

/** Origin of the node itself. */
export const PUBLIC_URL = 'https://ask.example.org';
export const ORIGIN = 'https://www.harford.example.org';
const WILDCARD_ORIGIN = 'https://*.pages.example.org';
export const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';

/** Two libraries: Harford in New York's zone with a key page at "/ask", Lakeside in Auckland's without one. */
export async function addLibraries({ db }: Database): Promise<void> {
  const library = { live: true, fallback_phone: null, fallback_form: null, fallback_page: null };
  await db
    .insertInto('library')
    .values([
      { ...library, id: 'harford', name: 'Harford', zone: 'America/New_York' },
      { ...library, id: 'lakeside', name: 'Lakeside', zone: 'Pacific/Auckland' },
    ])
    .execute();
  await db
    .insertInto('library_origin')
    .values([
      { library_id: 'harford', origin: ORIGIN },
      { library_id: 'harford', origin: WILDCARD_ORIGIN },
      { library_id: 'lakeside', origin: 'https://lakeside.example.org' },
    ])
    .execute();
  await db.insertInto('key_page').values({ library_id: 'harford', name: 'Ask page', pattern: '/ask' }).execute();
}

export interface Reply {
  status: number;
  body: Partial<EventReceipt & Problem>;
  headers: Record<string, unknown>;
}
export interface SentWith {
  headers?: Record<string, string | undefined>;
  address?: string;
}

/** One node: the events route on a database that others may share. */
export interface Node {
  ingest: Ingest;
  errors: Error[];
  send(batch: EventBatch | string | object, sentWith?: SentWith): Promise<Reply>;
  close(): Promise<void>;
}

export async function startNode(
  database: Database,
  clock: Clock,
  { liveNodes = () => 1 }: { liveNodes?: () => number } = {},
): Promise<Node> {
  const errors: Error[] = [];
  const registry: Registry = await createRegistry(database);
  const ingest = await createIngest({
    database: database.for('ingest'),
    registry,
    clock,
    publicUrl: PUBLIC_URL,
    version: '0.1.0',
    liveNodes,
    onError: (error) => errors.push(error),
  });
  const app = Fastify();
  answerFaults(app);
  await app.register(
    ingestRoutes({ ingest, sendOutcome: createOutcomeSender(securityHeaders({ secure: true, simulated: false })) }),
  );
  return {
    ingest,
    errors,
    async send(batch, { headers = {}, address = '192.0.2.7' } = {}) {
      const all = { 'content-type': 'text/plain;charset=UTF-8', origin: ORIGIN, 'user-agent': BROWSER, ...headers };
      const reply = await app.inject({
        method: 'POST',
        url: '/v1/events',
        remoteAddress: address,
        headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
        payload: typeof batch === 'string' ? batch : JSON.stringify(batch),
      });
      return { status: reply.statusCode, body: reply.json(), headers: reply.headers };
    },
    async close() {
      await app.close();
      await ingest.close();
      await registry.close();
    },
  };
}

const COUNTER_TABLES = [
  'placement',
  'placement_day',
  'placement_diagnosis_day',
  'library_hour',
  'event_batch',
] as const;
export type Counters = Record<(typeof COUNTER_TABLES)[number], Record<string, unknown>[]>;

/** All that ingest writes, refusals apart; columns that are 0 are left out. */
export async function countersOf({ db }: Database): Promise<Counters> {
  const dump = {} as Counters;
  for (const table of COUNTER_TABLES) {
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(t) as row from ${sql.table(table)} t order by to_jsonb(t)::text`.execute(db);
    dump[table] = rows.map(({ row }) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== 0)));
  }
  return dump;
}

/** Sum of one kind over all viewports, by class, from one of the two grains. */
export async function sumOf(
  { db }: Database,
  kind: string,
  table: 'placement_day' | 'library_hour' = 'placement_day',
): Promise<Record<string, number>> {
  const columns = ['phone', 'tablet', 'desktop'].map((viewport) => `${kind}_${viewport}`).join(' + ');
  const { rows } = await sql<{ class: string; count: number }>`
    select class, sum(${sql.raw(columns)}) as count from ${sql.table(table)} group by class having sum(${sql.raw(columns)}) > 0`.execute(
    db,
  );
  return Object.fromEntries(rows.map((row) => [row.class, row.count]));
}

/** Diagnoses of all placements, as "class value": how many. */
export async function diagnosesOf({ db }: Database): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string; count: number }>`
    select class || ' ' || value as name, sum(count) as count
    from placement_diagnosis_day group by class, value order by 1`.execute(db);
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

export async function refusalsOf({ db }: Database): Promise<Record<string, number>> {
  const rows = await db.selectFrom('refusal_day').selectAll().execute();
  return Object.fromEntries(rows.map((row) => [`${row.library_id || '-'} ${row.date} ${row.reason}`, row.count]));
}
