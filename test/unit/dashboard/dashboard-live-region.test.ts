import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { LiveRegion } from '../../../server/dashboard/src/ui/live-region.ts';

const host = { addController: () => undefined, removeController: () => undefined, requestUpdate: () => undefined };

test('live region: two texts within its pause are announced together, the same text again after an empty region', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const region = new LiveRegion({ ...host, updateComplete: Promise.resolve(true) });
  region.say('Harford desk: nobody there.');
  mock.timers.tick(30);
  region.say('Harford: answered by the statewide desk.');
  assert.equal(region.words, '');
  mock.timers.tick(60);
  assert.equal(region.words, 'Harford desk: nobody there. Harford: answered by the statewide desk.');
  region.say('Saved.');
  assert.equal(region.words, '');
  mock.timers.tick(60);
  assert.equal(region.words, 'Saved.');
  region.say('Of a page that was left');
  region.hush();
  mock.timers.tick(60);
  assert.equal(region.words, '');
  mock.timers.reset();
});
