// Answers, withdrawals and changes of the schedule that meet in the middle of their transactions, on three nodes.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import {
  answerShiftRequest,
  changeQueueShifts,
  getQueueShifts,
  requestShift,
  undoShiftRequestAnswer,
  withdrawShiftRequest,
  type Connection,
  type ShiftRequest,
  type ShiftRequestAnswer,
  type WeeklyShift,
} from '@askusnow/sdk';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { createTestStore, type TestStore } from '../../support/app/database.ts';
import { codeOf, connectionTo, sentenceOf } from '../../support/app/requests.ts';
import { meetUnderWay } from '../../support/app/under-way.ts';
import { importOptions } from '../../support/data/cooperative-text.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';

const WANTED: WeeklyShift = {
  ...{ day: 'fr', start: '10:00', end: '12:00', service: 'statewide', people: 1, endsAtClosing: false },
};
const ANSWERED = 'The coordinator has answered this request already.';

describe('shift requests on three nodes', () => {
  let store: TestStore;
  let nodes: TestApp[];
  let coordinator: string;
  let liaison: string;

  before(async () => {
    store = await createTestStore('postgres');
    const clock = createManualClock(MONDAY_10);
    const start = () => startApp({ engine: 'postgres', store, clock });
    nodes = [await start(), await start(), await start()];
    await importCooperative(nodes[0]!.database, SHARED_HOURS_FILE, { ...importOptions, replace: false });
    await Promise.all(nodes.map(({ registry }) => registry.reload()));
    coordinator = await nodes[0]!.signIn('coordinator');
    liaison = await nodes[0]!.signIn('liaison', ['kent']);
  });
  after(async () => {
    for (const node of nodes) await node.close();
    await store.remove();
  });
  afterEach(async () => {
    await nodes[0]!.database.db.deleteFrom('shift_request').execute();
    const { shifts, revision } = await getQueueShifts(at(0), 'statewide');
    const left = shifts.filter(({ library }) => library !== 'kent');
    await changeQueueShifts(at(0), 'statewide', { shifts: left, revision });
  });

  const at = (node: number, cookie = coordinator): Connection => connectionTo(nodes[node]!, cookie);
  const ask = () =>
    requestShift(at(0, liaison), 'kent', { queue: 'statewide', shift: null, wanted: WANTED, from: '2026-05-18' });
  const answer =
    (node: number, { id }: ShiftRequest, given: ShiftRequestAnswer = { state: 'accepted' }) =>
    () =>
      sentenceOf(answerShiftRequest(at(node), id, given));
  const withdraw =
    (node: number, { id }: ShiftRequest) =>
    () =>
      sentenceOf(withdrawShiftRequest(at(node, liaison), 'kent', id));
  /** All wait for a lock, as behind another node's change. */
  const meet = (requests: (() => Promise<string>)[]) =>
    meetUnderWay(
      nodes[0]!,
      async (trx) => {
        await trx.selectFrom('queue').select('id').where('id', '=', 'statewide').forUpdate().execute();
        await trx.selectFrom('shift_request').select('id').forUpdate().execute();
      },
      requests,
    );
  const stateOf = async () =>
    (await nodes[0]!.database.db.selectFrom('shift_request').select('state').executeTakeFirstOrThrow()).state;
  const owed = async () =>
    (await getQueueShifts(at(0), 'statewide')).shifts.filter(({ library }) => library === 'kent').length;

  test('shift requests: of two coordinators who answer at once, one has answered and the other reads so', async () => {
    for (const second of [{ state: 'accepted' }, { state: 'declined', reason: 'There are enough.' }] as const) {
      const made = await ask();
      const outcomes = await meet([answer(1, made), answer(2, made, second)]);
      assert.deepEqual(outcomes.toSorted(), [ANSWERED, 'done']);
      const isAccepted = (await stateOf()) === 'accepted';
      assert.equal(await owed(), isAccepted ? 1 : 0);
      if (isAccepted) await undoShiftRequestAnswer(at(0), made.id);
      await nodes[0]!.database.db.deleteFrom('shift_request').execute();
    }
  });

  test('shift requests: where a library withdraws as the coordinator accepts, there is one state and one sentence', async () => {
    for (const isWithdrawnFirst of [true, false]) {
      const made = await ask();
      const requests = [withdraw(1, made), answer(2, made)];
      const outcomes = await meet(isWithdrawnFirst ? requests : requests.toReversed());
      const state = await stateOf();
      assert.ok(state === 'withdrawn' || state === 'accepted', state);
      const refusal = state === 'accepted' ? ANSWERED : 'Kent has withdrawn this request.';
      assert.deepEqual(outcomes.toSorted(), [refusal, 'done'].toSorted());
      assert.equal(await owed(), state === 'accepted' ? 1 : 0);
      const sentences = await Promise.all([withdraw(1, made)(), answer(2, made)()]);
      assert.deepEqual(
        sentences,
        state === 'accepted' ? [ANSWERED, ANSWERED] : ['done', 'Kent has withdrawn this request.'],
      );
      if (state === 'accepted') await undoShiftRequestAnswer(at(0), made.id);
      await nodes[0]!.database.db.deleteFrom('shift_request').execute();
    }
  });

  test('shift requests: an acceptance and a change of the same shifts keep both, or refuse the one that has read the older ones', async () => {
    const made = await ask();
    const { shifts, revision } = await getQueueShifts(at(0), 'statewide');
    const more = { library: 'cecil', days: ['sa' as const], start: '10:00', end: '12:00' };
    const save = () => codeOf(changeQueueShifts(at(1), 'statewide', { shifts: [...shifts, more], revision }));
    const [saved, accepted] = await meet([save, answer(2, made)]);
    assert.equal(accepted, 'done');
    const now = (await getQueueShifts(at(0), 'statewide')).shifts;
    const isSaved = now.some(({ days }) => days?.includes('sa'));
    assert.equal(saved, isSaved ? 'done' : '409 stale-revision');
    assert.equal(await owed(), 1);
    await changeQueueShifts(at(0), 'statewide', { shifts, revision: revision + (isSaved ? 2 : 1) });
  });

  test('shift requests: an undo and a change of the same shifts never lose what somebody has saved', async () => {
    const made = await ask();
    await answer(0, made)();
    const { shifts, revision } = await getQueueShifts(at(0), 'statewide');
    const more = { library: 'cecil', days: ['sa' as const], start: '10:00', end: '12:00' };
    const save = () => codeOf(changeQueueShifts(at(1), 'statewide', { shifts: [...shifts, more], revision }));
    const undo = () => codeOf(undoShiftRequestAnswer(at(2), made.id));
    const outcomes = await meet([save, undo]);
    const isSaved = (await getQueueShifts(at(0), 'statewide')).shifts.some(({ days }) => days?.includes('sa'));
    assert.deepEqual(outcomes, isSaved ? ['done', '409 not-now'] : ['409 stale-revision', 'done']);
    assert.equal(await owed(), isSaved ? 1 : 0);
    await changeQueueShifts(at(0), 'statewide', { shifts, revision: revision + 1 });
  });
});
