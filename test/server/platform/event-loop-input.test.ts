// Whatever a peer sends and a person sets, patrons are answered meanwhile: presence replies, batches, addresses, hours, shifts.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test, type TestContext } from 'node:test';
import {
  FOLLOW_UP_ROWS_MAX,
  WEEKDAYS,
  type QueueHours,
  type QueuePresence,
  type QueueShifts,
} from '@askusnow/sdk/contract';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { aBatch, anEvent } from '../../support/data/event-batch.ts';
import { assertHeldBriefly, startProbedServer, type ProbedServer } from '../../support/app/probed-server.ts';
import { eventually } from '../../support/waiting.ts';

const REPLY_BYTES = 60_000;
const fill = (text: string): string => text.repeat(Math.floor(REPLY_BYTES / text.length));
const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** A few at a time: what one of them costs is measured, and not how many come at once. */
const LANES = 8;
async function inLanes<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const left = [...items];
  const lane = async (): Promise<void> => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(numbers(LANES).map(lane));
}

/** What is asked as "desk-N" is answered with the Nth. */
const XML_REPLIES = [
  `<presence ${numbers(7_000)
    .map((at) => `a${at}="1"`)
    .join(' ')}/>`,
  `<presence>${fill('<resource show="chat"/>')}</presence>`,
  `${fill('<a>')}`,
  `<presence>${fill('a<b/>')}</presence>`,
  `<presence>${numbers(7_000)
    .map((at) => `<a${at}/>`)
    .join('')}</presence>`,
  `<presence>${fill('<![CDATA[]]>')}</presence>`,
  `<presence ${' '.repeat(REPLY_BYTES)}`,
];

const goodReply = (at: string): string =>
  `<presence user="desk-${at}" server="chat.example.org"><resource show="available"/></presence>`;

const cooperative = (host: string): string =>
  COOPERATIVE_FILE.replace(
    'libraries:',
    `${XML_REPLIES.map(
      (_, at) =>
        `  - { id: desk-${at}, name: Desk ${at}, tier: local, zone: America/New_York, hours: { weekly: null }, ` +
        `presence: { kind: libraryh3lp, scheme: http, host: '${host}', name: desk-${at}, domain: chat.example.org } }\n`,
    ).join('')}libraries:`,
  );

forEachEngineByTier((engine) => {
  describe('event loop: input', () => {
    /** Else it answers as a source does at which somebody is. */
    let isHostile = false;
    let peer: Server;
    let server: ProbedServer;
    before(async () => {
      peer = createServer((request, response) => {
        const at = /desk-(\d+)/.exec(request.url ?? '')?.[1] ?? '0';
        response
          .writeHead(200, { 'content-type': 'text/xml' })
          .end(isHostile ? XML_REPLIES[Number(at)] : goodReply(at));
      });
      await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
      const host = `127.0.0.1:${(peer.address() as AddressInfo).port}`;
      server = await startProbedServer(engine, cooperative(host), { EGRESS_ALLOW: host });
      // What runs for the first time is compiled first, and a first start has work of its own.
      await sendBatches(200);
      await eventually(async () => (await server.schedule('statewide'))?.expandedAt);
      await server.read();
    });
    after(async () => {
      await server.close();
      peer.closeAllConnections();
      await new Promise((resolve) => peer.close(resolve));
    });

    const isHeldBriefly = async (context: TestContext, work: () => Promise<unknown>): Promise<void> => {
      await assertHeldBriefly(server, context, work);
    };

    const post = (body: string): Promise<number> =>
      fetch(`${server.url}/v1/events`, {
        method: 'POST',
        headers: {
          'content-type': 'text/plain',
          origin: 'https://www.harford.example.org',
          'user-agent': 'Mozilla/5.0',
        },
        body,
      }).then(async (reply) => (await reply.text(), reply.status));

    const aFullBatch = (at: number): string =>
      JSON.stringify(aBatch({ page: `/catalog/${'x'.repeat(at % 20)}`, events: numbers(50).map(() => anEvent()) }));
    const sendBatches = (count: number): Promise<unknown> => inLanes(numbers(count).map(aFullBatch), post);

    const presenceAt = async (at: number): Promise<QueuePresence> =>
      (await server.ask(`queues/desk-${at}/presence`)).body;

    const eachDesk = async (is: (presence: QueuePresence) => boolean): Promise<void> => {
      for (const at of XML_REPLIES.keys()) await eventually(async () => is(await presenceAt(at)));
    };

    test('event loop: presence replies of 60,000 bytes of markup', async (context) => {
      await isHeldBriefly(context, async () => {
        isHostile = false;
        await eachDesk(({ sampledAt, failing }) => sampledAt !== null && failing === null);
        isHostile = true;
        // What the server made of each has been recorded: it has been read to its end.
        await eachDesk(({ failing }) => failing !== null);
      });
      isHostile = false;
    });

    test('event loop: batches, as large, deep and odd as they can be', (context) =>
      isHeldBriefly(context, async () => {
        const odd = [
          '['.repeat(8_000),
          `{${numbers(599)
            .map((at) => `"k${at}":1`)
            .join(',')}}`,
          JSON.stringify(aBatch({ page: `/${'a/'.repeat(2_000)}` })),
          JSON.stringify(aBatch({ page: `/${'%'.repeat(3_000)}` })),
          JSON.stringify(aBatch({ page: `/record=${'~s1'.repeat(900)}${';a'.repeat(900)}` })),
          `"${'\\'.repeat(8_000)}`,
          '\u0000'.repeat(8_000),
        ];
        await inLanes([...numbers(300).map(aFullBatch), ...numbers(40).flatMap(() => odd)], post);
      }));

    test('event loop: addresses, as long and odd as they can be', (context) =>
      isHeldBriefly(context, async () => {
        const odd = [
          `/v1/libraries/${'a'.repeat(8_000)}/availability`,
          `/v1/libraries/${'%2e%2e%2f'.repeat(800)}/availability`,
          `/v1/libraries/harford/availability?${'a=1&'.repeat(2_000)}`,
          `/v1/libraries/harford/availability?${'a[b]'.repeat(1_500)}=1`,
          `/${'a/'.repeat(4_000)}`,
          `/v1/${'%E0%A4%A'.repeat(900)}`,
          `/widget/${'..;/'.repeat(1_500)}`,
          `/v1/calendars/${'a'.repeat(60)}.ics?${'%00'.repeat(2_000)}`,
          `/sign-in/${'a'.repeat(8_000)}`,
        ];
        const get = async (path: string) => (await fetch(`${server.url}${path}`)).arrayBuffer();
        await inLanes(
          numbers(30).flatMap(() => odd),
          get,
        );
      }));

    let made = 0;
    test('event loop: a list with as many follow-ups as it may have', (context) =>
      isHeldBriefly(context, async () => {
        const text = numbers(FOLLOW_UP_ROWS_MAX).map(() => `c-${++made}`);
        const list = { library: 'harford', text: text.join('\n') };
        const startedAt = performance.now();
        assert.equal((await server.ask('follow-ups/lists', list, 'POST')).status, 201);
        context.diagnostic(`added in ${Math.round(performance.now() - startedAt)} ms`);
        assert.equal((await server.ask('follow-ups/lists', list, 'POST')).status, 422, 'the library has them');
      }));

    /** Until the schedule rests on them. */
    async function setShifts(shifts: object[]): Promise<void> {
      const { revision } = (await server.ask('queues/statewide/shifts')).body as QueueShifts;
      const setAt = new Date().toISOString();
      assert.equal((await server.ask('queues/statewide/shifts', { shifts, revision })).status, 200);
      await eventually(async () => ((await server.schedule('statewide'))?.expandedAt ?? '') >= setAt);
    }
    const mondays = numbers(6).map((at) => new Date(Date.UTC(2026, 0, 5 + 7 * at)).toISOString().slice(0, 10));
    const clock = (minutes: number): string =>
      `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

    test('event loop: shifts, as many and as much alike as 64 KB hold', (context) =>
      isHeldBriefly(context, async () => {
        const alike = { label: 'Desk', days: ['mo'], start: '09:00', end: '12:00', except: mondays };
        const [from, until] = [mondays[0], mondays[5]];
        await setShifts(numbers(300).map(() => ({ ...alike, from, until })));
        const minutes = numbers(142).map((at) => ({
          label: 'Minute',
          days: WEEKDAYS,
          start: clock(at),
          end: clock(at + 1),
        }));
        await setShifts(minutes);
        await setShifts([]);
      }));

    test('event loop: hours with as many seasons and exceptions as 64 KB hold, looked at and set', (context) =>
      isHeldBriefly(context, async () => {
        const { revision } = (await server.ask('queues/statewide/hours')).body as QueueHours;
        const weekly = WEEKDAYS.map((day) => ({ days: [day], open: '09:00', close: '17:00' }));
        const exceptions = numbers(300).map((at) => ({
          date: new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10),
          open: [{ open: '10:00', close: clock(660 + (at % 600)) }],
        }));
        const hours = { weekly, seasons: [], exceptions };
        assert.equal((await server.ask('queues/statewide/hours/preview', { hours }, 'POST')).status, 200);
        assert.equal((await server.ask('queues/statewide/hours', { hours, revision })).status, 200);
      }));
  });
});
