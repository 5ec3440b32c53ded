// Requests to change the weekly pattern of a shared desk: what an answer writes, what is refused, and the undo.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import {
  answerShiftRequest,
  changeQueueShifts,
  getAllShiftRequests,
  getAudit,
  getDeskWeek,
  getQueueShifts,
  getShiftRequests,
  requestShift,
  undoShiftRequestAnswer,
  type NewShiftRequest,
  type ShiftRequest,
  type ShiftRequestAnswer,
  type ShiftRule,
  type WeeklyShift,
} from '@askusnow/sdk';
import { WEEKDAYS } from '@askusnow/sdk/contract';
import { loadReplaced } from '../../../server/src/platform/audit/audit-store.ts';
import { DAY_MS, MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { codeOf, problemOf, sentenceOf } from '../../support/app/requests.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { hoursWritten, SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';
import { aRequest, FROM, TUESDAY } from '../../support/data/shift-requests.ts';
import { eventually } from '../../support/waiting.ts';

withApp({
  now: MONDAY_10,
  cooperative: SHARED_HOURS_FILE,
  as: {
    harford: ['liaison', 'harford'],
    kent: ['liaison', 'kent'],
    coordinator: ['coordinator'],
  },
}).describe('shift requests', (on) => {
  let stored: ShiftRule[];
  before(async () => {
    await hoursWritten(on.app);
    stored = (await getQueueShifts(on.coordinator, 'statewide')).shifts;
  });
  beforeEach(async () => {
    await on.app.database.db.deleteFrom('shift_request').execute();
    const { revision } = await getQueueShifts(on.coordinator, 'statewide');
    await changeQueueShifts(on.coordinator, 'statewide', { shifts: stored, revision });
  });

  const ask = (over: Partial<NewShiftRequest> = {}) => requestShift(on.harford, 'harford', aRequest(over));
  const answer = ({ id }: ShiftRequest, given: ShiftRequestAnswer = { state: 'accepted' }) =>
    answerShiftRequest(on.coordinator, id, given);
  const undo = ({ id }: ShiftRequest) => undoShiftRequestAnswer(on.coordinator, id);
  const shiftsOf = async (library = 'harford') =>
    (await getQueueShifts(on.coordinator, 'statewide')).shifts.filter((rule) => rule.library === library);
  const own = async () => (await getShiftRequests(on.harford, 'harford')).requests;
  const dutiesOf = async (week: string) =>
    (await getDeskWeek(on.coordinator, 'statewide', { from: week })).duties
      .filter(({ library }) => library === 'harford')
      .map(({ start, people }) => `${start.slice(5, 16)} ${people}`);

  test('shift requests: a library asks to move a weekly shift, the coordinator accepts, and the schedule has it from that day on', async () => {
    const { desks } = await getShiftRequests(on.harford, 'harford');
    assert.deepEqual(desks, [
      {
        ...{ queue: { id: 'statewide', name: 'Statewide desk' }, zone: 'America/New_York', service: 'statewide' },
        shifts: [{ ...TUESDAY, day: 'mo' }, TUESDAY],
      },
    ]);
    const made = await ask();
    assert.deepEqual(
      [made.state, made.shift, made.wanted?.day, made.from, made.answer, made.isUnread, made.undoUntil],
      ['waiting', TUESDAY, 'we', FROM, null, false, null],
    );
    assert.deepEqual(
      await shiftsOf(),
      stored.filter(({ library }) => library === 'harford'),
    );
    const seen = (await getAllShiftRequests(on.coordinator)).requests;
    assert.deepEqual(seen, [made]);
    const accepted = await answer(made);
    assert.deepEqual([accepted.state, accepted.answer?.changed, accepted.isUnread], ['accepted', null, true]);
    const hours = { library: 'harford', start: '14:00', end: '16:00' };
    assert.deepEqual(await shiftsOf(), [
      { ...hours, people: 2, days: ['mo'] },
      { ...hours, people: 2, days: ['tu'], until: '2026-05-17' },
      { ...hours, days: ['we'], from: FROM },
    ]);
    await eventually(
      async () => (await dutiesOf('2026-05-18')).length === 2 && (await dutiesOf('2026-05-18'))[1]!.endsWith('1'),
    );
    assert.deepEqual(await dutiesOf('2026-05-18'), ['05-18T18:00 2', '05-20T18:00 1']);
    assert.deepEqual(await dutiesOf('2026-05-11'), ['05-11T18:00 2', '05-12T18:00 2']);
    const { entries } = await getAudit(on.coordinator, {});
    assert.deepEqual(
      entries
        .slice(0, 3)
        .map(({ action, subject }) => [action, subject])
        .sort(),
      [
        ['shift-request-accepted', 'library:harford'],
        ['shift-requested', 'library:harford'],
        ['shifts-changed', 'queue:statewide'],
      ],
    );
  });

  test('shift requests: one weekly shift is added where the library owed none, and one ends', async () => {
    const wanted: WeeklyShift = {
      ...{ day: 'fr', start: '20:00', end: '21:30', service: 'global', people: 1, endsAtClosing: true },
    };
    const made = await requestShift(on.kent, 'kent', aRequest({ shift: null, wanted }));
    await answer(made);
    const rule = {
      library: 'kent',
      service: 'global',
      endsAtClosing: true,
      days: ['fr'],
      start: '20:00',
      end: '21:30',
    };
    assert.deepEqual(await shiftsOf('kent'), [{ ...rule, from: FROM }]);
    assert.deepEqual((await getShiftRequests(on.kent, 'kent')).desks[0]?.shifts, [wanted]);
    // It would begin on the day on which it ends: nothing of it is left.
    await answer(await requestShift(on.kent, 'kent', aRequest({ shift: wanted, wanted: null })));
    assert.deepEqual(await shiftsOf('kent'), []);
  });

  test('shift requests: the coordinator accepts another time and another day, and the library reads what was agreed', async () => {
    const made = await ask();
    const changed = { wanted: { ...TUESDAY, start: '15:00', end: '17:00' }, from: '2026-06-01' };
    await answer(made, { state: 'accepted', reason: 'Wednesday has enough.', changed });
    assert.deepEqual((await shiftsOf()).slice(1), [
      { library: 'harford', people: 2, days: ['tu'], start: '14:00', end: '16:00', until: '2026-05-31' },
      { library: 'harford', people: 2, days: ['tu'], start: '15:00', end: '17:00', from: '2026-06-01' },
    ]);
    const [read] = await own();
    assert.deepEqual([read?.answer?.changed, read?.answer?.reason], [changed, 'Wednesday has enough.']);
    assert.deepEqual([read?.wanted?.day, read?.from], ['we', FROM], 'what was asked for stays');
  });

  test('shift requests: each fault is named by its field, of a request and of a changed acceptance', async () => {
    const wanted = aRequest().wanted!;
    for (const [over, field] of [
      [{ from: '2026-05-04' }, 'from'],
      [{ from: '2027-06-01' }, 'from'],
      [{ queue: 'harford-desk' }, 'queue'],
      [{ queue: 'nowhere' }, 'queue'],
      [{ shift: { ...TUESDAY, people: 1 } }, 'shift'],
      [{ shift: { ...TUESDAY, day: 'we' } }, 'shift'],
      [{ wanted: TUESDAY }, 'wanted'],
      [{ shift: null, wanted: null }, 'wanted'],
      [{ wanted: { ...wanted, start: '24:00' } }, 'wanted.start'],
      [{ wanted: { ...wanted, end: '07:00' } }, 'wanted.end'],
      [{ wanted: { ...wanted, day: 'mo', start: '15:00' } }, 'wanted.start'],
      [{ wanted: { ...wanted, people: 0 } }, 'wanted.people'],
    ] as const)
      assert.deepEqual((await problemOf(ask(over))).fields, [field], JSON.stringify(over));
    const made = await ask();
    assert.deepEqual((await problemOf(ask())).fields, ['wanted']);
    const changed = { wanted, from: FROM };
    for (const [given, field] of [
      [{ state: 'declined' }, 'reason'],
      [{ state: 'declined', reason: 'No.', changed }, 'changed'],
      [{ state: 'accepted', changed: { ...changed, from: '2026-05-04' } }, 'changed.from'],
      [{ state: 'accepted', changed: { ...changed, wanted: null } }, 'changed.wanted'],
      [{ state: 'accepted', changed: { ...changed, wanted: { ...wanted, end: '07:00' } } }, 'changed.wanted.end'],
    ] as const)
      assert.deepEqual((await problemOf(answer(made, given))).fields, [field], JSON.stringify(given));
    assert.equal((await own())[0]?.state, 'waiting');
  });

  test('shift requests: an acceptance that does not fit any more is refused by a sentence, and the request stays open', async () => {
    const made = await ask();
    const save = async (shifts: ShiftRule[]): Promise<void> => {
      const { revision } = await getQueueShifts(on.coordinator, 'statewide');
      await changeQueueShifts(on.coordinator, 'statewide', { shifts, revision });
    };
    await save(stored.filter(({ library }) => library !== 'harford'));
    assert.equal(
      await sentenceOf(answer(made)),
      'The library does not owe this shift at the desk any more. Decline the request.',
    );
    const rest = stored.map((rule) => (rule.library === 'harford' ? { ...rule, people: 3 } : rule));
    await save(rest);
    assert.equal(await codeOf(answer(made)), '409 not-now', 'the pattern has changed');
    await save([...stored, { library: 'harford', days: ['we'], start: '13:00', end: '15:00' }]);
    assert.equal(
      await sentenceOf(answer(made)),
      'The library has a shift at that time already. Accept the request with another time, or decline it.',
    );
    // Written beside the routes: nothing of so many shifts needs to be worked out.
    const many = Array.from({ length: 143 }, (_, at) => ({
      ...{ label: `Team ${at}`, days: [...WEEKDAYS], start: '09:00', end: '10:00' },
    }));
    const shifts = JSON.stringify([...stored, ...many]);
    await on.app.database.db.updateTable('queue').set({ shifts }).where('id', '=', 'statewide').execute();
    assert.equal(await sentenceOf(answer(made)), 'The desk has as many shifts as it can have. Remove some first.');
    await save(stored);
    const soon = await ask({ from: '2026-05-05' });
    on.clock.advance(DAY_MS);
    assert.equal(
      await sentenceOf(answer(soon)),
      'The first day of this change is today or earlier. Accept it with a later first day.',
    );
    assert.deepEqual(
      (await own()).filter(({ state }) => state === 'waiting').map(({ id }) => id),
      [soon.id, made.id],
    );
    const changed = { wanted: soon.wanted, from: '2026-05-06' };
    assert.equal((await answer(soon, { state: 'accepted', changed })).state, 'accepted');
    on.clock.advance(-DAY_MS);
  });

  test('shift requests: an acceptance is undone within ten minutes, unless the shifts have changed since; mutant: by the time alone', async () => {
    const made = await ask();
    const { undoUntil } = await answer(made);
    assert.equal(Date.parse(undoUntil!) - on.clock.now(), 10 * MINUTE_MS);
    on.clock.advance(10 * MINUTE_MS - 1);
    assert.deepEqual(
      (await getAllShiftRequests(on.coordinator)).requests.map(({ state }) => state),
      ['accepted'],
    );
    const again = await undo(made);
    assert.deepEqual([again.state, again.answer, again.isUnread], ['waiting', null, false]);
    assert.deepEqual((await getQueueShifts(on.coordinator, 'statewide')).shifts, stored);
    assert.equal(await codeOf(undo(made)), '409 not-now', 'a second time');
    await answer(made);
    on.clock.advance(10 * MINUTE_MS);
    assert.equal(await sentenceOf(undo(made)), 'An acceptance can be undone within 10 minutes.');
    assert.deepEqual((await getAllShiftRequests(on.coordinator)).requests, []);

    const second = await ask({ shift: null, wanted: { ...TUESDAY, day: 'th' } });
    await answer(second);
    const { shifts, revision } = await getQueueShifts(on.coordinator, 'statewide');
    const since = [...shifts, { library: 'cecil', days: ['sa' as const], start: '10:00', end: '12:00' }];
    await changeQueueShifts(on.coordinator, 'statewide', { shifts: since, revision });
    const sentence = 'The shifts of the desk have changed since. Change them on the schedule.';
    assert.equal(await sentenceOf(undo(second)), sentence);
    assert.deepEqual((await getAllShiftRequests(on.coordinator)).requests, []);
    assert.equal((await shiftsOf('cecil')).length, 2, 'what somebody has saved since stays');
    const replaced = await loadReplaced(on.app.database.db, 'queue:statewide', 'shifts-changed');
    assert.ok(!JSON.stringify(replaced).includes('"sa"'), 'the mutant writes this, and loses what somebody has saved');
    on.clock.advance(-20 * MINUTE_MS + 1);
  });
});
