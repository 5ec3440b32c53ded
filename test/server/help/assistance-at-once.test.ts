// Asking beyond the next tier at once, through the routes: what the cooperative's file allows, and for which desks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AssistancePlan, AssistanceRequest } from '@askusnow/sdk/contract';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { sendRequest } from '../../support/app/requests.ts';
import { addHelpRecipient } from '../../support/data/assistance.ts';

const NOW = '2026-05-04T14:00:00.000Z';
const inHours = (hours: number): string => new Date(Date.parse(NOW) + hours * HOUR_MS).toISOString();
const opening = (hours: number, more: object = {}) => ({
  queue: 'harford-desk',
  reason: 'by-hand',
  gap: { start: inHours(hours), end: inHours(hours + 2) },
  ...more,
});

withApp({
  now: NOW,
  desks: true,
  as: {
    coordinator: ['coordinator'],
    harford: ['liaison', 'harford'],
    viewer: ['viewer', 'harford'],
    provider: ['provider'],
    garrett: ['liaison', 'garrett'],
  },
}).describe('assistance at once', (on) => {
  const ask = (cookie: string, body: object, path = 'libraries/harford/assistance') =>
    sendRequest<AssistanceRequest & AssistancePlan>(on.app, cookie, path, body);
  const preview = (cookie: string, body: object, path = 'libraries/harford/assistance') =>
    ask(cookie, body, `${path}/preview`);
  const allow = async (...atOnce: string[]): Promise<void> => {
    const escalation = JSON.stringify({ localMin: 10, statewideMin: 15, globalMin: 60, atOnce });
    await on.app.database.db
      .insertInto('cooperative')
      .values({ id: 'cooperative', name: 'C', note: null, escalation })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ escalation }))
      .execute();
  };

  test('assistance at once: the statewide tier is allowed where the file says nothing, the global one is not, by the field’s name', async () => {
    for (const tier of ['local', 'statewide', 'global'] as const)
      await addHelpRecipient(on.app.database, tier, tier === 'local' ? 'harford' : null);
    const plan = (await preview(on.cookies.harford, opening(27, { skipOwn: true }))).body;
    assert.deepEqual(plan.mayAtOnce, ['statewide']);
    assert.deepEqual(plan.calls, [
      { tier: 'statewide', at: NOW, recipients: 1 },
      { tier: 'global', at: inHours(27 - 27 / 12), recipients: 1 },
    ]);
    for (const send of [preview, ask]) {
      const { status, body } = await send(on.cookies.harford, opening(27, { atOnce: 'global' }));
      assert.deepEqual([status, body.errors?.[0]?.field], [422, 'atOnce']);
      assert.match(body.errors?.[0]?.message ?? '', /lets you ask at once: statewide$/);
    }
    const opened = await ask(on.cookies.harford, opening(27, { skipOwn: true }));
    assert.deepEqual([opened.status, opened.body.owner, opened.body.told], [201, 'statewide', 1]);
    assert.deepEqual(
      opened.body.steps.map(({ step, owner }) => [step, owner]),
      [['opened', 'statewide']],
    );
  });

  test('assistance at once: where the file allows the global tier, all are asked in one press; where it allows none, nobody is skipped', async () => {
    await allow('statewide', 'global');
    const opened = await ask(on.cookies.harford, opening(40, { atOnce: 'global' }));
    assert.deepEqual([opened.status, opened.body.owner, opened.body.told], [201, 'global', 3]);
    assert.deepEqual(
      opened.body.steps.map(({ step, owner, by }) => [step, owner, by]),
      [
        ['opened', 'local', 'liaison harford'],
        ['escalated', 'statewide', 'liaison harford'],
        ['escalated', 'global', 'liaison harford'],
      ],
    );
    await allow();
    for (const [field, value] of [
      ['skipOwn', true],
      ['atOnce', 'statewide'],
    ] as const) {
      const { status, body } = await ask(on.cookies.harford, opening(50, { [field]: value }));
      assert.deepEqual([status, body.errors?.[0]?.field], [422, field]);
    }
    assert.deepEqual((await preview(on.cookies.harford, opening(50))).body.mayAtOnce, []);
    await allow('statewide', 'global');
  });

  test('assistance at once: an open request is sent on to the next tier now, once, and no farther than the file allows', async () => {
    await allow('statewide');
    const { id, revision, may } = (await ask(on.cookies.harford, opening(45))).body;
    assert.ok(may.includes('escalated'));
    const sendOn = (cookie: string) => ask(cookie, { step: 'escalated', revision }, `assistance/${id}/steps`);
    const [one, other] = await Promise.all([sendOn(on.cookies.harford), sendOn(on.cookies.coordinator)]);
    // Refused for its revision, or since the next tier may not be asked.
    assert.ok([403, 409].includes(Math.max(one.status, other.status)));
    const { body } = one.status === 200 ? one : other;
    assert.deepEqual([body.owner, body.told, body.may.includes('escalated')], ['statewide', 2, false]);
    assert.deepEqual(
      body.steps.map((each) => each.step),
      ['opened', 'escalated'],
    );
    const again = { step: 'escalated', revision: body.revision };
    assert.equal((await ask(on.cookies.harford, again, `assistance/${id}/steps`)).body.code, 'not-yours');
  });

  test('assistance at once: a shared desk is the coordinator’s; the last tier has nobody beyond it', async () => {
    await allow('statewide', 'global');
    const shared = await preview(on.cookies.coordinator, { ...opening(30), queue: 'state' }, 'assistance');
    assert.deepEqual(
      [shared.body.mayAtOnce, shared.body.calls.map(({ tier }) => tier)],
      [['global'], ['statewide', 'global']],
    );
    const last = { ...opening(30, { skipOwn: true }), queue: 'world' };
    const refused = await preview(on.cookies.coordinator, last, 'assistance');
    assert.deepEqual([refused.status, refused.body.errors?.[0]?.field], [422, 'skipOwn']);
    assert.equal((await preview(on.cookies.harford, { ...opening(30), queue: 'state' }, 'assistance')).status, 403);
  });

  test('assistance at once: past times and another library’s desk are refused by name, before the press as after it', async () => {
    const cases: [object, string][] = [
      [{ queue: 'garrett-desk' }, 'queue'],
      [{ gap: { start: inHours(-3), end: inHours(-1) } }, 'gap.end'],
      [{ gap: { start: inHours(-30), end: inHours(1) } }, 'gap.start'],
      [{ gap: { start: inHours(2), end: inHours(1) } }, 'gap.end'],
      [{ atOnce: 'local' }, 'atOnce'],
    ];
    for (const [more, field] of cases)
      for (const send of [preview, ask]) {
        const { status, body } = await send(on.cookies.harford, opening(60, more));
        assert.deepEqual([status, body.errors?.[0]?.field], [422, field]);
      }
    assert.equal((await preview(on.cookies.garrett, opening(60))).status, 404);
  });

  test('assistance at once: a viewer reads whom a request would ask and opens none; a provider has neither', async () => {
    assert.equal((await preview(on.cookies.viewer, opening(70))).status, 200);
    assert.equal((await ask(on.cookies.viewer, opening(70))).status, 403);
    for (const send of [preview, ask]) assert.equal((await send(on.cookies.provider, opening(70))).status, 403);
  });

  test('assistance at once: pressed by two people at once, it is one request, which the preview then shows', async () => {
    const [one, other] = await Promise.all([
      ask(on.cookies.harford, opening(80)),
      ask(on.cookies.coordinator, opening(80)),
    ]);
    assert.deepEqual([one.status, other.status].sort(), [201, 409]);
    const { already, calls } = (await preview(on.cookies.harford, opening(81))).body;
    assert.equal(already?.id, one.body.id ?? other.body.id);
    assert.deepEqual(calls, []);
  });
});
