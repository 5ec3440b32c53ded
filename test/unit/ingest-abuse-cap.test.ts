import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createInflation, HOURLY_CAP } from '../../server/src/ingest/inflation.ts';
import { createManualClock } from '../support/clock.ts';

const HOUR_MS = 3_600_000;
const start = () => {
  const clock = createManualClock('2026-11-24T14:00:00.000Z');
  const inflation = createInflation(clock);
  const excess = (address: string, clicks: number, placement = 'harford|1|/|header|tag') => {
    let past = 0;
    for (let i = 0; i < clicks; i++) if (inflation.meter(address, placement)('click')) past++;
    return past;
  };
  return { clock, excess, inflation };
};

test('clicks of one network past the cap are excess, wherever in the network they come from', () => {
  const { excess } = start();
  assert.equal(excess('192.0.2.7', HOURLY_CAP.click), 0);
  assert.equal(excess('192.0.2.250', 5), 5);
  assert.equal(excess('192.0.3.7', 5), 0);
});

test('each placement has its own cap', () => {
  const { excess } = start();
  excess('192.0.2.7', HOURLY_CAP.click);
  assert.equal(excess('192.0.2.7', 1, 'harford|1|/|footer|tag'), 0);
});

test('an hour later the cap is whole again', () => {
  const { clock, excess } = start();
  excess('192.0.2.7', HOURLY_CAP.click);
  clock.advance(HOUR_MS);
  assert.equal(excess('192.0.2.7', HOURLY_CAP.click + 1), 1);
});

test('a hundred public computers behind one address, each asking three times an hour, are no suspects', () => {
  assert.equal(start().excess('2001:db8:1:2::9', 300), 0);
});
