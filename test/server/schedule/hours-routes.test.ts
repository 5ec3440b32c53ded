// Hours changed by the people of a library: checked, audited, refused over another person's change, and seen at once.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { AuditList, Availability, HoursRules, QueueHours, QueueHoursList } from '@askusnow/sdk/contract';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { sendRequest } from '../../support/app/requests.ts';
import { ENGINES } from '../../support/app/database.ts';
import { readStream } from '../../support/data/event-stream.ts';
import { eventually } from '../../support/waiting.ts';

const AROUND_THE_CLOCK: HoursRules = {
  weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], open: '00:00', close: '24:00' }],
  seasons: [],
  exceptions: [],
};
const inAnHour = () => new Date(Date.now() + HOUR_MS).toISOString();

withApp({
  engines: ENGINES,
  desks: true,
  as: { liaison: ['liaison', 'harford'], coordinator: ['coordinator'] },
}).describe('hours routes', (on) => {
  const ask = <Body>(cookie: string, path: string, change?: object) =>
    sendRequest<Body>(on.app, cookie, path, change, change && 'PUT');
  const hoursOf = async (queue: string) =>
    (await ask<QueueHours>(on.cookies.coordinator, `queues/${queue}/hours`)).body;
  before(async () => {
    await eventually(() => on.app.live.frame('harford'));
  });

  test('hours routes: a liaison sees the queues that their library names, nearest first, and which of them are theirs to change', async () => {
    const { body } = await ask<QueueHoursList>(on.cookies.liaison, 'libraries/harford/queues');
    assert.deepEqual(
      body.queues.map(({ queue, editable }) => [queue, editable]),
      [
        ['harford-desk', true],
        ['state', false],
        ['world', false],
      ],
    );
    const all = await ask<QueueHoursList>(on.cookies.coordinator, 'libraries/harford/queues');
    assert.ok(all.body.queues.every(({ editable }) => editable));
  });

  test('hours routes: another library’s desk does not exist for a liaison, and nobody at all may ask unsigned', async () => {
    for (const path of [
      'queues/garrett-desk/hours',
      'queues/garrett-desk/audit',
      'libraries/garrett/queues',
      'queues/nowhere/hours',
    ]) {
      assert.equal((await ask(on.cookies.liaison, path)).status, 404, path);
    }
    const { revision } = await hoursOf('garrett-desk');
    assert.equal(
      (await ask(on.cookies.liaison, 'queues/garrett-desk/hours', { hours: AROUND_THE_CLOCK, revision })).status,
      404,
    );
    assert.equal((await ask('', 'queues/harford-desk/hours')).status, 401);
    assert.equal((await hoursOf('garrett-desk')).revision, revision);
  });

  test('hours routes: a desk that libraries share is the coordinator’s to change', async () => {
    const { revision } = await hoursOf('state');
    const refused = await ask(on.cookies.liaison, 'queues/state/closed-until', { until: inAnHour(), revision });
    assert.deepEqual([refused.status, refused.body.code], [403, 'not-editable']);
    assert.equal(
      (await ask(on.cookies.coordinator, 'queues/state/closed-until', { until: null, revision })).status,
      200,
    );
  });

  test('hours routes: a change reaches a stream that is open within a second', async () => {
    const stream = readStream(Number(new URL(on.app.url).port), '/v1/availability/stream?library=harford');
    const last = () =>
      stream.events.findLast(({ event }) => event === 'availability')?.data as Availability | undefined;
    await eventually(last);
    const { revision } = await hoursOf('harford-desk');
    const opened = await ask<QueueHours>(on.cookies.liaison, 'queues/harford-desk/hours', {
      hours: AROUND_THE_CLOCK,
      revision,
    });
    assert.deepEqual([opened.status, opened.body.revision], [200, revision + 1]);
    await eventually(() => last()?.tiers[0]?.open?.length === 1);
    const until = inAnHour();
    assert.equal(
      (
        await ask(on.cookies.liaison, 'queues/harford-desk/closed-until', {
          until,
          revision: revision + 1,
          note: 'snow',
        })
      ).status,
      200,
    );
    await eventually(() => last()?.tiers[0]?.state === 'closed');
    assert.equal(last()?.tier === 'local', false);
    stream.close();
  });

  test('hours routes: each change is kept with who made it, what was and what is', async () => {
    const { body } = await ask<AuditList>(on.cookies.liaison, 'queues/harford-desk/audit');
    const [closing, opening] = body.entries;
    assert.deepEqual(
      [closing?.action, closing?.by, closing?.note, closing?.before],
      ['closed-until', 'liaison harford', 'snow', { closedUntil: null }],
    );
    assert.deepEqual([opening?.action, opening?.after], ['hours-changed', AROUND_THE_CLOCK]);
    const row = await on.app.database.db
      .selectFrom('queue')
      .select('edited_at')
      .where('id', '=', 'harford-desk')
      .executeTakeFirstOrThrow();
    assert.ok(row.edited_at);
  });

  test('routes: a change over another person’s is refused and changes nothing, also when both arrive at once', async () => {
    const { revision } = await hoursOf('harford-desk');
    const stale = await ask(on.cookies.liaison, 'queues/harford-desk/hours', {
      hours: AROUND_THE_CLOCK,
      revision: revision - 1,
    });
    assert.deepEqual([stale.status, stale.body.code], [409, 'stale-revision']);
    const change = { until: null, revision };
    const both = await Promise.all([
      ask(on.cookies.liaison, 'queues/harford-desk/closed-until', change),
      ask(on.cookies.coordinator, 'queues/harford-desk/closed-until', change),
    ]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
    assert.equal((await hoursOf('harford-desk')).revision, revision + 1);
  });

  test('hours routes: hours that contradict themselves, a past closing and a wrong shape are named by field and change nothing', async () => {
    const { revision } = await hoursOf('harford-desk');
    const overlapping = {
      weekly: [
        { days: ['mo'], open: '09:00', close: '17:00' },
        { days: ['mo'], open: '16:00', close: '18:00' },
      ],
    };
    const cases: [string, object, string, string][] = [
      ['hours', { hours: overlapping, revision }, 'invalid-hours', 'hours.weekly.1'],
      ['closed-until', { until: '2020-01-01T00:00:00.000Z', revision }, 'invalid-hours', 'until'],
      [
        'hours',
        { hours: { weekly: [{ days: ['mo'], open: '9', close: '17:00' }] }, revision },
        'invalid-request',
        'hours.weekly.0.open',
      ],
      ['closed-until', { until: 'tomorrow', revision }, 'invalid-request', 'until'],
    ];
    for (const [path, change, code, field] of cases) {
      const { status, body } = await ask(on.cookies.liaison, `queues/harford-desk/${path}`, change);
      assert.deepEqual([status, body.code, body.errors?.[0]?.field], [422, code, field]);
    }
    assert.equal((await hoursOf('harford-desk')).revision, revision);
  });
});
