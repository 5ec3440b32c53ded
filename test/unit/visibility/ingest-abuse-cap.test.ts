import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAbuseCap, HOURLY_CAP, type AbuseCap } from '../../../server/src/visibility/ingest/abuse-cap.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock } from '../../support/app/clock.ts';

type Kind = keyof typeof HOURLY_CAP;

const start = ({ nodes = 1, libraries = 24 } = {}) => {
  const clock = createManualClock('2026-11-24T14:00:00.000Z');
  let warnings = 0;
  const cap = createAbuseCap({
    clock,
    liveNodes: () => nodes,
    libraryCount: () => libraries,
    onSuspend: () => void warnings++,
  });
  return { clock, ...sending(cap.meter), cap, warnings: () => warnings };
};

/** What senders do, one batch at a time; each answers with how many of its events are past the cap. */
function sending(meter: AbuseCap['meter']) {
  const excess = (
    address: string,
    count: number,
    { library = 'harford', kind = 'click' }: { library?: string; kind?: Kind } = {},
  ) => {
    let past = 0;
    for (let i = 0; i < count; i++) if (meter(address, library)(kind)) past++;
    return past;
  };
  /** A page view with its entry point in view, in one batch. */
  const view = (address: string, library: string): number => {
    const isPast = meter(address, library);
    return Number(isPast('impression')) + Number(isPast('viewable'));
  };
  return { excess, view };
}

test('the cap: clicks of one network past it are excess, wherever in the network they come from', () => {
  const { excess } = start();
  assert.equal(excess('192.0.2.7', HOURLY_CAP.click), 0);
  assert.equal(excess('192.0.2.250', 5), 5);
  assert.equal(excess('192.0.3.7', 5), 0);
});

test('the cap: each library has its own, and each kind', () => {
  const { excess } = start();
  excess('192.0.2.7', HOURLY_CAP.click + 1);
  assert.equal(excess('192.0.2.7', 1, { library: 'lakeside' }), 0);
  assert.equal(excess('192.0.2.7', 1, { kind: 'viewable' }), 0);
});

test('the cap: an hour later it is whole again', () => {
  const { clock, excess } = start();
  excess('192.0.2.7', HOURLY_CAP.click);
  clock.advance(HOUR_MS);
  assert.equal(excess('192.0.2.7', HOURLY_CAP.click + 1), 1);
});

test('the cap: two nodes share it', () => {
  const nodes = [start({ nodes: 2 }), start({ nodes: 2 })];
  const past = nodes.reduce((sum, { excess }) => sum + excess('192.0.2.7', HOURLY_CAP.click), 0);
  assert.equal(past, HOURLY_CAP.click);
});

/**
 * North Miami Beach (685,387 visits in a year, one building; IMLS FY2022): 660 visitors in a busy hour, each with 20 pages,
 * and a class of 35 of whom each clicks three times, while patrons at home send from 300 networks.
 */
const BUSY = { visitors: 660, pages: 20, clicks: 105, homes: 300 };

test('the cap: the busiest library building of the country, all of it behind one address, is never capped', () => {
  const { excess, view, cap } = start();
  let past = 0;
  for (let home = 0; home < BUSY.homes; home++) past += view(`198.18.${home % 250}.${home}`, 'harford');
  for (let page = 0; page < BUSY.visitors * BUSY.pages; page++) past += view('203.0.113.9', 'harford');
  past += excess('203.0.113.9', BUSY.clicks);
  assert.equal(past, 0);
  assert.equal(cap.isSuspended(), false);
});

/** An hour of a state: libraries by turns, more page views than the cap for each, a click in a hundred of them. */
const stateHour = (
  { view, excess }: ReturnType<typeof sending>,
  address: string,
  views = HOURLY_CAP.impression + 500,
) => {
  let past = 0;
  for (let n = 0; n < views; n++) {
    for (let library = 0; library < 4; library++) past += view(address, `library-${library}`);
    if (n % 100 === 0) past += excess(address, 1, { library: `library-${n % 4}` });
  }
  return past;
};

test('the cap: a state whose whole traffic shows one address counts all of it, and logs it once', () => {
  const node = start();
  assert.equal(stateHour(node, '10.0.0.2'), 0);
  node.clock.advance(HOUR_MS);
  assert.equal(stateHour(node, '10.0.0.2'), 0);
  assert.equal(node.cap.isSuspended(), true);
  assert.equal(node.warnings(), 1);
});

test('the cap: mutant: one that is never suspended takes patrons of that state for a script', () => {
  const taken = new Map<string, number>();
  const mutant: AbuseCap['meter'] = (address, library) => (kind) => {
    const name = `${address} ${library} ${kind}`;
    taken.set(name, (taken.get(name) ?? 0) + 1);
    return taken.get(name)! > HOURLY_CAP[kind];
  };
  assert.ok(stateHour(sending(mutant), '10.0.0.2') > 1_000);
});

test('the cap: five other networks show that it is no proxy, and the cap holds', () => {
  const node = start();
  for (let n = 0; n < 5; n++) node.view(`198.51.${n}.7`, 'library-0');
  assert.ok(stateHour(node, '10.0.0.2') > 0);
  assert.equal(node.cap.isSuspended(), false);
});

test('the cap: a proxy that is asked for by two or three others, too, is still one', () => {
  const node = start();
  for (let n = 0; n < 3; n++) node.view(`198.51.${n}.7`, 'library-0');
  stateHour(node, '10.0.0.2', 100);
  assert.equal(node.cap.isSuspended(), true);
});

test('the cap: a script does not switch it off where patrons are seen elsewhere, today or in the hours before', () => {
  const node = start();
  for (let n = 0; n < 20; n++) node.view(`198.51.${n}.7`, `library-${n}`);
  node.clock.advance(HOUR_MS);
  assert.ok(stateHour(node, '192.0.2.7') > 0);
  assert.equal(node.cap.isSuspended(), false);
});

test('the cap: a script does not switch it off with clicks alone, or for one library', () => {
  const clicks = start();
  for (let library = 0; library < 24; library++) {
    assert.equal(clicks.excess('192.0.2.7', 500, { library: `library-${library}` }), 500 - HOURLY_CAP.click);
  }
  const one = start();
  for (let n = 0; n < 5_000; n++) one.view('192.0.2.7', 'harford');
  assert.equal(one.excess('192.0.2.7', 1_000), 1_000 - HOURLY_CAP.click);
  assert.equal(clicks.cap.isSuspended() || one.cap.isSuspended(), false);
});

test('the cap: a flood of networks forgets the oldest, and holds up nobody', () => {
  const { excess, cap } = start();
  for (let n = 0; n < 60_000; n++) cap.meter(`2001:db8:${n.toString(16)}::1`, 'harford')('click');
  assert.equal(excess('192.0.2.7', HOURLY_CAP.click), 0);
});
