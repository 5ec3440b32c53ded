// The coordinator's table where counting takes longer than a request has: of a nation a snapshot, of a few libraries never.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { overviewSchema, type Overview } from '@askusnow/sdk/contract';
import { createOwnDesks } from '../../../server/src/coverage/ledger/own-desks.ts';
import { LIMITS } from '../../../server/src/platform/db/purpose.ts';
import { PUBLIC_ROWS } from '../../../server/src/platform/db/row-scope.ts';
import { runWithin } from '../../../server/src/platform/db/request-deadline.ts';
import { DatabaseBusyError } from '../../../server/src/platform/db/session-queue.ts';
import { createScheduleStates } from '../../../server/src/schedule/expansion/state-cache.ts';
import { createOverview } from '../../../server/src/visibility/placements/overview.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { sendRequest } from '../../support/app/requests.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { forEachEngine, type Engine } from '../../support/app/database.ts';
import { eventually, pause } from '../../support/waiting.ts';

const NOW = '2026-05-04T16:00:00.000Z';
const FEW = 24;
const MANY = 500;

const fileOf = (count: number): string =>
  [
    'cooperative: { name: Many }',
    'queues: [{ id: desk, name: Desk, tier: statewide, zone: UTC, hours: { weekly: [] } }]',
    'libraries:',
  ]
    .concat(
      Array.from({ length: count }, (_, index) => {
        const id = `lib-${String(index).padStart(3, '0')}`;
        return `  - { id: ${id}, name: Library ${id}, zone: America/New_York, live: true, queues: { statewide: { queue: desk } } }`;
      }),
    )
    .join('\n');

async function serving(engine: Engine, count: number): Promise<{ node: TestApp; clock: ManualClock; cookie: string }> {
  const clock = createManualClock(NOW);
  const node = await startApp({ engine, clock, cooperative: fileOf(count) });
  return { node, clock, cookie: await node.signIn('coordinator') };
}

forEachEngine((engine) => {
  describe('overview', () => {
    let few: Awaited<ReturnType<typeof serving>>;
    let many: Awaited<ReturnType<typeof serving>>;
    before(async () => {
      few = await serving(engine, FEW);
      many = await serving(engine, MANY);
    });
    after(() => Promise.all([few.node.close(), many.node.close()]));

    const countedAt = async ({ node, cookie }: typeof few, path = 'overview'): Promise<string> => {
      const { status, body } = await sendRequest<Overview>(node, cookie, path);
      assert.equal(status, 200, JSON.stringify(body).slice(0, 300));
      return overviewSchema.parse(body).countedAt!;
    };

    test('overview: of 24 libraries is counted for each request', async () => {
      assert.equal(await countedAt(few), NOW);
      few.clock.advance(1_000);
      assert.equal(await countedAt(few), '2026-05-04T16:00:01.000Z');
    });

    test('overview: requests of one moment share a count, and a later one counts anew', async () => {
      const { node, clock } = few;
      const { database, registry, presence } = node;
      const scheduleStates = createScheduleStates(database.for('jobs'));
      const ownDesks = createOwnDesks({ database, registry, presence, scheduleStates });
      const rowsOf = createOverview({ database, registry, clock, ownDesks });
      const [one, other] = await Promise.all([rowsOf(30), rowsOf(30)]);
      assert.equal(one, other);
      assert.notEqual(await rowsOf(30), one);
      scheduleStates.close();
    });

    test('overview: of 500 libraries outlasts the request that began to count them', async () => {
      const MORE_THAN_A_REQUEST_WAITS_MS = LIMITS.people.maxWaitMs + 500;
      const { node, clock } = many;
      const { database, registry, presence } = node;
      const jobs = database.for('jobs');
      const scheduleStates = createScheduleStates(jobs);
      const ownDesks = createOwnDesks({ database: jobs, registry, presence, scheduleStates });
      const rowsOf = createOverview({ database, registry, clock, ownDesks });
      const hold = Promise.withResolvers<void>();
      const held = Promise.withResolvers<void>();
      const transaction = database
        .for('maintenance')
        .db.transaction()
        .execute(async () => {
          held.resolve();
          await hold.promise;
        });
      await held.promise;
      const nowMs = performance.now();
      const rows = await new Promise<unknown>((resolve) =>
        runWithin({ waitUntilMs: nowMs, answerUntilMs: nowMs + 500, rows: PUBLIC_ROWS }, () => {
          rowsOf(7).then(resolve, resolve);
        }),
      );
      // A Postgres has other connections.
      if (engine === 'pglite') assert.ok(rows instanceof DatabaseBusyError, 'the request is answered in its time');
      await pause(MORE_THAN_A_REQUEST_WAITS_MS);
      hold.resolve();
      await transaction;
      const begunAtMs = clock.now();
      clock.advance(1_000);
      const counted = await rowsOf(7);
      assert.deepEqual([counted.atMs, counted.rows.length], [begunAtMs, MANY], 'the count went on');
      scheduleStates.close();
    });

    test('overview: of 500 libraries is a snapshot, counted anew in the background, and shown for a minute', async () => {
      const { clock } = many;
      const now = (): string => new Date(clock.now()).toISOString();
      const first = now();
      assert.equal(await countedAt(many), first);
      clock.advance(19_000);
      assert.equal(await countedAt(many, 'overview?limit=5&offset=5'), first, 'turning a page counts nothing');
      clock.advance(2_000);
      assert.equal(await countedAt(many), first, 'shown while the next one is counted');
      await eventually(async () => (await countedAt(many)) === now());
      clock.advance(60_000);
      assert.equal(await countedAt(many), now(), 'one of a minute is not shown');
    });
  });
});
