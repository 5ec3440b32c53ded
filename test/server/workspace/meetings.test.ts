// Meetings: the coordinator's dates and visits, topics of liaisons and their staff, and the reminder.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kysely } from 'kysely';
import {
  addMeeting,
  addSiteVisit,
  changeMeeting,
  changeProposal,
  getCooperativeRegistration,
  getHappened,
  getMeetings,
  getTasks,
  proposeTopic,
  removeMeeting,
  removeSiteVisit,
  saveCooperativeRegistration,
  setProposalState,
  type Connection,
  type Meeting,
} from '@askusnow/sdk';
import { meetingListSchema } from '@askusnow/sdk/contract';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { remindOfMeetings } from '../../../server/src/workspace/meetings/run.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { rowsOf } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';
import { meetUnderWay } from '../../support/app/under-way.ts';

const DETAILS = { time: '10:00', zone: 'America/New_York', place: 'Online' };

withApp({
  now: '2026-11-23T15:00:00.000Z',
  as: {
    coordinator: ['coordinator'],
    harford: ['liaison', 'harford'],
    cecil: ['liaison', 'cecil'],
    viewer: ['viewer', 'harford'],
    provider: ['provider'],
    desk: ['desk', 'harford-desk'],
  },
}).describe('meetings', (on) => {
  let meeting: Meeting;

  const listOf = async (connection: Connection) => meetingListSchema.parse(await getMeetings(connection));
  const tasksOf = async (connection: Connection): Promise<string[]> =>
    (await getTasks(connection)).tasks.filter(({ path }) => path === '/dashboard/-/meetings').map(({ title }) => title);

  test('meetings: the coordinator alone adds one, and what is not valid is refused by name', async () => {
    const asked = { date: '2026-12-08', ...DETAILS };
    assert.equal((await problemOf(addMeeting(on.harford, asked))).code, 'coordinator-only');
    for (const [field, value] of [
      ['date', '2026-11-22'],
      ['date', '2026-13-01'],
      ['time', '25:00'],
      ['zone', 'America/New_Yrok'],
      ['zone', 'Mars'],
      ['place', ''],
      ['place', 'a'.repeat(201)],
      ['place', 'a\u202Eb'],
      ['place', 'a\u0007b'],
    ] as const)
      assert.deepEqual((await problemOf(addMeeting(on.coordinator, { ...asked, [field]: value }))).fields, [field]);
    meeting = await addMeeting(on.coordinator, asked);
    assert.equal(meeting.startsAt, '2026-12-08T15:00:00.000Z');
    assert.deepEqual((await listOf(on.provider)).upcoming, [meeting]);
  });

  test('meetings: the list has the days ahead on which no library owes an hour', async () => {
    const { registration, revision } = await getCooperativeRegistration(on.coordinator);
    const away = { date: '2026-11-22', name: 'Yesterday' };
    const fair = { date: '2026-11-22', through: '2026-11-23', name: 'Book fair' };
    const late = { date: '2027-03-01', name: 'Founders’ Day' };
    const holidays = [away, fair, { date: '2026-12-03', name: 'Partners’ meeting' }, late];
    await saveCooperativeRegistration(on.coordinator, { registration: { ...registration, holidays }, revision });
    for (const who of [on.harford, on.desk]) assert.deepEqual((await listOf(who)).holidays, [fair, holidays[2]]);
  });

  test('meetings: a change that somebody has not seen is refused, and nothing is overwritten', async () => {
    const asked = { date: '2026-12-08', ...DETAILS, place: 'Main branch' };
    const changed = await changeMeeting(on.coordinator, meeting.id, { ...asked, revision: meeting.revision });
    const stale = changeMeeting(on.coordinator, meeting.id, { ...asked, place: 'Lost', revision: meeting.revision });
    const { status, code } = await problemOf(stale);
    assert.deepEqual([status, code], [409, 'stale-revision']);
    assert.deepEqual((await listOf(on.harford)).upcoming, [changed]);
    assert.equal((await problemOf(changeMeeting(on.coordinator, 999, { ...asked, revision: 1 }))).status, 404);
    meeting = changed;
  });

  test('topics: a liaison, a provider and a desk propose, a viewer does not, and for own libraries alone', async () => {
    assert.deepEqual(await tasksOf(on.coordinator), []);
    const made = await proposeTopic(on.harford, { title: ' Holiday hours ', library: 'harford' });
    assert.deepEqual([made.title, made.detail, made.isOwn, made.library?.id], ['Holiday hours', '', true, 'harford']);
    await proposeTopic(on.provider, { title: '=Scripts <b>', detail: 'For\nevening chats' });
    await proposeTopic(on.desk, { title: 'The desk’s name' });
    assert.equal((await problemOf(proposeTopic(on.viewer, { title: 'No' }))).code, 'read-only');
    for (const [field, value] of [
      ['library', 'cecil'],
      ['library', 'nowhere'],
      ['title', '  '],
      ['title', 'a'.repeat(121)],
      ['title', 'two\nlines'],
      ['detail', 'a'.repeat(1_001)],
      ['detail', 'a\u2066b'],
    ] as const)
      assert.deepEqual((await problemOf(proposeTopic(on.harford, { title: 'A', [field]: value }))).fields, [field]);
    const { proposals } = await listOf(on.cecil);
    assert.deepEqual(
      proposals.map(({ title, isOwn, library }) => [title, isOwn, library?.name]),
      [
        ['Holiday hours', false, '=Harford, "County"'],
        ['=Scripts <b>', false, undefined],
        ['The desk’s name', false, undefined],
      ],
    );
    assert.deepEqual(await tasksOf(on.coordinator), ['3 new topics are proposed for a meeting']);
  });

  test('topics: the author alone changes the words, at the revision that was read', async () => {
    const [topic] = (await listOf(on.harford)).proposals;
    const asked = { title: 'Holiday hours of desks', detail: '', revision: topic!.revision };
    for (const other of [on.cecil, on.coordinator, on.provider])
      assert.ok([404, 409].includes((await problemOf(changeProposal(other, topic!.id, asked))).status));
    const changed = await changeProposal(on.harford, topic!.id, asked);
    const { status, code } = await problemOf(changeProposal(on.harford, topic!.id, { ...asked, title: 'Lost' }));
    assert.deepEqual([status, code], [409, 'stale-revision']);
    assert.equal((await listOf(on.cecil)).proposals[0]!.title, changed.title);
  });

  test('topics: the coordinator sets the agenda, an author withdraws, and what is withdrawn its author alone sees', async () => {
    const titlesOf = async (connection: Connection): Promise<string[]> =>
      (await listOf(connection)).proposals.map(({ title, state }) => `${title}: ${state}`);
    const [hours, scripts, name] = (await listOf(on.coordinator)).proposals;
    const put = { state: 'on-agenda', revision: hours!.revision } as const;
    assert.equal(
      (await problemOf(setProposalState(on.harford, hours!.id, { ...put, meeting: meeting.id }))).code,
      'not-now',
    );
    assert.equal((await problemOf(setProposalState(on.cecil, hours!.id, { ...put, meeting: meeting.id }))).status, 404);
    assert.deepEqual((await problemOf(setProposalState(on.coordinator, hours!.id, { ...put, meeting: 999 }))).fields, [
      'meeting',
    ]);
    const agreed = await setProposalState(on.coordinator, hours!.id, { ...put, meeting: meeting.id });
    assert.deepEqual([agreed.state, agreed.meeting], ['on-agenda', meeting.id]);
    assert.equal(
      (await problemOf(setProposalState(on.coordinator, hours!.id, { ...put, meeting: meeting.id }))).code,
      'stale-revision',
    );
    assert.equal(
      (await problemOf(changeProposal(on.harford, hours!.id, { title: 'A', revision: agreed.revision }))).code,
      'not-now',
    );
    const gone = await setProposalState(on.provider, scripts!.id, { state: 'withdrawn', revision: scripts!.revision });
    assert.equal(
      (await problemOf(setProposalState(on.coordinator, name!.id, { state: 'withdrawn', revision: name!.revision })))
        .code,
      'not-now',
    );
    assert.deepEqual(await titlesOf(on.coordinator), [
      'Holiday hours of desks: on-agenda',
      'The desk’s name: proposed',
    ]);
    assert.equal((await titlesOf(on.provider)).length, 3);
    assert.equal((await titlesOf(on.cecil)).length, 2);
    await setProposalState(on.provider, scripts!.id, { state: 'proposed', revision: gone.revision });
    assert.equal((await titlesOf(on.cecil)).length, 3);
  });

  test('site visits: the coordinator adds and removes one, once a day', async () => {
    assert.deepEqual((await problemOf(addSiteVisit(on.coordinator, { library: 'cecil', date: '2026-11-22' }))).fields, [
      'date',
    ]);
    assert.deepEqual(
      (await problemOf(addSiteVisit(on.coordinator, { library: 'nowhere', date: '2026-12-10' }))).fields,
      ['library'],
    );
    const visit = await addSiteVisit(on.coordinator, { library: 'cecil', date: '2026-12-10' });
    assert.deepEqual(await addSiteVisit(on.coordinator, { library: 'cecil', date: '2026-12-10' }), visit);
    const other = await addSiteVisit(on.coordinator, { library: 'harford', date: '2026-12-09' });
    assert.deepEqual((await listOf(on.harford)).visits, [other, visit]);
    await removeSiteVisit(on.coordinator, other.id);
    assert.equal((await problemOf(removeSiteVisit(on.coordinator, other.id))).status, 404);
    assert.equal((await problemOf(removeSiteVisit(on.harford, visit.id))).code, 'coordinator-only');
  });

  test('reminder: a week before, once for each library and day, and a liaison without a topic has a task', async () => {
    const run = () =>
      remindOfMeetings({
        database: on.app.database,
        registry: on.app.registry,
        clock: on.clock,
        publicUrl: 'https://a.example',
        onError: assert.fail,
      });
    const keys = async () =>
      (
        await on.app.database.db
          .selectFrom('notice')
          .select('key')
          .where('kind', '=', 'meeting-ahead')
          .orderBy('key')
          .execute()
      ).map(({ key }) => key);
    await run();
    assert.deepEqual(await keys(), []);
    assert.deepEqual(await tasksOf(on.cecil), []);
    on.clock.advance(8 * DAY_MS);
    await run();
    await run();
    const first = ['cecil', 'harford'].map(
      (library) => `meeting-ahead:${meeting.id}:2026-12-08:${DETAILS.time}:${library}`,
    );
    assert.deepEqual(await keys(), first);
    assert.deepEqual(await tasksOf(on.cecil), [
      'The statewide meeting is in 7 days, and you have not proposed a topic',
    ]);
    assert.deepEqual([await tasksOf(on.harford), await tasksOf(on.viewer)], [[], []]);
    const moved = { date: '2026-12-07', ...DETAILS, revision: meeting.revision };
    meeting = await changeMeeting(on.coordinator, meeting.id, moved);
    await run();
    assert.equal((await keys()).length, 4);
    meeting = await changeMeeting(on.coordinator, meeting.id, { ...moved, time: '15:30', revision: meeting.revision });
    await run();
    assert.equal((await keys()).length, 6, 'an hour that has changed is worth a second reminder');
    meeting = await changeMeeting(on.coordinator, meeting.id, { ...moved, revision: meeting.revision });
  });

  test('meetings: one that is over is the last meeting; removed, its topics are proposed again', async () => {
    on.clock.advance(7 * DAY_MS);
    const { upcoming, past } = await listOf(on.harford);
    assert.deepEqual([upcoming, past], [[], [meeting]]);
    const { lastMeeting, since, items } = await getHappened(on.harford);
    assert.deepEqual([lastMeeting, since, items], [meeting, meeting.startsAt, []]);
    const [topic] = (await listOf(on.coordinator)).proposals;
    const done = await setProposalState(on.coordinator, topic!.id, { state: 'discussed', revision: topic!.revision });
    assert.equal(done.meeting, meeting.id);
    await setProposalState(on.coordinator, topic!.id, {
      state: 'on-agenda',
      meeting: meeting.id,
      revision: done.revision,
    });
    const rows = await rowsOf(on.app.database, ['meeting']);
    assert.equal((await problemOf(removeMeeting(on.harford, meeting.id, meeting))).code, 'coordinator-only');
    assert.equal(await rowsOf(on.app.database, ['meeting']), rows);
    const { status, code } = await problemOf(
      removeMeeting(on.coordinator, meeting.id, { revision: meeting.revision - 1 }),
    );
    assert.deepEqual([status, code], [409, 'stale-revision'], 'not the meeting that was shown');
    assert.equal(await rowsOf(on.app.database, ['meeting']), rows);
    await removeMeeting(on.coordinator, meeting.id, meeting);
    assert.equal((await problemOf(removeMeeting(on.coordinator, meeting.id, meeting))).status, 404);
    const [again] = (await listOf(on.harford)).proposals;
    assert.deepEqual([again!.state, again!.meeting], ['proposed', null]);
  });

  test('topics: one that is put on an agenda while its meeting is removed is on none, and is proposed again', async () => {
    const of = async () => ({
      meeting: await addMeeting(on.coordinator, { date: '2026-12-20', ...DETAILS }),
      topic: (await listOf(on.coordinator)).proposals[0]!,
    });
    const put = ({ meeting, topic: { id, revision } }: Awaited<ReturnType<typeof of>>) =>
      setProposalState(on.coordinator, id, { state: 'on-agenda', meeting: meeting.id, revision });
    const first = await of();
    const { id: meeting_id } = first.meeting;
    const isPut = async (trx: Kysely<Tables>) =>
      void (await trx
        .updateTable('proposal')
        .set({ state: 'on-agenda', meeting_id, revision: first.topic.revision + 1 })
        .where('id', '=', first.topic.id)
        .execute());
    await meetUnderWay(on.app, isPut, [() => removeMeeting(on.coordinator, first.meeting.id, first.meeting)]);
    const second = await of();
    assert.deepEqual([second.topic.state, second.topic.meeting], ['proposed', null]);
    const isRemoved = async (trx: Kysely<Tables>) =>
      void (await trx.deleteFrom('meeting').where('id', '=', second.meeting.id).execute());
    const [refused] = await meetUnderWay(on.app, isRemoved, [() => problemOf(put(second))]);
    assert.deepEqual([refused!.status, refused!.fields], [422, ['meeting']]);
    assert.deepEqual((await of()).topic, second.topic);
  });
});
