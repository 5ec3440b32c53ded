// Errors reported on policy pages, and reminders before a page's review.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import {
  addRecipient,
  answerPolicyReport,
  getPolicyPages,
  getTasks,
  reportPolicyError,
  savePolicyPage,
  type Connection,
  type NewPolicyReport,
} from '@askusnow/sdk';
import { POLICY_REPORTS_OPEN_MAX, policyPagesSchema, type PolicyPage } from '@askusnow/sdk/contract';
import { notify } from '../../../server/src/help/notices/notices.ts';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { reviewDueNotice } from '../../../server/src/workspace/policy-pages/notices.ts';
import { remindOfReviews } from '../../../server/src/workspace/policy-pages/run.ts';
import { lockChain } from '../../../server/src/platform/audit/audit-store.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';
import { meetUnderWay } from '../../support/app/under-way.ts';

const PARAGRAPH = 'Late fees are 10 cents a day.';
const TEXT = `# Fees\r\n\r\n${PARAGRAPH}\r\n- Ask first\r\n- Then pay`;
const REPORT: NewPolicyReport = { paragraph: PARAGRAPH, note: 'There are no late fees since July.' };

withApp({
  now: '2026-11-02T15:00:00Z',
  as: { liaison: ['liaison', 'harford'], provider: ['provider'], coordinator: ['coordinator'] },
}).describe('policy reports', (on) => {
  before(async () => {
    await save('fines', TEXT, null);
    await addRecipient(on.coordinator, {
      ...{ tier: 'local', library: 'harford', channel: 'atom', address: null },
      kinds: ['policy-error-reported', 'policy-review-due'],
    });
  });

  const pageOf = async (topic: string, reader = on.provider): Promise<PolicyPage> =>
    policyPagesSchema.parse(await getPolicyPages(reader, 'harford')).pages.find((page) => page.topic === topic)!;
  const save = async (topic: string, text: string, reviewBy: string | null): Promise<void> => {
    const { revision } = await pageOf(topic, on.liaison);
    const change = { revision, text, owner: null, isReviewed: reviewBy !== null, reviewBy };
    await savePolicyPage(on.liaison, 'harford', topic, change);
  };
  const report = (change: Partial<NewPolicyReport> = {}, reader = on.provider, topic = 'fines') =>
    reportPolicyError(reader, 'harford', topic, { ...REPORT, ...change });
  const noticesOf = async (kind: string): Promise<{ subject: string; text: string }[]> =>
    on.app.database
      .for('maintenance')
      .db.selectFrom('notice')
      .select(['subject', 'text'])
      .where(sql<boolean>`kind = ${kind}`)
      .orderBy('at')
      .execute();
  const waiting = async (reader: Connection, key: string) =>
    (await getTasks(reader)).tasks.filter((task) => task.key === key).map(({ title, path }) => [title, path]);

  test('policy reports: a provider’s report stands on the page, is a notice and a task, until it is answered', async () => {
    const [open] = (await report()).pages.find(({ topic }) => topic === 'fines')!.reports;
    assert.deepEqual({ ...open, id: 0 }, { id: 0, ...REPORT, at: '2026-11-02T15:00:00.000Z', by: 'provider' });
    assert.deepEqual((await pageOf('fines', on.liaison)).reports, [open]);
    const [notice, ...more] = await noticesOf('policy-error-reported');
    assert.deepEqual(more, []);
    assert.equal(notice?.subject, 'Error reported on “Fines and fees” of =Harford, "County"');
    assert.match(notice.text, /\/dashboard\/harford\/local\?topic=fines\n/);
    assert.ok(!notice.text.includes('July'), 'the reporter’s words stay on the page');
    assert.deepEqual(
      [await waiting(on.liaison, 'policy-errors'), await waiting(on.coordinator, 'policy-errors')],
      [
        [['1 error is reported on policy pages', '/dashboard/harford/local?topic=fines']],
        [['1 error is reported on policy pages, at 1 library', '/dashboard/harford/local?topic=fines']],
      ],
    );
    // A topic that the cooperative has taken out: no page shows its reports, and nobody can answer them.
    await on.app.database.db.updateTable('policy_report').set({ topic: 'former-topic' }).execute();
    assert.deepEqual(
      [await waiting(on.liaison, 'policy-errors'), await waiting(on.coordinator, 'policy-errors')],
      [[], []],
    );
    await on.app.database.db.updateTable('policy_report').set({ topic: 'fines' }).execute();
    await answerPolicyReport(on.liaison, 'harford', 'fines', open!.id, { answer: 'corrected' });
    assert.deepEqual((await pageOf('fines')).reports, []);
    assert.deepEqual(await waiting(on.liaison, 'policy-errors'), []);
    const again = await problemOf(
      answerPolicyReport(on.coordinator, 'harford', 'fines', open!.id, { answer: 'right' }),
    );
    assert.equal(again.code, 'already-answered');
  });

  test('policy reports: nothing that may be a patron’s number, and no paragraph that the page has not, is kept', async () => {
    const codeOf = async (change: Partial<NewPolicyReport>) => (await problemOf(report(change))).fields;
    for (const note of ['Call 410-555-0100', '(410) 555 0100', 'card 2 1234 5678 9012 3', '٤١٠٥٥٥٠١٠٠'])
      assert.deepEqual(await codeOf({ note }), ['note'], note);
    assert.deepEqual(await codeOf({ note: ' ' }), ['note']);
    assert.deepEqual(await codeOf({ note: 'x'.repeat(301) }), ['note']);
    assert.deepEqual(await codeOf({ note: 'fees \u202e5$' }), ['note']);
    assert.equal((await problemOf(report({ paragraph: 'Ann Example called.' }))).code, 'stale-revision');
    assert.equal((await problemOf(report({}, on.provider, 'parking'))).status, 404);
    await report({ paragraph: '- Ask first\n- Then pay', note: 'It was 2026-11-01: $0.10, $0.25 and $1.00.' });
    await report({ paragraph: null }, on.liaison, 'homework');
    assert.equal((await pageOf('homework')).reports.length, 1);
  });

  test('policy reports: every account but a viewer’s reports; the library’s own people answer', async () => {
    const { id } = (await pageOf('fines')).reports[0]!;
    for (const reader of [
      await on.signIn('desk', ['cecil-desk']),
      await on.signIn('liaison', ['cecil']),
      on.provider,
    ]) {
      await report({}, reader);
      const { status } = await problemOf(answerPolicyReport(reader, 'harford', 'fines', id, { answer: 'right' }));
      assert.ok([403, 404].includes(status), String(status));
    }
    const viewer = await on.signIn('viewer', ['harford']);
    assert.equal((await problemOf(report({}, viewer))).code, 'read-only');
    assert.equal((await problemOf(report({}, { endpoint: on.app.url }))).status, 401);
    assert.equal(
      (await problemOf(answerPolicyReport(on.liaison, 'harford', 'holds', id, { answer: 'right' }))).status,
      404,
    );
  });

  test('policy reports: a library has so many at once, and answered ones are deleted after 90 days', async () => {
    for (;;) {
      const { pages } = await getPolicyPages(on.liaison, 'harford');
      const open = pages.reduce((sum, { reports }) => sum + reports.length, 0);
      if (open === POLICY_REPORTS_OPEN_MAX) break;
      await report({ note: `Wrong: ${open}` });
    }
    assert.equal((await problemOf(report({ note: 'One more.' }))).code, 'quota-reached');
    for (const { id } of (await pageOf('fines')).reports)
      await answerPolicyReport(on.liaison, 'harford', 'fines', id, { answer: 'right' });
    const kept = async () =>
      (await on.app.database.for('maintenance').db.selectFrom('policy_report').select('topic').execute()).length;
    const before = await kept();
    on.clock.advance(89 * DAY_MS);
    await remind();
    assert.equal(await kept(), before);
    on.clock.advance(2 * DAY_MS);
    await remind();
    assert.equal(await kept(), 1, 'the one without an answer');
  });

  const remind = () =>
    remindOfReviews({
      ...{ database: on.app.database, registry: on.app.registry, clock: on.clock, onError: assert.fail },
      publicUrl: 'https://ask.example',
    });

  test('policy reviews: reminded once of a date, from 14 days before it to the day itself, by the library’s clock', async () => {
    on.clock.set('2027-03-01T15:00:00Z');
    await on.signInAgain('liaison');
    await save('fines', TEXT, '2027-03-20');
    await save('holds', 'Ask at the desk.', '2027-03-20');
    await save('computers', 'Print here.', '2027-06-01');
    const subjects = async () => (await noticesOf('policy-review-due')).map(({ subject }) => subject);
    // The 6th in New York begins at 05:00 UTC.
    on.clock.set('2027-03-06T04:59:00Z');
    await remind();
    assert.deepEqual(await subjects(), []);
    on.clock.set('2027-03-06T05:01:00Z');
    await remind();
    await remind();
    on.clock.set('2027-03-07T05:01:00Z');
    await remind();
    assert.deepEqual(await subjects(), ['Review policy pages of =Harford, "County" by March 20, 2027']);
    assert.match((await noticesOf('policy-review-due'))[0]!.text, /- Fines and fees\n- Holds and interlibrary loan\n/);
    await save('holds', 'Ask at the desk.', '2027-03-18');
    await remind();
    assert.equal((await subjects()).length, 2);
    on.clock.set('2027-03-21T05:01:00Z');
    await remind();
    assert.equal((await subjects()).length, 2);
    await on.signInAgain('liaison');
    assert.deepEqual(await waiting(on.liaison, 'policy-reviews'), [
      ['The review of 2 policy pages is overdue', '/dashboard/harford/local?topic=holds'],
    ]);
  });

  test('policy reviews: mutant: a key with the day of the reminder reminds of one date again every day', async () => {
    const library = on.app.registry.library('harford')!;
    const keyed = (day: string) => {
      const of = { library, publicUrl: 'https://ask.example', atMs: on.clock.now() };
      const notice = reviewDueNotice(of, { reviewBy: '2027-12-01', topics: [] });
      return { right: notice, mutant: { ...notice, key: `${notice.key}:${day}` } };
    };
    const sentWith = async (which: 'right' | 'mutant'): Promise<number> => {
      const before = (await noticesOf('policy-review-due')).length;
      const { db } = on.app.database.for('jobs');
      for (const day of ['2027-11-20', '2027-11-21'])
        await db.transaction().execute((trx) => notify(trx, keyed(day)[which]));
      return (await noticesOf('policy-review-due')).length - before;
    };
    assert.deepEqual([await sentWith('right'), await sentWith('mutant')], [1, 2]);
  });

  test('policy reports: one that comes while its recipient is removed waits for that, and blocks nobody', async () => {
    const remove = async (trx: Kysely<Tables>) => {
      // As removing does: the recipient first, the audit log last.
      await trx
        .updateTable('notice_recipient')
        .set({ token_hash: null, stopped_at: new Date(0) })
        .execute();
      return async () => {
        await lockChain(trx);
        await trx.updateTable('notice_recipient').set({ stopped_at: null }).execute();
      };
    };
    const reader = await on.signIn('provider');
    const [pages] = await meetUnderWay(on.app, remove, [() => report({ paragraph: null }, reader, 'homework')]);
    assert.ok(pages!.pages.find(({ topic }) => topic === 'homework')!.reports.some(({ by }) => by === 'provider'));
  });
});
