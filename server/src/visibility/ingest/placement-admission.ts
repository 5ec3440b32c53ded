// In:    a placement that was seen, and what its library has already.
// Out:   whether it gets a row of its own, for now or for good, or counts under "(other)".
// Never: a database or a clock.
import type { Form } from '@askusnow/sdk/contract';
import { expectsPlace, type KeyPage } from '../../cooperative/key-page.ts';

/** Latest candidates per library: they may be anything that was typed into an address. */
export const MAX_CANDIDATES = 200;
/** Established placements per library. */
export const MAX_ESTABLISHED = 2_000;
/** Of those, kept free for key pages. */
export const KEY_PAGE_RESERVE = 100;

/** The row that takes what has none of its own: one per library, origin and form. */
export const OTHER = { pattern: '(other)', name: 'other' } as const;

/** (library, origin, page pattern, slot): where an entry point stands. */
export interface Slot {
  library_id: string;
  origin_id: number;
  pattern: string;
  name: string;
  form: Form;
}

/** None of the parts can hold the separator. */
export const slotKey = (slot: Slot): string =>
  `${slot.library_id}|${slot.origin_id}|${slot.pattern}|${slot.name}|${slot.form}`;

export const otherOf = ({ library_id, origin_id, form }: Pick<Slot, 'library_id' | 'origin_id' | 'form'>): Slot => ({
  library_id,
  origin_id,
  form,
  ...OTHER,
});

/** A key page with a pattern expects exactly this: no second day is needed to believe it. */
export const isKeyPage = (keyPages: readonly KeyPage[], slot: Slot, origin: string): boolean =>
  keyPages.some((page) => page.pattern !== null && expectsPlace(page, { ...slot, origin }));

export type Admission = 'candidate' | 'established' | 'other';

/**
 * A first word that is not published may be anything that was typed into an address: no screen shows it before so many
 * counted viewable impressions on two days. Networks are not remembered, so that one reader of many pages is not told
 * from many readers: the limit is above what one person makes in a sitting.
 */
export const MIN_VIEWABLE = 20;

export interface SeenPattern {
  keyPage: boolean;
  onAnotherDay: boolean;
  /** Its first word is a published one. */
  isPublished: boolean;
  /** Counted viewable impressions so far. */
  viewable: number;
}

const isBelieved = ({ onAnotherDay, isPublished, viewable }: SeenPattern): boolean =>
  onAnotherDay && (isPublished || viewable >= MIN_VIEWABLE);

/** `established`: how many the library has. */
export function admissionOf(seen: SeenPattern, established: number): Admission {
  if (seen.keyPage) return established < MAX_ESTABLISHED ? 'established' : 'other';
  if (established >= MAX_ESTABLISHED - KEY_PAGE_RESERVE) return 'other';
  return isBelieved(seen) ? 'established' : 'candidate';
}
