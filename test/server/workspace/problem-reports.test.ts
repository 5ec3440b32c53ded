// Reported problems: from a liaison or provider to the coordinator, with states of the library and nothing about people.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import {
  answerProblem,
  getDiagnostics,
  getProblemReports,
  getTasks,
  isProblemError,
  reportProblem,
  type Connection,
  type NewProblemReport,
  type ProblemBundle,
} from '@askusnow/sdk';
import { diagnosticsSchema, OPEN_PROBLEMS_MAX, problemReportListSchema } from '@askusnow/sdk/contract';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { topicsOf } from '../../../server/src/cooperative/policy-topics.ts';
import { loadReadinessFacts } from '../../../server/src/workspace/readiness/readiness-store.ts';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';
import { meetUnderWay } from '../../support/app/under-way.ts';
import { aPlacement, aRefusal } from '../../support/data/counters.ts';
import { rowsOfLibrary } from '../../support/data/rows-of-library.ts';

const NOW = '2026-11-24T15:00:00.000Z';
const MARK = 'xmarkx';
/** Tables that our own code alone fills, with words of its own. */
const OF_THE_SERVER = ['job', 'node', 'lease', 'kysely_migration', 'kysely_migration_lock', 'simulation'];
const MIN_MARKED_COLUMNS = 60;

withApp({
  now: NOW,
  as: {
    coordinator: ['coordinator'],
    harford: ['liaison', 'harford'],
    cecil: ['liaison', 'cecil'],
    provider: ['provider'],
  },
}).describe('problem reports', (on) => {
  const bundleOf = async (connection: Connection, library: string | null): Promise<ProblemBundle> => ({
    page: 'coverage',
    browser: 'firefox',
    viewport: 'phone',
    diagnostics: await getDiagnostics(connection, library === null ? {} : { library }),
  });
  const aReport = async (connection: Connection, library: string | null): Promise<NewProblemReport> => ({
    kind: 'chat-software',
    text: ' The chat window of the providers stays white since 9 AM. ',
    library,
    bundle: await bundleOf(connection, library),
  });

  test('problem reports: a liaison alerts the coordinator about the chat software: a notice, and a task until it is answered', async () => {
    const problemTasks = async () =>
      (await getTasks(on.coordinator)).tasks.filter(({ key }) => key === 'problems-reported');
    assert.deepEqual(await problemTasks(), []);
    const sent = await aReport(on.harford, 'harford');
    const report = await reportProblem(on.harford, sent);
    assert.equal(report.text, 'The chat window of the providers stays white since 9 AM.');
    assert.deepEqual(report.bundle, sent.bundle, 'what was seen is what was sent');

    const notices = await on.app.database.db
      .selectFrom('notice')
      .select(['tier', 'library_id', 'subject', 'text'])
      .where(sql<boolean>`kind = 'problem-reported'`)
      .execute();
    assert.equal(notices.length, 1);
    assert.equal(notices[0]!.tier, 'statewide');
    assert.match(notices[0]!.subject, /^Problem reported: the chat software, =Harford/);
    const [task] = await problemTasks();
    assert.deepEqual([task?.harm, task?.path], ['patrons-soon', '/dashboard/-/problems']);

    const answered = await answerProblem(on.coordinator, report.id, { text: 'The vendor is at it.' });
    assert.equal(answered.answer?.by, 'coordinator');
    assert.deepEqual(await problemTasks(), []);
    const { reports } = problemReportListSchema.parse(await getProblemReports(on.harford));
    assert.equal(reports[0]!.answer?.text, 'The vendor is at it.');
    const again = await problemOf(answerProblem(on.coordinator, report.id, { text: 'No.' }));
    assert.deepEqual([again.status, again.code], [409, 'already-answered']);
  });

  test('problem reports: a provider reports without a library; an account reads its own reports alone', async () => {
    await reportProblem(on.provider, { ...(await aReport(on.provider, null)), kind: 'other' });
    assert.deepEqual((await getProblemReports(on.cecil)).reports, []);
    assert.equal((await getProblemReports(on.provider)).reports.length, 1);
    assert.equal((await getProblemReports(on.coordinator)).reports.length, 2);
    const [first] = (await getProblemReports(on.coordinator)).reports;
    assert.equal(first?.answer, null, 'what waits comes first');
    assert.equal((await problemOf(answerProblem(on.harford, first.id, { text: 'Me.' }))).status, 403);
    assert.equal((await problemOf(answerProblem(on.coordinator, 999_999, { text: 'None.' }))).status, 404);
  });

  test('problem reports: another library, a long or turned text and a bundle with a word too many are refused by field', async () => {
    const good = await aReport(on.cecil, 'cecil');
    const refused = async (report: unknown) => problemOf(reportProblem(on.cecil, report as NewProblemReport));
    assert.deepEqual((await refused({ ...good, library: 'harford' })).fields, ['library']);
    assert.equal((await problemOf(getDiagnostics(on.cecil, { library: 'harford' }))).status, 422);
    for (const text of ['', '   ', 'x'.repeat(1_001), 'a\u202Eb', 'a\u0000b'])
      assert.deepEqual((await refused({ ...good, text })).fields, ['text']);
    const more = { ...good.bundle, diagnostics: { ...good.bundle.diagnostics, label: 'Ann of Cecil' } };
    assert.equal((await refused({ ...good, bundle: more })).status, 422);
    assert.equal((await refused({ ...good, bundle: { ...good.bundle, browser: 'Ann’s' } })).status, 422);
  });

  test('problem reports: an account with as many open reports as are allowed waits for an answer', async () => {
    const report = await aReport(on.cecil, null);
    for (let count = 1; count < OPEN_PROBLEMS_MAX; count += 1)
      await reportProblem(on.cecil, { ...report, text: `Problem ${count}` });
    const lock = async (trx: Kysely<Tables>) => void (await sql`lock table notice in share mode`.execute(trx));
    const send = (text: string) => () =>
      reportProblem(on.cecil, { ...report, text }).then(
        () => 'sent',
        (error: unknown) => (isProblemError(error) ? error.problem.code : String(error)),
      );
    const atOnce = await meetUnderWay(on.app, lock, [send('One'), send('Other')]);
    assert.deepEqual(atOnce.sort(), ['quota-reached', 'sent'], 'two at once for the last place');
    const more = await problemOf(reportProblem(on.cecil, report));
    assert.deepEqual([more.status, more.code], [409, 'quota-reached']);
  });

  describe('with a mark in every text column', () => {
    before(async () => {
      const { db } = on.app.database;
      await aPlacement(db, { library: 'harford' });
      await aRefusal(db, { library: 'harford', date: '2026-11-23', reason: 'too-large', count: 3 });
      for (const [table, values] of Object.entries(rowsOfLibrary(MARK, 900_001)))
        await sql`insert into ${sql.table(table)} ${sql.raw(values)}`.execute(db).catch(() => undefined);
      const { rows: columns } = await sql<{ table: string; column: string }>`
          select c.table_name as table, c.column_name as column from information_schema.columns as c
          join information_schema.tables as t using (table_schema, table_name)
          where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.data_type = 'text'`.execute(db);
      let marked = 0;
      for (const { table, column } of columns.filter((each) => !OF_THE_SERVER.includes(each.table)))
        // Keys and words of a list cannot be anything else: those the database refuses.
        marked += await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${MARK}`.execute(db).then(
          ({ numAffectedRows }) => (numAffectedRows === 0n ? 0 : 1),
          () => 0,
        );
      assert.ok(marked >= MIN_MARKED_COLUMNS, `${marked} columns have the mark`);
    });

    test('problem reports: the bundle has none of the marks, and has the states', async () => {
      const diagnostics = diagnosticsSchema.parse(await getDiagnostics(on.coordinator, { library: 'harford' }));
      assert.ok(!JSON.stringify(diagnostics).includes(MARK));
      assert.equal(diagnostics.library?.desk?.presence, 'no-source');
      assert.ok(!JSON.stringify(diagnostics).includes('Harford'));
    });

    test('problem reports: mutant: a bundle with what is read for it, as it is read, has a mark', async () => {
      const { database, registry } = on.app;
      const options = { hasMail: true, topics: topicsOf(registry) };
      const facts = await loadReadinessFacts(database.db, [registry.library('harford')!], options, Date.parse(NOW));
      const mutant = { ...(await getDiagnostics(on.coordinator, { library: 'harford' })), facts };
      assert.ok(JSON.stringify(mutant).includes(MARK));
      assert.equal(diagnosticsSchema.safeParse(mutant).success, false, 'nor does the contract have a place for it');
    });
  });
});
