// WebKitGTK behind its own driver, by the commands of W3C WebDriver: a display, a driver and plain requests are enough.
import { spawn, type ChildProcess } from 'node:child_process';
import { reservePort } from '../ports.ts';
import { eventually, untilUp } from '../waiting.ts';

const MINI_BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const KEYS: Record<string, string> = { Tab: '\uE004', Enter: '\uE007' };
/** A page is loaded long before, also on a busy machine. Units: ms. */
const LOAD_WITHIN_MS = 60_000;

/** The one window of a browser. A command that the driver refuses rejects with the driver's error and message. */
export interface WebKitWindow {
  /** `path` is relative to the session. */
  command<T>(method: string, path: string, body?: object): Promise<T>;
  load(url: string): Promise<void>;
  act(type: 'pointer' | 'key', actions: object[]): Promise<void>;
  press(key: string): Promise<void>;
  close(): Promise<void>;
}

export interface WebKitDriver {
  open(): Promise<WebKitWindow>;
  stop(): void;
}

/** Starts a display and the driver; each window is a browser of its own. */
export async function startWebKitDriver(): Promise<WebKitDriver> {
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
  await untilUp(`${base}/status`);

  const send = async <T>(method: string, path: string, body?: object, withinMs?: number): Promise<T> => {
    const response = await fetch(base + path, {
      method,
      ...(withinMs !== undefined && { signal: AbortSignal.timeout(withinMs) }),
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error ?? ''} ${value.message ?? ''}`);
    return value;
  };

  const openSession = async (): Promise<string> => {
    const capabilities = {
      alwaysMatch: { 'webkitgtk:browserOptions': { binary: MINI_BROWSER, args: ['--automation'] } },
    };
    const { sessionId } = await send<{ sessionId: string }>('POST', '/session', { capabilities });
    return `/session/${sessionId}`;
  };

  const open = async (): Promise<WebKitWindow> => {
    let session = await openSession();
    const command = <T>(method: string, path: string, body?: object): Promise<T> => send(method, session + path, body);
    const load = (url: string): Promise<void> => send('POST', `${session}/url`, { url }, LOAD_WITHIN_MS);
    const act: WebKitWindow['act'] = (type, actions) =>
      command('POST', '/actions', {
        actions: [{ type, id: type, ...(type === 'pointer' && { parameters: { pointerType: 'mouse' } }), actions }],
      });
    return {
      command,
      // To about one load in a thousand the driver answers nothing, and nothing after it; a new window of it does.
      load: (url) =>
        load(url).catch(async (error: Error) => {
          if (error.name !== 'TimeoutError') throw error;
          console.log(`WebKitWebDriver did not answer the load of ${url}: a new window loads it`);
          await send('DELETE', session, undefined, LOAD_WITHIN_MS);
          session = await openSession();
          await load(url);
        }),
      act,
      press: (key) =>
        act('key', [
          { type: 'keyDown', value: KEYS[key] },
          { type: 'keyUp', value: KEYS[key] },
        ]),
      close: () => command('DELETE', ''),
    };
  };
  return { open, stop };
}
