// The coordinator reads what runs and what is set up: nodes, clocks, the database, mail.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getSystem } from '@askusnow/sdk';
import { systemSchema } from '@askusnow/sdk/contract';
import { MIGRATIONS } from '../../../server/src/schema.ts';
import { startApp } from '../../support/app/app.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { ENGINES_BY_TIER } from '../../support/app/database.ts';
import { connectionTo } from '../../support/app/requests.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';

for (const engine of ENGINES_BY_TIER)
  test(`system route on ${engine}: nodes by age, the database, what is set up; no address and no id`, async () => {
    const START = '2026-11-24T12:00:00.000Z';
    const MAIL_SERVER = 'smtps://user:secret@mail.example.org';
    const clock = createManualClock(START);
    const environment = { SMTP_URL: MAIL_SERVER, MAIL_FROM: 'askusnow@state.example' };
    const server = await startApp({ engine, cooperative: TWO_LIBRARIES, clock, environment });
    try {
      const earlier = { id: 'other', version: '0.9.0', skew_ms: null, started_at: '2026-11-24T11:00:00.000Z' };
      await server.database.db
        .insertInto('node')
        .values({ ...earlier, seen_at: START })
        .execute();
      const system = await getSystem(connectionTo(server, await server.signIn('coordinator')));
      systemSchema.parse(system);
      assert.deepEqual(
        system.nodes.map(({ startedAt, seenAt, clockMs, isThis }) => [startedAt, seenAt, clockMs, isThis]),
        [
          [earlier.started_at, START, null, false],
          [START, START, 0, true],
        ],
      );
      assert.equal(system.database.kind, engine);
      assert.ok(system.database.bytes > 1_000_000);
      assert.equal(system.database.schema, Object.keys(MIGRATIONS).length);
      assert.deepEqual([system.mail, system.openId], [true, false]);
      assert.doesNotMatch(JSON.stringify(system), /mail\.example|secret|"other"/);
    } finally {
      await server.close();
    }
  });
