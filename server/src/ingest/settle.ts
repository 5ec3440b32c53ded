// In:    placements that were seen, inside a transaction that is alone with the set of placements.
// Out:   a row for each: its own or "(other)"; the oldest candidates folded away.
// Never: loses a count: what is folded is added to "(other)" first.
import type { Kysely } from 'kysely';
import type { RegisteredLibrary } from '../cooperative/registry.ts';
import type { Tables } from '../db/tables.ts';
import { createCivilHours, type CivilHour } from './civil-hour.ts';
import type { KnownPlacement } from './placement-memory.ts';
import { isKeyPage, otherOf, slotKey, standingOf, type Slot } from './standing.ts';
import {
  countEstablished,
  findOverdueCandidates,
  foldPlacements,
  insertPlacements,
  loadPlacements,
  touchPlacements,
  type NewPlacement,
  type PlacementRow,
} from './store.ts';

/** An entry point that has just been seen. */
export interface Seen {
  slot: Slot;
  library: RegisteredLibrary;
  /** The registered origin, as the file spells it. */
  origin: string;
  widget: string;
  hour: CivilHour;
}

export interface Settled {
  /** What each slot's key stands for, to be remembered once this is committed. */
  known: Map<string, KnownPlacement>;
  /** Ids of rows that are gone. */
  folded: Set<number>;
}

const civilHours = createCivilHours();

export async function settlePlacements(trx: Kysely<Tables>, seen: readonly Seen[]): Promise<Settled> {
  const wanted = new Map(seen.map((one) => [slotKey(one.slot), one]));
  const rows = await loadRows(
    trx,
    [...wanted.values()].map(({ slot }) => slot),
  );
  const plan = plannedFor(wanted, rows, await countEstablished(trx, libraryIds(wanted)));
  await touchPlacements(trx, plan.touch);
  for (const row of await insertPlacements(trx, plan.insert)) rows.set(slotKey(row), row);

  const overdue = await findOverdueCandidates(trx, libraryIds(wanted));
  const folding = [...plan.fold, ...overdue];
  const others = await ensureOthers(trx, [...plan.other, ...overdue.map(asOther)]);
  if (folding.length > 0)
    await foldPlacements(
      trx,
      folding.map(({ id }) => id),
    );
  const folded = new Set(folding.map(({ id }) => id));

  const known = new Map<string, KnownPlacement>();
  for (const [key, { slot, library, hour }] of wanted) {
    const own = rows.get(key);
    const row = own && !folded.has(own.id) ? own : others.get(slotKey(otherOf(slot)));
    if (!row) throw new Error('A placement has no row');
    const firstDate = row.established ? null : civilHours(library.zone, row.first_seen_at.getTime()).date;
    known.set(key, { id: row.id, hourMs: hour.startMs, firstDate });
  }
  return { known, folded };
}

const libraryIds = (wanted: Map<string, Seen>): string[] => [
  ...new Set([...wanted.values()].map(({ library }) => library.id)),
];

const loadRows = async (trx: Kysely<Tables>, slots: readonly Slot[]): Promise<Map<string, PlacementRow>> =>
  new Map((await loadPlacements(trx, slots)).map((row) => [slotKey(row), row]));

/** What has to be done with each slot; `rows` are marked with what they become. */
function plannedFor(wanted: Map<string, Seen>, rows: Map<string, PlacementRow>, established: Map<string, number>) {
  const touch: (NewPlacement & { id: number })[] = [];
  const insert: NewPlacement[] = [];
  const fold: PlacementRow[] = [];
  const other: NewPlacement[] = [];
  for (const [key, { slot, library, origin, widget, hour }] of wanted) {
    const row = rows.get(key);
    const count = established.get(library.id) ?? 0;
    const standing = row?.established
      ? 'established'
      : standingOf(
          {
            keyPage: isKeyPage(library.keyPages, slot, origin),
            onAnotherDay: row !== undefined && civilHours(library.zone, row.first_seen_at.getTime()).date !== hour.date,
          },
          count,
        );
    const placement = {
      ...slot,
      widget,
      seenAt: new Date(hour.startMs).toISOString(),
      established: standing === 'established',
    };
    if (placement.established && !row?.established) established.set(library.id, count + 1);
    if (standing === 'other') {
      other.push({ ...placement, ...otherOf(slot), established: true });
      if (row) fold.push(row);
    } else if (row) {
      row.established = placement.established;
      touch.push({ ...placement, id: row.id });
    } else {
      insert.push(placement);
    }
  }
  return { touch, insert, fold, other };
}

const asOther = (row: PlacementRow & { widget: string }): NewPlacement => ({
  ...otherOf(row),
  widget: row.widget,
  seenAt: row.last_seen_at.toISOString(),
  established: true,
});

/** The "(other)" rows that are needed now, made where they are missing. */
async function ensureOthers(trx: Kysely<Tables>, needed: readonly NewPlacement[]): Promise<Map<string, PlacementRow>> {
  const byKey = new Map(needed.map((placement) => [slotKey(placement), placement]));
  const rows = await loadRows(trx, [...byKey.values()]);
  const existing = [...rows].map(([key, { id }]) => ({ ...byKey.get(key)!, id }));
  await touchPlacements(trx, existing);
  const missing = [...byKey].filter(([key]) => !rows.has(key)).map(([, placement]) => placement);
  for (const row of await insertPlacements(trx, missing)) rows.set(slotKey(row), row);
  return rows;
}
