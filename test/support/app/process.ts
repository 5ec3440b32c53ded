import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isWhole } from '../tier.ts';
import { reservePort } from '../ports.ts';
import { HANGS_AFTER_MS, pause } from '../waiting.ts';

const ROOT = join(import.meta.dirname, '../../..');
const MAIN = 'server/src/main.ts';

export type Environment = Record<string, string>;

/** A folder that goes when the test does. */
export function temporaryFolder(prefix = 'askusnow-'): {
  path: string;
  write(name: string, text: string): string;
  remove(): void;
} {
  const path = mkdtempSync(join(tmpdir(), prefix));
  return {
    path,
    write(name, text) {
      const file = join(path, name);
      writeFileSync(file, text);
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Nothing of this machine's own environment but where programs are, and what was compiled of them. */
const environmentOf = (given: Environment): Environment => ({
  PATH: process.env['PATH'] ?? '',
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
  TZ: 'Pacific/Chatham',
  ...given,
});

/** In the gate V8 compiles PGlite once, for a third less work at each start; `test:all` runs servers as they are shipped. */
const V8_FLAGS = isWhole ? [] : ['--liftoff-only'];

/** Runs a script of this tree: `words` begin with its path from the root. */
export const spawnScript = (words: readonly string[], environment: Environment): ChildProcess =>
  spawn(process.execPath, [...V8_FLAGS, ...words], {
    cwd: ROOT,
    env: environmentOf(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });

export const spawnAskusnow = (words: string[], environment: Environment): ChildProcess =>
  spawnScript([MAIN, ...words], environment);

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  output: string;
  complaints: string;
}

/** Runs a command of the command line to its end, as a process of its own. */
export function askusnow(words: string[], environment: Environment): Promise<Ended> {
  const child = spawnAskusnow(words, environment);
  let output = '';
  let complaints = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => resolve({ code, signal, output, complaints }));
  });
}

/** None outlives the test's process. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export interface ServerProcess {
  url: string;
  pid: number;
  /** Everything it has written so far. */
  output(): string;
  ended: Promise<Ended>;
  signal(name: NodeJS.Signals): Promise<Ended>;
}

/** Starts the real server as a process of its own on a free port; resolves when it listens. */
export async function startServerProcess(environment: Environment, words: string[] = []): Promise<ServerProcess> {
  const child = spawnAskusnow(['start', ...words], { PORT: String(await reservePort()), ...environment });
  let output = '';
  let complaints = '';
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, output, complaints }));
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  return new Promise((resolve, reject) => {
    let isListening = false;
    void pause(HANGS_AFTER_MS, { isWaitedFor: false }).then(() => {
      if (isListening) return;
      child.kill('SIGKILL');
      reject(new Error(`not started within ${HANGS_AFTER_MS} ms:\n${output}${complaints}`));
    });
    void ended.then(({ code }) => reject(new Error(`ended with ${code} before it listened:\n${output}${complaints}`)));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const url = /listens at (\S+)/.exec(output)?.[1];
      if (!url) return;
      isListening = true;
      resolve({
        url,
        pid: child.pid!,
        output: () => output + complaints,
        ended,
        signal: (name) => (child.kill(name), ended),
      });
    });
  });
}
