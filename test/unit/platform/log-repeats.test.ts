import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeError, type LogStream } from '../../../server/src/platform/http/log.ts';
import { limitRepeats } from '../../../server/src/platform/http/log-repeats.ts';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock } from '../../support/app/clock.ts';

const lineOf = (error: Error, level = 'error', msg = 'request failed'): string =>
  `${JSON.stringify({ level, at: '2026-11-24T15:00:00.000Z', err: describeError(error), msg })}\n`;
const anError = (code: string | undefined, message = 'x'): Error =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

function start() {
  const clock = createManualClock('2026-11-24T15:00:00.000Z');
  const lines: string[] = [];
  const log = limitRepeats({ write: (line) => void lines.push(line) }, clock);
  const repeats = () =>
    lines
      .map((line) => JSON.parse(line) as { repeated?: number; err?: { code?: string } })
      .map((line) => line.repeated);
  return { clock, lines, log, repeats };
}

test('repeated log lines: the first error of a kind is written at once, the others are counted and written once a minute', () => {
  const { clock, lines, log, repeats } = start();
  for (let n = 0; n < 1_000; n++) log.write(lineOf(anError('ECONNREFUSED')));
  assert.equal(lines.length, 1);
  clock.advance(MINUTE_MS);
  for (let n = 0; n < 500; n++) log.write(lineOf(anError('ECONNREFUSED')));
  clock.advance(MINUTE_MS);
  assert.deepEqual(repeats(), [undefined, 999, 500]);
  clock.advance(MINUTE_MS);
  assert.equal(lines.length, 3);
  log.write(lineOf(anError('ECONNREFUSED')));
  assert.deepEqual(repeats(), [undefined, 999, 500, undefined]);
});

test('one kind does not hide another: codes, messages without a code, and places apart', () => {
  const { lines, log } = start();
  log.write(lineOf(anError('ECONNREFUSED')));
  log.write(lineOf(anError('57P03')));
  log.write(lineOf(anError(undefined, 'one')));
  log.write(lineOf(anError(undefined, 'other')));
  const elsewhere = (): Error => new TypeError('one');
  log.write(lineOf(elsewhere()));
  assert.equal(lines.length, 5);
});

test('repeated log lines: an away database is one kind, whichever route met it', () => {
  const { lines, log } = start();
  const places = [(): Error => anError('ECONNREFUSED'), (): Error => anError('ECONNREFUSED')];
  for (const place of places) log.write(lineOf(place()));
  assert.equal(lines.length, 1);
});

test('repeated log lines: other lines pass as they are', () => {
  const { lines, log } = start();
  for (let n = 0; n < 3; n++) log.write('{"level":"info","msg":"listening"}\n');
  assert.equal(lines.length, 3);
});

test('repeated log lines: closing writes what was counted', () => {
  const { lines, log, repeats } = start();
  for (let n = 0; n < 5; n++) log.write(lineOf(anError('ECONNREFUSED')));
  log.close();
  assert.deepEqual(repeats(), [undefined, 4]);
  assert.doesNotMatch(lines[1]!, /frames/);
});

test('repeated log lines: kinds without end take memory with an end', () => {
  const { lines, log } = start();
  for (let n = 0; n < 10_000; n++) log.write(lineOf(anError(undefined, `message ${n}`)));
  assert.ok(lines.length <= 201, String(lines.length));
});

/** Bytes that six minutes write in which 2,550 refusals a minute come: at an outage it was as many a second. */
function bytesOfAnOutage(wrap: (stream: LogStream, clock: ReturnType<typeof createManualClock>) => LogStream): number {
  const clock = createManualClock('2026-11-24T15:00:00.000Z');
  let bytes = 0;
  const log = wrap({ write: (line) => void (bytes += Buffer.byteLength(line)) }, clock);
  const line = lineOf(anError('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5432'));
  for (let minute = 0; minute < 6; minute++) {
    for (let n = 0; n < 2_550; n++) log.write(line);
    clock.advance(MINUTE_MS);
  }
  return bytes;
}

test('repeated log lines: an outage of six minutes writes some kilobytes; a line per refusal, the mutant, writes megabytes a minute', () => {
  assert.ok(bytesOfAnOutage(limitRepeats) < 10_000);
  assert.ok(bytesOfAnOutage((stream) => stream) > 6 * 1_000_000);
});
