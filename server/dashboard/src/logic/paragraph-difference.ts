/** A paragraph of one text or of both. */
export interface DifferencePart {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Above so many comparisons all between the common ends counts as changed: nobody reads such a difference. */
const MAX_COMPARISONS = 250_000;

const paragraphsOf = (text: string): string[] =>
  text
    .split(/\r?\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);

const partsOf = (kind: DifferencePart['kind'], texts: readonly string[]): DifferencePart[] =>
  texts.map((text) => ({ kind, text }));

/** What changed between two texts, paragraph by paragraph: the longest common subsequence stays. */
export function paragraphDifference(before: string, after: string): DifferencePart[] {
  const old = paragraphsOf(before);
  const now = paragraphsOf(after);
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  return [
    ...partsOf('same', old.slice(0, start)),
    ...between(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...partsOf('same', old.slice(old.length - end)),
  ];
}

function between(old: readonly string[], now: readonly string[]): DifferencePart[] {
  if (old.length * now.length > MAX_COMPARISONS) return [...partsOf('removed', old), ...partsOf('added', now)];
  // common[i][j]: the most paragraphs that old from i and now from j share, in order.
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      common[i]![j] = old[i] === now[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const parts: DifferencePart[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      parts.push({ kind: 'same', text: old[i++]! });
      j++;
    } else if (j === now.length || (i < old.length && common[i + 1]![j]! >= common[i]![j + 1]!))
      parts.push({ kind: 'removed', text: old[i++]! });
    else parts.push({ kind: 'added', text: now[j++]! });
  }
  return parts;
}
