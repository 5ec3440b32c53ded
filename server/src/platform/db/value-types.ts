// In:    a value in Postgres's text format, by type oid.
// Out:   the same JavaScript value on both engines.
// Never: turns a civil day into a Date: it would use the process's own zone.

/**
 * Types that pg and PGlite parse differently; they agree on all others. int8 and numeric: a number (our counts stay far
 * below 2^53) · date, interval: text · bytea: a Buffer.
 */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  20: Number,
  1700: Number,
  1082: (text) => text,
  1186: (text) => text,
  17: (text) => Buffer.from(text.slice(2), 'hex'),
  // Arrays of these types would need a parser per engine: no column is one, and queries unnest.
};

/** In PGlite's format. */
export const PGLITE_PARSERS = PARSERS;

interface PgTypes {
  getTypeParser(oid: number, format?: 'text' | 'binary'): unknown;
}

/** In pg's format. */
export const pgTypes = (defaults: PgTypes) => ({
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && PARSERS[oid]) || defaults.getTypeParser(oid, format),
});

/** Both engines use UTC: the result of a query must not depend on the machine's zone. */
export const SESSION_ZONE = 'UTC';
