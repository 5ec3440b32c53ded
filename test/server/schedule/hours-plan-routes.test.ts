// Hours thought through before they are set: previewed, taken back, closed for a snow day at several desks at once.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { AuditList, Holidays, HoursPreview, HoursRules, QueueHours, QueueHoursList } from '@askusnow/sdk/contract';
import { startApp } from '../../support/app/app.ts';
import { withApp } from '../../support/app/fixture.ts';
import { sendRequest } from '../../support/app/requests.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { eventually } from '../../support/waiting.ts';

/** A Tuesday, 09:30 in New York. */
const NOW = '2026-11-24T14:30:00.000Z';
const MIDNIGHT = '2026-11-25T05:00:00.000Z';
const hours = (open: string, close: string, more: Partial<HoursRules> = {}): HoursRules => ({
  weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr'], open, close }],
  seasons: [],
  exceptions: [],
  ...more,
});

withApp({
  now: NOW,
  desks: true,
  as: { liaison: ['liaison', 'harford'], coordinator: ['coordinator'] },
}).describe('hours planned', (on) => {
  const ask = <Body>(cookie: string, method: string, path: string, body?: object) =>
    sendRequest<Body>(on.app, cookie, path, body, method);
  const hoursOf = async (queue: string) =>
    (await ask<QueueHours>(on.cookies.coordinator, 'GET', `queues/${queue}/hours`)).body;
  const trailOf = async (queue: string) =>
    (await ask<AuditList>(on.cookies.coordinator, 'GET', `queues/${queue}/audit`)).body.entries;
  const undo = async (cookie: string, queue: string) => {
    const { revision } = await hoursOf(queue);
    return ask<QueueHours>(cookie, 'POST', `queues/${queue}/hours/undo`, { revision });
  };

  before(async () => {
    await eventually(() => on.app.live.frame('harford'));
  });

  test('hours plan: a preview names the days and the libraries, and writes nothing', async () => {
    const before = await hoursOf('state');
    const closed = { ...before.hours, exceptions: [{ date: '2026-11-26', open: [], note: 'Thanksgiving' }] };
    const { status, body } = await ask<HoursPreview>(on.cookies.liaison, 'POST', 'queues/state/hours/preview', {
      hours: closed,
    });
    assert.equal(status, 200);
    assert.deepEqual(body.days, [
      { date: '2026-11-26', before: [['2026-11-26T13:00:00.000Z', '2026-11-27T03:00:00.000Z']], after: [] },
    ]);
    assert.deepEqual(
      body.libraries.map(({ id }) => id),
      ['carroll', 'harford'],
    );
    assert.deepEqual(await hoursOf('state'), before);
  });

  test('hours plan: a preview of no difference concerns nobody; one of a closing, the rest of the day', async () => {
    const { hours } = await hoursOf('harford-desk');
    const same = await ask<HoursPreview>(on.cookies.liaison, 'POST', 'queues/harford-desk/hours/preview', { hours });
    assert.deepEqual([same.body.days, same.body.libraries], [[], []]);
    const snow = await ask<HoursPreview>(on.cookies.liaison, 'POST', 'queues/harford-desk/hours/preview', {
      hours,
      closedUntil: MIDNIGHT,
    });
    assert.deepEqual(snow.body.days, [{ date: '2026-11-24', before: [[NOW, '2026-11-24T22:00:00.000Z']], after: [] }]);
  });

  test('hours plan: a preview of hours that contradict themselves names the field, as saving them would', async () => {
    const overlapping = hours('09:00', '17:00', {
      weekly: [
        { days: ['mo'], open: '09:00', close: '17:00' },
        { days: ['mo'], open: '16:00', close: '18:00' },
      ],
    });
    const { revision } = await hoursOf('harford-desk');
    const previewed = await ask(on.cookies.liaison, 'POST', 'queues/harford-desk/hours/preview', {
      hours: overlapping,
    });
    const saved = await ask(on.cookies.liaison, 'PUT', 'queues/harford-desk/hours', { hours: overlapping, revision });
    assert.deepEqual([previewed.status, previewed.body.code], [422, 'invalid-hours']);
    assert.deepEqual(previewed.body.errors, saved.body.errors);
    assert.equal(previewed.body.errors?.[0]?.field, 'hours.weekly.1');
  });

  test('hours plan: undo takes back a closing, then the hours before it, each with an entry of its own, then nothing', async () => {
    const original = await hoursOf('harford-desk');
    const change = { hours: hours('10:00', '16:00'), revision: original.revision };
    await ask(on.cookies.liaison, 'PUT', 'queues/harford-desk/hours', change);
    await ask(on.cookies.liaison, 'PUT', 'queues/harford-desk/closed-until', {
      until: MIDNIGHT,
      revision: original.revision + 1,
    });
    const opened = await undo(on.cookies.liaison, 'harford-desk');
    assert.deepEqual([opened.status, opened.body.closedUntil], [200, null]);
    assert.deepEqual(opened.body.hours, change.hours);
    const back = await undo(on.cookies.liaison, 'harford-desk');
    assert.deepEqual(back.body.hours, original.hours);
    assert.equal(back.body.revision, original.revision + 4);
    const nothing = await undo(on.cookies.liaison, 'harford-desk');
    assert.deepEqual([nothing.status, nothing.body.code], [409, 'nothing-to-undo']);
    const [latest] = await trailOf('harford-desk');
    assert.deepEqual(
      [latest?.action, latest?.by, latest?.before, latest?.after],
      ['undone', 'liaison harford', change.hours, original.hours],
    );
  });

  test('hours plan: undo over another person’s change is refused', async () => {
    const { revision } = await hoursOf('harford-desk');
    await ask(on.cookies.coordinator, 'PUT', 'queues/harford-desk/hours', {
      hours: hours('11:00', '15:00'),
      revision,
    });
    const stale = await ask(on.cookies.liaison, 'POST', 'queues/harford-desk/hours/undo', { revision });
    assert.deepEqual([stale.status, stale.body.code], [409, 'stale-revision']);
    assert.equal((await undo(on.cookies.liaison, 'state')).body.code, 'not-editable');
    assert.equal((await undo(on.cookies.liaison, 'garrett-desk')).status, 404);
    assert.equal((await undo(on.cookies.liaison, 'harford-desk')).status, 200);
  });

  test('hours plan: a snow day closes every desk that the session may change, and opens them again, each with its entry', async () => {
    const closed = await ask<QueueHoursList>(on.cookies.coordinator, 'PUT', 'closing', {
      queues: 'all',
      until: MIDNIGHT,
      note: 'Snow',
    });
    assert.deepEqual(
      closed.body.queues.map(({ queue, closedUntil }) => [queue, closedUntil]),
      ['garrett-desk', 'harford-desk', 'state', 'world'].map((queue) => [queue, MIDNIGHT]),
    );
    await eventually(async () => {
      const reply = await fetch(`${on.app.url}/v1/libraries/carroll/availability`);
      return ((await reply.json()) as { state: string }).state === 'closed';
    });
    const again = await ask<QueueHoursList>(on.cookies.coordinator, 'PUT', 'closing', {
      queues: 'all',
      until: MIDNIGHT,
    });
    assert.deepEqual(again.body, closed.body, 'one that is closed already is left alone');
    const [entry] = await trailOf('world');
    assert.deepEqual([entry?.action, entry?.note, entry?.after], ['closed-until', 'Snow', { closedUntil: MIDNIGHT }]);
    const opened = await ask<QueueHoursList>(on.cookies.liaison, 'PUT', 'closing', { queues: 'all', until: null });
    assert.deepEqual(
      opened.body.queues.map(({ queue }) => queue),
      ['harford-desk'],
      'a liaison opens their own',
    );
    assert.equal((await hoursOf('garrett-desk')).closedUntil, MIDNIGHT);
    await ask(on.cookies.coordinator, 'PUT', 'closing', { queues: ['state', 'world', 'garrett-desk'], until: null });
    assert.equal((await hoursOf('world')).closedUntil, null);
  });

  test('hours plan: a snow day leaves a desk closed that is closed for longer; one that is named is closed as asked', async () => {
    const later = '2026-12-20T05:00:00.000Z';
    const close = (queues: 'all' | string[], until: string | null) =>
      ask<QueueHoursList>(on.cookies.coordinator, 'PUT', 'closing', { queues, until });
    await close(['garrett-desk'], later);
    const { body } = await close('all', MIDNIGHT);
    assert.deepEqual(
      body.queues.map(({ queue, closedUntil }) => [queue, closedUntil]),
      [
        ['garrett-desk', later],
        ['harford-desk', MIDNIGHT],
        ['state', MIDNIGHT],
        ['world', MIDNIGHT],
      ],
    );
    assert.deepEqual((await trailOf('garrett-desk'))[0]?.after, { closedUntil: later });
    await close(['garrett-desk'], MIDNIGHT);
    assert.equal((await hoursOf('garrett-desk')).closedUntil, MIDNIGHT);
    await close('all', null);
    assert.equal((await hoursOf('garrett-desk')).closedUntil, null);
  });

  test('hours plan: a closing of one that is not theirs, or until what is past, closes none', async () => {
    const before = await hoursOf('harford-desk');
    for (const other of ['garrett-desk', 'state', 'nowhere']) {
      const refused = await ask(on.cookies.liaison, 'PUT', 'closing', {
        queues: ['harford-desk', other],
        until: MIDNIGHT,
      });
      assert.deepEqual([refused.status, refused.body.code], [404, 'unknown-queue'], other);
      assert.equal(refused.body.errors?.[0]?.field, 'queues.1');
    }
    const past = await ask(on.cookies.liaison, 'PUT', 'closing', { queues: 'all', until: NOW });
    assert.deepEqual([past.status, past.body.errors?.[0]?.field], [422, 'until']);
    assert.equal((await ask('', 'PUT', 'closing', { queues: 'all', until: null })).status, 401);
    assert.deepEqual(await hoursOf('harford-desk'), before);
  });

  test('hours plan: two closings of the same desks at once both succeed: neither waits for ever', async () => {
    const asks = [
      ['harford-desk', 'state', 'world'],
      ['world', 'state', 'harford-desk'],
    ].flatMap((queues, index) =>
      Array.from({ length: 5 }, (_, at) => ({ queues, until: `2026-11-25T0${index}:0${at}:00.000Z` })),
    );
    const replies = await Promise.all(asks.map((closing) => ask(on.cookies.coordinator, 'PUT', 'closing', closing)));
    assert.ok(replies.every(({ status }) => status === 200));
    await ask(on.cookies.coordinator, 'PUT', 'closing', { queues: 'all', until: null });
  });

  test('hours plan: the holidays of a year say which of them the hours have', async () => {
    const { hours: rules, revision } = await hoursOf('harford-desk');
    const exceptions = [{ date: '2026-12-24', through: '2026-12-26', open: [] }];
    await ask(on.cookies.liaison, 'PUT', 'queues/harford-desk/hours', { hours: { ...rules, exceptions }, revision });
    const { body } = await ask<Holidays>(on.cookies.liaison, 'GET', 'queues/harford-desk/holidays?year=2026');
    assert.deepEqual(
      body.holidays.filter(({ set }) => set).map(({ date }) => date),
      ['2026-12-24', '2026-12-25'],
    );
    for (const year of ['2020', '2200', 'soon', '']) {
      const wrong = await ask(on.cookies.liaison, 'GET', `queues/harford-desk/holidays?year=${year}`);
      assert.deepEqual([wrong.status, wrong.body.errors?.[0]?.field], [422, 'year'], year);
    }
  });

  test(`hours plan: what an import has set is not undone on ${on.engine}`, async (t) => {
    const node = await startApp({ engine: on.engine, cooperative: TWO_LIBRARIES });
    t.after(() => node.close());
    const cookie = await node.signIn('liaison', ['harford']);
    const path = 'queues/harford-desk/hours';
    const change = { hours: hours('10:00', '16:00'), revision: 0 };
    const first = await sendRequest(node, cookie, path, change, 'PUT');
    assert.equal(first.status, 200);
    await importCooperative(node.database, TWO_LIBRARIES.replace('"21:00"', '"20:00"'), {
      fileName: 'cooperative.yaml',
      variables: {},
      replace: true,
      by: 'test',
      nowMs: Date.now(),
    });
    const { revision } = (await sendRequest<QueueHours>(node, cookie, path)).body;
    const undone = await sendRequest(node, cookie, `${path}/undo`, { revision });
    assert.deepEqual([undone.status, undone.body.code], [409, 'nothing-to-undo']);
  });
});
