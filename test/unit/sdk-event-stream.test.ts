import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createEventReader } from '../../sdk/dist/availability/event-stream.js';

type Seen = [data: string | undefined, retryMs: number];

const read = (pieces: string[]): Seen[] => {
  const seen: Seen[] = [];
  const reader = createEventReader((data, retryMs) => seen.push([data, retryMs]));
  for (const piece of pieces) reader(piece);
  return seen;
};

const TEXT =
  ': hello\n\nretry: 2500\n\nevent: tick\ndata: {"now":1}\n\nid: 7\ndata:{"a":"b: c"}\nretry: 9\n\ndata: cut off';
const SEEN: Seen[] = [
  [undefined, 0],
  [undefined, 2500],
  ['{"now":1}', 0],
  ['{"a":"b: c"}', 9],
];

test('data and retry are read, comments, names, ids and an unfinished event are not', () => {
  assert.deepEqual(read([TEXT]), SEEN);
});

test('lines may end in CRLF', () => assert.deepEqual(read([TEXT.replaceAll('\n', '\r\n')]), SEEN));

test('the same events come out however the text is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(TEXT.length * 2)), fc.boolean(), (cuts, crlf) => {
      const text = crlf ? TEXT.replaceAll('\n', '\r\n') : TEXT;
      const places = [0, ...cuts.map((cut) => cut % text.length).sort((a, b) => a - b), text.length];
      const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
      assert.deepEqual(read(pieces), SEEN);
    }),
  );
});

test('a retry is an hour at most', () => assert.deepEqual(read(['retry: 99999999999\n\n']), [[undefined, 3_600_000]]));

test('a retry that is no number asks for nothing', () => assert.deepEqual(read(['retry: soon\n\n']), [[undefined, 0]]));
