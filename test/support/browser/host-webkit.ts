// WebKitGTK by its own driver, in the words of W3C WebDriver: what a display, a driver and plain requests can do.
import { spawn, type ChildProcess } from 'node:child_process';
import { reservePort } from '../ports.ts';
import { type AnyVisit, toVisit } from './host-visit.ts';
import { eventually } from '../waiting.ts';

const MINI_BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const KEYS: Record<string, string> = { Tab: '\uE004', Enter: '\uE007' };
/** A page is loaded long before, also on a busy machine. Units: ms. */
const LOAD_WITHIN_MS = 60_000;
/** The driver lets the page's own `toJSON` at what it returns: it gets a text. */
const SERIALIZE = `const text = (value) => {
  if (value === undefined || value === null || typeof value === 'function') return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'object') {
    const parts = [];
    if (value instanceof Array) {
      for (let at = 0; at < value.length; at++) parts[at] = text(value[at]);
      return '[' + parts.join(',') + ']';
    }
    for (const name of Object.keys(value)) parts[parts.length] = text(name) + ':' + text(value[name]);
    return '{' + parts.join(',') + '}';
  }
  return '"' + String(value).replace(/[^ !#-\\[\\]-~]/g, (letter) => '\\\\u' + ('000' + letter.charCodeAt(0).toString(16)).slice(-4)) + '"';
};
const serialize = (value) => '{"value":' + text(value) + '}';`;

/** Starts a display, the driver and one browser; a visit is the browser's one window. */
export async function launchWebKit(): Promise<{ visit(): Promise<AnyVisit>; close(): void }> {
  const port = await reservePort();
  const children: ChildProcess[] = [];
  const start = (command: string, words: string[], environment: Record<string, string> = {}): ChildProcess => {
    const child = spawn(command, words, {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...environment },
    });
    children.push(child);
    return child;
  };
  const stop = (): void => children.forEach((child) => child.kill());
  process.once('exit', stop);

  // The display picks a free number and says which: other tests have displays of their own.
  const display = start('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp']);
  let number = '';
  display.stdio[3]!.on('data', (text: Buffer) => (number += text.toString()));
  await eventually(() => number.includes('\n'));
  display.stdio[3]!.destroy();
  start('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { DISPLAY: `:${number.trim()}` });
  const base = `http://127.0.0.1:${port}`;
  await eventually(() =>
    fetch(`${base}/status`).then(
      (response) => response.ok,
      () => false,
    ),
  );

  const command = async <T>(method: string, path: string, body?: object, withinMs?: number): Promise<T> => {
    const response = await fetch(base + path, {
      method,
      ...(withinMs !== undefined && { signal: AbortSignal.timeout(withinMs) }),
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error ?? ''} ${value.message ?? ''}`);
    return value;
  };

  return {
    async visit(): Promise<AnyVisit> {
      const capabilities = {
        alwaysMatch: { 'webkitgtk:browserOptions': { binary: MINI_BROWSER, args: ['--automation'] } },
      };
      const open = async (): Promise<string> => {
        const { sessionId } = await command<{ sessionId: string }>('POST', '/session', { capabilities });
        return `/session/${sessionId}`;
      };
      let session = await open();
      const load = (url: string): Promise<void> => command('POST', `${session}/url`, { url }, LOAD_WITHIN_MS);
      const act = (type: 'pointer' | 'key', actions: object[]): Promise<void> =>
        command('POST', `${session}/actions`, {
          actions: [{ type, id: type, ...(type === 'pointer' && { parameters: { pointerType: 'mouse' } }), actions }],
        });
      const move = (x: number, y: number) => ({ type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y) });
      const down = { type: 'pointerDown', button: 0 };
      const up = { type: 'pointerUp', button: 0 };
      const see = async (expression: string): Promise<unknown> => {
        const script = `${SERIALIZE} const value = ${expression.trim()}; return value && typeof value.then === 'function' ? value.then(serialize) : serialize(value);`;
        let seen: unknown = await command('POST', `${session}/execute/sync`, { script, args: [] });
        // A text twice over: of a page whose texts have a `toJSON`.
        while (typeof seen === 'string') seen = JSON.parse(seen);
        return (seen as { value: unknown }).value;
      };
      return toVisit({
        // To about one load in a thousand the driver answers nothing, and nothing after it; a new window of it does.
        goto: (url) =>
          load(url).catch(async (error: Error) => {
            if (error.name !== 'TimeoutError') throw error;
            console.log(`WebKitWebDriver did not answer the load of ${url}: a new window loads it`);
            await command('DELETE', session, undefined, LOAD_WITHIN_MS);
            session = await open();
            await load(url);
          }),
        see,
        mouse: {
          click: (x, y) => act('pointer', [move(x, y), down, up]),
          move: (x, y) => act('pointer', [move(x, y)]),
          down: () => act('pointer', [down]),
          up: () => act('pointer', [up]),
        },
        press: (key) =>
          act('key', [
            { type: 'keyDown', value: KEYS[key] },
            { type: 'keyUp', value: KEYS[key] },
          ]),
        resize: (width, height) => command('POST', `${session}/window/rect`, { width, height }),
        shoot: async () => Buffer.from(await command<string>('GET', `${session}/screenshot`), 'base64'),
        close: () => command('DELETE', session),
      });
    },
    close: stop,
  };
}
