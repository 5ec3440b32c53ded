// Help asked by hand for a time that somebody covers: it is said before the press, and the press asks once more.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WEEKDAYS, type AssistancePlan, type AssistanceRequest } from '@askusnow/sdk/contract';
import { expandQueue } from '../../../server/src/schedule/expansion/expansion-store.ts';
import { HOUR_MS, MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { sendRequest } from '../../support/app/requests.ts';
import { addHelpRecipient } from '../../support/data/assistance.ts';

/** 10:00 in New York. */
const NOW = '2026-05-04T14:00:00.000Z';
const inHours = (hours: number): string => new Date(Date.parse(NOW) + hours * HOUR_MS).toISOString();

withApp({
  now: NOW,
  desks: true,
  as: { harford: ['liaison', 'harford'], carroll: ['liaison', 'carroll'] },
}).describe('help for a covered time', (on) => {
  type Reply = AssistanceRequest & AssistancePlan;
  const send = (cookie: string, body: object, path: string) => sendRequest<Reply>(on.app, cookie, path, body);
  const opening = (start: number, end: number | null, more: object = {}) => {
    const gap = { start: inHours(start), end: end === null ? null : inHours(end) };
    return { queue: 'harford-desk', reason: 'by-hand', gap, ...more };
  };
  /** As a page does that shows nobody who covers the time. */
  const seen = (start: number, end: number | null) => opening(start, end, { unlessCovered: true });
  const press = (body: object) => send(on.cookies.harford, body, 'libraries/harford/assistance');
  const preview = async (body: object) => {
    const { status, body: plan } = await send(on.cookies.harford, body, 'libraries/harford/assistance/preview');
    assert.equal(status, 200);
    return plan;
  };
  const step = (cookie: string, id: number, move: object) => send(cookie, move, `assistance/${id}/steps`);
  const close = ({ id, revision }: AssistanceRequest) => step(on.cookies.harford, id, { step: 'closed', revision });
  const countNotices = async (): Promise<number> =>
    (await on.app.database.db.selectFrom('notice').select('id').execute()).length;

  const schedule = async (shifts: object[]): Promise<void> => {
    await on.app.database.db
      .updateTable('queue')
      .set((row) => ({ shifts: JSON.stringify(shifts), shifts_revision: row('shifts_revision', '+', 1) }))
      .where('id', '=', 'harford-desk')
      .execute();
    const at = { nowMs: on.clock.now(), tz: 'any' };
    await expandQueue(on.app.database, 'harford-desk', at, () => Promise.resolve([]));
  };
  const observe = async (state: 'available' | 'busy' | 'nobody', agoMs = 0): Promise<void> => {
    const at = new Date(on.clock.now() - agoMs);
    const row = { state, since: at, sampled_at: at };
    await on.app.database.db
      .insertInto('queue_presence')
      .values({ queue_id: 'harford-desk', ...row })
      .onConflict((conflict) => conflict.column('queue_id').doUpdateSet(row))
      .execute();
  };

  test('help for a covered time: the preview names the shifts of all of a time to come, and nothing for a part of it', async () => {
    await addHelpRecipient(on.app.database, 'local', 'harford');
    await addHelpRecipient(on.app.database, 'statewide');
    assert.equal((await preview(seen(1, 3))).coveredBy, null, 'hours are no people');
    await schedule([
      { label: 'Reference desk', days: [...WEEKDAYS], start: '11:00', end: '12:00' },
      { label: 'Evening team', days: [...WEEKDAYS], start: '12:00', end: '14:00' },
    ]);
    const plan = await preview(seen(1, 3));
    assert.deepEqual(plan.coveredBy, { by: 'shifts', shifts: ['Reference desk', 'Evening team'] });
    assert.ok(plan.calls.length > 0, 'whom it would ask is shown all the same');
    assert.equal((await preview(seen(1, 5))).coveredBy, null);
  });

  test('help for a covered time: once it has begun only who is seen counts: a fresh sample, and no schedule', async () => {
    on.clock.advance(HOUR_MS);
    const now = () => seen(1, 2);
    assert.equal((await preview(now())).coveredBy, null, 'scheduled, and not seen');
    for (const state of ['available', 'busy'] as const) {
      await observe(state);
      assert.deepEqual((await preview(now())).coveredBy, { by: 'presence', shifts: ['Reference desk'] });
    }
    await observe('nobody');
    assert.equal((await preview(now())).coveredBy, null);
    await observe('available', 5 * MINUTE_MS);
    assert.equal((await preview(now())).coveredBy, null, 'a stale sample is no evidence');
  });

  test('help for a covered time: who comes between preview and press is said at the press, and nobody is notified; mutant: a press that goes by the preview alone notifies', async () => {
    const cases: [start: number, end: number, comes: () => Promise<void>, words: RegExp][] = [
      [1, 2, () => observe('available'), /^Somebody is at the desk now\. Nothing was sent: ask for more people/],
      [
        25,
        26,
        () => schedule([{ label: 'Reference desk', days: [...WEEKDAYS], start: '10:00', end: '14:00' }]),
        /^People are scheduled for all of this time\. Nothing was sent: ask for more people/,
      ],
    ];
    await observe('nobody');
    await schedule([]);
    for (const [start, end, comes, words] of cases) {
      assert.equal((await preview(seen(start, end))).coveredBy, null);
      await comes();
      const before = await countNotices();
      const refused = await press(seen(start, end));
      assert.deepEqual([refused.status, refused.body.code], [409, 'already-covered']);
      assert.match(refused.body.detail ?? '', words);
      assert.equal(await countNotices(), before);
      assert.notEqual((await preview(seen(start, end))).coveredBy, null, 'the page shows it now');

      const naive = await press(opening(start, end));
      assert.equal(naive.status, 201);
      assert.ok((await countNotices()) > before);
      await close(naive.body);
    }
  });

  test('help for a covered time: more people are asked for by saying so', async () => {
    const { status, body } = await press(opening(25, 26, { unlessCovered: false }));
    assert.deepEqual([status, body.told], [201, 1]);
    await close(body);
  });

  test('help for a covered time: what another has taken between preview and press is refused with who has taken it', async () => {
    const time = [54, 56] as const;
    const plan = await preview(seen(...time));
    assert.deepEqual([plan.already, plan.coveredBy], [null, null]);
    const theirs = await press(opening(...time, { atOnce: 'statewide' }));
    const { id, revision } = theirs.body;
    assert.equal((await press(seen(...time))).body.detail, 'A help request for this time is open already.');
    const take = { step: 'taken', revision, taker: { library: 'carroll' } };
    const taken = await step(on.cookies.carroll, id, take);
    assert.equal(taken.status, 200);
    const refused = await press(seen(...time));
    assert.deepEqual([refused.status, refused.body.code], [409, 'already-open']);
    assert.equal(refused.body.detail, 'Carroll has taken a help request for this time.');
    const { already } = await preview(seen(...time));
    assert.deepEqual([already?.id, already?.names.taker], [id, 'Carroll']);
  });
});
