// Requests to change the weekly pattern of a shared desk: who may ask, read and answer, and what Home says.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  acknowledgeShiftRequest,
  answerShiftRequest,
  getAllShiftRequests,
  getAudit,
  getShiftRequests,
  getTasks,
  requestShift,
  undoShiftRequestAnswer,
  withdrawShiftRequest,
  type Connection,
  type NewShiftRequest,
  type ShiftRequest,
} from '@askusnow/sdk';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { loadAllRequests } from '../../../server/src/schedule/shift-requests/store.ts';
import { withApp } from '../../support/app/fixture.ts';
import { codeOf, sentenceOf } from '../../support/app/requests.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';
import { aRequest, TUESDAY } from '../../support/data/shift-requests.ts';

withApp({
  now: MONDAY_10,
  cooperative: SHARED_HOURS_FILE,
  as: {
    harford: ['liaison', 'harford'],
    cecil: ['liaison', 'cecil'],
    viewer: ['viewer', 'harford'],
    provider: ['provider', 'harford'],
    desk: ['desk', 'statewide'],
    coordinator: ['coordinator'],
  },
}).describe('shift requests of libraries', (on) => {
  beforeEach(() => on.app.database.db.deleteFrom('shift_request').execute());

  const ask = (over: Partial<NewShiftRequest> = {}) => requestShift(on.harford, 'harford', aRequest(over));
  const answer = ({ id }: ShiftRequest) => answerShiftRequest(on.coordinator, id, { state: 'accepted' });
  const decline = ({ id }: ShiftRequest) =>
    answerShiftRequest(on.coordinator, id, { state: 'declined', reason: 'Nobody else is there.' });
  const undo = ({ id }: ShiftRequest) => undoShiftRequestAnswer(on.coordinator, id);
  const own = async (by: Connection = on.harford, library = 'harford') =>
    (await getShiftRequests(by, library)).requests;

  test('shift requests: a library withdraws what waits; each state refuses a step with one sentence that says why', async () => {
    const made = await ask();
    await withdrawShiftRequest(on.harford, 'harford', made.id);
    await withdrawShiftRequest(on.harford, 'harford', made.id);
    assert.match(await sentenceOf(answer(made)), /^=Harford, .* has withdrawn this request\.$/);
    assert.deepEqual([await own(), (await getAllShiftRequests(on.coordinator)).requests], [[], []]);
    const second = await ask();
    await decline(second);
    const sentence = 'The coordinator has answered this request already.';
    assert.equal(await sentenceOf(withdrawShiftRequest(on.harford, 'harford', second.id)), sentence);
    assert.equal(await sentenceOf(answer(second)), sentence);
    assert.equal(await codeOf(undo(second)), '409 not-now');
    assert.equal(await codeOf(answer({ ...second, id: 2 ** 31 - 1 })), '404 not-found');
  });

  test('shift requests: Home says how many wait, and that an answer has come, until the library acknowledges it', async () => {
    const tasksOf = async (by: Connection) =>
      (await getTasks(by)).tasks
        .filter(({ key }) => key.startsWith('shift-request'))
        .map(({ title, path }) => [title, path]);
    const made = await ask();
    const second = await ask({ shift: null, wanted: { ...TUESDAY, day: 'th' } });
    assert.deepEqual(await tasksOf(on.coordinator), [
      ['2 requests to change the schedule wait for you', '/dashboard/-/week'],
    ]);
    assert.equal(await codeOf(acknowledgeShiftRequest(on.harford, 'harford', made.id)), '409 not-answered');
    await decline(made);
    const path = '/dashboard/harford/shared-hours';
    assert.deepEqual(await tasksOf(on.harford), [
      ['The coordinator declined your request to change the schedule', path],
    ]);
    await answer(second);
    assert.deepEqual(await tasksOf(on.harford), [
      ['The coordinator answered 2 of your requests to change the schedule', path],
    ]);
    assert.deepEqual([await tasksOf(on.coordinator), await tasksOf(on.cecil)], [[], []]);
    for (const { id } of [made, second]) {
      assert.equal((await acknowledgeShiftRequest(on.harford, 'harford', id)).isUnread, false);
      await acknowledgeShiftRequest(on.harford, 'harford', id);
    }
    assert.deepEqual(await tasksOf(on.harford), []);
    const { entries } = await getAudit(on.coordinator, { library: 'harford' });
    assert.equal(entries.filter(({ action }) => action === 'shift-request-answer-read').length, 2);
  });

  test('shift requests: of another library nobody asks, reads or withdraws; mutant: a list that asks for no library', async () => {
    const made = await ask();
    for (const by of [on.cecil, on.provider, on.desk]) {
      assert.match(await codeOf(getShiftRequests(by, 'harford')), /^40[34] /);
      assert.match(await codeOf(requestShift(by, 'harford', aRequest())), /^40[34] /);
    }
    assert.equal(await codeOf(withdrawShiftRequest(on.cecil, 'cecil', made.id)), '404 not-found');
    assert.equal(await codeOf(acknowledgeShiftRequest(on.cecil, 'cecil', made.id)), '404 not-found');
    for (const by of [on.cecil, on.harford, on.viewer, on.provider, on.desk]) {
      assert.match(await codeOf(getAllShiftRequests(by)), /^403 /);
      assert.match(await codeOf(answerShiftRequest(by, made.id, { state: 'accepted' })), /^403 /);
      assert.match(await codeOf(undoShiftRequestAnswer(by, made.id)), /^403 /);
    }
    assert.equal((await own(on.viewer)).length, 1);
    assert.match(await codeOf(requestShift(on.viewer, 'harford', aRequest())), /^403 /);
    assert.match(await codeOf(withdrawShiftRequest(on.viewer, 'harford', made.id)), /^403 /);
    assert.deepEqual(await own(on.cecil, 'cecil'), []);
    const { db } = on.app.database;
    assert.equal((await loadAllRequests(db, on.clock.now())).length, 1, 'the mutant shows it to Cecil');
    assert.equal((await own(on.coordinator)).length, 1);
  });

  test('shift requests: those of a library or a desk that has left wait for nobody', async () => {
    await ask();
    const { db } = on.app.database;
    const waits = async () => [
      (await getAllShiftRequests(on.coordinator)).requests.length,
      (await getTasks(on.coordinator)).tasks.filter(({ key }) => key === 'shift-requests').length,
    ];
    assert.deepEqual(await waits(), [1, 1]);
    for (const [table, id] of [
      ['library', 'harford'],
      ['queue', 'statewide'],
    ] as const) {
      const set = (removed: boolean) => db.updateTable(table).set({ removed }).where('id', '=', id).execute();
      await set(true);
      assert.deepEqual(await waits(), [0, 0], table);
      await set(false);
    }
  });

  test('shift requests: at most so many wait, and old answers go with the next request', async () => {
    const add = (people: number) => ask({ shift: null, wanted: { ...TUESDAY, day: 'su', people } });
    const first = await add(1);
    await decline(first);
    const decided_at = new Date(on.clock.now() - 91 * DAY_MS);
    await on.app.database.db.updateTable('shift_request').set({ decided_at }).execute();
    for (let people = 1; people <= 20; people++) await add(people);
    assert.deepEqual(
      (await own()).map(({ state }) => state),
      Array.from({ length: 20 }, () => 'waiting'),
    );
    assert.equal(await codeOf(add(21)), '409 quota-reached');
  });

  test('shift requests: what is sent again since its answer was lost is asked once', async () => {
    const send = () =>
      fetch(`${on.app.url}/v1/libraries/harford/shift-requests`, {
        method: 'POST',
        headers: {
          ...{ cookie: on.cookies.harford, origin: on.app.config.publicUrl },
          ...{ 'content-type': 'application/json', 'idempotency-key': 'the-same' },
        },
        body: JSON.stringify(aRequest()),
      }).then(async (reply) => ((await reply.json()) as ShiftRequest).id);
    assert.equal(new Set(await Promise.all([send(), send(), send()])).size, 1);
    assert.equal((await own()).length, 1);
  });
});
