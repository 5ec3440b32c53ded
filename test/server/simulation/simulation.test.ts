import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { EXIT } from '../../../server/src/cli/exit-codes.ts';
import { getAllCovers, getContributions, getDeskClock, getDeskWeek, getMonthReport } from '@askusnow/sdk';
import { COVER_STATES, DUTY_OUTCOMES, PATHS, type DeskWeek, type Metrics } from '@askusnow/sdk/contract';
import { goOnSimulating } from '../../../server/src/simulate.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { createTestDataDir } from '../../support/app/database.ts';
import { askusnow } from '../../support/app/process.ts';
import { connectionTo } from '../../support/app/requests.ts';
import {
  createSimulatedStore,
  EXAMPLE_FILE,
  SILENT,
  SIMULATED_URL,
  type SimulatedStore,
} from '../../support/app/simulated.ts';
import { eventually } from '../../support/waiting.ts';

const END = '2026-11-24T19:00:00.000Z';
let store: SimulatedStore;
before(async () => {
  store = await createSimulatedStore({ days: 3, endIso: END });
});
after(() => store.remove());

const simulated = (): Promise<TestApp> =>
  startApp({ engine: 'pglite', store, clock: createManualClock(END), environment: { PUBLIC_URL: SIMULATED_URL } });

test('simulation: its days are counted through the real routes, without a fault', async () => {
  assert.deepEqual(store.faults, []);
  const server = await simulated();
  try {
    const cookie = await server.signIn('liaison', ['montgomery']);
    const reply = await fetch(`${server.url}/v1/libraries/montgomery/metrics?days=7`, { headers: { cookie } });
    const report = (await reply.json()) as Metrics;
    assert.ok(report.totals.impressions > 100, JSON.stringify(report.totals));
    assert.ok(report.totals.viewable > 0.4 * report.totals.impressions);
  } finally {
    await server.close();
  }
});

test('simulation: its desks are known from its first instant on', async () => {
  const server = await simulated();
  try {
    const { since } = await server.database.db
      .selectFrom('schedule_range')
      .select((of) => of.fn.min('starts_at').as('since'))
      .executeTakeFirstOrThrow();
    assert.equal(new Date(since).toISOString(), '2026-11-21T19:00:00.000Z');
  } finally {
    await server.close();
  }
});

test('simulation: the workspace of a library is alive, its texts say that they are samples, and nothing is sealed', async () => {
  const server = await simulated();
  try {
    const cookie = await server.signIn('liaison', ['harford']);
    const read = async (path: string): Promise<string> => {
      const reply = await fetch(`${server.url}/v1/${path}`, { headers: { cookie } });
      assert.equal(reply.status, 200, path);
      return reply.text();
    };
    for (const [path, marks] of [
      ['follow-ups?library=harford', [/"reference":"sample-1-1"/, /"total":3/]],
      ['follow-ups?library=harford&filter=ended', [/"reference":"sample-3-3"/, /"resolution":"answered"/]],
      ['libraries/harford/policies', [/Sample text\.[^]*Sample text\./, /"state":"current"/]],
      ['libraries/harford/scripts', [/Greeting \(sample\)/]],
      ['libraries/harford/contacts', [/Circulation desk/, /Sample: by appointment/]],
      ['libraries/harford/training', [/"topic":"refresher"/, /"headcount":5/]],
      ['libraries/harford/questions', [/"state":"counted"/, /"kind":"four-weeks"/]],
      ['announcements', [/Sample: the statewide desk/]],
      ['libraries/harford/sealed', [/"fields":\[\]/]],
    ] as const) {
      const text = await read(path);
      for (const mark of marks) assert.match(text, mark, path);
    }
  } finally {
    await server.close();
  }
});

test('simulation: twelve libraries share the statewide desk: hours given, taken, missed and made up, by a clock', async () => {
  const server = await simulated();
  try {
    const as = connectionTo(server, await server.signIn('coordinator'));
    const weekOf = (from: string): Promise<DeskWeek> => getDeskWeek(as, 'statewide', { from });
    const week = await weekOf('2026-11-23');
    assert.equal(new Set(week.duties.map(({ owedBy }) => owedBy)).size, 12);
    assert.deepEqual(new Set(week.duties.map(({ service }) => service)), new Set(['statewide', 'global']));
    assert.ok(week.duties.some(({ why }) => why === 'making-up'));
    assert.deepEqual(new Set(week.uneven.map((each) => Math.sign(each.scheduled - each.needed))), new Set([-1, 1]));
    assert.deepEqual(
      week.closings.map(({ library }) => library),
      ['frederick'],
    );
    assert.equal((await weekOf('2026-11-30')).holidays.length, 1);
    const { covers } = await getAllCovers(as);
    assert.deepEqual(new Set(covers.map(({ state }) => state)), new Set(COVER_STATES));

    const owing = (await getContributions(as, {})).libraries.filter(({ figures }) => figures !== null);
    assert.ok(owing.some(({ figures }) => figures!.given === figures!.owed));
    const reports = await Promise.all(owing.map(({ library }) => getMonthReport(as, library, {})));
    const duties = reports.flatMap(({ sharedDesk }) => sharedDesk!.duties);
    assert.deepEqual(new Set(duties.map(({ outcome }) => outcome)), new Set(DUTY_OUTCOMES));
    assert.ok(duties.some(({ lateMinutes }) => lateMinutes > 0));
    assert.ok(duties.some(({ earlyMinutes }) => earlyMinutes > 10));
    const { here } = await getDeskClock(as, 'statewide');
    assert.deepEqual(
      here.map(({ library }) => library),
      ['anne-arundel'],
    );
  } finally {
    await server.close();
  }
});

test('simulation: every response says that its data are simulated; a real server’s never does', async () => {
  const server = await simulated();
  const real = await startApp({ engine: 'pglite', cooperative: readFileSync(EXAMPLE_FILE, 'utf8') });
  try {
    const paths = [
      PATHS.availability('harford'),
      PATHS.libraries,
      '/sign-in',
      '/dashboard',
      '/healthz',
      '/no-such-page',
    ];
    for (const path of [...paths, '/v1/libraries/harford/metrics.csv', '/widget/ask-us-now.js']) {
      const said = (await fetch(server.url + path)).headers.get('askusnow-data');
      assert.equal(said, 'simulated', path);
      assert.equal((await fetch(real.url + path)).headers.get('askusnow-data'), null, path);
    }
  } finally {
    await server.close();
    await real.close();
  }
});

test('simulation: pages, sheets and feeds say so to their reader; saved files in their name', async () => {
  const server = await simulated();
  try {
    for (const path of [
      '/dashboard',
      '/dashboard/harford',
      '/sign-in',
      (await server.invite('coordinator')).slice(server.url.length),
    ]) {
      const page = await (await fetch(server.url + path)).text();
      assert.match(page, /<title>Simulated: [^]*<body>\s*<aside[^>]*><p>Simulated data:/, path);
    }
    const cookie = await server.signIn('liaison', ['harford']);
    const sheet = await fetch(`${server.url}/v1/libraries/harford/metrics.csv`, { headers: { cookie } });
    assert.match(sheet.headers.get('content-disposition') ?? '', /filename="simulated-askusnow-harford/);
    assert.match(await sheet.text(), /,data\r\n[^\r]*,simulated\r\n/);
  } finally {
    await server.close();
  }
});

test('simulation: real use of its data, an import into them, and a simulation over real data are refused', async () => {
  const { dataDir } = store.config;
  const start = await askusnow(['start'], { DATA_DIR: dataDir, PORT: '0' });
  assert.equal(start.code, EXIT.refused);
  assert.match(start.complaints, /holds simulated data[^\n]*Start with --simulate[^\n]*\n$/);
  const imported = await askusnow(['import', EXAMPLE_FILE], { DATA_DIR: dataDir });
  assert.equal(imported.code, 1);
  assert.match(imported.complaints, /simulated data, into which no file can be imported/);
  assert.match((await askusnow(['export'], { DATA_DIR: dataDir })).output, /^# Simulated/);

  const real = { DATA_DIR: await createTestDataDir(), PORT: '0' };
  assert.equal((await askusnow(['import', EXAMPLE_FILE], real)).code, 0);
  const over = await askusnow(['start', '--simulate', '--import', EXAMPLE_FILE], real);
  assert.equal(over.code, EXIT.refused);
  assert.match(over.complaints, /holds real data[^\n]*Choose an empty folder[^\n]*\n$/);
  assert.doesNotMatch((await askusnow(['export'], real)).output, /Simulated/);
});

test('simulation: goes on live after its days, by the clock of the server, until it is closed', async () => {
  const clock = createManualClock(END);
  const server = await startApp({ engine: 'pglite', store, clock, environment: { PUBLIC_URL: SIMULATED_URL } });
  const faults: Error[] = [];
  const live = goOnSimulating({
    app: server.app,
    registry: server.registry,
    desks: [],
    config: server.config,
    clock,
    around: SILENT,
    onError: (error) => faults.push(error),
  });
  try {
    const cookie = await server.signIn('liaison', ['montgomery']);
    const impressions = async (): Promise<number> => {
      const reply = await fetch(`${server.url}/v1/libraries/montgomery/metrics`, { headers: { cookie } });
      return ((await reply.json()) as Metrics).totals.impressions;
    };
    const before = await impressions();
    await eventually(async () => {
      clock.advance(30_000);
      return (await impressions()) > before;
    });
    assert.deepEqual(faults, []);
  } finally {
    await live.close();
    await server.close();
  }
});
