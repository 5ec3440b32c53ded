import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import {
  type Client,
  createClient,
  isContractError,
  isNetworkError,
  isProblemError,
  toMetricsCsvUrl,
} from '@askusnow/sdk';
import {
  availabilitySchema,
  metricsSchema,
  overviewSchema,
  placementListSchema,
  sessionSchema,
} from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';
import { answering, startEdge } from '../../support/peers/edge.ts';
import { eventually } from '../../support/waiting.ts';

const ORIGIN = 'https://www.library.example';
/** Node's own name counts as a bot's. */
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

withApp({ engines: ['pglite'] }).describe('SDK client', (on) => {
  let liaison: Client;
  let coordinator: Client;
  let page: Client;

  /** A fetch as a browser's page would make it: with its origin, or with its session. */
  const withHeaders =
    (headers: Record<string, string>): typeof fetch =>
    (url, init) =>
      fetch(url, { ...init, headers: { ...(init?.headers as Record<string, string>), ...headers } });

  before(async () => {
    const own = { origin: on.app.config.publicUrl };
    const signedIn = async (role: 'liaison' | 'coordinator', libraries: string[] = []) => ({
      endpoint: on.app.url,
      library: 'harford',
      fetch: withHeaders({ ...own, cookie: await on.app.signIn(role, libraries) }),
    });
    liaison = createClient(await signedIn('liaison', ['harford']));
    coordinator = createClient(await signedIn('coordinator'));
    page = createClient({
      endpoint: `${on.app.url}/`,
      library: 'harford',
      fetch: withHeaders({ origin: ORIGIN, 'user-agent': BROWSER }),
    });
  });
  after(async () => {
    await page.close();
  });

  test('SDK client: get() requests availability once', async () => {
    const availability = await page.availability.get();
    assert.deepEqual(availabilitySchema.parse(availability), availability);
    assert.equal(availability.library, 'harford');
  });

  test('SDK client: a changed closing reaches a watch by its stream', async () => {
    const told: { state: string; asOf: string | undefined }[] = [];
    const watch = page.availability.watch(({ state, availability }) => told.push({ state, asOf: availability?.asOf }));
    await eventually(() => on.app.push.streamCount() === 1);
    assert.equal(told.length, 1);
    const open = await coordinator.queues.hours('statewide');
    const desk = await coordinator.queues.hours('harford-desk');
    const until = new Date(Date.now() + 40 * 86_400_000).toISOString();
    const shut = await coordinator.queues.closeUntil('statewide', { until, revision: open.revision });
    await coordinator.queues.closeUntil('harford-desk', { until, revision: desk.revision });
    await eventually(() => told.at(-1)?.state === 'closed');
    assert.equal(on.app.push.streamCount(), 1);
    await coordinator.queues.closeUntil('statewide', { until: null, revision: shut.revision });
    watch.close();
    await eventually(() => on.app.push.streamCount() === 0);
  });

  test('SDK client: what a page sends is counted once, and its liaison sees it', async () => {
    const context = {
      library: 'harford',
      page: '/catalog/b1234567',
      placement: 'header',
      form: 'tag',
      widget: '0.1.0',
      practice: false,
      viewport: 'desktop',
    } as const;
    page.events.send(context, { kind: 'impression', state: 'closed', tier: null, measurable: true });
    page.events.send(context, { kind: 'click', state: 'closed', tier: null });
    await page.events.flush();
    const { placements } = await eventually(async () => {
      const list = await liaison.placements(30);
      return list.placements.length > 0 ? list : undefined;
    });
    assert.deepEqual(
      placements.map((one) => [one.page, one.placement, one.counts.impressions, one.counts.clicks]),
      [['/catalog/:id', 'header', 1, 1]],
    );
    const metrics = await liaison.metrics(30);
    assert.equal(metrics.totals.clicks, 1);
    assert.deepEqual(metricsSchema.parse(metrics), metrics);
    assert.deepEqual(placementListSchema.parse(await liaison.placements(7)).library, 'harford');
  });

  test('SDK client: a liaison sees who they are, and nothing of another library', async () => {
    const session = sessionSchema.parse(await liaison.session.get());
    assert.deepEqual([session.role, session.libraries.map(({ id }) => id)], ['liaison', ['harford']]);
    const { fetch } = await signedInAs('harford');
    const other = createClient({ endpoint: on.app.url, library: 'cecil', fetch });
    await assert.rejects(
      other.metrics(30),
      (error) => isProblemError(error) && error.problem.status === 404 && !error.shouldRetry(),
    );
    await assert.rejects(liaison.overview(30), (error) => isProblemError(error) && error.problem.status === 403);
  });

  const signedInAs = async (library: string) => ({
    fetch: withHeaders({ origin: on.app.config.publicUrl, cookie: await on.app.signIn('liaison', [library]) }),
  });

  test('SDK client: the coordinator sees every library', async () => {
    const overview = overviewSchema.parse(await coordinator.overview(30));
    assert.deepEqual(overview.libraries.map(({ library }) => library).sort(), ['cecil', 'harford']);
  });

  test('SDK client: hours are changed by the revision that was read, and the change is on record', async () => {
    const { queues } = await liaison.queues.list();
    const desk = queues.find(({ queue }) => queue === 'harford-desk')!;
    const hours = { ...desk.hours, weekly: [{ days: ['su' as const], open: '10:00', close: '12:00' }] };
    const changed = await liaison.queues.changeHours(desk.queue, { hours, revision: desk.revision });
    assert.deepEqual(changed.hours.weekly, hours.weekly);
    await assert.rejects(
      liaison.queues.changeHours(desk.queue, { hours, revision: desk.revision }),
      (error) => isProblemError(error) && error.problem.code === 'stale-revision',
    );
    const { entries } = await liaison.queues.audit(desk.queue);
    assert.equal(entries[0]?.action, 'hours-changed');
  });

  test('SDK client: signing out ends the session', async () => {
    const one = createClient({ endpoint: on.app.url, library: 'harford', ...(await signedInAs('harford')) });
    await one.session.end();
    await assert.rejects(one.session.get(), (error) => isProblemError(error) && error.problem.code === 'signed-out');
  });

  test('SDK client: the public routes answer: live libraries, and whether an origin is registered', async () => {
    assert.deepEqual((await page.libraries()).libraries.map(({ id }) => id).sort(), ['cecil', 'harford']);
    assert.deepEqual(await page.checkOrigin(), { library: 'harford', known: true, registered: true });
  });

  test('SDK client: the CSV has an address', async () => {
    const cookie = await on.app.signIn('liaison', ['harford']);
    const reply = await fetch(toMetricsCsvUrl({ endpoint: on.app.url }, 'harford', 30), { headers: { cookie } });
    assert.match(reply.headers.get('content-type') ?? '', /^text\/csv/);
    await reply.text();
  });

  test('SDK client: an unknown library, an unreachable server and another server have different errors', async () => {
    const nobody = createClient({ endpoint: on.app.url, library: 'nobody' });
    await assert.rejects(
      nobody.availability.get(),
      (error) => isProblemError(error) && error.problem.code === 'unknown-library',
    );
    const edge = await startEdge();
    const other = createClient({ endpoint: edge.url, library: 'harford' });
    edge.availability = answering(200, '<!doctype html>');
    await assert.rejects(other.availability.get(), (error) => isContractError(error) && !error.shouldRetry());
    edge.availability = answering(503, 'Try later', { 'retry-after': '7' });
    await assert.rejects(
      other.availability.get(),
      (error) =>
        isProblemError(error) &&
        error.problem.code === 'http-503' &&
        error.shouldRetry() &&
        error.retryAfterMs === 7000,
    );
    await edge.close();
    await assert.rejects(other.availability.get(), (error) => isNetworkError(error) && error.shouldRetry());
  });

  test('SDK client: a request ends with its signal', async () => {
    const edge = await startEdge();
    edge.availability = () => {};
    const other = createClient({ endpoint: edge.url, library: 'harford' });
    await assert.rejects(other.availability.get({ signal: AbortSignal.timeout(50) }), isNetworkError);
    await edge.close();
  });

  test('SDK client: the same client watches in a worker', async () => {
    const worker = new Worker(
      `const { parentPort, workerData } = require('node:worker_threads');
     import('@askusnow/sdk').then(({ createClient }) => {
       const client = createClient(workerData);
       client.availability.watch(({ state }) => { parentPort.postMessage(state); client.close(); });
     });`,
      { eval: true, workerData: { endpoint: on.app.url, library: 'harford' } },
    );
    const state = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    assert.ok(['available', 'closed', 'unknown'].includes(String(state)));
    await worker.terminate();
  });
});
