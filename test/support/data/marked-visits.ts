// Visits without a browser, from an address of their own, that carry marks wherever a request can carry anything.
import { request as ask } from 'node:http';
import { connect } from 'node:net';
import { EVENTS_BODY_LIMIT_BYTES } from '@askusnow/sdk/contract';
import { aBatch, anEvent } from './event-batch.ts';
import { CHROMIUM_AGENT, COOKIE, LANGUAGE, MARKS } from './patron-marks.ts';

const { address, body, card, forwarded, forwarded6, mail, name, query, referrer, request, token } = MARKS;

export interface Visit {
  method: string;
  path: string;
  body?: string;
  headers?: Record<string, string | undefined>;
}

const markedHeaders = (origin: string): Record<string, string> => ({
  origin,
  'user-agent': CHROMIUM_AGENT,
  'accept-language': LANGUAGE,
  cookie: COOKIE,
  referer: `https://www.library.example/${referrer}?q=${query}`,
  // Nobody named this address as a proxy: what it says of others is not believed, and not kept.
  'x-forwarded-for': `${forwarded}, ${forwarded6}`,
  forwarded: `for="[${forwarded6}]"`,
  'x-request-id': request,
  authorization: `Bearer ${token}`,
  'if-none-match': `"${token}"`,
  'sec-ch-ua': `"${MARKS.agent}";v="7"`,
  via: `1.1 ${address}`,
});

export interface Reply {
  status: number;
  /** Headers and body. */
  text: string;
}

/** One visit, to the end of its reply; of a stream to the first event. */
export function visit(port: number, origin: string, { method, path, body: text, headers }: Visit): Promise<Reply> {
  // Node says no length of a DELETE's body by itself.
  const length = String(Buffer.byteLength(text ?? ''));
  const said = text === undefined ? {} : { 'content-type': 'text/plain;charset=UTF-8', 'content-length': length };
  const all = Object.entries({ ...markedHeaders(origin), ...said, ...headers }).filter(
    ([, value]) => value !== undefined,
  );
  return new Promise((resolve, reject) => {
    const from = { host: '127.0.0.1', port, localAddress: address, agent: false as const };
    const sent = ask({ ...from, method, path, headers: Object.fromEntries(all) as Record<string, string> }, (reply) => {
      let said = `${reply.rawHeaders.join('\n')}\n`;
      reply.on('data', (piece: Buffer) => {
        said += piece.toString();
        if (/stream/.test(path)) sent.destroy();
      });
      reply.once('close', () => resolve({ status: reply.statusCode ?? 0, text: said }));
    });
    sent.once('error', reject);
    sent.end(text);
  });
}

/** Bytes that never become a request. */
function garbage(port: number, bytes: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, localAddress: address }, () => socket.end(bytes));
    socket.once('close', () => resolve()).on('error', () => undefined);
    socket.resume();
  });
}

/** Batches that are counted, and every sort that is not. */
function eventBodies(): string[] {
  const right = aBatch({ page: `/people/${name.toLowerCase()}/${card}` });
  return [
    JSON.stringify(right),
    JSON.stringify(right), // The same once more.
    JSON.stringify(aBatch({ page: `/catalog/${name.toLowerCase()}`, practice: true })),
    JSON.stringify({ ...aBatch(), events: [anEvent({ kind: body }), anEvent({ note: body }), anEvent()] }),
    JSON.stringify({ ...aBatch(), page: `/people/${mail}` }),
    JSON.stringify({ ...aBatch(), page: `/search?q=${query}` }),
    JSON.stringify({ ...aBatch(), title: MARKS.title, [body]: body }),
    JSON.stringify({ ...aBatch(), placement: body }),
    JSON.stringify({ ...aBatch(), widget: body }),
    JSON.stringify({ ...aBatch(), batch: body }),
    JSON.stringify({ ...aBatch(), batch: `19990101-${'0'.repeat(32)}` }),
    JSON.stringify({ ...aBatch(), library: body }),
    JSON.stringify({ ...aBatch(), library: body.toLowerCase() }),
    JSON.stringify({ ...aBatch(), library: `harford\0${body}` }),
    `${'['.repeat(2000)}"${body}"${']'.repeat(2000)}`,
    `{"${body}`,
    body,
    '',
    body.repeat(EVENTS_BODY_LIMIT_BYTES),
  ];
}

const PARAMETERS = [name, mail, card, 'harford%00Qzxvbody', '%F0%28Qzxvbody', "'%20Qzxvbody--", '99999999999999999999'];

/** `/v1/libraries/{library}/metrics` with each parameter as a patron's words, and the routes that are in no description. */
export function routesOf(described: Record<string, Record<string, unknown>>): Visit[] {
  const routes: Visit[] = [];
  for (const [path, methods] of Object.entries(described)) {
    for (const method of Object.keys(methods)) {
      for (const word of PARAMETERS) {
        const address = `${path.replace(/\{[^}]+\}/g, word)}?utm_term=${query}&library=${word}&days=${word}`;
        const route = { method: method.toUpperCase(), path: address };
        if (method === 'get' || method === 'head') routes.push(route);
        else
          for (const text of [`{"${body}":"${word}"`, `{"${body}":"${word}"}`])
            routes.push({ ...route, body: text, headers: { 'content-type': 'application/json' } });
        // A path without parameters is the same for every word.
        if (!path.includes('{')) break;
      }
    }
  }
  return routes;
}

const PAGES = [
  '/dashboard',
  `/dashboard/${name}`,
  '/sign-in',
  `/sign-in/${token}`,
  `/sign-in/${token.padEnd(43, 'x')}`,
  '/demo/harford',
  `/demo/${name}`,
  '/demo/chat/harford',
  '/widget/v1/ask-us-now.js',
  `/widget/${name}/${mail}`,
  '/health',
  '/metrics',
  '/openapi.json',
  `/${name}/${mail}/${card}`,
  '/%E0%A4%A',
  '/v1/libraries/harford/availability',
  '/v1/availability/stream?library=harford&',
];

/** Every route, with and without `session`, by right and by wrong requests. The replies, by which a test knows that they arrived. */
export async function markedVisits(port: number, origin: string, session?: string): Promise<Reply[]> {
  const replies: Reply[] = [];
  const go = async (one: Visit): Promise<void> => void replies.push(await visit(port, origin, one));
  for (const path of PAGES) await go({ method: 'GET', path: `${path}${path.includes('?') ? '' : '?'}q=${query}` });
  await go({ method: 'POST', path: `/sign-in/${token.padEnd(43, 'x')}`, body: `name=${name}` });
  for (const text of eventBodies()) await go({ method: 'POST', path: `/v1/events?q=${query}`, body: text });
  const elsewhere = [`https://${MARKS.origin}.example`, `https://${MARKS.origin}.pages.example.org`, undefined];
  for (const one of elsewhere)
    await go({ method: 'POST', path: '/v1/events', body: JSON.stringify(aBatch()), headers: { origin: one } });
  await go({
    method: 'POST',
    path: '/v1/events',
    body: JSON.stringify(aBatch()),
    headers: { 'content-type': `text/${body}` },
  });
  await go({ method: 'GET', path: '/health', headers: { cookie: `${COOKIE}${'x'.repeat(20_000)}` } });
  for (const bytes of [`GET /${name} NOT-HTTP\r\n\r\n`, `\x16\x03\x01${name}`, `${body}\r\n\r\n`])
    await garbage(port, bytes);

  const reply = await fetch(`http://127.0.0.1:${port}/openapi.json`);
  const { paths } = (await reply.json()) as { paths: Record<string, Record<string, unknown>> };
  for (const route of routesOf(paths)) {
    await go(route);
    if (session !== undefined) await go({ ...route, headers: { ...route.headers, cookie: `${COOKIE}; ${session}` } });
  }
  return replies;
}
