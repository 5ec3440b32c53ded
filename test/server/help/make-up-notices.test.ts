// Notices of hours to make up: that one was not made up in time, and where people are missing next week, each once.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { notifyOfMakingUp } from '../../../server/src/help/covers/make-up-run.ts';
import { withApp } from '../../support/app/fixture.ts';
import { addRecipient, deliveriesOf } from '../../support/data/notices.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { hourAt, hoursWritten, SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';

const KINDS = ['hour-not-made-up', 'open-hours'] as const;
const FILE = SHARED_HOURS_FILE.replace(
  'name: Test cooperative',
  'name: Test cooperative\n  sharedHours: { services: { statewide: { makeUpDays: 7 } } }',
);

withApp({ now: MONDAY_10, cooperative: FILE }).describe('notices of hours to make up', (on) => {
  before(async () => {
    await hoursWritten(on.app);
    for (const library of ['harford', 'cecil', 'kent'])
      await addRecipient(on.app.database, { library, channel: 'atom', kinds: [...KINDS] });
    await addRecipient(on.app.database, { tier: 'statewide', channel: 'atom', kinds: [...KINDS] });
  });
  beforeEach(async () => {
    const { db } = on.app.database;
    for (const table of ['cover_offer', 'notice_delivery', 'notice'] as const) await db.deleteFrom(table).execute();
  });

  const at = async (hour: number): Promise<void> => {
    on.clock.set(hourAt(hour));
    await notifyOfMakingUp({ ...on.app, clock: on.clock, onError: assert.fail });
  };
  const sent = async () => (await deliveriesOf(on.app.database)).map(({ key }) => key.replace(/:\d{13}/, '')).sort();

  test('made-up hours: the day after the last one its library and the coordinator are notified, once', async () => {
    await on.app.database.db
      .insertInto('cover_offer')
      .values({
        ...{ queue_id: 'statewide', library_id: 'harford', service: 'statewide', reason: 'illness', by: 'test' },
        ...{ starts_at: hourAt(14), ends_at: hourAt(16), state: 'expired' },
        ...{ offered_at: hourAt(9), decided_at: hourAt(14), notified_revision: 1 },
      })
      .execute();
    const late = async () => (await sent()).filter((key) => key.startsWith('not-made-up'));
    await at(8 * 24 - 1);
    assert.deepEqual(await late(), []);
    await at(8 * 24);
    await at(8 * 24 + 1);
    assert.deepEqual(await late(), [
      'not-made-up:statewide:harford:statewide:harford',
      'not-made-up:statewide:harford:statewide:statewide',
    ]);
    const { text } = await on.app.database.db
      .selectFrom('notice')
      .select('text')
      .where('kind', '=', 'hour-not-made-up')
      .executeTakeFirstOrThrow();
    assert.match(text, /Statewide desk, Mon, May 4, 2 PM EDT to .*\. 240 minutes are left to make up\./);
    assert.match(text, /\/dashboard\/harford\/shared-hours/);
    await on.app.database.db.deleteFrom('notice').execute();
    // Late for long, as when the cooperative begins to ask for it.
    await at(8 * 24 + 49);
    assert.deepEqual(await late(), []);
  });

  test('open hours: on Thursday from 9 on, libraries that owe hours at the desk and the coordinator read where people are missing', async () => {
    const open = async () => (await sent()).filter((key) => key.startsWith('open-hours'));
    await at(3 * 24 + 8.9);
    assert.deepEqual(await open(), []);
    await at(3 * 24 + 9);
    await at(4 * 24);
    const keys = ['cecil', 'harford', 'statewide'].map((to) => `open-hours:statewide:2026-05-11:${to}`);
    assert.deepEqual(await open(), keys);
    const { subject, text } = await on.app.database.db
      .selectFrom('notice')
      .select(['subject', 'text'])
      .where('kind', '=', 'open-hours')
      .executeTakeFirstOrThrow();
    assert.equal(subject, 'Statewide desk: people are missing next week');
    assert.match(text, /\nMon, May 11, 9 AM EDT to Mon, May 11, 2 PM EDT: 1 person\n/);
    assert.match(text, /\n… and \d+ more times\n/);
  });
});
