// In:    the database.
// Out:   entries of before the chain chained; whether the chain is unbroken, and the newest hash.
// Never: holds more than one step's entries in memory; gives an entry a hash that it has lost.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../db/tables.ts';
import { CHAIN_START, entryHash } from './chain.ts';

/** Entries per step: an embedded database runs on the thread that answers patrons. */
const STEP_ENTRIES = 500;

export interface ChainCheck {
  /** Entries that fit, from the first on. */
  entries: number;
  /** The last of them. Only a copy of its hash kept elsewhere shows that later entries were cut off. */
  newest: { id: number; hash: string } | null;
  /** The first entry that does not fit: it, or the one before it, was added, changed or removed. Null: all fit. */
  broken: { id: number; at: string; action: string } | null;
}

/** As text: a Date has no microseconds. */
const AT = sql<string>`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const COLUMNS = [
  'id',
  'account_id',
  'program',
  'role',
  'subject',
  'action',
  'before',
  'after',
  'note',
  'hash',
  'hash_version',
] as const;

/** `after` null: from the least number on, which should be positive. */
const loadStep = (db: Kysely<Tables>, after: number | null) =>
  db
    .selectFrom('audit_entry')
    .select([...COLUMNS, AT.as('at')])
    .$if(after !== null, (query) => query.where('id', '>', after!))
    .orderBy('id')
    .limit(STEP_ENTRIES)
    .execute();

type Step = Awaited<ReturnType<typeof loadStep>>;

async function* stepsInOrder(db: Kysely<Tables>): AsyncGenerator<Step> {
  for (let last: number | undefined | null = null; last !== undefined;) {
    const rows: Step = await loadStep(db, last);
    yield rows;
    last = rows.length < STEP_ENTRIES ? undefined : rows.at(-1)!.id;
  }
}

/**
 * For the migration after which no entry is without a hash. Entries of before the chain have none at all: where one of
 * them has, the others have lost theirs, and keep the gap.
 */
export async function chainEarlierEntries(trx: Kysely<Tables>): Promise<void> {
  const hashed = await trx.selectFrom('audit_entry').select('id').where('hash', 'is not', null).limit(1).execute();
  if (hashed.length > 0) return;
  let hash = CHAIN_START;
  for await (const rows of stepsInOrder(trx)) {
    const hashes = rows.map((row) => (hash = entryHash(hash, row)).toString('hex'));
    await sql`
      update audit_entry
      set hash = decode(chained.hash, 'hex')
      from unnest(${rows.map(({ id }) => id)}::integer[], ${hashes}::text[]) as chained (id, hash)
      where audit_entry.id = chained.id`.execute(trx);
  }
}

/** Walks the whole chain. */
export async function checkChain(db: Kysely<Tables>): Promise<ChainCheck> {
  let hash = CHAIN_START;
  let entries = 0;
  let newest: ChainCheck['newest'] = null;
  for await (const rows of stepsInOrder(db))
    for (const entry of rows) {
      hash = entryHash(hash, entry);
      const { id, at, action } = entry;
      if (id <= 0 || entry.hash === null || !hash.equals(entry.hash))
        return { entries, newest, broken: { id, at, action } };
      entries++;
      newest = { id, hash: hash.toString('hex') };
    }
  return { entries, newest, broken: null };
}
