// Our reader of event streams beside two that share no line with it: Node's EventSource and Chromium's.
import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { readEvents } from '../../../sdk/dist/availability/event-stream.js';
import { launchChromium } from '../../support/browser/browser.ts';
import { bodyOf, cutBytes, eventStreamText } from '../../support/data/event-stream-text.ts';

interface Sample {
  text: string;
  pieces: Uint8Array[];
}

const SAMPLES: Sample[] = fc
  .sample(fc.tuple(eventStreamText, fc.array(fc.nat(1000), { maxLength: 6 })), { numRuns: 400, seed: 7 })
  .map(([text, cuts]) => ({ text, pieces: cutBytes(text, cuts) }));

let server: Server;
let url: string;
before(async () => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const index = /^\/(\d+)$/.exec(request.url ?? '')?.[1];
    if (index === undefined) return void response.setHeader('content-type', 'text/html').end('<!doctype html>');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const piece of SAMPLES[Number(index)]!.pieces) {
      response.write(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  };
  server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.close();
  server.closeAllConnections();
});

async function ours({ pieces }: Sample): Promise<string[]> {
  const seen: string[] = [];
  await readEvents(
    bodyOf(pieces),
    (data) => seen.push(data),
    () => undefined,
  );
  return seen;
}

async function compare(theirs: readonly string[][]): Promise<void> {
  assert.equal(theirs.length, SAMPLES.length);
  for (const [index, sample] of SAMPLES.entries())
    assert.deepEqual(await ours(sample), theirs[index], JSON.stringify(sample.text));
  assert.ok(theirs.flat().length > 100, 'and there is something to read');
}

test('event stream: 400 odd streams are read as Chromium’s EventSource reads them', async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const read = async (count: number): Promise<string[][]> => {
      const seen: string[][] = [];
      for (let index = 0; index < count; index += 1) {
        const data: string[] = [];
        const source = new EventSource(`/${index}`);
        const hear = (event: unknown): number => data.push((event as { data: string }).data);
        source.onmessage = hear;
        source.addEventListener('tick', hear);
        await new Promise((resolve) => (source.onerror = resolve));
        source.close();
        seen.push(data);
      }
      return seen;
    };
    await compare(await page.evaluate(read, SAMPLES.length));
  } finally {
    await browser.close();
  }
});

test('event stream: they are read as Node’s EventSource reads them', async () => {
  const execArgv = ['--experimental-eventsource', '--no-warnings'];
  const child: ChildProcess = fork(join(import.meta.dirname, '../../support/app/event-source-child.ts'), { execArgv });
  child.send({ url, count: SAMPLES.length });
  const [theirs] = (await once(child, 'message')) as [string[][]];
  child.kill();
  await compare(theirs);
});
