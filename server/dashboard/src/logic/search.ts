// What of the dashboard has all words that somebody typed.

/** Something that a search finds. */
export interface Found {
  words: string;
  href: string;
  /** Where it is, or what else is known of it. */
  about?: string;
}

/** Longer lists are no answer: another word is. */
export const MAX_FOUND = 6;

export const wordsIn = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean);

/** Those whose text has each word, the ones that begin with the first word before the others. */
export function findAll<T>(things: readonly T[], typed: string, textOf: (thing: T) => string): T[] {
  const words = wordsIn(typed);
  const [first] = words;
  if (first === undefined) return [];
  return things
    .map((thing) => ({ thing, text: textOf(thing).toLowerCase() }))
    .filter(({ text }) => words.every((word) => text.includes(word)))
    .toSorted((one, other) => Number(other.text.startsWith(first)) - Number(one.text.startsWith(first)))
    .map(({ thing }) => thing)
    .slice(0, MAX_FOUND);
}
