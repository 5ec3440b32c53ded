// Keeps rows in place while a person works in the list. Pure.

/** Rows that are shown already keep their order; new rows come after them. */
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
