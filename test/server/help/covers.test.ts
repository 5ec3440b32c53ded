// Hours that libraries give: who is notified, each once; and the help request for one that nobody accepts.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import {
  getAssistance,
  getTasks,
  moveCover,
  offerHour,
  stepAssistance,
  type Connection,
  type Cover,
} from '@askusnow/sdk';
import { followCovers } from '../../../server/src/help/covers/run.ts';
import { runRound } from '../../../server/src/help/assistance/run.ts';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { addRecipient, deliveriesOf } from '../../support/data/notices.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { anHour, hoursWritten, SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';
import { eventually } from '../../support/waiting.ts';

const KINDS = ['hour-offered', 'hour-accepted', 'hour-unanswered'] as const;
/** Of May 11 and 12: more than a day ahead. */
const NEXT_WEEK = 7 * 24;

withApp({
  now: MONDAY_10,
  cooperative: SHARED_HOURS_FILE,
  as: { harford: ['liaison', 'harford'], cecil: ['liaison', 'cecil'], coordinator: ['coordinator'] },
}).describe('notices of shared hours', (on) => {
  before(async () => {
    await hoursWritten(on.app);
    for (const library of ['harford', 'cecil', 'carroll', 'kent'])
      await addRecipient(on.app.database, { library, channel: 'atom', kinds: [...KINDS] });
    const kinds = [...KINDS, 'assistance-escalated'] as const;
    await addRecipient(on.app.database, { tier: 'statewide', channel: 'atom', kinds: [...kinds] });
  });
  beforeEach(async () => {
    const { db } = on.app.database;
    await db.deleteFrom('assistance_request').execute();
    await db.deleteFrom('cover_offer').execute();
    await db.deleteFrom('notice_delivery').execute();
    await db.deleteFrom('notice').execute();
  });

  const follow = () => followCovers({ ...on.app, clock: on.clock, onError: assert.fail });
  const offer = (from: number, to: number) => offerHour(on.harford, 'harford', anHour(from, to));
  const step = (who: Connection, library: string, { id }: Cover, what: 'accepted' | 'withdrawn' | 'undone') =>
    moveCover(who, library, id, { step: what });
  /** What was delivered, without the hour's number. */
  const told = async () =>
    (await deliveriesOf(on.app.database)).map(({ key }) => key.replace(/^(hour|assistance):\d+:/, '')).sort();
  const requests = async () =>
    (await getAssistance(on.coordinator)).requests.map(({ reason, state, owner, gap }) =>
      [reason, state, owner, gap.start.slice(5, 16)].join(' '),
    );
  /** A round of the help requests' own job. */
  const helpRound = () => runRound({ ...on.app, clock: on.clock, openGaps: async () => [], onError: assert.fail });

  test('shared hours: an hour is offered to the libraries that may accept it, and accepted before both and the coordinator, each once', async () => {
    const cover = await offer(NEXT_WEEK + 14, NEXT_WEEK + 16);
    const offered = ['1:hour-offered:carroll', '1:hour-offered:cecil'];
    // By the server's own job, which the offer wakes.
    await eventually(async () => (await told()).length === offered.length);
    assert.deepEqual(await told(), offered);
    await step(on.cecil, 'cecil', cover, 'accepted');
    const accepted = ['2:hour-accepted:cecil', '2:hour-accepted:harford', '2:hour-accepted:statewide'];
    await eventually(async () => (await told()).length === offered.length + accepted.length);
    await Promise.all([follow(), follow(), follow()]);
    assert.deepEqual(await told(), [...offered, ...accepted]);
    const notices = await on.app.database.db.selectFrom('notice').select(['subject', 'text', 'data']).execute();
    assert.doesNotMatch(JSON.stringify(notices), /illness/);
    assert.match(
      notices.at(-1)!.text,
      /^Cecil works this hour for =Harford.*: Statewide desk, Mon, May 11, 2 PM EDT to/,
    );
    await step(on.cecil, 'cecil', cover, 'undone');
    await follow();
    const again = [
      '3:hour-accepted:harford',
      '3:hour-accepted:statewide',
      '3:hour-offered:carroll',
      '3:hour-offered:cecil',
    ];
    assert.deepEqual(await told(), [...offered, ...accepted, ...again]);
    assert.deepEqual(await requests(), []);
  });

  test('shared hours: that an hour is withdrawn is no notice', async () => {
    const { db } = on.app.database;
    const cover = await offer(NEXT_WEEK + 14, NEXT_WEEK + 16);
    await step(on.harford, 'harford', cover, 'withdrawn');
    await follow();
    await db.deleteFrom('notice_delivery').execute();
    await follow();
    assert.deepEqual(await told(), []);
  });

  test('shared hours: nobody has accepted an hour a day ahead: its library and the coordinator are told, and help is asked for, once', async () => {
    const now = on.clock.now();
    const cover = await offer(NEXT_WEEK + 14, NEXT_WEEK + 16);
    on.clock.advance(Date.parse(cover.start) - 24 * 60 * MINUTE_MS - 1 - now);
    await follow();
    assert.deepEqual(await requests(), []);
    on.clock.advance(1);
    await Promise.all([follow(), follow(), follow()]);
    assert.deepEqual(await requests(), ['given-hour open statewide 05-11T18:00']);
    const late = (await told()).filter((key) => !key.includes('hour-offered'));
    assert.deepEqual(late, ['opened', 'unanswered:harford', 'unanswered:statewide']);
    on.clock.advance(now - on.clock.now());
  });

  test('shared hours: given within a day, help is asked for at once; accepted, the request is covered, undone open again, and closes', async () => {
    const now = on.clock.now();
    const cover = await offer(14, 16);
    await eventually(async () => (await requests()).length === 1);
    const tasks = (await getTasks(on.coordinator)).tasks.map(({ title }) => title);
    assert.deepEqual(
      tasks.filter((title) => title.includes('Mon, May 4, 2 PM')),
      ['Statewide desk asks for help from Mon, May 4, 2 PM on, and nobody has taken the request'],
      'one task, and not one more for the offered hour',
    );
    const shown = async () => (await requests()).map((each) => each.split(' ')[1]);
    assert.deepEqual(await shown(), ['open']);
    await step(on.cecil, 'cecil', cover, 'accepted');
    await helpRound();
    assert.deepEqual(await shown(), ['covered']);
    await step(on.cecil, 'cecil', cover, 'undone');
    await helpRound();
    assert.deepEqual(await shown(), ['open']);
    await step(on.harford, 'harford', cover, 'withdrawn');
    await helpRound();
    on.clock.advance(10 * MINUTE_MS);
    await helpRound();
    await follow();
    assert.deepEqual(await shown(), ['closed']);
    const { count } = await on.app.database.db
      .selectFrom('notice')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('kind', '=', 'hour-unanswered')
      .executeTakeFirstOrThrow();
    assert.equal(count, 2);
    on.clock.advance(now - on.clock.now());
  });

  test('shared hours: that a person covers an hour stays, also where a library has taken its request, and it closes as others do', async () => {
    const now = on.clock.now();
    const shown = async () => (await getAssistance(on.coordinator)).requests.map(({ state }) => state);
    const move = async (who: Connection, made: { step: 'covered' } | { step: 'taken'; taker: { library: string } }) => {
      const [request] = (await getAssistance(on.coordinator)).requests;
      await stepAssistance(who, request!.id, { ...made, revision: request!.revision });
    };
    const cover = await offer(14, 16);
    await eventually(async () => (await requests()).length === 1);
    // The clock has covered it before: what it did is not what the person does.
    await step(on.cecil, 'cecil', cover, 'accepted');
    await helpRound();
    await step(on.cecil, 'cecil', cover, 'undone');
    await helpRound();
    assert.deepEqual(await shown(), ['open']);
    await move(on.cecil, { step: 'taken', taker: { library: 'cecil' } });
    await move(on.cecil, { step: 'covered' });
    await helpRound();
    assert.deepEqual(await shown(), ['covered']);
    on.clock.advance(10 * MINUTE_MS);
    await helpRound();
    await follow();
    assert.deepEqual(await shown(), ['closed']);
    on.clock.advance(now - on.clock.now());
  });

  test('shared hours: two libraries that give one hour have a request each', async () => {
    const { db } = on.app.database;
    await offer(14, 15);
    await eventually(async () => (await requests()).length === 1);
    const [row] = await db.selectFrom('cover_offer').selectAll().execute();
    const { id: _id, ...rest } = row!;
    await db
      .insertInto('schedule_range')
      .values({
        ...{ queue_id: 'statewide', kind: 'shift', source: 'rules', label: null, uid: null, library_id: 'kent' },
        ...{
          service: 'statewide',
          people: 1,
          ends_at_closing: false,
          starts_at: row!.starts_at,
          ends_at: row!.ends_at,
        },
      })
      .execute();
    await db
      .insertInto('cover_offer')
      .values({ ...rest, library_id: 'kent' })
      .execute();
    await follow();
    assert.equal((await requests()).length, 2);
    await db.deleteFrom('schedule_range').where('library_id', '=', 'kent').execute();
  });
});
