// Help requests through the routes: who opens and takes them, what each reader sees and may do, and the errors.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AssistanceList, AssistanceRequest } from '@askusnow/sdk/contract';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { sendRequest } from '../../support/app/requests.ts';
import { addHelpRecipient } from '../../support/data/assistance.ts';

const inHours = (hours: number): string => new Date(Math.round(Date.now() + hours * HOUR_MS)).toISOString();
const gapIn = (hours: number) => ({ start: inHours(hours), end: inHours(hours + 2) });
const opening = (hours: number, more: object = {}) => ({
  queue: 'harford-desk',
  reason: 'by-hand',
  gap: gapIn(hours),
  ...more,
});

withApp({
  desks: true,
  as: {
    coordinator: ['coordinator'],
    harford: ['liaison', 'harford'],
    carroll: ['liaison', 'carroll'],
    garrett: ['liaison', 'garrett'],
    desk: ['desk', 'harford-desk'],
  },
}).describe('assistance routes', (on) => {
  const ask = (cookie: string, path: string, body?: object) =>
    sendRequest<AssistanceRequest & AssistanceList>(on.app, cookie, path, body);
  const open = async (hours: number) =>
    (await ask(on.cookies.harford, 'libraries/harford/assistance', opening(hours))).body;
  const step = (cookie: string, id: number, body: object) => ask(cookie, `assistance/${id}/steps`, body);
  const ids = async (cookie: string) => (await ask(cookie, 'assistance')).body.requests.map(({ id }) => id);

  test('assistance routes: without recipients nothing is opened, and the answer says where to add them', async () => {
    const refused = await ask(on.cookies.harford, 'libraries/harford/assistance', opening(1));
    assert.deepEqual([refused.status, refused.body.code], [422, 'no-recipient']);
    assert.match(refused.body.detail ?? '', /Add a recipient .*under “Notifications”/);
    assert.doesNotMatch(refused.body.detail ?? '', /http|[A-Z]+_[A-Z]+/);
    assert.deepEqual(await ids(on.cookies.coordinator), []);
    await addHelpRecipient(on.app.database, 'local', 'harford');
    await addHelpRecipient(on.app.database, 'statewide');
    await addHelpRecipient(on.app.database, 'global');
  });

  test('assistance routes: the lists show beforehand who would be notified, each reader their own', async () => {
    const reach = async (cookie: string, path = 'assistance') => (await ask(cookie, path)).body.reach;
    const all = ['local', 'statewide', 'global'];
    const shared = { library: null, tiers: ['statewide', 'global'] };
    assert.deepEqual(await reach(on.cookies.harford), [{ library: 'harford', tiers: all }, shared]);
    assert.deepEqual(await reach(on.cookies.desk), [{ library: 'harford', tiers: all }, shared]);
    assert.deepEqual(await reach(on.cookies.carroll), [{ library: 'carroll', tiers: ['statewide', 'global'] }, shared]);
    assert.deepEqual(await reach(on.cookies.coordinator), [shared]);
    assert.deepEqual(await reach(on.cookies.coordinator, 'libraries/harford/assistance'), [
      { library: 'harford', tiers: all },
      shared,
    ]);
  });

  test('assistance routes: a liaison asks for help for an upcoming gap; a second time it is already open', async () => {
    const body = opening(24, { note: 'Nobody for the morning' });
    const opened = await ask(on.cookies.harford, 'libraries/harford/assistance', body);
    assert.equal(opened.status, 201);
    const { state, owner, steps, gap, note, may, told } = opened.body;
    assert.deepEqual([state, owner, told, gap, note], ['open', 'local', 1, body.gap, 'Nobody for the morning']);
    assert.deepEqual(
      steps.map((each) => [each.step, each.by]),
      [['opened', 'liaison harford']],
    );
    assert.deepEqual(may, ['acknowledged', 'taken', 'covered', 'closed', 'noted', 'escalated']);
    for (const gap of [body.gap, gapIn(25)]) {
      const again = await ask(on.cookies.coordinator, 'libraries/harford/assistance', { ...body, gap });
      assert.deepEqual([again.status, again.body.code], [409, 'already-open']);
      assert.equal(again.body.detail, 'A help request for this time is open already.');
    }
    assert.equal((await ask(on.cookies.harford, 'libraries/harford/assistance', opening(26.5))).status, 201);
  });

  test('assistance routes: what is wrong is named by field, and opens nothing', async () => {
    const before = await ids(on.cookies.coordinator);
    const start = inHours(1);
    const cases: [object, string][] = [
      [{ queue: 'garrett-desk' }, 'queue'],
      [{ queue: 'No Such' }, 'queue'],
      [{ reason: 'swamped' }, 'reason'],
      [{ reason: 'forecast-gap', gap: { start, end: null } }, 'gap.end'],
      [{ gap: { start, end: inHours(0.5) } }, 'gap.end'],
      [{ gap: { start, end: start } }, 'gap.end'],
      [{ gap: { start: inHours(-3), end: inHours(-1) } }, 'gap.end'],
      [{ gap: { start, end: inHours(400) } }, 'gap.end'],
      [{ gap: { start: inHours(-30), end: inHours(1) } }, 'gap.start'],
      [{ gap: { start: inHours(24 * 70), end: inHours(24 * 70 + 1) } }, 'gap.start'],
      [{ gap: { start: 'tomorrow', end: null } }, 'gap.start'],
      [{ note: 'x'.repeat(501) }, 'note'],
    ];
    for (const [more, field] of cases) {
      const { status, body } = await ask(on.cookies.harford, 'libraries/harford/assistance', opening(1, more));
      assert.deepEqual([status, body.code, body.errors?.[0]?.field], [422, 'invalid-request', field]);
    }
    assert.deepEqual(await ids(on.cookies.coordinator), before);
  });

  test('assistance routes: acknowledged, taken, given back, covered, closed: each with its record and its revision', async () => {
    const { id } = await open(50);
    const moves: [string, object][] = [
      [on.cookies.harford, { step: 'acknowledged' }],
      [on.cookies.harford, { step: 'noted', note: 'Asking around' }],
      [on.cookies.coordinator, { step: 'taken', taker: { tier: 'statewide' } }],
      [on.cookies.coordinator, { step: 'released' }],
      [on.cookies.harford, { step: 'taken', taker: { library: 'harford' } }],
      [on.cookies.desk, { step: 'covered' }],
      [on.cookies.harford, { step: 'closed' }],
    ];
    for (const [index, [cookie, move]] of moves.entries()) {
      const { status, body } = await step(cookie, id, { ...move, revision: index + 1 });
      assert.deepEqual([status, body.revision], [200, index + 2], JSON.stringify(move));
    }
    const { body } = await ask(on.cookies.harford, 'libraries/harford/assistance');
    const closed = body.requests.find((each) => each.id === id)!;
    assert.deepEqual(
      closed.steps.map((each) => each.step),
      ['opened', 'acknowledged', 'noted', 'taken', 'released', 'taken', 'covered', 'closed'],
    );
    assert.deepEqual([closed.state, closed.may, closed.deadline], ['closed', [], null]);
    assert.equal(closed.steps[2]?.note, 'Asking around');
    assert.ok(closed.overAt);
    const over = await step(on.cookies.harford, id, { step: 'noted', revision: 8 });
    assert.deepEqual([over.status, over.body.code], [409, 'not-now']);
  });

  test('assistance routes: a step on an old revision, by another session, or for another’s library changes nothing', async () => {
    const { id } = await open(60);
    const take = { step: 'taken', taker: { library: 'harford' }, revision: 1 };
    const cases: [string, object, number, string, string?][] = [
      [on.cookies.harford, { ...take, revision: 2 }, 409, 'stale-revision'],
      [on.cookies.harford, { step: 'released', revision: 1 }, 409, 'not-now'],
      [on.cookies.harford, { step: 'taken', revision: 1 }, 422, 'invalid-request', 'taker'],
      [on.cookies.harford, { step: 'closed', revision: 1, taker: { tier: 'local' } }, 422, 'invalid-request', 'taker'],
      [on.cookies.harford, { ...take, taker: { tier: 'statewide' } }, 422, 'invalid-request', 'taker'],
      [on.cookies.harford, { ...take, taker: { library: 'carroll' } }, 422, 'invalid-request', 'taker'],
      [on.cookies.coordinator, { ...take, taker: { library: 'nowhere' } }, 422, 'invalid-request', 'taker'],
      [on.cookies.coordinator, { step: 'expired', revision: 1 }, 422, 'invalid-request', 'step'],
      [on.cookies.desk, take, 403, 'not-yours'],
      [on.cookies.carroll, take, 404, 'unknown-request'],
      ['', take, 401, 'signed-out'],
    ];
    for (const [cookie, move, expected, code, field] of cases) {
      const { status, body } = await step(cookie, id, move);
      assert.deepEqual([status, body.code, body.errors?.[0]?.field], [expected, code, field], JSON.stringify(move));
    }
    assert.equal((await step(on.cookies.harford, id, take)).body.revision, 2);
    for (const path of ['assistance/99999/steps', 'assistance/7e9/steps', 'assistance/x/steps'])
      assert.ok([404, 422].includes((await ask(on.cookies.harford, path, take)).status), path);
  });

  test('assistance routes: another library sees a request once it has come to the statewide tier, and can take it for itself alone', async () => {
    const note = 'A patron waits';
    const { id } = (await ask(on.cookies.harford, 'libraries/harford/assistance', opening(70, { note }))).body;
    await step(on.cookies.harford, id, { step: 'noted', revision: 1, note: 'Still waits' });
    assert.deepEqual((await ids(on.cookies.carroll)).includes(id), false);
    await on.app.database.db
      .updateTable('assistance_request')
      .set({ owner: 'statewide' })
      .where('id', '=', id)
      .execute();
    const seen = (await ask(on.cookies.carroll, 'assistance')).body.requests.find((each) => each.id === id);
    assert.deepEqual(seen?.may, ['taken']);
    assert.doesNotMatch(JSON.stringify(seen), /wait/, 'a note is not for every library');
    assert.equal((await step(on.cookies.carroll, id, { step: 'closed', revision: 2 })).status, 403);
    const taken = await step(on.cookies.carroll, id, { step: 'taken', revision: 2, taker: { library: 'carroll' } });
    assert.deepEqual([taken.status, taken.body.may], [200, ['released', 'covered', 'noted']]);
    assert.deepEqual(taken.body.taker, { library: 'carroll' });
    assert.deepEqual([taken.body.note, taken.body.steps[1]?.note], [note, 'Still waits'], 'who helps reads it');
    // The library that is helped does not give back what another has taken.
    const own = (await ask(on.cookies.harford, 'assistance')).body.requests.find((each) => each.id === id);
    assert.deepEqual(own?.may, ['covered', 'closed', 'noted']);
    assert.equal((await step(on.cookies.carroll, id, { step: 'released', revision: 3 })).body.state, 'open');
  });

  test('assistance routes: a library’s requests do not exist for another’s liaison', async () => {
    assert.equal((await ask(on.cookies.garrett, 'libraries/harford/assistance')).status, 404);
    assert.equal((await ask(on.cookies.garrett, 'libraries/harford/assistance', opening(90))).status, 404);
    assert.equal((await ask(on.cookies.desk, 'libraries/harford/assistance')).status, 404);
    assert.equal((await ask('', 'assistance')).status, 401);
  });

  test('assistance routes: the desk’s one button opens a request now, once', async () => {
    const called = await ask(on.cookies.desk, 'queues/harford-desk/swamped', { note: 'Five at once' });
    assert.equal(called.status, 201);
    const [request] = called.body.requests;
    assert.deepEqual(
      [request?.library, request?.reason, request?.state, request?.gap.end, request?.may],
      ['harford', 'swamped', 'open', null, ['covered', 'noted']],
    );
    const again = await ask(on.cookies.desk, 'queues/harford-desk/swamped', {});
    assert.deepEqual([again.status, again.body.code], [409, 'already-open']);
    assert.equal((await ask(on.cookies.desk, 'queues/garrett-desk/swamped', {})).status, 404);
    assert.deepEqual(await ids(on.cookies.desk), await ids(on.cookies.harford));
  });

  test('assistance routes: at a desk that libraries share the button opens one request, of the desk’s own; a liaison has none there', async () => {
    const stateDesk = await on.app.signIn('desk', ['state']);
    const refused = await ask(on.cookies.harford, 'queues/state/swamped', {});
    assert.deepEqual([refused.status, refused.body.code], [403, 'shared-desk']);
    const called = await ask(stateDesk, 'queues/state/swamped', { note: 'Five at once' });
    assert.equal(called.status, 201);
    const [request, ...more] = called.body.requests;
    assert.deepEqual(
      [request?.library, request?.owner, request?.may, more],
      [null, 'statewide', ['covered', 'noted'], []],
    );
    assert.equal((await ask(on.cookies.coordinator, 'queues/state/swamped', {})).body.code, 'already-open');
    const { id } = request!;
    const seen = (await ask(on.cookies.carroll, 'assistance')).body.requests.find((each) => each.id === id);
    assert.deepEqual([seen?.may, seen?.note], [['taken'], null]);
    assert.ok(
      !(await ask(on.cookies.harford, 'libraries/harford/assistance')).body.requests.some((each) => each.id === id),
    );
    const local = await step(on.cookies.coordinator, id, { step: 'taken', revision: 1, taker: { tier: 'local' } });
    assert.deepEqual([local.status, local.body.errors?.[0]?.field], [422, 'taker']);
    const taken = await step(on.cookies.coordinator, id, { step: 'taken', revision: 1, taker: { tier: 'global' } });
    assert.equal(taken.status, 200);
    await step(on.cookies.coordinator, id, { step: 'closed', revision: 2 });
  });

  test('assistance routes: the coordinator asks for help at a desk that libraries share, at the address of all requests; nobody else does', async () => {
    const body = { ...opening(30), queue: 'state' };
    for (const cookie of [on.cookies.harford, on.cookies.desk])
      assert.equal((await ask(cookie, 'assistance', body)).status, 403);
    const atLibrary = await ask(on.cookies.coordinator, 'libraries/harford/assistance', body);
    assert.deepEqual([atLibrary.status, atLibrary.body.errors?.[0]?.field], [422, 'queue']);
    const notShared = await ask(on.cookies.coordinator, 'assistance', opening(30));
    assert.deepEqual([notShared.status, notShared.body.errors?.[0]?.field], [422, 'queue']);
    const opened = await ask(on.cookies.coordinator, 'assistance', body);
    assert.deepEqual([opened.status, opened.body.library, opened.body.owner], [201, null, 'statewide']);
    assert.equal((await ask(on.cookies.coordinator, 'assistance', body)).body.code, 'already-open');
  });

  test('assistance routes: open requests come by age, those that are over after them, and the coordinator sees all', async () => {
    const { body } = await ask(on.cookies.coordinator, 'assistance');
    const open = body.requests.filter(({ overAt }) => overAt === null);
    assert.deepEqual(body.requests.slice(0, open.length), open);
    const opened = open.map(({ openedAt }) => openedAt);
    assert.deepEqual(opened, [...opened].sort());
    assert.ok(body.requests.length >= 6);
  });

  test('assistance routes: a liaison sees how many were notified where those are another tier’s', async () => {
    const body = { queue: 'garrett-desk', reason: 'by-hand', gap: gapIn(90) };
    const opened = await ask(on.cookies.garrett, 'libraries/garrett/assistance', body);
    assert.deepEqual([opened.status, opened.body.owner, opened.body.told], [201, 'statewide', 1]);
    const read = (await ask(on.cookies.garrett, 'assistance')).body.requests.find(({ id }) => id === opened.body.id);
    assert.equal(read?.told, 1);
  });
});
