// Keeps rows in place while somebody works in the list. Pure.

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
