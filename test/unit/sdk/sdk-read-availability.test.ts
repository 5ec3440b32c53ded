import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ANSWER_STATES, availabilitySchema, EVIDENCE, QUEUE_STATES, TIERS } from '@askusnow/sdk/contract';
import { readAvailability } from '../../../sdk/dist/availability/read.js';
import { anAvailability } from '../../support/peers/edge.ts';

const tier = fc.constantFrom(...TIERS);
const evidence = fc.constantFrom(...EVIDENCE);
const instant = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const chat = fc.option(
  fc
    .constantFrom('https://chat.example/a', 'http://localhost:8080/demo', 'http://127.0.0.1/', 'http://[::1]:9/x')
    .map((url) => ({ url })),
);
const pair = fc.tuple(instant, instant).filter(([start, end]) => start < end);
const answer = fc.oneof(
  fc.record({ state: fc.constantFrom('available', 'busy'), tier }),
  fc.record({ state: fc.constantFrom('closed', 'unknown'), tier: fc.constant(null) }),
);
const availability = fc
  .record({
    library: fc.constantFrom('harford', 'cecil'),
    name: fc.string(),
    zone: fc.constantFrom('America/New_York', 'UTC'),
    evidence,
    chat,
    fallback: fc.record(
      { phone: fc.string(), form: fc.webUrl(), page: fc.constant('http://library.example/ask') },
      { requiredKeys: [] },
    ),
    tiers: fc.array(
      fc.record({ tier, state: fc.constantFrom(...QUEUE_STATES), evidence, chat, open: fc.option(fc.array(pair)) }),
    ),
    asOf: instant,
    validUntil: instant,
    nextChange: fc.option(instant),
    updates: fc.record({ mode: fc.constantFrom('stream', 'poll'), everySec: fc.integer({ min: 5, max: 3600 }) }),
  })
  .chain((rest) => answer.map((given) => ({ ...rest, ...given })));

test('availability reader: whatever the contract’s schema allows is read', () => {
  fc.assert(
    fc.property(availability, (body) => {
      const parsed = availabilitySchema.parse(body);
      assert.deepEqual(readAvailability(JSON.stringify(body)), parsed);
    }),
  );
});

test('availability reader: every state of the contract is known', () => {
  for (const state of ANSWER_STATES) {
    for (const named of TIERS)
      assert.equal(readAvailability(JSON.stringify(anAvailability({ state, tier: named }))).state, state);
  }
});

const tierWith = (more: object) => [{ ...anAvailability().tiers[0], ...more }];
const MISLEADING: [what: string, body: unknown][] = [
  ['no JSON', '<html>Sign in to the guest network</html>'],
  ['nothing', ''],
  ['null', null],
  ['a list', []],
  ['a state of another version', { ...anAvailability(), state: 'open' }],
  ['a state that is a list', { ...anAvailability(), state: ['available', 'local'], tier: undefined }],
  ['available without a tier', anAvailability({ tier: null })],
  ['no end', { ...anAvailability(), validUntil: null }],
  ['an end that is no instant', anAvailability({ validUntil: 'tomorrow' })],
  ['a script for a chat address', anAvailability({ chat: { url: 'javascript:alert(1)' } })],
  ['a chat address that is not https', anAvailability({ chat: { url: 'http://chat.example/harford' } })],
  ['a chat address that only begins like loopback', anAvailability({ chat: { url: 'http://localhost.example/' } })],
  [
    'a chat address that names loopback before an @',
    anAvailability({ chat: { url: 'http://localhost:80@chat.example/' } }),
  ],
  ['the same by number', anAvailability({ chat: { url: 'http://127.0.0.1:80@chat.example/' } })],
  ['a chat address that is no address', anAvailability({ chat: { url: 'https://' } })],
  ['a chat address behind a space', anAvailability({ chat: { url: ' javascript:alert(1)' } })],
  [
    'a script for a tier’s chat address',
    { ...anAvailability(), tiers: tierWith({ chat: { url: 'data:text/html,x' } }) },
  ],
  ['a script for a form', anAvailability({ fallback: { form: 'javascript:alert(1)' } })],
  ['a script for a page', anAvailability({ fallback: { page: 'JavaScript:alert(1)' } })],
  ['no fallback', { ...anAvailability(), fallback: undefined }],
  ['no tiers', { ...anAvailability(), tiers: undefined }],
  ['no chat member', { ...anAvailability(), chat: undefined }],
  [
    'hours that end before they begin',
    { ...anAvailability(), tiers: tierWith({ open: [['2026-11-24T17:00:00.000Z', '2026-11-24T09:00:00.000Z']] }) },
  ],
  ['hours that are text', { ...anAvailability(), tiers: tierWith({ open: 'nine to five' }) }],
  ['an interval that hammers', anAvailability({ updates: { mode: 'poll', everySec: 0 } })],
  ['an interval that no timer can wait', anAvailability({ updates: { mode: 'poll', everySec: 5_000_000 } })],
  ['an interval over an hour', anAvailability({ updates: { mode: 'poll', everySec: 3601 } })],
  ['an interval that is no number', { ...anAvailability(), updates: { mode: 'poll', everySec: 'often' } }],
];

for (const [what, body] of MISLEADING) {
  test(`availability reader: ${what} is refused`, () => {
    assert.throws(() => readAvailability(typeof body === 'string' ? body : JSON.stringify(body)));
  });
}
