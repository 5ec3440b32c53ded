// The server asks addresses that people write. None of them leads behind it.
import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { createServer as createHttpServer } from 'node:http';
import { request as securely } from 'node:https';
import { createServer, isIP, type AddressInfo, type Server } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { createEgress, EgressError } from '../../../server/src/platform/egress/egress.ts';
import { specialPurposeOf } from '../../../server/src/platform/egress/special-ranges.ts';
import { createHostileResolver, hostileAddresses } from '../../support/data/hostile-addresses.ts';

const ASK = { timeoutMs: 5_000, maxBytes: 1_000 };
const REFUSED = ['bad-address', 'private-address'];

const codeOf = (error: unknown): string => (error instanceof EgressError ? error.code : String(error));
const listen = (server: Server): Promise<number> =>
  new Promise((done) => server.listen(0, '::', () => done((server.address() as AddressInfo).port)));

describe('an address that leads behind the server', () => {
  let connections = 0;
  let redirectTo = '';
  const secret = createServer((socket) => {
    connections++;
    socket.on('error', () => undefined).destroy();
  });
  const pointing = createHttpServer((_request, response) => {
    response.writeHead(302, { location: redirectTo }).end();
  });
  let hostile: string[] = [];
  let pointingPort = 0;

  before(async () => {
    hostile = hostileAddresses(await listen(secret));
    pointingPort = await listen(pointing);
  });
  after(() => {
    secret.close();
    pointing.close();
  });

  test('hostile address: is never connected to, however it is written or resolved', async () => {
    assert.ok(hostile.length >= 40);
    const egress = createEgress({ allow: [], resolve: await rebound() });
    for (const url of hostile) {
      const code = await egress.request(url, ASK).then(({ status }) => `answered ${status}`, codeOf);
      assert.ok(REFUSED.includes(code), `${url}: ${code}`);
    }
    assert.equal(connections, 0);
  });

  test('hostile address: is never connected to when a host that may be asked redirects to it', async () => {
    const resolve = await rebound();
    const egress = createEgress({ allow: [`127.0.0.1:${pointingPort}`], resolve });
    for (const url of hostile) {
      // As a header can carry it: what is beside ASCII is percent-encoded there, and means the same.
      redirectTo = url.replaceAll(/[^\x20-\x7e]/g, encodeURIComponent);
      const code = await egress
        .request(`http://127.0.0.1:${pointingPort}/`, ASK)
        .then(({ status }) => `answered ${status}`, codeOf);
      assert.ok(REFUSED.includes(code), `${url}: ${code}`);
    }
    assert.equal(connections, 0);
  });

  test('hostile address: its fault is named before any request, if the address alone shows it', () => {
    const resolve = createHostileResolver();
    const egress = createEgress({ allow: [], resolve });
    const silent = hostile.filter((url) => egress.fault(url) === undefined);
    assert.deepEqual(
      silent.map((url) => new URL(url).hostname.replace(/(?:\.example)?\.?$/, '')),
      // Names are judged where they are connected to.
      ['loopback', 'loopback', '127.0.0.1.wildcard', 'v6', 'mapped', 'zone', 'zero', 'ten', 'metadata', 'nat64'].concat(
        ['both', 'rebind', 'intranet'],
      ),
    );
    for (const url of hostile) assert.match(egress.fault(url) ?? 'should be', /^should /, url);
    assert.equal(egress.fault('https://libraryh3lp.com/presence/jid/desk/chat.libraryh3lp.com/xml'), undefined);
    assert.deepEqual(resolve.asked, []);
  });

  test('a name is resolved once per connection: there is no second answer to get', async () => {
    const resolve = createHostileResolver();
    await createEgress({ allow: [], resolve })
      .request('https://both.example/', ASK)
      .catch(() => undefined);
    assert.deepEqual(resolve.asked, ['both.example']);
  });

  test('hostile address: mutant: a regular expression over the address lets the server be reached', async () => {
    const PRIVATE =
      /^(?:localhost|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|169\.254\.\d+\.\d+|\[?::1\]?)$/;
    const leaks = await leaksOf((url) => {
      const host = /^https:\/\/([^/]*?)(?::\d+)?\/?$/.exec(url)?.[1];
      return Promise.resolve(host !== undefined && !PRIVATE.test(host));
    });
    assert.ok(leaks.length > 12, leaks.join('\n'));
    assert.ok(leaks.some((url) => url.includes('2130706433')));
    assert.ok(leaks.some((url) => url.includes('loopback.example')));
  });

  test('hostile address: mutant: resolving first and connecting afterwards is undone by a second answer', async () => {
    const leaks = await leaksOf(async (url, resolve) => {
      const { protocol, hostname, username } = new URL(url);
      if (protocol !== 'https:' || username) return false;
      const host = hostname.replace(/^\[(.*)\]$/, '$1');
      const addresses = isIP(host) ? [host] : (await resolve(host)).map(({ address }) => address);
      return addresses.length > 0 && addresses.every((address) => specialPurposeOf(address) === null);
    });
    assert.deepEqual(
      leaks.map((url) => new URL(url).hostname),
      ['rebind.example'],
    );
  });

  /** A resolver whose first, harmless answer has been spent by a check when the address was saved. */
  async function rebound() {
    const resolve = createHostileResolver();
    assert.deepEqual(await resolve('rebind.example'), [{ address: '8.8.8.8', family: 4 }]);
    return resolve;
  }

  /** Which addresses a server reaches that asks `mayAsk` first and then connects by the same resolver. */
  async function leaksOf(
    mayAsk: (url: string, resolve: (host: string) => Promise<LookupAddress[]>) => Promise<boolean>,
  ): Promise<string[]> {
    const resolve = createHostileResolver();
    const leaks: string[] = [];
    for (const url of hostile.filter((one) => URL.canParse(one))) {
      if (!(await mayAsk(url, resolve))) continue;
      const seen = connections;
      await connectNaively(url, resolve);
      if (connections > seen) leaks.push(url);
    }
    connections = 0;
    return leaks;
  }
});

/** Only to this machine: what the mutants would reach elsewhere is not what is shown here. */
const HERE = /^(?:127\.|0\.0\.0\.0|::1$|::$|::ffff:(?:127|7f))/;

function connectNaively(url: string, resolve: (host: string) => Promise<LookupAddress[]>): Promise<void> {
  return new Promise((done) => {
    const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
    if (isIP(host) && !HERE.test(host)) return done();
    securely(url, {
      agent: false,
      lookup: (name, _options, callback) => {
        void resolve(name).then((all) => {
          const here = all.filter(({ address }) => HERE.test(address));
          callback(here.length > 0 ? null : new Error('elsewhere'), here);
        });
      },
    })
      .on('error', () => done())
      .end();
  });
}
