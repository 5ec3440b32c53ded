// In:    a value as Postgres writes it, by type oid.
// Out:   the same JavaScript value whichever engine answered.
// Never: a civil day as a Date: it would take the process's own zone.

/**
 * Where pg and PGlite disagree, this is what holds; all other types they read alike.
 * int8 and numeric: a number (our counts stay far below 2^53) · date, interval: text · bytea: a Buffer.
 */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  20: Number,
  1700: Number,
  1082: (text) => text,
  1186: (text) => text,
  17: (text) => Buffer.from(text.slice(2), 'hex'),
  // The same inside arrays would need an array parser of each engine: no column of ours is one, and queries unnest.
};

/** As PGlite takes them. */
export const PGLITE_PARSERS = PARSERS;

interface PgTypes {
  getTypeParser(oid: number, format?: 'text' | 'binary'): unknown;
}

/** As a pg client takes them. */
export const pgTypes = (defaults: PgTypes) => ({
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && PARSERS[oid]) || defaults.getTypeParser(oid, format),
});

/** Both engines work in UTC: what a query shows of an instant may not depend on where the machine stands. */
export const SESSION_ZONE = 'UTC';
