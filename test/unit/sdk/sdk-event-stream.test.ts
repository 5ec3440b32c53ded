import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readEvents } from '../../../sdk/dist/availability/event-stream.js';
import { bodyOf, cutBytes, eventStreamText } from '../../support/data/event-stream-text.ts';

interface Seen {
  data: string[];
  waits: number[];
}

async function read(pieces: Iterable<Uint8Array | string>): Promise<Seen> {
  const seen: Seen = { data: [], waits: [] };
  await readEvents(
    bodyOf(pieces),
    (data) => seen.data.push(data),
    (waitMs) => seen.waits.push(waitMs),
  );
  return seen;
}
const dataOf = async (...pieces: string[]): Promise<string[]> => (await read(pieces)).data;
const retriesOf = async (...pieces: string[]): Promise<number[]> => (await read(pieces)).waits;

/** The specification's own steps, one line after another, over the whole text. */
function interpret(text: string): Seen {
  const seen: Seen = { data: [], waits: [] };
  const lines = text
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .split('\n');
  lines.pop();
  let buffer = '';
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (line === '') {
      if (buffer !== '') seen.data.push(buffer.slice(0, -1));
      buffer = '';
      continue;
    }
    const field = colon < 0 ? line : line.slice(0, colon);
    const after = colon < 0 ? '' : line.slice(colon + 1);
    const value = after.startsWith(' ') ? after.slice(1) : after;
    if (field === 'data') buffer += `${value}\n`;
    const isDigits = value !== '' && [...value].every((each) => '0123456789'.includes(each));
    if (field === 'retry' && isDigits) seen.waits.push(Math.min(Math.max(Number(value), 1_000), 3_600_000));
  }
  return seen;
}

test('event stream: whatever the text and wherever it is cut, it is read as the specification says', async () => {
  await fc.assert(
    fc.asyncProperty(eventStreamText, fc.array(fc.nat(1000)), async (text, cuts) => {
      assert.deepEqual(await read(cutBytes(text, cuts)), interpret(text));
    }),
    { numRuns: 2_000 },
  );
});

test('event stream: mutant: splitting pieces at blank lines, as a short reader does, misses line ends, several lines and separators', async () => {
  const short = (text: string): string[] =>
    text
      .split(/\r?\n\r?\n/)
      .slice(0, -1)
      .flatMap((event) => /^data: ?(.*)/m.exec(event)?.[1] ?? []);
  const cases = ['data: a\r\rdata: b\r\r', 'data: a\ndata: b\n\n', 'data: a\u2028b\n\n', 'data\n\n'];
  for (const text of cases) assert.notDeepEqual(short(text), await dataOf(text), JSON.stringify(text));
});

test('event stream: several lines of data are one text, joined by line feeds', async () => {
  assert.deepEqual(await dataOf('data: a\ndata\ndata:b\n\n'), ['a\n\nb']);
});

test('event stream: U+2028 and U+2029 are data, as JSON may hold them', async () => {
  assert.deepEqual(await dataOf('data: {"name":"a\u2028b\u2029c"}\n\n'), ['{"name":"a\u2028b\u2029c"}']);
});

test('event stream: an event is read as soon as its last CR is there, and an LF that follows in the next piece is no line', async () => {
  assert.deepEqual(await dataOf('data: a\r', '\r'), ['a']);
  assert.deepEqual(await dataOf('data: a\r', '', '\ndata: b\r', '\n\r', '\n'), ['a\nb']);
});

test('event stream: a byte order mark is dropped, and an event that the end cuts off does not count', async () => {
  assert.deepEqual(await dataOf('\ufeffdata: a\n\ndata: b\n'), ['a']);
});

test('event stream: a retry is between a second and an hour, and anything but digits asks for nothing', async () => {
  assert.deepEqual(
    await retriesOf('retry: 0\nretry: 100\n', 'retry:2500\n', 'retry: 99999999999\n'),
    [1_000, 1_000, 2_500, 3_600_000],
  );
  const others = [
    '',
    ' ',
    ' soon',
    ' 5s',
    ' 1e5',
    ' +5000',
    ' -5000',
    ' 5000.0',
    '  5000',
    ' 5000 ',
    ' 0x1388',
    ' ٥٠٠٠',
  ];
  for (const value of others) assert.deepEqual(await retriesOf(`retry:${value}\n\n`), [], `"${value}"`);
});

const long = (pieces: number): string[] => ['data: ', ...Array<string>(pieces).fill('x'.repeat(64))];

test('event stream: a long line in many pieces is read, and one that never ends is given up', async () => {
  const { data } = await read([...long(2 ** 12 - 1), '\n\n']);
  assert.equal(data[0]?.length, 2 ** 18 - 64);
  await assert.rejects(read(long(2 ** 12)), RangeError);
});

test('event stream: an event whose lines never end is given up', async () => {
  await assert.rejects(read(long(2 ** 12).map((piece) => `data: ${piece}\n`)), RangeError);
});

type Reader = (body: ReadableStream<Uint8Array>) => Promise<void>;
const PIECE = new TextEncoder().encode('x'.repeat(16));

/** One line in pieces of 16 characters, each made when it is asked for: a stream's own queue is no part of the cost. */
function lineOf(length: number): ReadableStream<Uint8Array> {
  let left = length / PIECE.length;
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    if (left-- > 0) controller.enqueue(PIECE);
    else controller.close();
  };
  return new ReadableStream({ pull }, { highWaterMark: 0 });
}

/** Processor time for so many characters in lines of one length. Units: ms. */
async function cpuMs(reader: Reader, length: number, total: number): Promise<number> {
  const before = process.threadCpuUsage();
  for (let read = 0; read < total; read += length) await reader(lineOf(length));
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

const [SHORT, LONG] = [2 ** 12, 2 ** 17];
/** As many characters in lines 32 times as long: the same work in linear time, up to 32 times as much in quadratic. */
const MAX_RATIO = 1.8;

async function ratioOf(reader: Reader, total: number): Promise<number> {
  await cpuMs(reader, SHORT, total / 2);
  const short = await cpuMs(reader, SHORT, total);
  return (await cpuMs(reader, LONG, total)) / short;
}

test('event stream: a line in many pieces costs time linear in its length', async () => {
  const ratio = await ratioOf((body) => readEvents(body, assert.fail, () => assert.fail()), 2 ** 20);
  assert.ok(ratio < MAX_RATIO, `${ratio.toFixed(1)} times the work`);
});

test('event stream: mutant: a reader that looks through all it holds with each piece costs time quadratic in a line’s length', async () => {
  const again: Reader = async (body) => {
    let held = '';
    for await (const piece of body) {
      held += new TextDecoder().decode(piece);
      held = held.split(/\r\n?|\n/).pop()!;
    }
  };
  const ratio = await ratioOf(again, 2 ** 18);
  assert.ok(ratio > MAX_RATIO, `${ratio.toFixed(1)} times the work`);
});
