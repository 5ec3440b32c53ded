// In:    a link to the set-up page; its form.
// Out:   the page; after its button, a cooperative, and its coordinator signed in at the tag to paste.
// Never: uses a link up by GET, or for a form with a fault. Shows anything of a cooperative that is not public.
import { snippetQuerySchema } from '@askusnow/sdk/contract';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { readSessionCookie, setSessionCookie } from '../accounts/cookie.ts';
import { askForEmail } from '../accounts/email-change-store.ts';
import type { MailedLinks } from '../accounts/mailed-links.ts';
import { isSameOrigin } from '../accounts/same-origin.ts';
import { limitsOf } from '../accounts/session-limits.ts';
import { findSetUpLink, isSetUp } from '../accounts/set-up-link-store.ts';
import { acceptForms } from '../platform/http/send-page.ts';
import { isToken } from '../accounts/token.ts';
import type { Registry } from '../cooperative/registry.ts';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/db/database.ts';
import { acrossLibraries } from '../platform/db/request-deadline.ts';
import { withRetryAfter } from '../platform/http/retry-after.ts';
import type { TokenLookups } from '../platform/http/token-lookups.ts';
import type { RunningJob } from '../platform/jobs/jobs.ts';
import { snippetsOf } from '../visibility/snippets/snippets.ts';
import {
  busySetUpPage,
  crossSiteSetUpPage,
  donePage,
  isSetUpPage,
  notYetPage,
  setUpPage,
  unknownSetUpPage,
} from './set-up-page.ts';
import { setUp } from './set-up-store.ts';
import { readSetUp, SET_UP_FIELDS, type SetUpTexts } from './set-up.ts';

export interface SetUpDeps {
  config: Pick<Config, 'publicUrl' | 'secure'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'cooperativeName' | 'library' | 'reload'>;
  lookups: TokenLookups;
  sessionLookups: Pick<TokenLookups, 'remember'>;
  mailedLinks: Pick<MailedLinks, 'isAvailable'>;
  emailMails: Pick<RunningJob, 'wake'>;
}

/** Each field at its longest, in letters that take nine characters of a form. */
const MAX_FORM_BYTES = 64 * 1024;

/** Pages that a server without a cooperative has nothing to show on. */
const PAGES = new Set(['/', '/dashboard', '/dashboard/*', '/sign-in', '/get']);

/** Not `no-referrer`: browsers would then send `Origin: null` with the form. */
const send = (reply: FastifyReply, status: number, html: string): FastifyReply =>
  reply
    .code(status)
    .headers({ 'cache-control': 'no-store', 'referrer-policy': 'strict-origin' })
    .type('text/html; charset=utf-8')
    .send(html);

/** Call it before the pages' routes. */
export function sayNotSetUp(scope: FastifyInstance, registry: Pick<Registry, 'cooperativeName'>): void {
  scope.addHook('onRequest', async (request, reply) => {
    if (registry.cooperativeName() === '' && PAGES.has(request.routeOptions.url ?? ''))
      return send(reply, 503, notYetPage());
    return undefined;
  });
}

const textsOf = (body: unknown): SetUpTexts => {
  const form = body instanceof URLSearchParams ? body : new URLSearchParams();
  return Object.fromEntries(SET_UP_FIELDS.map((name) => [name, (form.get(name) ?? '').trim()])) as Record<
    (typeof SET_UP_FIELDS)[number],
    string
  >;
};

export function setUpRoutes({
  config,
  database,
  clock,
  registry,
  lookups,
  sessionLookups,
  mailedLinks: { isAvailable: byMail },
  emailMails,
}: SetUpDeps) {
  const refuse = async (reply: FastifyReply): Promise<FastifyReply> =>
    (await isSetUp(database.db)) ? send(reply, 410, isSetUpPage()) : send(reply, 404, unknownSetUpPage());
  /** Null: the refusal is sent. */
  const findOpen = async (reply: FastifyReply, token: string): Promise<true | null> => {
    const looked = isToken(token)
      ? await lookups.find(reply.request.ip, token, () => findSetUpLink(database.db, token, clock.now()))
      : { found: undefined };
    if ('waitMs' in looked) {
      withRetryAfter(reply, looked.waitMs);
      await send(reply, 429, busySetUpPage());
      return null;
    }
    if (looked.found) return true;
    await refuse(reply);
    return null;
  };
  const access = { config: { access: 'anyone' }, schema: { hide: true } } as const;

  return async (app: FastifyInstance): Promise<void> => {
    acceptForms(app, MAX_FORM_BYTES);

    app.get<{ Querystring: { library?: unknown } }>('/set-up', access, ({ query, headers }, reply) => {
      const name = registry.cooperativeName();
      if (name === '') return send(reply, 503, notYetPage());
      const library = typeof query.library === 'string' ? registry.library(query.library) : undefined;
      // Who has just set up has a session; to anybody else the page would say what is not so.
      if (!library || readSessionCookie(headers.cookie, config) === undefined) return send(reply, 200, isSetUpPage());
      const { tag } = snippetsOf(library, config.publicUrl, snippetQuerySchema.parse({})).tag;
      return send(reply, 200, donePage(name, { id: library.id, name: library.name, tag }));
    });

    app.get<{ Params: { token: string } }>('/set-up/:token', access, async ({ params: { token } }, reply) =>
      (await findOpen(reply, token)) ? send(reply, 200, setUpPage(token, textsOf(null), [], { byMail })) : reply,
    );

    app.post<{ Params: { token: string } }>(
      '/set-up/:token',
      access,
      async ({ params: { token }, method, headers, body }, reply) => {
        if (!isSameOrigin(method, headers, config.publicUrl)) return send(reply, 403, crossSiteSetUpPage());
        if (!(await findOpen(reply, token))) return reply;
        const texts = textsOf(body);
        const read = readSetUp(texts);
        if ('faults' in read) return send(reply, 422, setUpPage(token, texts, read.faults, { byMail }));
        const brought = readSessionCookie(headers.cookie, config);
        const { registration, email } = read;
        // The policies know the rows of accounts; who sets up has none yet, and its link was checked.
        return acrossLibraries(async () => {
          const done = await setUp(database, { token, brought, registration }, clock.now());
          if (done === undefined) return refuse(reply);
          const { session, account } = done;
          sessionLookups.remember(session.token);
          if (email !== null && byMail) {
            const { revision, ...by } = account;
            await askForEmail(database, { email, revision }, true, { by, atMs: clock.now() });
            void emailMails.wake();
          }
          await registry.reload();
          return reply
            .headers({
              'set-cookie': setSessionCookie(session.token, limitsOf(session).idleMs, config),
              'cache-control': 'no-store',
              'referrer-policy': 'no-referrer',
            })
            .redirect(`/set-up?library=${registration.library.id}`, 303);
        });
      },
    );
  };
}
