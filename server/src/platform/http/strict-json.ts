// In:    a JSON text; limits of depth and keys.
// Out:   its value, or the error: too deep, too many keys, not JSON, or a repeated key.
// Never: parses a text beyond the limits: 100,000-deep arrays and 80,000 keys are cheap to send and expensive to validate.
//
// JSON.parse takes the last of two equal keys, other parsers the first (RFC 8259 §4): a check and a later reader could
// see two different values.

export interface JsonLimits {
  /** Max nesting of objects and lists. */
  maxDepth: number;
  /** Max keys of all objects together. */
  maxKeys: number;
}

export type JsonReading = { value: unknown } | { fault: 'too-deep' | 'too-many-keys' | 'not-json' } | RepeatedKey;

/** A key that occurs twice in one object. */
export interface RepeatedKey {
  fault: 'repeated-key';
  /** Like `events.0.kind`; `?` for a name that is not made of letters only: it may contain anything. */
  field: string;
  /** Start of its second occurrence. Units: UTF-16 code units from the text's start. */
  at: number;
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

export function parseStrictJson(text: string, limits: JsonLimits): JsonReading {
  const keys = countKeysIn(text, limits);
  if (typeof keys !== 'number') return keys;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'not-json' };
  }
  return findRepeatedKey(text, keys, value) ?? { value };
}

/** Brackets outside of strings count as levels and colons as keys, whether the rest is JSON or not. Linear time. */
export function countKeysIn(
  text: string,
  { maxDepth, maxKeys }: JsonLimits,
): number | { fault: 'too-deep' | 'too-many-keys' } {
  let depth = 0;
  let keys = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === COLON) {
      if (++keys > maxKeys) return { fault: 'too-many-keys' };
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (++depth > maxDepth) return { fault: 'too-deep' };
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
  }
  return keys;
}

/**
 * `keys`: the number counted in the text. A parsed value has each key once, so a text with more keys than its value
 * repeats one. Only then, or if the text has an escape, the key is searched for: Node 24.21 sometimes reads the key
 * `"\\u0061"` as `"\\\\"`, and so two equal keys as two different ones.
 */
export const findRepeatedKey = (text: string, keys: number, value: unknown): RepeatedKey | undefined =>
  keys === countKeysOf(value) && !text.includes('\\') ? undefined : locateRepeatedKey(text);

function countKeysOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const values = Object.values(value);
  let keys = Array.isArray(value) ? 0 : values.length;
  for (const inner of values) if (typeof inner === 'object') keys += countKeysOf(inner);
  return keys;
}

interface Level {
  /** Null for a list. */
  seen: Set<string> | null;
  /** Its current key or index. */
  step: string;
  index: number;
}

/** The first repeated key in the text's order. The text is valid JSON. */
function locateRepeatedKey(text: string): RepeatedKey | undefined {
  const levels: Level[] = [];
  let string = { at: 0, end: 0 };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const level = levels.at(-1);
    if (code === QUOTE) {
      string = { at, end: endOfString(text, at) };
      at = string.end;
    } else if (code === COLON && level?.seen) {
      const key = JSON.parse(text.slice(string.at, string.end + 1)) as string;
      level.step = /^[a-z]{1,40}$/i.test(key) ? key : '?';
      if (level.seen.has(key)) {
        return { fault: 'repeated-key', field: levels.map(({ step }) => step).join('.'), at: string.at };
      }
      level.seen.add(key);
    } else if (code === COMMA && level && !level.seen) level.step = String(++level.index);
    else if (code === OPEN_OBJECT) levels.push({ seen: new Set(), step: '', index: 0 });
    else if (code === OPEN_LIST) levels.push({ seen: null, step: '0', index: 0 });
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) levels.pop();
  }
  return undefined;
}

/** Index of the quote that closes the string opened at `start`, or the text's length. */
function endOfString(text: string, start: number): number {
  let at = start;
  for (;;) {
    at = text.indexOf('"', at + 1);
    if (at < 0) return text.length;
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
}
