// Before help is asked for: whom the request would ask, and when, as it is sent afterwards.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { TIERS, type NoticeKind, type Tier } from '@askusnow/sdk/contract';
import { openHelp, type Opening } from '../../../server/src/help/assistance/store.ts';
import { previewHelp } from '../../../server/src/help/assistance/preview.ts';
import { runRound, type RoundDeps } from '../../../server/src/help/assistance/run.ts';
import { loadOpen } from '../../../server/src/help/assistance/view-store.ts';
import { createRegistry } from '../../../server/src/cooperative/registry.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { addDesks, MONDAY_10 } from '../../support/data/desks.ts';
import { addRecipient } from '../../support/data/notices.ts';

const MIN = 60_000;
const HOUR = 60 * MIN;
const NOW = Date.parse(MONDAY_10);
const OWN_DESK = { library: 'harford', queue: 'harford-desk', reason: 'by-hand', note: null } as const;
const PERSON = { id: null, label: 'Harford liaison' };
/** From now. Tomorrow: at 1 PM. */
const TOMORROW = { startMs: 27 * HOUR, endMs: 29 * HOUR };

const CHOICES: Record<string, Partial<Opening>> = {
  now: {},
  tomorrow: TOMORROW,
  'without own people': { ...TOMORROW, skipOwn: true },
  'the statewide tier at once': { ...TOMORROW, atOnce: 'statewide' },
  'everybody at once': { ...TOMORROW, atOnce: 'global' },
  'everybody but own people at once': { ...TOMORROW, skipOwn: true, atOnce: 'global' },
  'over before the next tier': { startMs: 5 * MIN, endMs: 9 * MIN },
  'a shared desk': { ...TOMORROW, library: null, queue: 'state' },
};

async function setUp(database: Database) {
  await addDesks(database);
  const escalation = JSON.stringify({ localMin: 10, statewideMin: 15, globalMin: 60, atOnce: ['statewide', 'global'] });
  await database.db
    .insertInto('cooperative')
    .values({ id: 'cooperative', name: 'C', note: null, escalation })
    .execute();
  const clock = createManualClock(MONDAY_10);
  const deps: RoundDeps = {
    database,
    clock,
    config: { publicUrl: 'https://ask.example.org', mail: null },
    registry: await createRegistry(database),
    presence: { observation: () => null },
    openGaps: () => Promise.resolve([]),
    onError: assert.ifError,
  };
  return { deps, clock };
}

const addRecipients = async (database: Database, counts: Partial<Record<Tier, number>>): Promise<void> => {
  for (const [tier, count] of Object.entries(counts) as [Tier, number][])
    for (let made = 0; made < count; made += 1) await addRecipient(database, { tier, channel: 'atom' });
  // Who gets no call: another library's, one of another kind, and a mail address without a mail server.
  const kinds: NoticeKind[] = ['assistance-taken'];
  await addRecipient(database, { tier: 'local', library: 'carroll', channel: 'atom' });
  for (const tier of ['local', 'statewide'] as const) await addRecipient(database, { tier, channel: 'atom', kinds });
};

type Call = [Tier, minute: number, recipients: number];
const toCalls = (calls: Awaited<ReturnType<typeof previewHelp>>['calls'], nowMs: number): Call[] =>
  calls.map(({ tier, atMs, recipients }) => [tier, (atMs - nowMs) / MIN, recipients]);

/** The calls of a request, by what is stored for their recipients. */
async function sent({ db }: Database, request: number, nowMs: number): Promise<Call[]> {
  const rows = await db
    .selectFrom('notice')
    .innerJoin('notice_delivery', 'notice_id', 'notice.id')
    .select(({ fn }) => ['tier', 'at', fn.countAll<number>().as('count')])
    .where('key', 'like', `assistance:${request}:%`)
    .where('kind', 'in', ['assistance-opened', 'assistance-escalated'])
    .groupBy(['tier', 'at'])
    .execute();
  const calls = rows.map(({ tier, at, count }): Call => [tier, (at.getTime() - nowMs) / MIN, count]);
  return calls.sort(([one], [other]) => TIERS.indexOf(one) - TIERS.indexOf(other));
}

/** The naive preview: each tier after the minutes of the one before. */
const byMinutesAlone: Call[] = [
  ['local', 0, 2],
  ['statewide', 10, 1],
  ['global', 25, 3],
];

forEachEngine((_engine, open) => {
  test('help preview: lists whom the request then asks, at the times at which it does; mutant: minutes alone list another time', async () => {
    const database = await open();
    const { deps, clock } = await setUp(database);
    await addRecipients(database, { local: 2, statewide: 1, global: 3 });
    const differs: string[] = [];
    for (const [name, { startMs = 0, endMs = 10 * HOUR, ...choice }] of Object.entries(CHOICES)) {
      const nowMs = clock.now();
      const opening: Opening = { ...OWN_DESK, ...choice, startMs: nowMs + startMs, endMs: nowMs + endMs! };
      const { calls, endsMs, already } = await previewHelp(deps, opening, PERSON, nowMs);
      assert.equal(already, null, name);
      assert.deepEqual(await loadOpen(database), [], 'a preview opens nothing');
      const { id } = await openHelp(deps, opening, PERSON, nowMs, false);
      for (const { atMs } of [...calls, { atMs: endsMs }]) {
        clock.advance(atMs - clock.now());
        await runRound(deps);
      }
      assert.deepEqual(await loadOpen(database), [], `${name}: it ends when the preview says`);
      const asked = await sent(database, id, nowMs);
      assert.deepEqual(toCalls(calls, nowMs), asked, name);
      if (!isDeepStrictEqual(byMinutesAlone, asked)) differs.push(name);
    }
    assert.deepEqual(differs, Object.keys(CHOICES).slice(1));
  });

  test('help preview: a tier without recipients is passed over', async () => {
    const database = await open();
    const { deps } = await setUp(database);
    await addRecipients(database, { local: 1, global: 1 });
    const opening: Opening = { ...OWN_DESK, skipOwn: true, startMs: NOW + 27 * HOUR, endMs: null };
    const { calls } = await previewHelp(deps, opening, PERSON, NOW);
    assert.deepEqual(toCalls(calls, NOW), [
      ['statewide', 0, 0],
      ['global', 0, 1],
    ]);
    const { id } = await openHelp(deps, opening, PERSON, NOW, false);
    assert.deepEqual(await sent(database, id, NOW), [['global', 0, 1]]);
  });
});
