import assert from 'node:assert/strict';
import { test } from 'node:test';
import { libraryScoreSchema, standardPreviewSchema, standardViewSchema } from '@askusnow/sdk/contract';
import {
  changeStandard,
  getScore,
  getStandard,
  previewStandard,
  stateRule,
  withdrawStatement,
  ProblemError,
} from '@askusnow/sdk';
import type { LibraryScore, RuleOutcome, StatementVerdict } from '@askusnow/sdk/contract';
import { exportCooperative } from '../../../server/src/cooperative-file/export.ts';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { scoreLines } from '../../../server/src/cli/score-lines.ts';
import { createTestCommands } from '../../support/app/commands.ts';
import { withApp } from '../../support/app/fixture.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { aDay, aPlacement } from '../../support/data/counters.ts';
import { fileOptions } from '../../support/data/cooperative-text.ts';
import { eventually } from '../../support/waiting.ts';

const NOW = '2026-10-05T15:00:00.000Z';
const FILE = TWO_LIBRARIES.replace('{ name: Home page,', '{ kind: home, name: Home page,').replace(
  '{ name: No results,',
  '{ kind: no-results, name: No results,',
);

withApp({
  now: NOW,
  cooperative: FILE,
  as: { liaison: ['liaison', 'harford'], coordinator: ['coordinator'] },
}).describe('score', (on) => {
  const ruleOf = ({ rules }: LibraryScore, id: string): RuleOutcome => rules.find(({ rule }) => rule === id)!;
  const faultOf = async (asked: Promise<unknown>): Promise<[number, string | undefined, string[]]> => {
    const error = await asked.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof ProblemError);
    const { status, code, errors } = error.problem;
    return [status, code, (errors ?? []).map(({ field }) => field)];
  };

  const readsAgain = async <T>(change: () => Promise<T>): Promise<T> => {
    const published: string[] = [];
    const stop = on.app.database.changes.subscribe((payload) => published.push(payload));
    const result = await change();
    await eventually(() => published.includes('counts'));
    stop();
    return result;
  };

  test('score: before anything is known every rule that carries weight is unknown', async () => {
    const score = libraryScoreSchema.parse(await getScore(on.liaison, 'harford'));
    assert.deepEqual(score.score, { passed: 0, of: 19, unknown: 19, low: 0, high: 1 });
    assert.equal(score.rules.length, 22);
  });

  test('score: a floating tag alone satisfies no rule that asks for a placed one', async () => {
    const { db } = on.app.database;
    const id = await aPlacement(db, {
      library: 'harford',
      origin: 'https://www.library.example',
      name: 'corner',
      form: 'tab',
      firstSeen: NOW,
      lastSeen: NOW,
    });
    await aDay(db, { library: 'harford', placement: id, date: '2026-10-05', impressions: 30, viewable: 25 });
    const score = await getScore(on.liaison, 'harford');
    assert.notEqual(ruleOf(score, 'home-tag').result, 'pass');
    assert.equal(ruleOf(score, 'floating').reason, 'Only a floating control is in use.');
    await db.deleteFrom('placement').where('id', '=', id).execute();
    await db.deleteFrom('placement_day').execute();
  });

  test('score: a live tag with its widths and its landmark is read from the counters', async () => {
    const { db } = on.app.database;
    const [home, search] = [
      await aPlacement(db, {
        library: 'harford',
        origin: 'https://www.library.example',
        firstSeen: NOW,
        lastSeen: NOW,
      }),
      await aPlacement(db, {
        library: 'harford',
        pattern: '/search',
        name: 'no-results',
        firstSeen: NOW,
        lastSeen: NOW,
      }),
    ];
    const day = { library: 'harford', date: '2026-10-05', impressions: 30, viewable: 25 };
    await aDay(db, { ...day, placement: home, viewport: 'phone', firstScreen: 20 });
    await aDay(db, { ...day, placement: home, viewport: 'desktop', tier: 'statewide', firstScreen: 10 });
    await aDay(db, { ...day, placement: search });
    await db
      .insertInto('placement_diagnosis_day')
      .values(
        (['in-main', 'in-footer', 'covered'] as const).map((value) => ({
          placement_id: search,
          date: '2026-10-05',
          class: 'counted' as const,
          value,
          count: value === 'in-main' ? 40 : 1,
        })),
      )
      .execute();
    const score = await getScore(on.liaison, 'harford');
    assert.deepEqual(
      score.rules.filter(({ result }) => result === 'pass').map(({ rule }) => rule),
      ['home-tag', 'no-results-tag', 'phone'],
    );
    const first = ruleOf(score, 'home-first-screen');
    assert.deepEqual([first.result, first.evidence?.source], ['fail', 'event']);
    assert.match(first.reason, /On a desktop, “Home page” shows the tag without scrolling in 33 % of views/);
    assert.deepEqual([score.score.passed, score.score.of, score.score.unknown], [3, 19, 15]);
  });

  test('score: is the same each time, and another liaison does not see it', async () => {
    assert.deepEqual(await getScore(on.liaison, 'harford'), await getScore(on.coordinator, 'harford'));
    assert.equal((await faultOf(getScore(on.liaison, 'cecil')))[0], 404);
  });

  test('score: the command line prints the same', async () => {
    const { publicUrl } = on.app.config;
    const commands = createTestCommands({ database: on.app.database, clock: on.clock, publicUrl });
    const printed = await commands.score({ library: 'harford' });
    assert.deepEqual(printed, await getScore(on.liaison, 'harford'));
    const [first, rule, reason] = scoreLines(printed);
    assert.equal(first, '=Harford, "County": 3 of 19, 15 unknown; 21 % to 95 %');
    assert.equal(rule, 'pass              3  The button on the home page');
    assert.match(reason!, /^ {21}The tag on “Home page” reports\. \(event, 2026-10-05\)$/);
    assert.equal(await commands.score({ library: 'nowhere' }), null);
  });

  test("statement: a person's word counts for a year with its date, and is withdrawn", async () => {
    const stated = await stateRule(on.liaison, 'harford', 'reviewed', {
      verdict: 'met',
      date: '2026-10-01',
      revision: 0,
    });
    const { result, evidence } = ruleOf(stated, 'reviewed');
    assert.deepEqual([result, evidence?.source, evidence?.at], ['pass', 'person', '2026-10-01T00:00:00.000Z']);
    const [entry] = await on.app.database.db
      .selectFrom('audit_entry')
      .select(['action', 'after'])
      .where('subject', '=', 'library:harford')
      .execute();
    assert.deepEqual(entry, {
      action: 'rule-stated',
      after: { rule: 'reviewed', verdict: 'met', date: '2026-10-01' },
    });
    const { statement } = ruleOf(stated, 'reviewed');
    const withdrawn = await withdrawStatement(on.liaison, 'harford', 'reviewed', statement!);
    assert.equal(ruleOf(withdrawn, 'reviewed').result, 'unknown');
  });

  test('statement: replaces or withdraws the one that was read, and no other', async () => {
    const date = '2026-10-02';
    const state = (verdict: StatementVerdict, revision: number) =>
      stateRule(on.liaison, 'harford', 'reviewed', { verdict, date, revision });
    const withdraw = (shown: { revision: number }) => withdrawStatement(on.liaison, 'harford', 'reviewed', shown);
    const storedNow = async () => ruleOf(await getScore(on.coordinator, 'harford'), 'reviewed').statement;
    const atOnce = async (revision: number): Promise<number[]> => {
      const both = (['not-met', 'not-applicable'] as const).map((verdict) =>
        state(verdict, revision).then(
          () => 200,
          ({ problem }: ProblemError) => problem.status,
        ),
      );
      return (await Promise.all(both)).toSorted();
    };
    const stale = [409, 'stale-revision', []];
    await state('met', 0);
    // The answer was lost, and the save is sent again.
    await state('met', 0);
    const shown = (await storedNow())!;
    assert.deepEqual([shown.verdict, shown.date], ['met', date]);
    assert.deepEqual(await faultOf(state('not-met', 0)), stale, 'it was not there when this liaison looked');
    assert.deepEqual(await faultOf(state('not-met', shown.revision + 1)), stale);
    assert.deepEqual(await faultOf(withdraw({ revision: shown.revision + 1 })), stale);
    assert.deepEqual(await storedNow(), shown);
    assert.deepEqual(await atOnce(shown.revision), [200, 409]);
    const theirs = (await storedNow())!;
    assert.deepEqual(await faultOf(withdraw(shown)), stale, 'a colleague’s is not withdrawn unseen');
    await withdraw(theirs);
    assert.equal(ruleOf(await withdraw(theirs), 'reviewed').statement, null, 'withdrawn already: nothing changes');
    assert.deepEqual(
      await faultOf(state('met', theirs.revision)),
      stale,
      'what was withdrawn does not come back unseen',
    );
    assert.deepEqual(await atOnce(0), [200, 409]);
    await withdraw((await storedNow())!);
  });

  test('statement: an open page reads again when one is stated, and when it is withdrawn', async () => {
    const shown = { verdict: 'met', date: '2026-10-01' } as const;
    const stated = await readsAgain(() => stateRule(on.liaison, 'harford', 'reviewed', { ...shown, revision: 0 }));
    const { statement } = ruleOf(stated, 'reviewed');
    await readsAgain(() => withdrawStatement(on.liaison, 'harford', 'reviewed', statement!));
  });

  test('statement: a date ahead or too old, a rule that events decide and an unknown rule are refused', async () => {
    const state = (rule: string, verdict: 'met' | 'not-applicable', date: string) =>
      faultOf(stateRule(on.liaison, 'harford', rule, { verdict, date, revision: 0 }));
    assert.deepEqual(await state('reviewed', 'met', '2026-10-06'), [422, 'invalid-statement', ['date']]);
    assert.deepEqual(await state('reviewed', 'met', '2025-10-05'), [422, 'invalid-statement', ['date']]);
    assert.deepEqual(await state('guides-tag', 'met', '2026-10-01'), [422, 'invalid-statement', ['verdict']]);
    assert.equal((await state('phone', 'met', '2026-10-01'))[0], 404);
    assert.equal((await state('nonsense', 'met', '2026-10-01'))[0], 404);
    const none = await stateRule(on.liaison, 'harford', 'guides-tag', {
      verdict: 'not-applicable',
      date: '2026-10-01',
      revision: 0,
    });
    assert.deepEqual([ruleOf(none, 'guides-tag').result, none.score.of], ['not-applicable', 18]);
  });

  test('standard: a preview shows every score before and after, and writes nothing', async () => {
    const before = standardViewSchema.parse(await getStandard(on.liaison));
    assert.deepEqual([before.revision, before.editedAt], [0, null]);
    const standard = { disabled: ['home-first-screen'], weights: { 'home-tag': 10 }, rules: [] };
    const preview = standardPreviewSchema.parse(await previewStandard(on.coordinator, { standard }));
    assert.equal(preview.changed, 2);
    const [first] = preview.libraries;
    assert.equal(first?.library, 'harford');
    assert.ok(first.after.low! > first.before.low!);
    assert.deepEqual(first.before, (await getScore(on.liaison, 'harford')).score);
    assert.deepEqual(await getStandard(on.liaison), before);
  });

  test('standard: faults are refused at their field; a liaison may not change it', async () => {
    const wrong = { disabled: ['nonsense'], weights: {}, rules: [] };
    assert.deepEqual(await faultOf(previewStandard(on.coordinator, { standard: wrong })), [
      422,
      'invalid-standard',
      ['standard.disabled.0'],
    ]);
    assert.equal((await faultOf(changeStandard(on.coordinator, { standard: wrong, revision: 0 })))[0], 422);
    assert.equal((await faultOf(changeStandard(on.liaison, { standard: wrong, revision: 0 })))[0], 403);
  });

  test('standard: a change is in force at once, once per revision, and in the audit', async () => {
    const standard = { disabled: ['home-first-screen'], weights: { 'home-tag': 10 }, rules: [] };
    const changed = await readsAgain(() => changeStandard(on.coordinator, { standard, revision: 0 }));
    assert.deepEqual([changed.revision, changed.editedAt, changed.standard], [1, NOW, standard]);
    assert.deepEqual(await faultOf(changeStandard(on.coordinator, { standard, revision: 0 })), [
      409,
      'stale-revision',
      [],
    ]);
    const score = await getScore(on.liaison, 'harford');
    assert.deepEqual([ruleOf(score, 'home-tag').weight, ruleOf(score, 'home-first-screen')], [10, undefined]);
    const entry = await on.app.database.db
      .selectFrom('audit_entry')
      .select('after')
      .where('action', '=', 'standard-changed')
      .executeTakeFirstOrThrow();
    assert.deepEqual(entry.after, standard);
  });

  test('standard: an import that would undo the change needs --replace; an export has it', async () => {
    const options = { ...fileOptions, by: 'command line', nowMs: on.clock.now() };
    const refused = await importCooperative(on.app.database, FILE, { ...options, replace: false });
    assert.deepEqual(refused, {
      edited: [
        'standard, rule home-first-screen: removed, was disabled (changed here on 2026-10-05)',
        'standard, weight of home-tag: removed, was 10 (changed here on 2026-10-05)',
      ],
    });
    const exported = await exportCooperative(on.app.database.db);
    assert.match(exported, /standard:\n {2}disabled: \[ ?home-first-screen ?\]\n {2}weights:\n {4}home-tag: 10/);
    const same = await importCooperative(on.app.database, exported, { ...options, replace: false });
    assert.deepEqual('changes' in same && same.changes, []);
    const undone = await importCooperative(on.app.database, FILE, { ...options, replace: true });
    assert.ok('changes' in undone && undone.changes.length === 2);
    const { revision, editedAt, standard } = await getStandard(on.coordinator);
    assert.deepEqual([revision, editedAt, standard.disabled], [2, null, []]);
  });
});
