// What the clock does by itself: opens what is seen, moves on what nobody takes, ends what is over; also after a time away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Observation } from '../../../server/src/coverage/presence/hysteresis.ts';
import { CLOCK } from '../../../server/src/help/assistance/record.ts';
import { runRound, startHelpRounds, type RoundDeps, type SeenGap } from '../../../server/src/help/assistance/run.ts';
import { openHelp, takeStep, type Opening } from '../../../server/src/help/assistance/store.ts';
import { unlessRefused } from '../../../server/src/platform/refusal.ts';
import { loadOpen, loadOver, withSteps } from '../../../server/src/help/assistance/view-store.ts';
import { createRegistry } from '../../../server/src/cooperative/registry.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { addHelpRecipient } from '../../support/data/assistance.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { addDesks, MONDAY_10 } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const MIN = 60_000;
const NOW = Date.parse(MONDAY_10);
const OPENING: Opening = {
  library: 'harford',
  queue: 'harford-desk',
  reason: 'by-hand',
  startMs: NOW,
  endMs: NOW + 600 * MIN,
  note: null,
};
const PERSON = { id: null, label: 'Harford liaison' };

interface Desk extends RoundDeps {
  clock: ManualClock;
  gaps: SeenGap[];
  seen: Map<string, Observation>;
  round(minutes?: number): Promise<void>;
  /** Steps of every request, as told by its record. */
  story(): Promise<string[][]>;
}

async function setUp(database: Database): Promise<Desk> {
  await addDesks(database);
  for (const tier of ['statewide', 'global'] as const) await addHelpRecipient(database, tier);
  await addHelpRecipient(database, 'local', 'harford');
  const clock = createManualClock(MONDAY_10);
  const gaps: SeenGap[] = [];
  const seen = new Map<string, Observation>();
  const desk: Desk = {
    database,
    clock,
    config: { publicUrl: 'https://ask.example.org', mail: null },
    registry: await createRegistry(database),
    presence: { observation: (queue) => seen.get(queue) ?? null },
    openGaps: () => Promise.resolve(gaps),
    onError: assert.ifError,
    gaps,
    seen,
    async round(minutes = 0) {
      clock.advance(minutes * MIN);
      await runRound(desk);
    },
    async story() {
      const all = [...(await loadOpen(database)), ...(await loadOver(database, 'all', { limit: 100, offset: 0 }))];
      const records = await withSteps(database, all);
      return records
        .sort((one, other) => one.id - other.id)
        .map(({ steps }) =>
          steps.map(({ step, owner, by, atMs }) => `${(atMs - NOW) / MIN} ${step} ${owner} by ${by ?? 'itself'}`),
        );
    },
  };
  return desk;
}

const noticeKeys = async ({ database }: Desk): Promise<string[]> =>
  (await database.db.selectFrom('notice').select('key').orderBy('key').execute()).map(({ key }) =>
    key.replace(/^assistance:\d+:/, ''),
  );

forEachEngineByTier((_engine, open) => {
  test('deadlines: an unclaimed request moves on in time and expires, each step recorded and announced once', async () => {
    const desk = await setUp(await open());
    await openHelp(desk, OPENING, PERSON, NOW, false);
    for (let minute = 0; minute <= 90; minute += 1) await desk.round(1);
    assert.deepEqual(await desk.story(), [
      [
        '0 opened local by Harford liaison',
        '10 escalated statewide by itself',
        '25 escalated global by itself',
        '85 expired global by itself',
      ],
    ]);
    assert.deepEqual(await noticeKeys(desk), [
      'escalated:global',
      'escalated:statewide',
      'opened',
      'over:global',
      'over:local',
      'over:statewide',
    ]);
  });

  test('deadlines: the cooperative’s own minutes count', async () => {
    const desk = await setUp(await open());
    const escalation = JSON.stringify({ localMin: 2, statewideMin: 3, globalMin: 4 });
    await desk.database.db
      .insertInto('cooperative')
      .values({ id: 'cooperative', name: 'C', note: null, escalation })
      .execute();
    await openHelp(desk, OPENING, PERSON, NOW, false);
    for (let minute = 0; minute < 10; minute += 1) await desk.round(1);
    assert.deepEqual((await desk.story())[0]?.slice(1), [
      '2 escalated statewide by itself',
      '5 escalated global by itself',
      '9 expired global by itself',
    ]);
  });

  test('deadlines: what fell due while no node ran moves on one tier at the next start, with that tier’s time', async () => {
    const desk = await setUp(await open());
    await openHelp(desk, OPENING, PERSON, NOW, false);
    desk.clock.advance(240 * MIN);
    const rounds = startHelpRounds(desk);
    await eventually(async () => (await desk.story())[0]?.length === 2);
    await rounds.close();
    assert.deepEqual((await desk.story())[0]?.[1], '240 escalated statewide by itself');
    assert.equal((await loadOpen(desk.database))[0]?.standing.deadlineMs, NOW + 255 * MIN);
  });

  test('deadlines: two nodes’ clocks at once take each step once', async () => {
    const desk = await setUp(await open());
    await openHelp(desk, OPENING, PERSON, NOW, false);
    desk.clock.advance(10 * MIN);
    await Promise.all([runRound(desk), runRound(desk), runRound(desk)]);
    assert.equal((await desk.story())[0]?.length, 2);
    desk.gaps.push({ queue: 'garrett-desk', startMs: NOW, endMs: null });
    await Promise.all([runRound(desk), runRound(desk), runRound(desk)]);
    assert.equal((await desk.story()).length, 2);
  });

  test('deadlines: mutant: two polls that escalate what they have read, without the revision, climb two levels at once', async () => {
    const desk = await setUp(await open());
    const { db } = desk.database;
    const ownerAfter = async (poll: () => Promise<() => Promise<unknown>>): Promise<string | undefined> => {
      await db.deleteFrom('assistance_request').execute();
      await openHelp(desk, { ...OPENING, startMs: desk.clock.now() }, PERSON, desk.clock.now(), false);
      desk.clock.advance(10 * MIN);
      // Both have looked before either writes.
      const writes = await Promise.all([poll(), poll()]);
      await Promise.all(writes.map((write) => write()));
      return (await loadOpen(desk.database))[0]?.standing.owner;
    };
    const byRevision = async () => {
      const [request] = await loadOpen(desk.database);
      const { id, standing } = request!;
      const asked = { id, made: { step: 'escalated' }, revision: standing.revision, by: CLOCK, note: null } as const;
      return () => unlessRefused(takeStep(desk, asked, desk.clock.now()));
    };
    const naively = async () => {
      const due = await db
        .selectFrom('assistance_request')
        .select('id')
        .where('deadline_at', '<=', new Date(desk.clock.now()))
        .execute();
      return () =>
        db
          .updateTable('assistance_request')
          .set({ owner: sql`case owner when 'local' then 'statewide' else 'global' end` })
          .where('id', '=', due[0]!.id)
          .execute();
    };
    assert.equal(await ownerAfter(byRevision), 'statewide');
    assert.equal(await ownerAfter(naively), 'global');
  });

  test('deadlines: taken, it closes when the gap ends', async () => {
    const desk = await setUp(await open());
    await openHelp(desk, { ...OPENING, endMs: NOW + 30 * MIN }, PERSON, NOW, false);
    const [request] = await loadOpen(desk.database);
    const made = { step: 'taken', taker: { tier: 'statewide' } } as const;
    await takeStep(desk, { id: request!.id, made, revision: 1, by: PERSON, note: null }, NOW);
    for (let minute = 0; minute < 35; minute += 5) await desk.round(5);
    assert.deepEqual((await desk.story())[0]?.slice(1), [
      '0 taken local by Harford liaison',
      '30 closed local by itself',
    ]);
  });

  test('deadlines: a gap that is seen opens one request, not one per look; it is covered when somebody is seen, and closes', async () => {
    const desk = await setUp(await open());
    desk.gaps.push({ queue: 'harford-desk', startMs: NOW - 5 * MIN, endMs: NOW + 300 * MIN });
    for (let minute = 0; minute < 4; minute += 1) await desk.round(1);
    desk.gaps.length = 0;
    // A source that fails is no sight of anybody, and neither is a sample of long ago.
    desk.seen.set('harford-desk', { state: 'unknown', sampledAtMs: NOW, heldUntilMs: null });
    await desk.round(1);
    desk.seen.set('harford-desk', { state: 'available', sampledAtMs: NOW, heldUntilMs: null });
    await desk.round(1);
    assert.equal((await desk.story())[0]?.length, 1);
    desk.seen.set('harford-desk', { state: 'busy', sampledAtMs: NOW + 7 * MIN, heldUntilMs: null });
    for (let minute = 0; minute < 12; minute += 1) await desk.round(1);
    assert.deepEqual(await desk.story(), [
      ['1 opened local by itself', '7 covered local by itself', '17 closed local by itself'],
    ]);
  });

  test('deadlines: the same gap opens no second request when the first was closed; a gap after it does', async () => {
    const desk = await setUp(await open());
    desk.gaps.push({ queue: 'harford-desk', startMs: NOW, endMs: NOW + 300 * MIN });
    await desk.round(5);
    const [request] = await loadOpen(desk.database);
    await takeStep(desk, { id: request!.id, made: { step: 'closed' }, revision: 1, by: PERSON, note: null }, NOW);
    await desk.round(1);
    assert.equal((await desk.story()).length, 1);
    desk.gaps[0] = { queue: 'harford-desk', startMs: NOW + 2 * MIN, endMs: null };
    await desk.round(4);
    assert.equal((await desk.story()).length, 2);
  });

  test('deadlines: an observed gap without recipients is opened all the same, at the last tier', async () => {
    const desk = await setUp(await open());
    await desk.database.db.deleteFrom('notice_recipient').execute();
    desk.gaps.push({ queue: 'harford-desk', startMs: NOW, endMs: null });
    await desk.round(5);
    assert.deepEqual(await desk.story(), [
      ['5 opened local by itself', '5 escalated statewide by itself', '5 escalated global by itself'],
    ]);
    const [record] = await withSteps(desk.database, await loadOpen(desk.database));
    assert.match(record?.steps[1]?.note ?? '', /Skipped: the local tier has no recipients/);
  });

  test('deadlines: a shared desk’s gap is one request of its own, from its own tier on, announced once', async () => {
    const desk = await setUp(await open());
    desk.gaps.push({ queue: 'state', startMs: NOW, endMs: null }, { queue: 'world', startMs: NOW, endMs: null });
    await desk.round(5);
    await desk.round(15);
    await desk.round(60);
    assert.deepEqual(await desk.story(), [
      ['5 opened statewide by itself', '20 escalated global by itself', '80 expired global by itself'],
      ['5 opened global by itself', '80 expired global by itself'],
    ]);
    const told = await desk.database.db
      .selectFrom('notice')
      .select(['tier', 'library_id', 'key'])
      .orderBy('at')
      .execute();
    assert.deepEqual(told.map(({ tier, key }) => `${tier} ${key.replace('assistance:', '')}`).sort(), [
      'global 1:escalated:global',
      'global 1:over:global',
      'global 2:opened',
      'global 2:over:global',
      'statewide 1:opened',
      'statewide 1:over:statewide',
    ]);
    assert.ok(told.every(({ library_id }) => library_id === null));
  });

  test('deadlines: a desk that flaps is one incident: one request, one notice', async () => {
    const desk = await setUp(await open());
    const see = (state: 'available' | 'nobody') =>
      desk.seen.set('state', { state, sampledAtMs: desk.clock.now(), heldUntilMs: null });
    // Six minutes with nobody, one with somebody; each gap is another one, seen from its fifth minute on.
    for (let minute = 0; minute < 140; minute += 1) {
      const startMs = NOW + (minute - (minute % 7)) * MIN;
      desk.gaps.length = 0;
      if (minute % 7 === 5) desk.gaps.push({ queue: 'state', startMs, endMs: NOW + 480 * MIN });
      see(minute % 7 < 6 ? 'nobody' : 'available');
      await desk.round(1);
    }
    const [steps, ...more] = await desk.story();
    assert.deepEqual(more, []);
    assert.ok(
      steps!.some((step) => step.includes('uncovered')),
      steps!.join(),
    );
    assert.deepEqual(
      (await noticeKeys(desk)).filter((key) => key === 'opened'),
      ['opened'],
    );
  });

  test('deadlines: a request that cannot be moved does not block the others', async () => {
    const desk = await setUp(await open());
    await openHelp(desk, OPENING, PERSON, NOW, false);
    await openHelp(desk, { ...OPENING, library: 'garrett', queue: 'garrett-desk' }, PERSON, NOW, false);
    await sql`create function refuse() returns trigger language plpgsql as 'begin raise exception ''no''; end'`.execute(
      desk.database.db,
    );
    await sql`create trigger refuse before insert on assistance_step for each row
      when (new.request_id = 1) execute function refuse()`.execute(desk.database.db);
    await assert.rejects(desk.round(15), /no/);
    assert.deepEqual(await desk.story(), [
      ['0 opened local by Harford liaison'],
      ['0 opened local by Harford liaison', '0 escalated statewide by itself', '15 escalated global by itself'],
    ]);
  });
});
