// A desk's page that is used every day goes on speaking for its desk, however long ago it was opened.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { sessionEndMs, toHour } from '../../../server/src/accounts/session-limits.ts';
import { withApp } from '../../support/app/fixture.ts';
import { MONDAY_10, watchHeartbeats } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const SEC = 1000;

withApp({ now: MONDAY_10 }).describe("a desk's page of 91 days", (on) => {
  before(() => watchHeartbeats(on.app, 'harford-desk'));
  beforeEach(async () => {
    on.clock.advance(600 * SEC);
    await on.app.database.db.deleteFrom('desk').execute();
  });

  /** A beat of a desk whose page was opened 91 days ago and used an hour ago, with the end that sessions of a role have. */
  async function beatAfter91Days(role: 'desk' | 'liaison'): Promise<{ status: number; told: string }> {
    const cookie = await on.app.signIn('desk', ['harford-desk']);
    const openedAtMs = toHour(on.clock.now() - 91 * 24 * 3_600 * SEC);
    const usedAtMs = toHour(on.clock.now() - 3_600 * SEC);
    await on.app.database.db
      .updateTable('session')
      .set({
        opened_at: new Date(openedAtMs),
        used_at: new Date(usedAtMs),
        expires_at: new Date(sessionEndMs({ role }, openedAtMs, usedAtMs)),
      })
      .where('id', '=', ({ fn, selectFrom }) => selectFrom('session').select(fn.max('id').as('id')))
      .execute();
    const { status } = await fetch(`${on.app.url}/v1/queues/harford-desk/heartbeat`, {
      method: 'POST',
      headers: { cookie, origin: on.app.config.publicUrl, 'content-type': 'application/json' },
      body: JSON.stringify({ state: 'available', seq: 1 }),
    });
    const local = () => on.app.live.frame('harford')!.availability.tiers[0]!.state;
    if (status === 200) await eventually(() => local() === 'available');
    return { status, told: local() };
  }

  test('old desk page: a desk that is used goes on counting after 90 days', async () => {
    assert.deepEqual(await beatAfter91Days('desk'), { status: 200, told: 'available' });
  });

  test('old desk page: mutant: a desk under a person’s limits turns the answer unknown on its 90th day', async () => {
    assert.deepEqual(await beatAfter91Days('liaison'), { status: 401, told: 'unknown' });
  });
});
