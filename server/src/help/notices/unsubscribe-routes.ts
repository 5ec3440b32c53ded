// In:    the token of an unsubscribe link.
// Out:   a page with a button that ends these mails; ended by the button, or by a mail program's one click (RFC 8058).
// Never: ended by GET: mail scanners open links before people do. A redirect, a cookie or a question: RFC 8058 section 3.1.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { MAILED_LINK } from '../../accounts/account-audit-store.ts';
import { sendPage } from '../../platform/http/send-page.ts';
import { isToken } from '../../accounts/token.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { htmlPage } from '../../platform/http/html-page.ts';
import { escapeHtml } from '../../platform/http/html.ts';
import { sendWait, type TokenLookups } from '../../platform/http/token-lookups.ts';
import { messages } from './messages.ts';
import { endMails, findMailed, type EndedMails, type MailedRecipient } from './summary-mail-store.ts';

interface UnsubscribeDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'cooperativeName'>;
  lookups: TokenLookups;
}

const endedPage = ({ isOwn }: MailedRecipient): string =>
  htmlPage(messages.unsubscribed, `<p>${isOwn ? messages.startAgainOwn : messages.startAgain}</p>`);
const unknownPage = (): string => htmlPage(messages.unsubscribeUnknown, `<p>${messages.unsubscribeUnknownText}</p>`);
const wordsOf = ({ isOwn, library }: MailedRecipient, what: EndedMails, of: string): string => {
  if (isOwn) return library === null ? messages.unsubscribeAskMessages : messages.unsubscribeAskOwn(of);
  return what === 'all' ? messages.unsubscribeAskAll(of) : messages.unsubscribeAsk(of);
};
const askPage = (words: string): string =>
  htmlPage(
    messages.unsubscribeTitle,
    `<p>${escapeHtml(words)}</p>
<form method="post"><button class="button" type="submit">${messages.unsubscribeButton}</button></form>`,
  );

export function unsubscribeRoutes({ database, clock, registry, lookups }: UnsubscribeDeps): FastifyPluginAsyncZod {
  type Request = FastifyRequest<{ Params: { token: string } }>;

  const answer =
    (what: EndedMails) =>
    async ({ params: { token }, ip, method }: Request, reply: FastifyReply): Promise<FastifyReply> => {
      const looked = isToken(token)
        ? await lookups.find(ip, token, () => findMailed(database.db, token, what))
        : { found: undefined };
      if ('waitMs' in looked) return sendWait(reply, looked);
      const { found } = looked;
      if (found === undefined) return sendPage(reply, 404, unknownPage());
      if (method === 'POST')
        await acrossLibraries(() =>
          endMails(database, found.recipientId, what, { by: MAILED_LINK, atMs: clock.now() }),
        );
      if (method === 'POST' || found.hasEnded) return sendPage(reply, 200, endedPage(found));
      const { library: id } = found;
      const of = id === null ? registry.cooperativeName() : (registry.library(id)?.name ?? id);
      return sendPage(reply, 200, askPage(wordsOf(found, what, of)));
    };

  return async (app) => {
    // A form without script, and the one click of a mail program, send these content types; the body says nothing new.
    app.addContentTypeParser(
      ['application/x-www-form-urlencoded', 'multipart/form-data'],
      { parseAs: 'string', bodyLimit: 1024 },
      (_request, _body, done) => done(null, null),
    );
    const route = { config: { access: 'anyone' }, schema: { hide: true } } as const;
    for (const [path, what] of [
      ['/unsubscribe/:token', 'summaries'],
      ['/unsubscribe/:token/all', 'all'],
    ] as const) {
      app.get<{ Params: { token: string } }>(path, route, answer(what));
      app.post<{ Params: { token: string } }>(path, route, answer(what));
    }
  };
}
