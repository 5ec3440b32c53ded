// docs/sdk.md lists the SDK's functions as its sources have them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  functionsIn,
  loadFunctions,
  loadOpenFunctions,
  renderSdkPage,
  SDK_PAGE_FILE,
} from '../../support/data/sdk-page.ts';

const byFile = loadFunctions();
const openByFile = loadOpenFunctions();

test('SDK page: docs/sdk.md is what `npm run sdk-page` makes of the sources', async () => {
  const written = readFileSync(SDK_PAGE_FILE, 'utf8');
  assert.equal(written, await renderSdkPage(written, byFile, openByFile), 'run `npm run sdk-page`');
});

test('SDK page: each function that the package hands on for signed-in people is listed, and nothing else', async () => {
  assert.ok(byFile.size > 40, `${byFile.size} files`);
  for (const [file, listed] of byFile) {
    const built = (await import(`../../../sdk/dist/management/${file}.js`)) as Record<string, unknown>;
    const names = Object.keys(built).filter((name) => typeof built[name] === 'function');
    assert.deepEqual(listed.map(({ name }) => name).sort(), names.sort(), file);
  }
});

/** What a function of the built package requests, as `GET /v1/…`, or the address that it makes. Every argument is `1`. */
async function requestsOf(called: unknown, first: unknown): Promise<string[]> {
  const requested: string[] = [];
  const connection = {
    endpoint: 'http://127.0.0.1',
    fetch: (url: string, { method = 'GET' }: RequestInit) => {
      requested.push(`${method} ${new URL(url).pathname}`);
      return Promise.resolve(new Response('', { status: 401 }));
    },
  };
  try {
    const made = await (called as (...given: unknown[]) => unknown)(connection, first, '1', '1', '1');
    if (typeof made === 'string') requested.push(`GET ${new URL(made).pathname}`);
  } catch {
    // The answer was a refusal.
  }
  return requested;
}

test('SDK page: every other function that the package hands on is listed, and nothing else', async () => {
  const built = (await import('../../../sdk/dist/index.js')) as Record<string, unknown>;
  const signedIn = new Set([...byFile.values()].flat().map(({ name }) => name));
  // The classes of errors stand in a table of their own.
  const isFunction = (name: string): boolean => typeof built[name] === 'function' && !/^[A-Z]/.test(name);
  assert.deepEqual(
    [...openByFile.values()]
      .flat()
      .map(({ name }) => name)
      .sort(),
    Object.keys(built)
      .filter((name) => isFunction(name) && !signedIn.has(name))
      .sort(),
  );
});

test('SDK page: each function sends the request that its row names, and no other', async () => {
  const built = (await import('../../../sdk/dist/index.js')) as Record<string, unknown>;
  const open = [...openByFile.values()].flat().filter(({ routes }) => routes.length > 0);
  assert.ok(open.length > 5, `${open.length}`);
  for (const { name, routes } of [...byFile.values()].flat().concat(open)) {
    const requested = new Set([...(await requestsOf(built[name], '1')), ...(await requestsOf(built[name], null))]);
    const named = routes.map(
      (route) => new RegExp(`^${route.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '(?:1|null)')}$`),
    );
    for (const request of requested)
      assert.ok(
        named.some((route) => route.test(request)),
        `${name} requests ${request}, its row has ${routes.join(', ')}`,
      );
    for (const route of named)
      assert.ok(
        [...requested].some((request) => route.test(request)),
        `${name} does not request ${route.source}`,
      );
  }
});

test('SDK page: the routes of functions that are not handed on belong to those that call them', () => {
  const source = `const ofLibrary = call<typeof api.open>('POST /v1/libraries/{library}/help', { body: true });
const shared = {
  open: call<typeof api.openShared>('POST /v1/help', { body: true }),
};

/** Asks for help. */
export const ask = (connection: Connection, library: string | null) =>
  library === null ? shared.open(connection) : ofLibrary(connection, library);

const previewOf = call<typeof api.preview>('POST /v1/help/preview', { body: true });

/** A preview: of the same; as \`ask\` has it. See {@link ask}. */
export const preview = (connection: Connection) => previewOf(connection);
/** Text. */
export const getText = (connection: Connection, month: string) =>
  request(connection, path\`/v1/help/\${month}/text?long=\${1}\`, (text) => text);
/** Address of the text. */
export const toTextUrl = ({ endpoint }: Connection) => endpoint + path\`/v1/help/text\`;
`;
  assert.deepEqual(functionsIn(source), [
    { name: 'ask', routes: ['POST /v1/help', 'POST /v1/libraries/{library}/help'], does: 'Asks for help.' },
    { name: 'preview', routes: ['POST /v1/help/preview'], does: 'A preview: of the same; as `ask` has it.' },
    { name: 'getText', routes: ['GET /v1/help/{month}/text'], does: 'Text.' },
    { name: 'toTextUrl', routes: ['GET /v1/help/text'], does: 'Address of the text.' },
  ]);
});

test('SDK page: a function has its route and the first sentence of its docstring; a constant is none', () => {
  const source = `/**
 * The queues that a library names,
 * with their hours. More of it.
 * Errors: NetworkError.
 */
export const getQueues = call<typeof api.list>('GET /v1/queues', { reply: [] });
/** Days. */
export const DAYS = 3;
/** Follows changes.
 * @example watch() */
export function watchChanges(connection: Connection): Watch {}
`;
  assert.deepEqual(functionsIn(source), [
    { name: 'getQueues', routes: ['GET /v1/queues'], does: 'The queues that a library names, with their hours.' },
    { name: 'watchChanges', routes: [], does: 'Follows changes.' },
  ]);
});
