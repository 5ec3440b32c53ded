// In:    the database.
// Out:   entries of an earlier version chained; whether the chain is unbroken, and the newest hash.
// Never: holds more than one step's entries in memory.
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Tables } from '../db/tables.ts';
import { lockChain } from './audit-store.ts';
import { CHAIN_START, entryHash } from './chain.ts';
import type { AuditEntryTable } from './tables.ts';

/** Entries per step: an embedded database runs on the thread that answers patrons. */
const STEP_ENTRIES = 500;

export interface ChainCheck {
  /** Entries that fit, from the first on. */
  entries: number;
  /** The last of them. Only a copy of its hash kept elsewhere shows that later entries were cut off. */
  newest: { id: number; hash: string } | null;
  /** The first entry that does not fit: it, or the one before it, was changed or removed. Null: all fit. */
  broken: { id: number; at: string; action: string } | null;
}

/** An entry without a hash is one of an earlier version: no other may follow it. Returns how many it chained. */
const chainStep = (db: Kysely<Tables>): Promise<number> =>
  db.transaction().execute(async (trx) => {
    await lockChain(trx);
    const rows = await trx
      .selectFrom('audit_entry')
      .selectAll()
      .where('hash', 'is', null)
      .orderBy('id')
      .limit(STEP_ENTRIES)
      .execute();
    if (rows[0] === undefined) return 0;
    const before = await trx
      .selectFrom('audit_entry')
      .select('hash')
      .where('id', '<', rows[0].id)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    let hash = before?.hash ?? CHAIN_START;
    const chained = rows.map((row) => ({ id: row.id, hash: (hash = entryHash(hash, row)).toString('hex') }));
    await sql`
      update audit_entry
      set hash = decode(chained.hash, 'hex')
      from unnest(${chained.map(({ id }) => id)}::integer[], ${chained.map((row) => row.hash)}::text[]) as chained (id, hash)
      where audit_entry.id = chained.id`.execute(trx);
    return rows.length;
  });

/** Before the node answers: so no entry is added to a chain that is not complete. */
export async function chainEarlierEntries(db: Kysely<Tables>): Promise<void> {
  while ((await chainStep(db)) === STEP_ENTRIES);
}

async function* entriesInOrder(db: Kysely<Tables>): AsyncGenerator<Selectable<AuditEntryTable>> {
  for (let last = 0; ;) {
    const rows = await db
      .selectFrom('audit_entry')
      .selectAll()
      .where('id', '>', last)
      .orderBy('id')
      .limit(STEP_ENTRIES)
      .execute();
    yield* rows;
    if (rows.length < STEP_ENTRIES) return;
    last = rows.at(-1)!.id;
  }
}

/** Walks the whole chain. */
export async function checkChain(db: Kysely<Tables>): Promise<ChainCheck> {
  let hash = CHAIN_START;
  let entries = 0;
  let newest: ChainCheck['newest'] = null;
  for await (const entry of entriesInOrder(db)) {
    hash = entryHash(hash, entry);
    const { id, action } = entry;
    if (entry.hash === null || !hash.equals(entry.hash))
      return { entries, newest, broken: { id, at: entry.at.toISOString(), action } };
    entries++;
    newest = { id, hash: hash.toString('hex') };
  }
  return { entries, newest, broken: null };
}
