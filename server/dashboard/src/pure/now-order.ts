// In what order the coordinator sees what happens now, and that nothing moves away from under somebody's hand. Pure.
import type { Answers } from '@askusnow/sdk';

type Answer = Answers['answers'][number];

const RANKS = { unknown: 0, closed: 1, busy: 2, available: 3 } as const;

/** What patrons cannot use comes first; a library that is not live comes last. */
export const worstFirst = (answers: readonly Answer[]): Answer[] =>
  [...answers].sort(
    (one, other) =>
      Number(other.live) - Number(one.live) ||
      RANKS[one.state] - RANKS[other.state] ||
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
