// Two runs that differ only in who visits leave the same counters: nothing of a patron decides what is kept.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { ENGINES } from '../support/app/database.ts';
import { aBatch, aBatchId, anEvent } from '../support/data/event-batch.ts';
import { startForwarder, type Forwarder } from '../support/peers/forwarder.ts';
import { countersOf, refusalsOf } from '../support/app/ingest.ts';
import { visit } from '../support/data/marked-visits.ts';
import { oneLibrary } from '../support/app/one-library.ts';
import {
  CHROMIUM_AGENT,
  FIREFOX_AGENT,
  LANGUAGE,
  MAIL_PAGE,
  MARKS,
  PERSONS_PAGE,
} from '../support/data/patron-marks.ts';
import { patronAtChromium, patronAtFirefox, startMarkedHost, walk, type Patron } from '../support/browser/patrons.ts';

interface Visitor {
  patron: Patron;
  forwardedFor: string;
  agent: string;
  language: string;
  cookie: string;
  referrer: string;
}

const examples = join(import.meta.dirname, '../../examples');
/** The browsers make batches of their own day; the hour stands still, so that no run crosses into the next. */
const clockAt = new Date().toISOString().replace(/T(..).*/, 'T$1:30:00.000Z');

/** Everything that is kept of events, but for the batch ids, which are random. */
async function keptOf(server: TestApp) {
  await server.ingest.settle();
  const { placement, placement_day, library_hour } = await countersOf(server.database);
  return { placement, placement_day, library_hour, refused: await refusalsOf(server.database) };
}

describe('any patron', () => {
  const visitors: Visitor[] = [];
  let forwarder: Forwarder;
  let host: Awaited<ReturnType<typeof startMarkedHost>>;

  before(async () => {
    const here = { agent: CHROMIUM_AGENT, language: LANGUAGE };
    const there = { agent: FIREFOX_AGENT, language: 'es-MX, es;q=0.8' };
    const [chromium, firefox] = await Promise.all([patronAtChromium(here), patronAtFirefox(there)]);
    visitors.push(
      {
        ...here,
        patron: chromium,
        forwardedFor: MARKS.forwarded,
        cookie: 'visitor=1',
        referrer: 'https://a.example/?q=1',
      },
      { ...there, patron: firefox, forwardedFor: MARKS.forwarded6, cookie: '', referrer: 'https://b.example/other' },
    );
    forwarder = await startForwarder();
    host = await startMarkedHost(forwarder.url, { title: MARKS.title, cookie: 'visitor=2' });
  });
  after(async () => {
    await Promise.all(visitors.map(({ patron }) => patron.close()));
    await host.close();
    await forwarder.close();
  });

  const start = (engine: (typeof ENGINES)[number]): Promise<TestApp> =>
    startApp({
      engine,
      clock: createManualClock(clockAt),
      cooperative: oneLibrary({ origin: host.url, chat: `${forwarder.url}/demo/chat/harford` }),
      environment: { TRUSTED_PROXIES: '127.0.0.1' },
      demoFolder: examples,
    });

  /** The same pages, the same batches, the same mistakes. */
  async function visitAs({ patron, agent, language, cookie, referrer }: Visitor): Promise<void> {
    const page = await patron.open();
    await walk(page, host.url + PERSONS_PAGE, forwarder, { click: true });
    await walk(page, host.url + MAIL_PAGE, forwarder);
    await page.close();

    const batch = aBatch({
      page: '/catalog/:id',
      events: [anEvent(), anEvent({ kind: 'impression', measurable: false })],
    });
    const bodies = [batch, batch, { ...batch, placement: 'Wrong name' }, { ...batch, batch: aBatchId('1999-01-01') }];
    const headers = { 'user-agent': agent, 'accept-language': language, cookie, referer: referrer };
    const port = Number(new URL(forwarder.url).port);
    const send = async (body: object, origin = host.url): Promise<number> =>
      (await visit(port, origin, { method: 'POST', path: '/v1/events', body: JSON.stringify(body), headers })).status;
    const statuses: number[] = [];
    for (const body of bodies) statuses.push(await send(body));
    statuses.push(await send(batch, 'https://elsewhere.example'));
    assert.deepEqual(statuses, [202, 202, 400, 422, 403]);
  }

  for (const engine of ENGINES) {
    test(`any patron: on ${engine}, another browser, address, language, cookie and referrer change no counter`, async () => {
      const servers: TestApp[] = [];
      try {
        for (const _ of visitors) servers.push(await start(engine));
        forwarder.route = (agent) => {
          const at = visitors.findIndex((visitor) => visitor.agent === agent);
          return { port: servers[at]!.config.port, forwardedFor: visitors[at]!.forwardedFor };
        };
        await Promise.all(visitors.map(visitAs));
        const [first, second] = await Promise.all(servers.map(keptOf));
        assert.deepEqual(second, first);
        assert.deepEqual(first!.placement.map(({ pattern }) => pattern).sort(), [
          '/:slug',
          '/catalog/:id',
          '/people/:slug/:id',
        ]);
        assert.deepEqual([...new Set(first!.library_hour.map((row) => row['class']))], ['counted']);
        assert.ok(first!.placement_day.length >= 3 && first!.library_hour.length >= 1);
        assert.equal(Object.keys(first!.refused).length, 3);

        // The comparison sees one event more.
        const origin = host.url;
        await visit(servers[1]!.config.port, origin, {
          method: 'POST',
          path: '/v1/events',
          body: JSON.stringify(aBatch({ page: '/catalog/:id' })),
        });
        assert.notDeepEqual(await keptOf(servers[1]!), first);
      } finally {
        for (const server of servers) await server.close();
      }
    });
  }
});
