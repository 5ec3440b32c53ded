// What happened since the last meeting, from stored facts, and the agenda that has it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  addMeeting,
  addSiteVisit,
  addTrainingSession,
  getAgenda,
  getHappened,
  proposeTopic,
  publishAnnouncement,
  setProposalState,
  type Connection,
  type Meeting,
} from '@askusnow/sdk';
import { happenedSchema } from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';
import { aPlacement } from '../../support/data/counters.ts';

withApp({
  now: '2026-11-23T15:00:00.000Z',
  as: {
    coordinator: ['coordinator'],
    harford: ['liaison', 'harford'],
    cecil: ['liaison', 'cecil'],
    viewer: ['viewer', 'harford'],
    provider: ['provider'],
  },
}).describe('the agenda of a meeting', (on) => {
  let meeting: Meeting;

  before(async () => {
    meeting = await addMeeting(on.coordinator, {
      date: '2026-12-08',
      time: '10:00',
      zone: 'America/New_York',
      place: 'Main branch',
    });
    const { id, revision } = await proposeTopic(on.harford, { title: 'Holiday hours', library: 'harford' });
    await setProposalState(on.coordinator, id, { state: 'on-agenda', meeting: meeting.id, revision });
    await proposeTopic(on.provider, { title: '=Scripts <b>', detail: 'For\nevening chats' });
    await addSiteVisit(on.coordinator, { library: 'cecil', date: '2026-12-10' });
  });

  test('since the last meeting: stored facts with days and pages, of the reader’s libraries alone', async () => {
    const { db } = on.app.database;
    const at = (date: string) => new Date(`${date}T15:00:00.000Z`);
    await aPlacement(db, { library: 'cecil', pattern: '/old', firstSeen: '2026-01-05T15:00:00.000Z' });
    await aPlacement(db, { library: 'cecil', pattern: '/new', firstSeen: '2026-11-05T15:00:00.000Z' });
    await aPlacement(db, { library: 'harford', pattern: '/', firstSeen: '2026-11-06T15:00:00.000Z' });
    await addTrainingSession(on.harford, 'harford', { date: '2026-11-03', topic: 'policies', headcount: 6 });
    await addTrainingSession(on.harford, 'harford', { date: '2026-03-03', topic: 'policies', headcount: 9 });
    await publishAnnouncement(on.coordinator, { text: 'Closed on\nDecember 24.' });
    on.clock.advance(1_000);
    await db
      .insertInto('assistance_request')
      .values(
        [
          { library_id: 'harford', queue_id: 'harford-desk', opened_at: at('2026-11-10'), taken_tier: null },
          { library_id: 'harford', queue_id: 'harford-desk', opened_at: at('2026-11-11'), taken_tier: 'statewide' },
          { library_id: 'harford', queue_id: 'harford-desk', opened_at: at('2026-02-11'), taken_tier: null },
          { library_id: null, queue_id: 'statewide', opened_at: at('2026-11-12'), taken_tier: null },
        ].map((row, index) => ({
          ...row,
          reason: 'observed-gap' as const,
          state: 'closed' as const,
          gap_starts_at: new Date(row.opened_at.getTime() + index),
          owner: 'statewide' as const,
          over_at: row.opened_at,
        })) as never,
      )
      .execute();
    await db
      .insertInto('notice')
      .values({
        id: '00000000-0000-4000-8000-000000000001',
        key: 'placement-lost:cecil:x:1',
        kind: 'placement-lost',
        tier: 'local',
        library_id: 'cecil',
        subject: 's',
        text: 't',
        data: JSON.stringify({ lost: ['cecil.example/old'] }),
        at: at('2026-11-14'),
      })
      .execute();
    const linesOf = async (connection: Connection) =>
      happenedSchema
        .parse(await getHappened(connection))
        .items.map(({ kind, library, on, text, path }) => `${kind} ${library?.id ?? '-'} ${on} ${text} ${path}`);
    const shared = [
      'coverage - 2026-11-12 Nobody was at a desk in scheduled time, 1 time /dashboard',
      'help - 2026-11-12 1 request for help; none taken over by others /dashboard',
    ];
    const announced = 'announcement - 2026-11-23 Closed on December 24. /dashboard/-/announcements';
    const ofHarford = [
      'new-partner harford 2026-11-06 The button was seen for the first time, on / /dashboard/harford',
      'coverage harford 2026-11-11 Nobody was at a desk in scheduled time, 2 times /dashboard/harford/coverage',
      shared[0]!,
      'help harford 2026-11-11 2 requests for help; 1 taken over by others /dashboard/harford/coverage',
      shared[1]!,
      'placements-new harford 2026-11-06 The button is new on 1 page: / /dashboard/harford/visibility',
      announced,
      'training harford 2026-11-03 1 training session, 6 participants in all /dashboard/harford/training',
    ];
    const ofCecil = [
      'placements-new cecil 2026-11-05 The button is new on 1 page: /new /dashboard/cecil/visibility',
      'placements-lost cecil 2026-11-14 The button was lost on 1 page: cecil.example/old /dashboard/cecil/visibility',
    ];
    assert.deepEqual(await linesOf(on.harford), ofHarford);
    assert.deepEqual(await linesOf(on.viewer), ofHarford);
    assert.deepEqual(await linesOf(on.cecil), [...shared, ...ofCecil, announced]);
    assert.deepEqual((await linesOf(on.coordinator)).toSorted(), [...ofHarford, ...ofCecil].toSorted());
    assert.equal((await getHappened(on.harford)).lastMeeting, null);
    assert.equal((await problemOf(getHappened(on.provider))).status, 403);
  });

  test('agenda: has the topics, visits and facts, and a reader’s own libraries alone', async () => {
    const all = await getAgenda(on.coordinator, meeting.id);
    assert.match(all, /^# Statewide meeting, Tuesday, December 8, 2026, 10 AM EST\n\nWhere: Main branch\n/);
    assert.match(all, /## Topics\n\n- \*\*Holiday hours\*\* \(proposed by .+ for =Harford, "County"\)\n/);
    assert.match(
      all,
      /## Proposed, and on no agenda yet\n\n- \*\*\\=Scripts &lt;b&gt;\*\* .+\n\n {2}For\n\n {2}evening chats\n/,
    );
    assert.match(all, /## Site visits\n\n- December 10, 2026: Cecil\n/);
    assert.match(all, /cecil\.example\/old/);
    assert.doesNotMatch(await getAgenda(on.harford, meeting.id), /cecil\.example\/old/);
    assert.equal((await problemOf(getAgenda(on.harford, 999))).status, 404);
  });
});
