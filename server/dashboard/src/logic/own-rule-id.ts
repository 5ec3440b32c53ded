const ID_MAX = 40;

/** A rule's id from its title: "On the library card" → "on-the-library-card"; numbered where it is taken. */
export function ownRuleId(title: string, taken: readonly string[]): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, ID_MAX - 4)
    .replaceAll(/^-+|-+$/g, '');
  const id = words === '' ? 'rule' : words;
  for (let number = 1; ; number++) {
    const each = number === 1 ? id : `${id}-${number}`;
    if (!taken.includes(each)) return each;
  }
}
