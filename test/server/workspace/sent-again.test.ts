// A request is sent again since its answer was lost, or twice at once by a second press: it adds one thing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import {
  addMeeting,
  getDiagnostics,
  proposeTopic,
  reportProblem,
  type Connection,
  type NewProblemReport,
} from '@askusnow/sdk';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { forEachRouteEngine } from '../../support/app/database.ts';
import { connectionTo } from '../../support/app/requests.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { meetUnderWay } from '../../support/app/under-way.ts';
import { HOUR_MS } from '../../support/data/desks.ts';

forEachRouteEngine((engine) => {
  describe('sent again', () => {
    let clock: ManualClock;
    let app: TestApp;
    let coordinator: Connection;
    let harford: Connection;
    let report: NewProblemReport;

    before(async () => {
      clock = createManualClock('2026-11-02T15:00:00.000Z');
      app = await startApp({ engine, clock, cooperative: TWO_LIBRARIES });
      const as = async (...who: Parameters<TestApp['signIn']>) => connectionTo(app, await app.signIn(...who));
      coordinator = await as('coordinator');
      harford = await as('liaison', ['harford']);
      const diagnostics = await getDiagnostics(harford, null);
      const bundle = { page: 'coverage', browser: 'firefox', viewport: 'phone', diagnostics } as const;
      report = { kind: 'chat-software', text: 'It stays white.', library: null, bundle };
    });
    after(() => app.close());

    /** By the table that it is stored in: sends the same request with other words for another `word`. */
    const requests: Record<string, (word: string) => Promise<unknown>> = {
      meeting: (place) =>
        addMeeting(coordinator, { date: '2026-12-08', time: '10:00', zone: 'America/New_York', place }),
      proposal: (title) => proposeTopic(harford, { title, detail: '', library: null }),
      problem_report: (text) => reportProblem(harford, { ...report, text }),
    };
    const stored = async (table: string): Promise<[rows: number, entries: number, notices: number]> => {
      const { rows } = await sql<{ rows: number; entries: number; notices: number }>`select
        (select count(*) from ${sql.table(table)})::integer as rows, (select count(*) from audit_entry)::integer as entries,
        (select count(*) from notice)::integer as notices`.execute(app.database.db);
      return [rows[0]!.rows, rows[0]!.entries, rows[0]!.notices];
    };

    for (const [table, send] of Object.entries(requests))
      test(`sent again: one ${table.replace('_', ' ')}, with one audit entry and one notice, also twice at once`, async () => {
        const lock = async (trx: Kysely<Tables>) =>
          void (await sql`lock table ${sql.table(table)} in share mode`.execute(trx));
        const before = await stored(table);
        const [first, second] = await meetUnderWay(app, lock, [() => send('One'), () => send('One')]);
        assert.deepEqual(second, first);
        const once = await stored(table);
        assert.equal(once[0], before[0] + 1);
        assert.deepEqual(await send('One'), first);
        assert.deepEqual(await stored(table), once);
        await send('Other');
        const other = await stored(table);
        assert.deepEqual(
          other.map((count, at) => count - once[at]!),
          once.map((count, at) => count - before[at]!),
          'other words are another one, with the same entries and notices',
        );
      });

    test('sent again: an announcement with the words of an earlier day is a new one', async () => {
      const [{ id }] = [await publishAnnouncement(coordinator, { text: 'Closed tomorrow.' })];
      clock.advance(HOUR_MS);
      assert.notEqual((await publishAnnouncement(coordinator, { text: 'Closed tomorrow.' })).id, id);
    });
  });
});
