// Text that no database stores, and instants that calendars disagree about: refused by field, at every route that takes them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Correction, QueueCoverage } from '@askusnow/sdk/contract';
import { withStarted } from '../../support/app/fixture.ts';
import { sendRequest } from '../../support/app/requests.ts';
import { startCoverage } from '../../support/app/coverage-node.ts';
import { eventually } from '../../support/waiting.ts';

const NOW = '2026-05-04T22:00:00.000Z';
const CORRECTIONS = 'queues/harford-desk/corrections';
const COVERAGE = 'queues/harford-desk/coverage';
const stretch = { start: '2026-05-04T17:00:00.000Z', end: '2026-05-04T18:00:00.000Z' };
const ahead = { start: '2026-05-05T17:00:00.000Z', end: '2026-05-05T18:00:00.000Z' };
const correction = { ...stretch, kind: 'covered', why: 'The source was down.' };
const hoursWith = (change: object) => ({ weekly: [], seasons: [], exceptions: [], ...change });

/** Routes that take a person's text: method, path, body with them, the field. */
const words = (text: string): [string, string, object, string][] => [
  ['POST', CORRECTIONS, { ...correction, why: text }, 'why'],
  ['POST', 'queues/harford-desk/desks', { name: text }, 'name'],
  ['POST', 'queues/harford-desk/swamped', { note: text }, 'note'],
  ['POST', 'assistance/1/steps', { step: 'noted', revision: 1, note: text }, 'note'],
  [
    'POST',
    'libraries/harford/assistance',
    { queue: 'harford-desk', reason: 'by-hand', gap: ahead, note: text },
    'note',
  ],
  ['PUT', 'closing', { queues: 'all', until: null, note: text }, 'note'],
  ['PUT', 'queues/harford-desk/closed-until', { until: null, revision: 1, note: text }, 'note'],
  [
    'PUT',
    'queues/harford-desk/hours',
    { hours: hoursWith({ exceptions: [{ date: '2026-05-05', open: [], note: text }] }), revision: 1 },
    'hours.exceptions.0.note',
  ],
  [
    'POST',
    'queues/harford-desk/hours/preview',
    { hours: hoursWith({ seasons: [{ name: text, from: '2026-06-01', to: '2026-07-01', weekly: [] }] }) },
    'hours.seasons.0.name',
  ],
  [
    'PUT',
    'queues/harford-desk/shifts',
    { shifts: [{ label: text, date: '2026-05-05', start: '09:00', end: '17:00' }], revision: 1 },
    'shifts.0.label',
  ],
  ['PUT', 'queues/harford-desk/shift-feed', { url: `https://calendar.example.org/${text}`, revision: 1 }, 'url'],
  [
    'POST',
    'recipients',
    {
      tier: 'local',
      library: 'harford',
      channel: 'webhook',
      address: `https://hook.example.org/${text}`,
      kinds: ['assistance-opened'],
    },
    'address',
  ],
];

withStarted({ node: (engine) => startCoverage(engine, NOW) }).describe('odd input', (on) => {
  const ask = <Body>(path: string, body?: object, method?: string) =>
    sendRequest<Body>(on.node, on.node.liaison, path, body, method);

  test('odd input: U+0000, other control characters and lone surrogates are refused by field, at each route that takes text', async () => {
    for (const odd of ['A\u0000B', 'A\u001bB', 'A\u009fB', 'A\ud800B'])
      for (const [method, path, body, field] of words(odd)) {
        const { status, body: told } = await ask(path, body, method);
        const what = `${method} ${path} ${JSON.stringify(odd)}`;
        assert.deepEqual([status, told.code, told.errors?.[0]?.field], [422, 'invalid-request', field], what);
        assert.match(told.errors?.[0]?.message ?? '', /control characters/, what);
      }
  });

  test('odd input: a reason may have more than one line, and any script or sign', async () => {
    const why = 'The source was down.\n\tSee “log” of 14:00 – über 🙂 עברית';
    assert.equal((await ask<Correction>(CORRECTIONS, { ...correction, why })).status, 201);
    const { corrections } = (await ask<QueueCoverage>(COVERAGE)).body;
    assert.equal(corrections.at(-1)?.why, why);
  });

  test('odd input: an instant needs no milliseconds, and an invalid one gets what would be right', async () => {
    const made = await ask<Correction>(CORRECTIONS, {
      ...correction,
      start: '2026-05-04T17:00:00Z',
      end: '2026-05-04T18:00:00.5Z',
    });
    assert.deepEqual([made.status, made.body.start, made.body.end], [201, stretch.start, '2026-05-04T18:00:00.500Z']);
    assert.equal((await ask<QueueCoverage>(`${COVERAGE}?from=2026-05-03T00:00:00Z`)).status, 200);
    for (const odd of [
      'yesterday',
      '2026-05-04',
      '2026-05-04T17:00:00+02:00',
      '0001-01-01T00:00:00.000Z',
      '1999-12-31T23:59:59Z',
      '9999-12-31T00:00:00.000Z',
    ]) {
      for (const [method, path, body, field] of [
        ['POST', CORRECTIONS, { ...correction, start: odd }, 'start'],
        ['PUT', 'closing', { queues: 'all', until: odd }, 'until'],
        ['PUT', 'queues/harford-desk/closed-until', { until: odd, revision: 1 }, 'until'],
        ['GET', `${COVERAGE}?to=${encodeURIComponent(odd)}`, undefined, 'to'],
        ['GET', `${COVERAGE}?from=${encodeURIComponent(odd)}`, undefined, 'from'],
        ['GET', `libraries/harford/coverage?to=${encodeURIComponent(odd)}`, undefined, 'to'],
        ['GET', `queues/harford-desk/schedule?from=${encodeURIComponent(odd)}`, undefined, 'from'],
      ] as const) {
        const { status, body: told } = await ask(path, body, method);
        assert.deepEqual([status, told.errors?.map((each) => each.field)], [422, [field]], `${method} ${path} ${odd}`);
        assert.match(told.errors![0]!.message, /2000 to 2099, like "2026-11-24T14:00:00Z"/);
      }
    }
  });

  test('odd input: a schema without its own text still says what would be right', async () => {
    const desk = 'queues/harford-desk';
    const rule = { label: 'Desk', start: '09:00', end: '17:00' };
    const cases: [method: string, path: string, body: object | undefined, told: string][] = [
      [
        'PUT',
        `${desk}/shifts`,
        { shifts: [{ ...rule, date: '2026-02-30' }], revision: 1 },
        'shifts.0.date: a day like "2026-11-26"',
      ],
      ['PUT', `${desk}/shifts`, { shifts: [{ ...rule, date: 3 }], revision: 1 }, 'shifts.0.date: should be text'],
      ['PUT', `${desk}/shifts`, { shifts: [], revision: -1 }, 'revision: should be at least 0'],
      ['PUT', `${desk}/shifts`, { shifts: [], revision: 1.5 }, 'revision: should be a whole number'],
      ['PUT', `${desk}/shifts`, { shifts: [] }, 'revision: is missing; should be a number'],
      ['PUT', `${desk}/shifts`, [], 'body: should be a group of fields'],
      [
        'PUT',
        `${desk}/shifts`,
        { shifts: [{ ...rule, days: ['monday'] }], revision: 1 },
        'shifts.0.days.0: should be one of mo, tu, we, th, fr, sa, su',
      ],
      ['POST', `${desk}/desks`, { name: '' }, 'name: should be at least 1 character'],
      ['POST', `${desk}/desks`, { name: 'a'.repeat(81) }, 'name: should be at most 80 characters'],
      ['GET', `${desk}/holidays?year=20`, undefined, 'year: should be at least 2021'],
    ];
    for (const [method, path, body, told] of cases) {
      const { status, body: problem } = await ask(path, body, method);
      assert.deepEqual([status, problem.errors?.map(({ field, message }) => `${field}: ${message}`)], [422, [told]]);
    }
  });

  test('odd input: a correction reaches as far back as a period may, and a closing a year ahead; a slip is refused by field', async () => {
    const corrections = async () => (await ask<QueueCoverage>(COVERAGE)).body.corrections.length;
    const before = await corrections();
    const old = await ask(CORRECTIONS, { ...correction, start: '2025-03-30T00:00:00Z', end: '2025-03-31T00:00:00Z' });
    assert.deepEqual([old.status, old.body.code, old.body.errors?.[0]?.field], [422, 'invalid-correction', 'start']);
    assert.match(old.body.errors![0]!.message, /last 400 days/);
    assert.equal(await corrections(), before);
    const late = '2027-05-06T00:00:00Z';
    for (const [path, body] of [
      ['closing', { queues: 'all', until: late }],
      ['queues/harford-desk/closed-until', { until: late, revision: 1 }],
    ] as const) {
      const { status, body: told } = await ask(path, body, 'PUT');
      assert.deepEqual([status, told.code, told.errors?.[0]?.field], [422, 'invalid-hours', 'until'], path);
      assert.match(told.errors![0]!.message, /at most a year ahead/);
    }
    const year = { queues: ['harford-desk'], until: '2027-05-04T00:00:00Z' };
    assert.equal((await ask('closing', year, 'PUT')).status, 200);
  });

  test('odd input: a correction reaches every node, once it is written', async () => {
    let isHeard = false;
    const stop = on.node.database.changes.subscribe((payload) => (isHeard ||= payload === 'corrections:harford-desk'));
    assert.equal((await ask(CORRECTIONS, correction)).status, 201);
    await eventually(() => isHeard);
    stop();
  });
});
