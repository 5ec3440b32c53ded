// In what order the coordinator sees what happens now, and that nothing moves away from under somebody's hand. Pure.
import type { Answers } from '@askusnow/sdk';

type Answer = Answers['answers'][number];

const RANKS = { unknown: 0, closed: 2, busy: 3, available: 4 } as const;

/** A library whose own desk has called for help is not well because others answer for it: only one that nobody knows of is worse. */
const rankOf = ({ state, passedOver }: Answer): number =>
  passedOver.length > 0 ? Math.min(1, RANKS[state]) : RANKS[state];

/** What patrons cannot use comes first, and desks that they are sent past; a library that is not live comes last. */
export const worstFirst = (answers: readonly Answer[]): Answer[] =>
  [...answers].sort(
    (one, other) =>
      Number(other.live) - Number(one.live) ||
      rankOf(one) - rankOf(other) ||
      other.passedOver.length - one.passedOver.length ||
      one.name.localeCompare(other.name),
  );

/** Rows that are shown already stay where they are, what is new comes after them: while somebody is at work in the list. */
export function inFormerOrder<Row>(rows: readonly Row[], former: readonly string[], idOf: (row: Row) => string): Row[] {
  const placeOf = (row: Row): number => {
    const place = former.indexOf(idOf(row));
    return place < 0 ? former.length : place;
  };
  return rows
    .map((row, index) => ({ row, index }))
    .sort((one, other) => placeOf(one.row) - placeOf(other.row) || one.index - other.index)
    .map(({ row }) => row);
}
