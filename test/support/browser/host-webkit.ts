// A visit in WebKitGTK: what its driver's commands can do of it.
import { type AnyVisit, toVisit } from './host-visit.ts';
import { startWebKitDriver } from './webkit-driver.ts';

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

/** Starts a display, the driver and one browser for each visit. */
export async function launchWebKit(): Promise<{ visit(): Promise<AnyVisit>; close(): void }> {
  const driver = await startWebKitDriver();
  return {
    async visit(): Promise<AnyVisit> {
      const { command, load, act, press, close } = await driver.open();
      const move = (x: number, y: number) => ({ type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y) });
      const down = { type: 'pointerDown', button: 0 };
      const up = { type: 'pointerUp', button: 0 };
      const see = async (expression: string): Promise<unknown> => {
        const script = `${SERIALIZE} const value = ${expression.trim()}; return value && typeof value.then === 'function' ? value.then(serialize) : serialize(value);`;
        let seen: unknown = await command('POST', '/execute/sync', { script, args: [] });
        // A text twice over: of a page whose texts have a `toJSON`.
        while (typeof seen === 'string') seen = JSON.parse(seen);
        return (seen as { value: unknown }).value;
      };
      return toVisit({
        goto: load,
        see,
        mouse: {
          click: (x, y) => act('pointer', [move(x, y), down, up]),
          move: (x, y) => act('pointer', [move(x, y)]),
          down: () => act('pointer', [down]),
          up: () => act('pointer', [up]),
        },
        press,
        resize: (width, height) => command('POST', '/window/rect', { width, height }),
        shoot: async () => Buffer.from(await command<string>('GET', '/screenshot'), 'base64'),
        close,
      });
    },
    close: driver.stop,
  };
}
