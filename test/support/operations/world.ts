// Out:   a server with two libraries on which every operation can succeed; its accounts, and requests of theirs.
import assert from 'node:assert/strict';
import type { Role } from '@askusnow/sdk/contract';
import { invite } from '../../../server/src/accounts/invite.ts';
import { METRICS_TOKEN, startApp, type TestApp } from '../app/app.ts';
import { createManualClock, type ManualClock } from '../app/clock.ts';
import type { Engine } from '../app/database.ts';
import { untilRan } from '../app/job-runs.ts';
import type { Shaped } from '../app/openapi-input.ts';
import { TWO_LIBRARIES } from '../app/two-libraries.ts';
import { startMailServer } from '../peers/mail-server.ts';

const QUARTER_HOUR_MS = 15 * 60_000;
export const NOW = '2026-11-24T15:00:00.000Z';

/** What a request is besides its operation. */
export interface Ask {
  params: Record<string, string | number>;
  query: Record<string, string>;
  body: unknown;
  headers: Record<string, string>;
}

export interface Reply {
  status: number;
  text: string;
}

export interface World {
  app: TestApp;
  clock: ManualClock;
  /** Cookies: of harford's liaison, and of the coordinator. */
  liaison: string;
  coordinator: string;
  /** Puts new accounts in their place, when the limits of a network are over, too. */
  renewAccounts(): Promise<void>;
  /** Signs a new account in; returns the cookie. */
  enter(role: Role, libraries?: string[]): Promise<string>;
  /** Sends what a story needs first, as one of the accounts; fails where it is refused. */
  make<Body>(cookie: string, method: string, path: string, body?: object): Promise<Body>;
  send(request: Shaped, ask: Ask): Promise<Reply>;
  /** Another number or name for each thing that may exist once only. */
  next(): number;
  close(): Promise<void>;
}

/** Streams have no end to wait for. */
const isStream = (reply: Response): boolean =>
  (reply.headers.get('content-type') ?? '').startsWith('text/event-stream');

async function readReply(reply: Response): Promise<Reply> {
  if (!isStream(reply)) return { status: reply.status, text: await reply.text() };
  await reply.body!.cancel();
  return { status: reply.status, text: '' };
}

const addressOf = ({ path }: Shaped, { params, query }: Ask): string => {
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''));
  const asked = new URLSearchParams(query).toString();
  return asked === '' ? filled : `${filled}?${asked}`;
};

export async function startWorld(engine: Engine): Promise<World> {
  const clock = createManualClock(NOW);
  const mail = await startMailServer();
  const environment = {
    SMTP_URL: mail.url,
    MAIL_FROM: 'askusnow@library.example',
    SEAL_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  // Samples of ids by their schema name the library and its desk, which has a page of its own.
  const cooperative = TWO_LIBRARIES.replaceAll('harford-desk', 'harford').replace(
    'name: Harford desk,',
    'name: Harford desk, presence: { kind: heartbeat },',
  );
  const app = await startApp({ engine, clock, cooperative, environment });
  // Before the clock moves: schedules begin with what is first known of them.
  await untilRan(app.database, ['schedule']);
  let count = 0;
  const next = (): number => (count += 1);
  const enter = async (role: Role, libraries: string[] = []): Promise<string> => {
    const { token } = await invite(app.database, { label: `${role} ${next()}`, role, libraries, queues: [], clock });
    const headers = { origin: app.config.publicUrl };
    const reply = await fetch(`${app.url}/sign-in/${token}`, { method: 'POST', headers, redirect: 'manual' });
    return reply.headers.getSetCookie()[0]!.split(';')[0]!;
  };
  const world: World = {
    app,
    clock,
    liaison: '',
    coordinator: '',
    enter,
    async renewAccounts() {
      clock.advance(QUARTER_HOUR_MS);
      world.liaison = await enter('liaison', ['harford']);
      world.coordinator = await enter('coordinator');
    },
    async make<Body>(cookie: string, method: string, path: string, body?: object): Promise<Body> {
      const reply = await fetch(`${app.url}/v1/${path}`, {
        method,
        headers: { cookie, origin: app.config.publicUrl, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await reply.text();
      assert.ok(reply.ok, `${method} ${path}: ${reply.status} ${text}`);
      return (text === '' ? undefined : JSON.parse(text)) as Body;
    },
    async send(request, ask) {
      const { body } = ask;
      const isText = typeof body === 'string';
      const reply = await fetch(app.url + addressOf(request, ask), {
        method: request.method,
        headers: {
          origin: app.config.publicUrl,
          ...(body === undefined || isText ? {} : { 'content-type': 'application/json' }),
          ...ask.headers,
        },
        ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
      });
      return readReply(reply);
    },
    next,
    async close() {
      await app.close();
      await mail.close();
    },
  };
  await world.renewAccounts();
  for (const [tier, library] of [
    ['local', 'harford'],
    ['statewide', null],
  ]) {
    const kinds = ['assistance-opened', 'assistance-escalated'];
    const recipient = { tier, library, channel: 'atom', address: null, kinds };
    await world.make(world.coordinator, 'POST', 'recipients', recipient);
  }
  return world;
}

export { METRICS_TOKEN };
