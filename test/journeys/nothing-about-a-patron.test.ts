// Whoever visits, and whatever their browser says of them: afterwards no byte of the server's knows.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { METRICS_TOKEN } from '../support/app/app.ts';
import { ENGINES_BY_TIER } from '../support/app/database.ts';
import { aBatch } from '../support/data/event-batch.ts';
import { startForwarder, type Forwarder, type Passed } from '../support/peers/forwarder.ts';
import { markedVisits, visit, type Visit } from '../support/data/marked-visits.ts';
import { oneLibrary } from '../support/app/one-library.ts';
import {
  CHROMIUM_AGENT,
  COOKIE,
  FIREFOX_AGENT,
  LANGUAGE,
  MAIL_PAGE,
  MARKS,
  NEEDLES,
  PATTERNS,
  PERSONS_PAGE,
  type Carrier,
} from '../support/data/patron-marks.ts';
import {
  patronAtChromium,
  patronAtFirefox,
  startMarkedHost,
  walk,
  type Patron,
  type PatronPage,
} from '../support/browser/patrons.ts';
import { administer } from '../support/app/postgres.ts';
import { reservePort } from '../support/ports.ts';
import { askusnow, startServerProcess, temporaryFolder, type ServerProcess } from '../support/app/process.ts';
import { createSearch, type Found, type Hit } from '../support/data/search-bytes.ts';
import { createSearchedStore, openStore, type SearchedStore } from '../support/app/searched-store.ts';
import { startRememberingServer } from '../mutants/remembers-visitors.ts';

const search = createSearch(NEEDLES);
const carriersIn = (hits: Hit[]): Carrier[] => [...new Set(hits.map(({ carrier }) => carrier))].sort();
const textOf = (passed: Passed[]): string => passed.map(({ text }) => text).join('\n');
const show = (hits: Hit[]): string[] =>
  hits.slice(0, 20).map(({ place, carrier, form, near }) => `${place}: ${carrier} as ${form}: ${near}`);

async function searchFolders(store: SearchedStore): Promise<Found> {
  const found = (await store.settled()).map((folder) => search.folder(folder));
  return {
    files: found.reduce((sum, { files }) => sum + files, 0),
    bytes: found.reduce((sum, { bytes }) => sum + bytes, 0),
    hits: found.flatMap(({ hits }) => hits),
  };
}

/** Both pages, the chat, and every page of the server's own that a patron may come to. */
async function visitMarked(page: PatronPage, hostUrl: string, forwarder: Forwarder): Promise<void> {
  await walk(page, hostUrl + PERSONS_PAGE, forwarder, { click: true });
  await walk(page, hostUrl + MAIL_PAGE, forwarder);
  // A page's own stream, at its most talkative: with cookies and the referrer.
  await page.evaluate(`new Promise((done) => {
    const stream = new EventSource('${forwarder.url}/v1/availability/stream?library=harford', { withCredentials: true });
    stream.onopen = stream.onerror = () => (stream.close(), done());
  })`);
  for (const path of ['/sign-in', `/sign-in/${MARKS.token}`, '/dashboard'])
    await page.goto(`${forwarder.url}${path}?q=${MARKS.query}`);
}

let patrons: Patron[] = [];
before(async () => {
  patrons = await Promise.all([
    patronAtChromium({ agent: CHROMIUM_AGENT, language: LANGUAGE }),
    patronAtFirefox({ agent: FIREFOX_AGENT, language: LANGUAGE }),
  ]);
});
after(() => Promise.all(patrons.map((patron) => patron.close())));

test('patron privacy: the search finds every mark in every encoding, anywhere in a file, and nothing in a file without', () => {
  const folder = temporaryFolder();
  const noise = Buffer.from('A page of the catalogue, 127.0.0.1, harford, 2026-11-24. '.repeat(5));
  folder.write('without', noise.toString());
  assert.deepEqual(search.folder(folder.path).hits, []);
  for (const { carrier, form, bytes } of NEEDLES) {
    for (const at of [0, 211, noise.length]) {
      const planted = Buffer.concat([noise.subarray(0, at), bytes, noise.subarray(at)]);
      const { hits } = search.bytes('planted', planted);
      assert.ok(
        hits.some((hit) => hit.carrier === carrier),
        `${carrier} as ${form} at ${at}`,
      );
    }
  }
  folder.remove();
});

for (const engine of ENGINES_BY_TIER) {
  describe(`on ${engine}`, () => {
    const folder = temporaryFolder();
    let store: SearchedStore;
    let server: ServerProcess;
    let forwarder: Forwarder;
    let host: Awaited<ReturnType<typeof startMarkedHost>>;
    let port: number;
    let environment: Record<string, string>;

    before(async () => {
      store = await createSearchedStore(engine);
      forwarder = await startForwarder();
      host = await startMarkedHost(forwarder.url, { title: MARKS.title, cookie: COOKIE });
      port = await reservePort();
      forwarder.route = (agent) => ({
        port,
        forwardedFor: agent.includes('Firefox') ? MARKS.forwarded6 : MARKS.forwarded,
      });
      environment = { ...store.environment, PUBLIC_URL: forwarder.url, METRICS_TOKEN };
      const text = oneLibrary({ origin: host.url, chat: `${forwarder.url}/demo/chat/harford` });
      const file = folder.write(
        'cooperative.yaml',
        text.replace('origins: [', 'origins: ["https://*.pages.example.org", '),
      );
      const examples = join(import.meta.dirname, '../../examples');
      server = await startServerProcess({ ...environment, PORT: String(port), TRUSTED_PROXIES: '127.0.0.1' }, [
        '--import',
        file,
        '--demo',
        examples,
      ]);
    });
    after(async () => {
      await server?.signal('SIGTERM');
      await host?.close();
      await forwarder?.close();
      await store?.remove();
      folder.remove();
    });

    test('patron privacy: what Chromium and Firefox send about a patron reaches the server, and with events no more than a browser must send', async () => {
      const pages = await Promise.all(patrons.map((patron) => patron.open()));
      await Promise.all(pages.map((page) => visitMarked(page, host.url, forwarder)));
      for (const { agent, close } of pages) {
        await close();
        const passed = forwarder.passed.filter(({ text }) => text.includes(agent));
        const arrived = carriersIn(search.text('wire', textOf(passed)).hits);
        assert.deepEqual(arrived, ['agent', 'card', 'cookie', 'language', 'mail', 'name', 'query', 'token'], agent);
        const byTheTag = passed.filter(({ path, method }) => method === 'POST' || path.endsWith('/availability'));
        assert.ok(byTheTag.length >= 4, 'the tag asked and told');
        assert.deepEqual(carriersIn(search.text('wire', textOf(byTheTag)).hits), ['agent', 'language'], agent);
      }
    });

    test('patron privacy: every route answers visits with marks in everything that a request can carry', async () => {
      const invited = await askusnow(['invite', '--role', 'coordinator'], environment);
      const path = /(\/sign-in\/\S+)/.exec(invited.output)?.[1];
      const signedIn = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers: { origin: forwarder.url },
        redirect: 'manual',
      });
      const session = signedIn.headers.getSetCookie()[0]?.split(';')[0];
      assert.ok(session, invited.output + invited.complaints);

      const replies = await markedVisits(port, host.url, session);
      const statuses = new Set(replies.map(({ status }) => status));
      for (const status of [200, 202, 400, 401, 403, 404, 413, 415, 422, 431])
        assert.ok(statuses.has(status), `no ${status}`);
      assert.deepEqual(
        [...statuses].filter((status) => status >= 500),
        [],
      );
      console.log(`${engine}: ${replies.length} marked visits without a browser`);
      // What no reply repeats, no cache on the way keeps; and what is monitored is kept somewhere else.
      const monitored = await Promise.all(
        ['/metrics', '/health'].map((path) =>
          fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } }),
        ),
      );
      assert.deepEqual(
        monitored.map(({ status }) => status),
        [200, 200],
      );
      const told = [...replies.map(({ text }) => text), ...(await Promise.all(monitored.map((reply) => reply.text())))];
      assert.deepEqual(show(search.text('replies', told.join('\n')).hits), []);
    });

    if (engine === 'postgres') {
      test('patron privacy: statements that fail under a visit leave their values in no log', async () => {
        const url = store.environment['DATABASE_URL']!;
        // Postgres logs the statement and the row of both faults, a failed check and a key that is there already.
        await administer(url, `alter table placement add constraint provoked check (form <> 'frame')`);
        await administer(url, `create unique index provoked_twice on placement (name) where name = 'provoked'`);
        const batch = (page: string, more: object) => JSON.stringify({ ...aBatch({ page }), ...more });
        const statusOf = async (one: Visit): Promise<number> => (await visit(port, host.url, one)).status;
        const send = (body: string) => statusOf({ method: 'POST', path: '/v1/events', body });
        const name = MARKS.name.toLowerCase();
        assert.equal(await send(batch(`/staff/${name}`, { form: 'frame' })), 500);
        assert.equal(await send(batch(`/one/${name}`, { placement: 'provoked' })), 202);
        assert.equal(await send(batch(`/two/${name}`, { placement: 'provoked' })), 500);
        const token = MARKS.token.padEnd(43, 'x');
        const lookups = [
          ['session', { cookie: `askusnow=${token}`, authorization: '' }],
          ['api_token', { authorization: `Bearer ${token}` }],
        ] as const;
        for (const [table, headers] of lookups) {
          await administer(url, `alter table ${table} rename to gone`);
          assert.equal(await statusOf({ method: 'GET', path: `/v1/session?q=${MARKS.query}`, headers }), 500, table);
          await administer(url, `alter table gone rename to ${table}`);
        }
        assert.match(server.output(), /request failed/);
        const [cluster = ''] = await store.settled();
        const log = readFileSync(join(cluster, 'log'), 'utf8');
        assert.match(log, /violates check constraint "provoked"\n.*DETAIL: {2}Failing row contains/);
        assert.match(log, /"provoked_twice"\n.*DETAIL: {2}Key \(name\)=\(provoked\) already exists/);
        // Their parameters too: the search would find there whatever the server hands to Postgres, kept or not.
        assert.match(log, /Parameters: .*\/people\/:slug\/:id/i);
      });
    }

    test('patron privacy: no file, no line of a log and no dump holds a mark, in any encoding', async () => {
      const { output, complaints } = await server.signal('SIGTERM');
      const dump = await store.dump();
      for (const pattern of PATTERNS) assert.ok(dump.includes(`"${pattern}"`), `the visits were counted: ${pattern}`);
      const files = await searchFolders(store);
      const logs = search.text('log of the server', output + complaints);
      const dumped = search.text('dump', dump);
      console.log(
        `${engine}: ${files.files} files, ${(files.bytes / 2 ** 20).toFixed(0)} MiB, ${logs.bytes} bytes of log, ${dumped.bytes} bytes of dump, ${NEEDLES.length} needles`,
      );
      assert.ok(files.files > 500 && files.bytes > 2 ** 24, 'the whole store was searched');
      assert.ok(logs.bytes > 0 && dumped.bytes > 5_000);
      assert.deepEqual(show([...files.hits, ...logs.hits, ...dumped.hits]), []);
    });

    test('patron privacy: mutant: a server with the usual logger and a table of visits is found out by the same search, even after it forgets', async () => {
      const copy = await store.copy();
      const database = await openStore(copy.config);
      const mutant = await startRememberingServer(database);
      await markedVisits(mutant.port, host.url);
      await mutant.close();
      await database.close();
      const dumped = carriersIn(search.text('dump', await copy.dump()).hits);
      for (const carrier of ['address', 'agent', 'body', 'cookie', 'language', 'mail', 'query', 'referrer'] as const)
        assert.ok(dumped.includes(carrier), `${carrier} in ${dumped.join()}`);
      const logged = carriersIn(search.text('log', mutant.log.join('')).hits);
      for (const carrier of ['address', 'card', 'mail', 'name', 'query', 'token'] as const)
        assert.ok(logged.includes(carrier), `${carrier} in ${logged.join()}`);

      const again = await openStore(copy.config);
      await sql`delete from visit`.execute(again.db);
      await again.close();
      assert.deepEqual(search.text('dump', await copy.dump()).hits, []);
      const left = carriersIn((await searchFolders(copy)).hits.filter(({ place }) => place !== 'log'));
      for (const carrier of ['agent', 'cookie', 'referrer', 'address'] as const)
        assert.ok(left.includes(carrier), `${carrier} among ${left.join()}, left in the files`);
      await copy.remove();
    });
  });
}
