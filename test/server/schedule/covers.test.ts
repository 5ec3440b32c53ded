// Hours of a shared desk that libraries give and take: who may, what each reads, what is refused, and what the audit log keeps.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import {
  changeQueueShifts,
  getAllCovers,
  getAudit,
  getCovers,
  getQueueShifts,
  getTasks,
  moveCover,
  offerHour,
  type Connection,
  type Cover,
  type CoverOffer,
  type Task,
} from '@askusnow/sdk';
import { expireCovers, loadCovers } from '../../../server/src/schedule/covers/store.ts';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { codeOf, problemOf, sentenceOf } from '../../support/app/requests.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { anHour, hourAt, hoursWritten, SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';
import { eventually } from '../../support/waiting.ts';

withApp({
  now: MONDAY_10,
  cooperative: SHARED_HOURS_FILE,
  as: {
    harford: ['liaison', 'harford'],
    cecil: ['liaison', 'cecil'],
    carroll: ['liaison', 'carroll'],
    kent: ['liaison', 'kent'],
    viewer: ['viewer', 'cecil'],
    provider: ['provider', 'harford'],
    desk: ['desk', 'statewide'],
    coordinator: ['coordinator'],
  },
}).describe('shared hours', (on) => {
  before(() => hoursWritten(on.app));
  beforeEach(() => on.app.database.db.deleteFrom('cover_offer').execute());

  const offer = (over: Partial<CoverOffer> = {}) => offerHour(on.harford, 'harford', { ...anHour(14, 16), ...over });
  const accept = (who: Connection, library: string, { id }: Cover) => moveCover(who, library, id, { step: 'accepted' });
  const withdraw = (who: Connection, { id }: Cover) => moveCover(who, 'harford', id, { step: 'withdrawn' });
  const undo = (who: Connection, library: string, { id }: Cover) => moveCover(who, library, id, { step: 'undone' });
  const hoursOf = async (who: Connection, library: string) =>
    (await getCovers(who, library)).hours.map(({ start, end, why, owedBy }) =>
      [start.slice(5, 16), end.slice(11, 16), why, owedBy.id].join(' '),
    );

  test('shared hours: one library gives an hour, another takes it, and both see who works when', async () => {
    const made = await offer();
    assert.deepEqual(
      [made.state, made.library.id, made.queue, made.zone, made.takenBy, made.undo, made.mayWithdraw],
      ['open', 'harford', { id: 'statewide', name: 'Statewide desk' }, 'America/New_York', null, null, true],
    );
    assert.ok(!(await hoursOf(on.harford, 'harford')).some((hour) => hour.startsWith('05-04')));
    const seen = (await getCovers(on.cecil, 'cecil')).covers;
    assert.deepEqual(
      seen.map(({ id, mayAccept, mayWithdraw }) => [id, mayAccept, mayWithdraw]),
      [[made.id, ['cecil'], false]],
    );
    const taken = await accept(on.cecil, 'cecil', made);
    assert.deepEqual(
      [taken.state, taken.takenBy, taken.undo?.library],
      ['accepted', { id: 'cecil', name: 'Cecil' }, 'cecil'],
    );
    assert.deepEqual((await hoursOf(on.cecil, 'cecil')).slice(0, 2), [
      '05-04T18:00 20:00 covering harford',
      '05-04T20:00 22:00 owed cecil',
    ]);
    assert.equal((await getCovers(on.harford, 'harford')).covers[0]?.takenBy?.id, 'cecil');
    // Sent again, since the answer was lost.
    assert.equal((await accept(on.cecil, 'cecil', made)).state, 'accepted');
  });

  test('shared hours: a part is given by half hours; the rest stays its library’s, and is given next', async () => {
    const part = await offer({ start: hourAt(14.5), end: hourAt(15) });
    await accept(on.cecil, 'cecil', part);
    assert.deepEqual((await hoursOf(on.harford, 'harford')).slice(0, 2), [
      '05-04T18:00 18:30 owed harford',
      '05-04T19:00 20:00 owed harford',
    ]);
    assert.deepEqual((await problemOf(offer())).fields, ['start']);
    assert.deepEqual((await problemOf(offer({ start: hourAt(14.5), end: hourAt(15) }))).fields, ['start']);
    await offer({ start: hourAt(15), end: hourAt(16) });
  });

  test('shared hours: what is not owed, not half hours, too far ahead, or at no shared desk is refused by field', async () => {
    for (const [over, field] of [
      [{ end: hourAt(14) }, 'end'],
      [{ end: hourAt(15.25) }, 'end'],
      [{ start: hourAt(14.25) }, 'start'],
      [{ end: hourAt(17) }, 'start'],
      [{ service: 'global' }, 'start'],
      [{ start: hourAt(40 * 24), end: hourAt(40 * 24 + 1) }, 'end'],
      [{ queue: 'harford-desk' }, 'queue'],
      [{ reason: 'because' as 'other' }, 'reason'],
    ] as const)
      assert.deepEqual((await problemOf(offer(over))).fields, [field], JSON.stringify(over));
    assert.equal(await codeOf(offer({ start: hourAt(9), end: hourAt(10) })), '409 hour-begun');
    assert.equal(await codeOf(offerHour(on.cecil, 'harford', anHour(14, 16))), '404 unknown-library');
    assert.deepEqual((await problemOf(offerHour(on.kent, 'kent', anHour(14, 16)))).fields, ['start']);
  });

  test('shared hours: only a library that owes hours, has none then and is not closed may accept', async () => {
    const tuesday = await offer({ start: hourAt(38), end: hourAt(40) });
    const early = await offer({ start: hourAt(14), end: hourAt(15) });
    const may = async (who: Connection, library: string) =>
      (await getCovers(who, library)).covers.filter(({ mayAccept }) => mayAccept.includes(library)).map(({ id }) => id);
    assert.deepEqual(await may(on.cecil, 'cecil'), [early.id, tuesday.id]);
    assert.deepEqual(await may(on.carroll, 'carroll'), [early.id]);
    assert.deepEqual([await may(on.kent, 'kent'), await may(on.harford, 'harford')], [[], []]);
    assert.deepEqual(await may(on.viewer, 'cecil'), []);
    assert.equal(await codeOf(accept(on.carroll, 'carroll', tuesday)), '409 on-duty');
    assert.equal(await codeOf(accept(on.kent, 'kent', tuesday)), '409 not-owing');
    assert.equal(await codeOf(accept(on.harford, 'harford', tuesday)), '409 not-now');
    const { db } = on.app.database;
    const closing = {
      library_id: 'cecil',
      starts_at: hourAt(39),
      ends_at: hourAt(48),
      announced_at: hourAt(0),
      by: 'x',
    };
    await db
      .insertInto('library_closing')
      .values({ ...closing, withdrawn_at: null })
      .execute();
    assert.equal(await codeOf(accept(on.cecil, 'cecil', tuesday)), '409 library-closed');
    await db.deleteFrom('library_closing').execute();
    await accept(on.cecil, 'cecil', tuesday);
    // An hour that it has given is one that it cannot work: it withdraws it first.
    const third = await offerHour(on.carroll, 'carroll', { ...anHour(34, 36), queue: 'statewide' });
    await accept(on.cecil, 'cecil', third);
    const given = await offerHour(on.cecil, 'cecil', anHour(16, 18));
    assert.equal(given.state, 'open');
  });

  test('shared hours: why an hour is given is in the replies to its own library and the coordinator alone', async () => {
    const made = await offer({ reason: 'illness' });
    const list = async (who: Connection, library: string) => JSON.stringify(await getCovers(who, library));
    assert.equal(made.reason, 'illness');
    assert.match(await list(on.harford, 'harford'), /illness/);
    assert.match(JSON.stringify(await getAllCovers(on.coordinator)), /illness/);
    for (const [who, library] of [
      [on.cecil, 'cecil'],
      [on.cecil, 'harford'],
      [on.viewer, 'harford'],
      [on.provider, 'harford'],
    ] as const) {
      assert.doesNotMatch(await list(who, library), /illness/);
      assert.doesNotMatch(JSON.stringify(await getAllCovers(who)), /illness/);
    }
    assert.doesNotMatch(JSON.stringify(await accept(on.cecil, 'cecil', made)), /illness/);
    const { entries } = await getAudit(on.coordinator, {});
    const own = entries.filter(({ action }) => action.startsWith('cover-'));
    assert.deepEqual(
      own.slice(0, 2).map(({ action, subject }) => [action, subject]),
      [
        ['cover-accepted', 'library:cecil'],
        ['cover-offered', 'library:harford'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(own), /illness|reason/);
  });

  test('shared hours: mutant: hours as they are stored show another library why they are given', async () => {
    await offer({ reason: 'illness' });
    const all = { startMs: 0, endMs: Date.parse('2100-01-01') };
    assert.match(JSON.stringify(await loadCovers(on.app.database.db, ['cecil'], all)), /illness/);
  });

  test('shared hours: a step is undone within ten minutes, before the hour, by the account that took it', async () => {
    const made = await offer();
    await accept(on.cecil, 'cecil', made);
    assert.equal(await codeOf(undo(on.coordinator, 'cecil', made)), '409 not-now');
    assert.equal(await codeOf(undo(on.harford, 'harford', made)), '409 not-now');
    on.clock.advance(10 * MINUTE_MS - 1);
    assert.equal((await undo(on.cecil, 'cecil', made)).state, 'open');
    await withdraw(on.harford, made);
    assert.equal((await undo(on.harford, 'harford', made)).state, 'open');
    await accept(on.coordinator, 'carroll', made);
    assert.equal(await codeOf(undo(on.carroll, 'carroll', made)), '409 not-now');
    on.clock.advance(10 * MINUTE_MS);
    assert.equal(await codeOf(undo(on.coordinator, 'carroll', made)), '409 not-now');
    on.clock.advance(-20 * MINUTE_MS + 1);
  });

  test('shared hours: an hour that is withdrawn and offered again is not opened twice', async () => {
    const made = await offer();
    await withdraw(on.harford, made);
    await offer({ start: hourAt(15), end: hourAt(16) });
    assert.equal(await codeOf(undo(on.harford, 'harford', made)), '409 not-now');
  });

  test('shared hours: each state refuses a step with one sentence that says why', async () => {
    const made = await offer();
    await accept(on.carroll, 'carroll', made);
    assert.equal(await sentenceOf(accept(on.cecil, 'cecil', made)), 'Carroll has accepted this hour.');
    assert.equal(await sentenceOf(withdraw(on.harford, made)), 'Carroll has accepted this hour.');
    await undo(on.carroll, 'carroll', made);
    assert.match(
      await sentenceOf(moveCover(on.cecil, 'cecil', made.id, { step: 'withdrawn' })),
      /^Only =Harford.* can take this offer back\.$/,
    );
    await withdraw(on.harford, made);
    assert.match(
      await sentenceOf(accept(on.cecil, 'cecil', made)),
      / has taken the offer back, and works this hour\.$/,
    );
    assert.equal(await codeOf(accept(on.cecil, 'cecil', { ...made, id: 2 ** 31 - 1 })), '404 not-found');
  });

  test('shared hours: an hour that nobody accepted expires as it begins, and nobody takes it then', async () => {
    const made = await offer();
    const now = on.clock.now();
    on.clock.advance(Date.parse(made.start) - now);
    assert.equal((await getCovers(on.harford, 'harford')).covers[0]?.state, 'expired');
    assert.equal(await sentenceOf(accept(on.cecil, 'cecil', made)), 'This hour has begun, and nobody had accepted it.');
    await expireCovers(on.app, on.clock.now());
    const stored = await on.app.database.db.selectFrom('cover_offer').select(['state', 'taken_by']).execute();
    assert.deepEqual(stored, [{ state: 'expired', taken_by: null }]);
    assert.equal(await sentenceOf(withdraw(on.harford, made)), 'This hour has begun, and nobody had accepted it.');
    on.clock.advance(now - on.clock.now());
  });

  test('shared hours: viewers and providers read and change nothing; a desk account has none; the coordinator acts for all', async () => {
    const made = await offer();
    assert.equal((await getCovers(on.viewer, 'cecil')).covers.length, 1);
    assert.deepEqual((await getAllCovers(on.provider)).hours.map(({ library }) => library.id)[0], 'harford');
    assert.equal(await codeOf(accept(on.viewer, 'cecil', made)), '403 read-only');
    assert.equal(await codeOf(accept(on.provider, 'harford', made)), '403 own-account-only');
    assert.equal(await codeOf(getAllCovers(on.desk)), '403 people-only');
    assert.equal(await codeOf(getCovers(on.desk, 'harford')), '403 people-only');
    assert.equal((await accept(on.coordinator, 'carroll', made)).takenBy?.id, 'carroll');
  });

  test('shared hours: Home says an open offer to its own library, which staffs it meanwhile, and to those that may accept it', async () => {
    const titles = async (who: Connection) =>
      (await getTasks(who)).tasks.filter(({ key }) => key.endsWith('hours-offered')).map(({ title }) => title);
    const needed = async (): Promise<Task> =>
      (await getTasks(on.coordinator)).tasks.find(({ key }) => key === 'shared-hours-need-library')!;
    assert.deepEqual(await titles(on.harford), []);
    const title = 'Shared hours need a library at 11 times, first Mon, May 4, 10 AM – 2 PM';
    assert.equal((await needed()).title, title);
    const made = await offer();
    assert.deepEqual(await titles(on.harford), [
      'Mon, May 4, 2 PM – 4 PM, Statewide desk: offered, nobody has accepted. It stays yours',
    ]);
    assert.deepEqual(await titles(on.cecil), ['1 offer of hours by other libraries: Mon, May 4, 2 PM – 4 PM']);
    assert.deepEqual(await titles(on.kent), []);
    await offer({ start: hourAt(38), end: hourAt(40) });
    // For today's hour the server asks for help by itself: that is a task already. Tomorrow's joins two times that no library has.
    await eventually(async () => {
      const { title, path } = await needed();
      return (
        title === 'Shared hours need a library at 10 times, first Mon, May 4, 10 AM – 2 PM' &&
        path === '/dashboard/-/shared-hours'
      );
    });
    assert.deepEqual(await titles(on.harford), [
      '2 offered times that nobody has accepted, first Mon, May 4, 2 PM – 4 PM, Statewide desk. They stay yours',
    ]);
    await accept(on.cecil, 'cecil', made);
    assert.deepEqual(await titles(on.harford), [
      'Tue, May 5, 2 PM – 4 PM, Statewide desk: offered, nobody has accepted. It stays yours',
    ]);
  });

  test('shared hours: an hour that its library owes no more is not accepted, and not its to staff', async () => {
    const made = await offer();
    const { shifts, revision } = await getQueueShifts(on.coordinator, 'statewide');
    const rest = shifts.filter(({ library }) => library !== 'harford');
    const changed = await changeQueueShifts(on.coordinator, 'statewide', { shifts: rest, revision });
    await eventually(async () => (await hoursOf(on.harford, 'harford')).length === 0);
    assert.deepEqual((await getCovers(on.cecil, 'cecil')).covers[0]?.mayAccept, []);
    assert.equal(await codeOf(accept(on.cecil, 'cecil', made)), '409 not-now');
    assert.ok(!(await getTasks(on.harford)).tasks.some(({ key }) => key === 'own-hours-offered'));
    await changeQueueShifts(on.coordinator, 'statewide', { shifts, revision: changed.revision });
    await hoursWritten(on.app);
  });
});
