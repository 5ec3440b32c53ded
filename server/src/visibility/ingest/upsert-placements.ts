// In:    placements that were seen, inside a transaction that is alone with the set of placements.
// Out:   a row for each: its own or "(other)"; the oldest candidates folded away.
// Never: loses a count: what is folded is added to "(other)" first.
import type { Kysely } from 'kysely';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { createCivilHours, type CivilHour } from './civil-hour.ts';
import type { KnownPlacement } from './placement-memory.ts';
import { isKeyPage, otherOf, slotKey, admissionOf, type Slot } from './placement-admission.ts';
import {
  countEstablished,
  countViewable,
  findOverdueCandidates,
  foldPlacements,
  insertPlacements,
  loadPlacements,
  touchPlacements,
  type NewPlacement,
  type PlacementRow,
} from './placement-store.ts';

/** An entry point that has just been seen. */
export interface Seen {
  slot: Slot;
  library: RegisteredLibrary;
  /** The registered origin, as the file spells it. */
  origin: string;
  /** Its first word is a published one. */
  isPublished: boolean;
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

export async function upsertPlacements(trx: Kysely<Tables>, seen: readonly Seen[]): Promise<Settled> {
  const wanted = new Map(seen.map((one) => [slotKey(one.slot), one]));
  const rows = await loadRows(
    trx,
    [...wanted.values()].map(({ slot }) => slot),
  );
  const established = await countEstablished(trx, libraryIds(wanted));
  const plan = plannedFor(wanted, rows, established, await countViewable(trx, returning(wanted, rows)));
  await touchPlacements(trx, plan.touch);
  for (const row of await insertPlacements(trx, plan.insert)) rows.set(slotKey(row), row);

  const overdue = await findOverdueCandidates(trx, libraryIds(wanted));
  const others = await ensureOthers(trx, [...plan.other, ...overdue.map(asOther)]);
  const folded = await fold(trx, [...plan.fold, ...overdue]);

  const known = new Map<string, KnownPlacement>();
  for (const [key, { slot, hour }] of wanted) {
    const own = rows.get(key);
    const row = own && !folded.has(own.id) ? own : others.get(slotKey(otherOf(slot)));
    if (!row) throw new Error('A placement has no row');
    known.set(key, { id: row.id, hourMs: hour.startMs });
  }
  return { known, folded };
}

/** Rows added to "(other)", which is there, and removed; their ids. */
async function fold(trx: Kysely<Tables>, rows: readonly PlacementRow[]): Promise<Set<number>> {
  const ids = new Set(rows.map(({ id }) => id));
  if (ids.size > 0) await foldPlacements(trx, [...ids]);
  return ids;
}

/** The same for any rows, "(other)" made where it is missing. */
export async function foldAway(
  trx: Kysely<Tables>,
  rows: readonly (PlacementRow & { widget: string })[],
): Promise<Set<number>> {
  await ensureOthers(trx, rows.map(asOther));
  return fold(trx, rows);
}

const libraryIds = (wanted: Map<string, Seen>): string[] => [
  ...new Set([...wanted.values()].map(({ library }) => library.id)),
];

const loadRows = async (trx: Kysely<Tables>, slots: readonly Slot[]): Promise<Map<string, PlacementRow>> =>
  new Map((await loadPlacements(trx, slots)).map((row) => [slotKey(row), row]));

const isOnAnotherDay = ({ library, hour }: Seen, row: PlacementRow | undefined): boolean =>
  row !== undefined && civilHours(library.zone, row.first_seen_at.getTime()).date !== hour.date;

/** Ids of candidates that their viewable impressions decide about. */
const returning = (wanted: Map<string, Seen>, rows: Map<string, PlacementRow>): number[] =>
  [...wanted].flatMap(([key, seen]) => {
    const row = rows.get(key);
    return row && !row.established && !seen.isPublished && isOnAnotherDay(seen, row) ? [row.id] : [];
  });

/** What has to be done with each slot; `rows` are marked with what they become. */
function plannedFor(
  wanted: Map<string, Seen>,
  rows: Map<string, PlacementRow>,
  established: Map<string, number>,
  viewable: Map<number, number>,
) {
  const touch: (NewPlacement & { id: number })[] = [];
  const insert: NewPlacement[] = [];
  const fold: PlacementRow[] = [];
  const other: NewPlacement[] = [];
  for (const [key, seen] of wanted) {
    const { slot, library, origin, isPublished, widget, hour } = seen;
    const row = rows.get(key);
    const count = established.get(library.id) ?? 0;
    const standing = row?.established
      ? 'established'
      : admissionOf(
          {
            keyPage: isKeyPage(library.keyPages, slot, origin),
            onAnotherDay: isOnAnotherDay(seen, row),
            isPublished,
            viewable: viewable.get(row?.id ?? 0) ?? 0,
          },
          count,
        );
    const placement = {
      ...slot,
      widget,
      seenAt: toInstant(hour.startMs),
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
