// A running server reads the cooperative's file in a worker thread: patrons are answered meanwhile.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseCooperativeFile, type ParsedFile } from '../../../server/src/cooperative-file/file.ts';
import { readInWorker } from '../../../server/src/cooperative-file/read-in-worker.ts';
import { nationFile } from '../../bench/nation-file.ts';
import { aCooperativeText, fileOptions } from '../../support/data/cooperative-text.ts';
import { pause } from '../../support/waiting.ts';

describe('the cooperative’s file, read in a worker', () => {
  test('file in a worker: the same result as on the main thread: right, wrong, with warnings', async () => {
    const risky = aCooperativeText(['https://*.carroll', 'http://*.carroll']);
    for (const text of [aCooperativeText(), risky, 'queues: 5', '', `${aCooperativeText()}  broken`])
      assert.deepEqual(await readInWorker(text, fileOptions), parseCooperativeFile(text, fileOptions));
  });

  /** The longest turn of the event loop while something is under way, by the processor time of this thread. */
  async function longestTurnMs(work: () => unknown): Promise<number> {
    const cpuUs = (): number => {
      const { user, system } = process.threadCpuUsage();
      return user + system;
    };
    let longestUs = 0;
    let isOver = false;
    const watching = (async () => {
      for (let beforeUs = cpuUs(); !isOver;) {
        await pause(1);
        const nowUs = cpuUs();
        longestUs = Math.max(longestUs, nowUs - beforeUs);
        beforeUs = nowUs;
      }
    })();
    await work();
    isOver = true;
    await watching;
    return longestUs / 1000;
  }
  /** A tenth of the nation's file. */
  const nation = (): string => {
    const lines = nationFile(undefined).text.split('\n');
    const [queues, libraries] = [lines.indexOf('queues:'), lines.indexOf('libraries:')];
    const items = (from: number, to: number): string[] =>
      lines
        .slice(from, to)
        .join('\n')
        .split(/(?=^ {2}- id:)/m);
    const desks = items(queues + 1, libraries).slice(0, 925);
    const named = items(libraries + 1, lines.length).slice(0, 920);
    return [lines[0], 'queues:', desks.join('').trimEnd(), 'libraries:', named.join('')].join('\n');
  };

  test('file in a worker: one of hundreds of libraries does not block; mutant: read on the main thread, it does', async () => {
    /** Nothing that a person can send may hold the event loop longer. Units: ms of processor time. */
    const MAX_HOLD_MS = 50;
    const text = nation();
    let read: ParsedFile | undefined;
    // Up to three times: what reading costs this thread recurs, and a pause of a virtual machine, counted as its work, does not.
    let heldMs = Infinity;
    for (let attempt = 1; attempt <= 3 && heldMs >= MAX_HOLD_MS; attempt++)
      heldMs = await longestTurnMs(async () => (read = await readInWorker(text, fileOptions)));
    assert.ok(read && 'cooperative' in read, JSON.stringify(read).slice(0, 500));
    assert.equal(read.cooperative.libraries.length, 920);
    assert.ok(heldMs < MAX_HOLD_MS, `held for ${heldMs} ms`);
    const mutantMs = await longestTurnMs(() => parseCooperativeFile(text, fileOptions));
    assert.ok(mutantMs > MAX_HOLD_MS, `the mutant held for ${mutantMs} ms`);
  });

  test('file in a worker: one past the memory or time limit says what to do', async () => {
    const text = `cooperative: { name: &name x }\nqueues:\n${'  - { id: a, b: [c, d, e, f] }\n'.repeat(60_000)}`;
    for (const [most, says] of [
      [{ timeoutMs: 600_000, memoryMb: 64 }, /^needs more than 64 MB to read; should have no anchors/],
      [{ timeoutMs: 1, memoryMb: 1_024 }, /^takes longer than 0\.001 s to read; should be shorter$/],
    ] as const) {
      const parsed = await readInWorker(text, fileOptions, most);
      assert.ok('errors' in parsed);
      assert.match(parsed.errors[0]!.message, says);
    }
  });
});
