// When the schedule itself says that help for a gap is needed no longer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ASSISTANCE_REASONS } from '@askusnow/sdk/contract';
import { whyNeededNoMore, type Promised } from '../../../server/src/help/assistance/close-reason.ts';

const stretch = (startMs: number, endMs: number) => ({ startMs, endMs });
const LEFT = stretch(10, 20);
const NOTHING: Promised = { hours: [], rostered: [], scheduled: [] };

test('close reason: a gap that is seen is over when nothing that is left of it is scheduled', () => {
  const why = (...scheduled: [number, number][]) =>
    whyNeededNoMore('observed-gap', LEFT, { ...NOTHING, scheduled: scheduled.map((each) => stretch(...each)) });
  assert.match(why() ?? '', /Nobody is scheduled at the desk/);
  assert.match(why([0, 10], [20, 30]) ?? '', /Nobody is scheduled at the desk/);
  assert.equal(why([0, 11]), null);
  assert.equal(why([0, 30]), null);
});

test('close reason: a gap to come is over when the desk is closed then, or shifts have filled all of it', () => {
  const why = (hours: Promised['hours'], ...shifts: [number, number][]) =>
    whyNeededNoMore('forecast-gap', LEFT, { hours, rostered: shifts.map((each) => stretch(...each)), scheduled: [] });
  assert.match(why([stretch(0, 10)]) ?? '', /not open/);
  assert.equal(why([stretch(0, 30)]), null);
  assert.equal(why([stretch(0, 30)], [0, 15], [16, 30]), null);
  assert.match(why([stretch(0, 30)], [0, 16], [15, 30]) ?? '', /All of this time has people scheduled/);
  assert.match(
    why([stretch(0, 12)], [9, 12]) ?? '',
    /All of this time has people scheduled/,
    'all that is still to be open',
  );
  assert.equal(why(null), null, 'hours that nobody has said make no claim');
});

test('close reason: its hours alone, where nobody writes shifts, are nobody who is scheduled', () => {
  const hours = [stretch(0, 30)];
  assert.equal(whyNeededNoMore('forecast-gap', LEFT, { hours, rostered: [], scheduled: hours }), null);
});

test('close reason: a request by a person is closed by people', () => {
  const byHand = ASSISTANCE_REASONS.filter((reason) => !/-gap$|^given-hour$/.test(reason));
  assert.deepEqual(byHand, ['swamped', 'by-hand']);
  for (const reason of byHand) assert.equal(whyNeededNoMore(reason, LEFT, NOTHING), null);
});
