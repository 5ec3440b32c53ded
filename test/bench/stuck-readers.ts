// What readers that never read cost a node's streams: memory beside the same work for readers that read, and how long they stay.
// One of 50 libraries changes every 250 ms until what the kernel takes for a reader is full, then every 2 s, as on a day. Over a socket file, where the kernel takes some
// hundred KB for a reader and not megabytes.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { toFrame, type Frame } from '../../server/src/availability/frame.ts';
import type { LiveAvailability } from '../../server/src/availability/live.ts';
import { systemClock } from '../../server/src/platform/clock.ts';
import { createPush } from '../../server/src/availability/push/push.ts';
import { anAvailability, NOON } from '../support/peers/edge.ts';
import { temporaryFolder } from '../support/app/process.ts';

const READERS = Number(process.argv[2] ?? 500);
const LIBRARIES = Array.from({ length: 50 }, (_, index) => `library-${index}`);
const CHANGES_SEC = 75;
const FAST_SEC = 15;
/** What waits for a stuck reader is shared by all of them but for its place in a queue, and it is dropped within 45 s. */
const LIMITS = { peakKbPerReader: 64, keptKbPerReader: 32 } as const;

/** The streams alone, in a process of their own: what they write is made here, and not by a database. */
function serve(path: string): void {
  const listeners = new Set<(frame: Frame) => void>();
  const frames = new Map<string, Frame>();
  const change = (library: string): void => {
    const open = Array.from({ length: 8 }, (): [string, string] => [NOON, '2026-11-24T22:00:00.000Z']);
    const tiers = [1, 2, 3].flatMap(() => anAvailability().tiers.map((tier) => ({ ...tier, open })));
    const frame = toFrame(anAvailability({ library, tiers }, new Date().toISOString()));
    frames.set(library, frame);
    for (const listener of listeners) listener(frame);
  };
  LIBRARIES.forEach(change);
  const live = {
    frame: (library: string) => frames.get(library),
    onChange: (listener: (frame: Frame) => void) => (listeners.add(listener), () => listeners.delete(listener)),
  } as unknown as LiveAvailability;
  const push = createPush({ live, clock: systemClock });
  let networks = 0;
  const server = createServer((request, response) => {
    networks += 1;
    push.open(request, response, LIBRARIES, `10.${networks >> 8}.${networks & 255}.1`);
  }).listen(path, () => process.send!('listening'));
  process.on('message', (what: 'count' | 'change') => {
    if (what === 'count') return void process.send!(push.streamCount());
    let next = 0;
    const startedMs = Date.now();
    const changeNext = (): void => {
      change(LIBRARIES[(next += 1) % LIBRARIES.length]!);
      setTimeout(changeNext, Date.now() - startedMs < FAST_SEC * 1000 ? 250 : 2_000);
    };
    changeNext();
  });
  process.on('exit', () => server.close());
}

async function measure(reads: boolean): Promise<{ peakKb: number; keptKb: number; droppedSec: number | null }> {
  const folder = temporaryFolder();
  const path = join(folder.path, 'streams.sock');
  const child = fork(import.meta.filename, ['serve', path]);
  await once(child, 'message');
  const rssKb = (): number =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0);
  const count = async (): Promise<number> => {
    child.send('count');
    return ((await once(child, 'message')) as [number])[0];
  };
  const startKb = rssKb();
  let peakKb = 0;
  let droppedSec: number | null = null;
  const startedMs = Date.now();
  const look = async (): Promise<void> => {
    await wait(500);
    peakKb = Math.max(peakKb, rssKb() - startKb);
    if (droppedSec === null && (await count()) === 0) droppedSec = (Date.now() - startedMs) / 1000;
  };
  const sockets: Socket[] = [];
  for (let index = 0; index < READERS; index += 1) {
    const socket = connect(path).on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
    if (reads) socket.resume();
    else socket.pause();
    sockets.push(socket);
    if (index % 50 === 49) await look();
  }
  child.send('change');
  while (Date.now() - startedMs < CHANGES_SEC * 1000) await look();
  await wait(2_000);
  const keptKb = rssKb() - startKb;
  for (const socket of sockets) socket.destroy();
  child.kill();
  folder.remove();
  return { peakKb, keptKb, droppedSec };
}

if (process.argv[2] === 'serve') serve(process.argv[3]!);
else {
  const reading = await measure(true);
  const stuck = await measure(false);
  let isWithin = stuck.droppedSec !== null;
  const judge = (value: number, limit: number): string => {
    if (value > limit) isWithin = false;
    return `${value.toFixed(0)} · limit ${limit} · ${value <= limit ? 'pass' : 'FAIL'}`;
  };
  const perReader = (kb: number, otherKb: number): number => (kb - otherKb) / READERS;
  console.log(`${READERS} readers of ${LIBRARIES.length} libraries, ${CHANGES_SEC} s of changes:`);
  console.log(
    `  that read: RSS +${(reading.peakKb / 1024).toFixed(0)} MB at its peak, +${(reading.keptKb / 1024).toFixed(0)} MB after`,
  );
  console.log(
    `  that never read: RSS +${(stuck.peakKb / 1024).toFixed(0)} MB at its peak, +${(stuck.keptKb / 1024).toFixed(0)} MB after`,
  );
  console.log(
    `  all of them dropped ${stuck.droppedSec === null ? 'never: FAIL' : `after ${stuck.droppedSec.toFixed(0)} s: pass`}`,
  );
  console.log(
    `  KB more per stuck reader at the peak: ${judge(perReader(stuck.peakKb, reading.peakKb), LIMITS.peakKbPerReader)}`,
  );
  console.log(
    `  KB more per stuck reader after: ${judge(perReader(stuck.keptKb, reading.keptKb), LIMITS.keptKbPerReader)}`,
  );
  process.exit(isWithin ? 0 : 1);
}
