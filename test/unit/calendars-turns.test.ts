// Patrons are answered by the thread that reads calendars: however long one is, others have their turns meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { feedShifts } from '../../server/src/calendars/expand.ts';
import { readFeed } from '../../server/src/calendars/feed.ts';
import { calendar, shift } from '../support/calendars.ts';

/** How often others had a turn while some work was done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  await work().finally(() => (isOver = true));
  return turns;
}

const WEEKLY = calendar(
  ...Array.from({ length: 440 }, (_, at) =>
    shift('20250106T090000', '20250106T120000', `UID:${at}@example.org`, 'RRULE:FREQ=WEEKLY'),
  ),
);
const window = { startMs: Date.parse('2026-05-04T00:00Z'), endMs: Date.parse('2026-07-04T00:00Z') };

test('a calendar of hundreds of series is read and expanded in turns', async () => {
  assert.ok((await turnsDuring(() => feedShifts(WEEKLY, 'America/New_York', window))) >= 4);
});

test('a calendar of thousands of single shifts is read in turns', async () => {
  const single = calendar(...Array.from({ length: 4_000 }, () => shift('20260505T090000', '20260505T120000')));
  assert.ok((await turnsDuring(() => readFeed(single, 'America/New_York'))) >= 3);
});
