import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFairLimit, type FairLimit, type Place } from '../../../server/src/platform/http/fair-limit.ts';

const MANY = { maxPerOwner: Infinity, maxHeavy: Infinity, maxWaiting: 200 };

/** Enters, and notes who has begun, in order: `a1` is a light one of the owner `a`, `A1` a heavy one. */
function createLog(limit: FairLimit) {
  const begun: string[] = [];
  const places = new Map<string, Place>();
  const giveUps = new Map<string, () => void>();
  return {
    begun,
    enter(name: string): Promise<void> {
      const [letter = ''] = name;
      const owner = letter.toLowerCase();
      return limit
        .enter(owner, letter !== owner, (giveUp) => giveUps.set(name, giveUp))
        .then((place) => {
          begun.push(place ? name : `not ${name}`);
          if (place) places.set(name, place);
        });
    },
    async leave(name: string, how: keyof Place = 'leave'): Promise<void> {
      places.get(name)![how]();
      await Promise.resolve();
      await Promise.resolve();
    },
    giveUp: (name: string) => giveUps.get(name)!(),
  };
}

test('fair limit: one owner has at most its share, and the next begins when one has left', async () => {
  const log = createLog(createFairLimit({ ...MANY, maxPerOwner: 2 }));
  const all = ['a1', 'a2', 'a3', 'a4', 'b1'].map(log.enter);
  await Promise.all([all[0], all[1], all[4]]);
  assert.deepEqual(log.begun, ['a1', 'a2', 'b1']);
  await log.leave('a2');
  assert.deepEqual(log.begun.slice(3), ['a3']);
  await log.leave('a2');
  await log.leave('b1');
  assert.deepEqual(log.begun.slice(4), [], 'a place is given back once, and another owner’s is no use');
});

test('fair limit: owners take turns, however many one of them has sent before the others', async () => {
  const log = createLog(createFairLimit({ ...MANY, maxHeavy: 1 }));
  const all = [...Array.from({ length: 150 }, (_, n) => `A${n}`), 'B1', 'B2', 'C1'].map(log.enter);
  await all[0];
  for (let n = 0; n < 5; n++) await log.leave(log.begun.at(-1)!);
  assert.deepEqual(log.begun, ['A0', 'A1', 'B1', 'C1', 'A2', 'B2']);
});

test('fair limit: mutant: one line for all keeps an owner’s only request behind 149 of another', async () => {
  const log = createLog(createFairLimit({ ...MANY, maxHeavy: 1 }));
  // As if all were of one owner, X.
  for (let n = 0; n < 150; n++) void log.enter(`X of a, ${n}`);
  void log.enter('X of b');
  await Promise.resolve();
  for (let n = 0; n < 149; n++) await log.leave(log.begun.at(-1)!);
  assert.equal(log.begun.includes('X of b'), false);
  await log.leave(log.begun.at(-1)!);
  assert.equal(log.begun.at(-1), 'X of b');
});

test('fair limit: a heavy one that waits holds no place of its owner, and one that is no longer heavy makes room', async () => {
  const log = createLog(createFairLimit({ ...MANY, maxPerOwner: 3, maxHeavy: 1 }));
  for (const name of ['A1', 'A2', 'A3', 'a4', 'B1', 'a5']) void log.enter(name);
  await Promise.resolve();
  await Promise.resolve();
  assert.deepEqual(log.begun, ['A1', 'a4', 'a5']);
  await log.leave('A1', 'lighten');
  assert.deepEqual(log.begun.slice(3), ['B1'], 'the other owner’s, since all three places of the first are taken');
  await log.leave('B1');
  await log.leave('A1');
  assert.deepEqual(log.begun.slice(4), ['A2']);
  await log.leave('A1', 'lighten');
  await log.leave('A2', 'lighten');
  await log.leave('a4');
  assert.deepEqual(log.begun.slice(5), ['A3']);
});

test('fair limit: who gives up is passed over, and too many that wait are refused at once', async () => {
  const log = createLog(createFairLimit({ ...MANY, maxPerOwner: 1, maxWaiting: 2 }));
  const all = ['a1', 'a2', 'a3', 'a4'].map(log.enter);
  await Promise.all([all[0], all[3]]);
  assert.deepEqual(log.begun, ['a1', 'not a4']);
  log.giveUp('a2');
  await all[1];
  await log.leave('a1');
  assert.deepEqual(log.begun.slice(2), ['not a2', 'a3']);
  // Too late: it has begun.
  log.giveUp('a3');
  await log.leave('a3');
  void log.enter('a5');
  await Promise.resolve();
  assert.equal(log.begun.at(-1), 'a5');
});
