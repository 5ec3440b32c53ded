// In:    the text of one YAML file, from a disk or a socket.
// Out:   plain data, the line of every path in it, and its YAML errors.
// Never: throws for the text's content, expands an alias bomb, or parses beyond the limits below.
import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Pair,
  type Scalar,
} from 'yaml';
import { toParts, type YamlItem, type YamlParts } from './yaml-parts.ts';

/** Max file size. A cooperative of 24 libraries needs some 40 KiB, all 9,248 of the nation 10 MiB. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** Max nesting; a correct file has 8 levels. The parser recurses, so the text is checked first. */
const DEEPEST = 64;
/** Max uses of anchors, nested ones multiplied: enough for one week shared by a thousand queues. */
const ALIAS_LIMIT = 1000;

/** The position of a value: `['libraries', 3, 'origins', 0]`. */
export type DataPath = readonly (string | number)[];

export interface YamlFault {
  line: number;
  /** Empty if the text is not YAML. */
  path: DataPath;
  message: string;
}

export interface YamlSource {
  data: unknown;
  /** The line of a path, or of its nearest existing parent. */
  lineOf(path: DataPath): number;
  faults: YamlFault[];
}

const nothing = (line: number, message: string): YamlSource => ({
  data: undefined,
  lineOf: () => 1,
  faults: [{ line, path: [], message }],
});

/**
 * The line where brackets or indentation are nested too deep, or undefined. Ignores quotes: a false positive only refuses
 * the file.
 */
function tooDeepAt(text: string): number | undefined {
  let brackets = 0;
  let line = 0;
  for (const row of text.split('\n')) {
    line++;
    // Block nesting needs indentation, or a dash or question mark per level on one line.
    const lead = /^[\s?-]*/.exec(row)?.[0] ?? '';
    if (lead.replaceAll(/\s/g, '').length > DEEPEST || lead.length > DEEPEST * 8) return line;
    for (const character of row) {
      if (character === '[' || character === '{') brackets++;
      else if (character === ']' || character === '}') brackets = Math.max(0, brackets - 1);
      if (brackets > DEEPEST) return line;
    }
  }
  return undefined;
}

type Fault = (offset: number, path: DataPath, message: string) => void;
type Ancestors = readonly unknown[];

/** The path of the visited node. */
function pathTo(ancestors: Ancestors, node: unknown): DataPath {
  const chain = [...ancestors.slice(1), node];
  return chain.flatMap((here, at): (string | number)[] => {
    if (isPair(here)) return [keyOf(here) ?? ''];
    const holder = chain[at - 1];
    return isSeq(holder) ? [holder.items.indexOf(here)] : [];
  });
}

const keyOf = (pair: Pair): string | undefined => (isScalar(pair.key) ? String(pair.key.value) : undefined);

/** Replaces `${NAME}` in a text by its value; an unknown name is an error. */
function fillIn(node: Scalar<string>, variables: Record<string, string>, fault: (message: string) => void): void {
  node.value = node.value.replaceAll(/\$\{([^}]*)\}/g, (whole, name: string) => {
    if (Object.hasOwn(variables, name)) return variables[name] as string;
    const known = Object.keys(variables).map((one) => `\${${one}}`);
    fault(`${whole} has no value; should be ${known.length > 0 ? known.join(' or ') : 'written out'}`);
    return whole;
  });
}

/**
 * Rejects what YAML allows and this file does not. The library's own check for duplicate keys is quadratic: 90,000 keys
 * block it.
 */
function refine(document: Document, variables: Record<string, string>, fault: Fault): void {
  visit(document, {
    Map(_key, map, ancestors) {
      const seen = new Set<string>();
      for (const pair of map.items) {
        const key = keyOf(pair) ?? '';
        if (seen.has(key))
          fault(offsetOf(pair.key) ?? 0, [...pathTo(ancestors, map), key], 'this field is repeated; should occur once');
        seen.add(key);
      }
    },
    Scalar(key, node, ancestors) {
      if (typeof node.value !== 'string' || key === 'key') return;
      const faultHere = (message: string): void => fault(offsetOf(node) ?? 0, pathTo(ancestors, node), message);
      fillIn(node as Scalar<string>, variables, faultHere);
      // Postgres stores neither a NUL nor half a surrogate pair; other control characters would control a terminal.
      // oxlint-disable-next-line no-control-regex
      if (/[\x00-\x08\x0b-\x1f\x7f]/.test(node.value) || !node.value.isWellFormed()) {
        faultHere('should be text without control characters');
      }
    },
  });
}

const offsetOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

/** Offset of the key or item at a path, as deep as the path exists. */
function offsetAt(document: Document, path: DataPath): number {
  let node: unknown = document.contents;
  let offset = offsetOf(node) ?? 0;
  for (const step of path) {
    const here: unknown = isAlias(node) ? node.resolve(document) : node;
    if (isMap(here)) {
      const pair = here.items.find((one) => keyOf(one) === String(step));
      if (!pair) break;
      offset = offsetOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(here) && typeof step === 'number' && step < here.items.length) {
      node = here.items[step];
      offset = offsetOf(node) ?? offset;
    } else break;
  }
  return offset;
}

/** Parses YAML 1.2: `09:00` and `2026-11-26` stay text, `no` is not a boolean, and keys must be unique. */
export function readYaml(text: string, variables: Record<string, string>): YamlSource {
  if (Buffer.byteLength(text) > MAX_FILE_BYTES)
    return nothing(1, `the file should be smaller than ${MAX_FILE_BYTES} bytes`);
  const deepLine = tooDeepAt(text);
  if (deepLine !== undefined) return nothing(deepLine, `should not be nested deeper than ${DEEPEST} levels`);
  const parts = toParts(text);
  return (parts && readParts(parts, variables)) ?? readDocument(text, variables);
}

/** Undefined: a part is not valid YAML, and only the whole file shows where. */
function readParts({ head, lists }: YamlParts, variables: Record<string, string>): YamlSource | undefined {
  const whole = readDocument(head, variables);
  if (whole.data === undefined) return undefined;
  const data = whole.data as Record<string, unknown>;
  const faults = [...whole.faults];
  for (const [key, items] of lists) {
    const list: unknown[] = [];
    for (const [index, item] of items.entries()) {
      const read = readDocument(item.text, variables);
      if (!Array.isArray(read.data) || read.data.length !== 1) return undefined;
      list.push(read.data[0]);
      for (const { line, path, message } of read.faults)
        faults.push({ line: item.line - 1 + line, path: [key, index, ...path.slice(1)], message });
    }
    data[key] = list;
  }
  let last: { item: YamlItem; source: YamlSource } | undefined;
  return {
    data,
    faults,
    // Parsed documents are not kept: lines are needed only for errors.
    lineOf([key, index, ...rest]) {
      const item = typeof index === 'number' ? lists.get(String(key))?.[index] : undefined;
      if (item === undefined) return whole.lineOf([key, index, ...rest].filter((step) => step !== undefined));
      if (last?.item !== item) last = { item, source: readDocument(item.text, variables) };
      return item.line - 1 + last.source.lineOf([0, ...rest]);
    },
  };
}

function readDocument(text: string, variables: Record<string, string>): YamlSource {
  const lines = new LineCounter();
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const faults: YamlFault[] = [];
  const fault: Fault = (offset, path, message) => void faults.push({ line: lineAt(offset), path, message });
  const document = parseDocument(text, {
    lineCounter: lines,
    version: '1.2',
    schema: 'core',
    resolveKnownTags: false,
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false,
  });
  for (const problem of [...document.errors, ...document.warnings])
    fault(problem.pos[0], [], `is not YAML: ${problem.message}`);
  if (document.directives?.yaml.explicit && document.directives.yaml.version !== '1.2')
    fault(0, [], 'should be YAML 1.2: remove the %YAML line');
  if (document.contents === null && faults.length === 0)
    fault(0, [], 'the file is empty; should begin with "cooperative:"');
  if (faults.length > 0) return { data: undefined, lineOf: () => 1, faults };

  refine(document, variables, fault);
  try {
    return {
      data: document.toJS({ maxAliasCount: ALIAS_LIMIT }),
      lineOf: (path) => lineAt(offsetAt(document, path)),
      faults,
    };
  } catch (error) {
    // The only error of toJS: an alias that is unresolved or expands to too much.
    return nothing(1, `uses anchors in a way that cannot be read: ${(error as Error).message}`);
  }
}
