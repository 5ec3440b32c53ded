import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { beforeAfterSchema, ruleWorthListSchema, scoreHistorySchema } from '@askusnow/sdk/contract';
import {
  addNote,
  getBeforeAfter,
  getNotes,
  getRuleWorth,
  getScore,
  getScoreHistory,
  ProblemError,
  removeNote,
} from '@askusnow/sdk';
import { DAY_MS, toUtcDate } from '../../../server/src/platform/time/instants.ts';
import { countScores } from '../../../server/src/visibility/standard/run.ts';
import { withApp } from '../../support/app/fixture.ts';
import { aDay, aPlacement, steadyClicks } from '../../support/data/counters.ts';

const NOW = '2026-10-05T15:00:00.000Z';
/** Seven libraries, so that each has peers enough; the home page of each is a key page. */
const IDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
const FILE = `
cooperative: { name: Test cooperative }
queues:
  - { id: statewide, name: Statewide desk, tier: statewide, zone: UTC, hours: { weekly: [{ days: [mo, tu, we, th, fr], open: "09:00", close: "17:00" }] } }
libraries:
${IDS.map((id) => `  - { id: ${id}, name: Library ${id}, zone: UTC, live: true, origins: ["https://${id}.example"], queues: { statewide: { queue: statewide } }, keyPages: [{ kind: home, name: Home page, pattern: / }] }`).join('\n')}
`;

withApp({
  now: NOW,
  cooperative: FILE,
  as: { liaison: ['liaison', 'one'], coordinator: ['coordinator'] },
}).describe('history', (on) => {
  let placement: number;
  before(async () => {
    const { db } = on.app.database;
    placement = await aPlacement(db, { library: 'one', pattern: '/ask', firstSeen: '2026-08-01T12:00:00.000Z' });
    for (let ago = 1; ago <= 60; ago++) {
      const date = new Date(on.clock.now() - ago * DAY_MS).toISOString().slice(0, 10);
      await aDay(db, { library: 'one', placement, date, impressions: 20, clicks: ago > 30 ? 4 : 8 });
    }
  });
  const count = () => countScores({ ...on.app, clock: on.clock, onError: assert.fail });

  test('history: each day has one score, the last one that was counted; peers follow from it', async () => {
    await count();
    await count();
    const { days } = scoreHistorySchema.parse(await getScoreHistory(on.liaison, 'one'));
    const { score, peers } = await getScore(on.liaison, 'one');
    assert.deepEqual(days, [{ ...score, date: '2026-10-05' }]);
    assert.deepEqual(peers, { libraries: 6, low: 0, high: 1 });
  });

  test('history: a rule that fails and is met later has the day on which it was first met', async () => {
    const home = () =>
      on.app.database.db
        .selectFrom('rule_result')
        .select(['is_met', 'since', 'first_met_on'])
        .where('library_id', '=', 'one')
        .where('rule', '=', 'home-tag')
        .executeTakeFirstOrThrow();
    assert.deepEqual(await home(), { is_met: false, since: '2026-10-05', first_met_on: null });
    on.clock.advance(DAY_MS);
    const seen = new Date(on.clock.now()).toISOString();
    const { db } = on.app.database;
    const added = await aPlacement(db, { library: 'one', pattern: '/', firstSeen: seen, lastSeen: seen });
    await aDay(db, { library: 'one', placement: added, date: '2026-10-06', impressions: 5 });
    await count();
    assert.deepEqual(await home(), { is_met: true, since: '2026-10-06', first_met_on: '2026-10-06' });
    assert.equal((await getScoreHistory(on.liaison, 'one')).days.length, 2);
  });

  test('notes: are added with their day, listed, audited and removed; another library’s do not exist', async () => {
    const { notes } = await addNote(on.liaison, 'one', { date: '2026-09-05', text: 'New home page' });
    assert.deepEqual(
      notes.map(({ date, text }) => [date, text]),
      [['2026-09-05', 'New home page']],
    );
    const refused = await addNote(on.liaison, 'one', { date: '2026-09-05', text: ' ' }).catch(
      (error: unknown) => error,
    );
    assert.ok(refused instanceof ProblemError && refused.problem.status === 422);
    for (const [library, note] of [
      ['two', notes[0]!.id],
      ['one', 999],
    ] as const) {
      const absent = await removeNote(on.liaison, library, note).catch((error: unknown) => error);
      assert.ok(absent instanceof ProblemError && absent.problem.status === 404);
    }
    assert.deepEqual((await removeNote(on.liaison, 'one', notes[0]!.id)).notes, []);
    assert.deepEqual((await getNotes(on.liaison, 'one')).notes, []);
    const audit = await on.app.database.db
      .selectFrom('audit_entry')
      .select('action')
      .where('subject', '=', 'library:one')
      .orderBy('id')
      .execute();
    assert.deepEqual(
      audit.map(({ action }) => action),
      ['note-added', 'note-removed'],
    );
  });

  test('before and after: clicks per open day around a day; weekends, when the desk is closed, are left out', async () => {
    const change = beforeAfterSchema.parse(await getBeforeAfter(on.liaison, 'one', { date: '2026-09-05' }));
    assert.deepEqual([change.before.openDays, change.before.perDay], [20, 4]);
    assert.deepEqual([change.after.openDays, change.after.perDay], [20, 8]);
    assert.deepEqual([change.others, change.ratio, change.verdict], [0, null, 'too-few']);
    assert.match(change.sentence, /^8 clicks per open day, 4 before\. A season or chance may explain it: /);
    const none = await getBeforeAfter(on.liaison, 'one', { date: '2026-01-05' });
    assert.deepEqual([none.before.openDays, none.ratio, none.verdict], [0, null, 'too-few']);
  });

  test('before and after: against libraries that the liaison may not see, in the same weeks', async () => {
    const { db } = on.app.database;
    const days = Array.from({ length: 60 }, (_, ago) => toUtcDate(on.clock.now() - (ago + 1) * DAY_MS));
    for (const library of IDS.slice(1)) await steadyClicks(db, { library, days, clicks: 5 });
    const change = beforeAfterSchema.parse(await getBeforeAfter(on.liaison, 'one', { date: '2026-09-05' }));
    assert.deepEqual([change.others, change.verdict, change.ratio!.toFixed(2)], [6, 'more', '1.99']);
    assert.match(
      change.sentence,
      /^8 clicks per open day, 4 before: more than chance explains \(1\.99 times as many, compared with 6 other libraries in the same weeks, /,
    );
  });

  test('worth: is hidden for a rule that fewer than five libraries came to meet', async () => {
    on.clock.advance(40 * DAY_MS);
    // As the day's job does, at an instant of its own.
    await count();
    // The sessions have ended meanwhile.
    await on.signInAgain('coordinator');
    await on.signInAgain('liaison');
    const { at, rules } = ruleWorthListSchema.parse(await getRuleWorth(on.liaison));
    assert.equal(rules.length, 19);
    const home = rules.find(({ rule }) => rule === 'home-tag')!;
    assert.deepEqual([home.ratio, home.verdict], [null, 'too-few']);
    assert.match(
      home.sentence,
      /^Not known yet: it takes 5 libraries that came to meet the rule .*; so far there is 1\.$/,
    );
    on.clock.advance(59 * 60_000);
    assert.equal((await getRuleWorth(on.coordinator)).at, at);
    on.clock.advance(60_000);
    assert.equal((await getRuleWorth(on.coordinator)).at, new Date(on.clock.now()).toISOString());
  });
});
