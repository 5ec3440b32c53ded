// In:    placements as transactions have committed them.
// Out:   which need no look into the database: known, and looked at in this hour already.
// Never: knows what is not committed. Another node may fold a candidate that is known here: then the insert fails on
//        the foreign key, everything is forgotten, and the group is written again.
import type { CivilHour } from './civil-hour.ts';

export interface KnownPlacement {
  id: number;
  /** Start of the civil hour in which it was last seen. Units: ms since the epoch. */
  hourMs: number;
}

export interface PlacementMemory {
  isSteady(seen: { key: string; hour: CivilHour }): boolean;
  idOf(key: string): number | undefined;
  learn(key: string, placement: KnownPlacement): void;
  forget(ids: ReadonlySet<number>): void;
  forgetAll(): void;
}

/** Past so many the oldest are forgotten, and looked up again when seen. */
const MAX_KNOWN = 100_000;

export function createPlacementMemory(): PlacementMemory {
  const known = new Map<string, KnownPlacement>();
  return {
    isSteady({ key, hour }) {
      const placement = known.get(key);
      return placement !== undefined && placement.hourMs >= hour.startMs;
    },
    idOf: (key) => known.get(key)?.id,
    learn(key, placement) {
      known.delete(key);
      known.set(key, placement);
      if (known.size > MAX_KNOWN) known.delete(known.keys().next().value ?? key);
    },
    forget(ids) {
      if (ids.size === 0) return;
      for (const [key, placement] of known) if (ids.has(placement.id)) known.delete(key);
    },
    forgetAll: () => known.clear(),
  };
}
