// Out:   an id from what a person called something.
const ID_MAX = 40;

/**
 * An id from a name: "On the library card" → "on-the-library-card"; numbered where it is taken. `kind`: for a name without a
 * letter that an id may have.
 */
export function idOfName(name: string, kind: string, taken: readonly string[] = []): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, ID_MAX - 4)
    .replaceAll(/^-+|-+$/g, '');
  const id = words === '' ? kind : words;
  for (let number = 1; ; number++) {
    const each = number === 1 ? id : `${id}-${number}`;
    if (!taken.includes(each)) return each;
  }
}
