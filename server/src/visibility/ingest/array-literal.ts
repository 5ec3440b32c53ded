// In:    texts or numbers.
// Out:   an array as Postgres writes it, to be a parameter.
// Never: text that the tables' CHECKs refuse: JSON's quoting is Postgres's for all other text, and is far quicker.

export const toArrayLiteral = (values: readonly (string | number)[]): string =>
  `{${JSON.stringify(values).slice(1, -1)}}`;
