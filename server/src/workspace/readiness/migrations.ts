// Out:   the SQL that reads trials by staff without reading all counts.

/** `class` never changes in a row, so counting pays nothing for it. */
export const readiness = [
  `create index placement_day_practice on placement_day (library_id, date) where class = 'practice'`,
];
