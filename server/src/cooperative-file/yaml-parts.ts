// In:    the text of one YAML file.
// Out:   its long lists split into one text per item, and the rest with those lines left blank.
// Never: splits where that could change the meaning: then the file is parsed whole.
//
// The parser keeps some 150 bytes per byte of text until a document ends: 1.5 GB for 10 MiB. Item by item it needs a
// sixth of that, and two thirds of the time.

/** One item of a list: a document of its own, a list of one. */
export interface YamlItem {
  text: string;
  /** Its first line in the file, from 1. */
  line: number;
}

export interface YamlParts {
  /** The file without the items; all other lines keep their position. */
  head: string;
  /** By top-level key. */
  lists: Map<string, YamlItem[]>;
}

/** Anchors, aliases and tags can refer to another item; document markers, directives and bare returns also prevent a split. */
const REACHES_FURTHER = /(?:^|[\s[{,:-])[&*!][^\s,[\]{}]|^(?:---|\.\.\.|%)|\r(?!\n)/m;
const LIST_KEY = /^([A-Za-z]\w*):[ \t]*(?:#.*)?\r?$/;
const NEXT_KEY = /^[A-Za-z]\w*:(?=[ \t\r]|$)/;
const BLANK = /^[ \t]*(?:#.*)?\r?$/;

const indentOf = (line: string): number => line.length - line.trimStart().length;
const isItem = (line: string, indent: number): boolean =>
  indentOf(line) === indent && /^-(?=[ \r]|$)/.test(line.slice(indent));

/** The end of the list below a top-level key, and the start of each item; undefined: the list cannot be split. */
function listBelow(lines: readonly string[], from: number): { starts: number[]; end: number } | undefined {
  let first = from;
  while (first < lines.length && BLANK.test(lines[first]!)) first += 1;
  const indent = indentOf(lines[first] ?? '');
  if (!isItem(lines[first] ?? '', indent)) return undefined;
  const starts: number[] = [];
  let end = first;
  for (; end < lines.length; end += 1) {
    const line = lines[end]!;
    if (BLANK.test(line)) continue;
    if (isItem(line, indent)) starts.push(end);
    else if (indentOf(line) <= indent) break;
  }
  // After a list, only the next top-level key may follow; anything else would become the list's value in the head.
  return end < lines.length && !NEXT_KEY.test(lines[end]!) ? undefined : { starts, end };
}

/** Undefined: the file must be parsed whole. */
export function toParts(text: string): YamlParts | undefined {
  if (REACHES_FURTHER.test(text)) return undefined;
  const lines = text.split('\n');
  const head: string[] = [];
  const lists = new Map<string, YamlItem[]>();
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    head.push(line);
    const key = LIST_KEY.exec(line)?.[1];
    const list = key === undefined ? undefined : listBelow(lines, at + 1);
    if (key === undefined || list === undefined) continue;
    if (lists.has(key)) return undefined;
    const ends = [...list.starts.slice(1), list.end];
    lists.set(
      key,
      list.starts.map((start, index) => ({ text: lines.slice(start, ends[index]).join('\n'), line: start + 1 })),
    );
    for (; at + 1 < list.end; at += 1) head.push('');
  }
  return lists.size > 0 ? { head: head.join('\n'), lists } : undefined;
}
