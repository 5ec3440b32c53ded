// In:    the token of the link that a new recipient's address was mailed; the answer.
// Out:   a page with two buttons; the recipient confirmed or ended, once.
// Never: answers by GET: mail programs open links to look at them. Asks who answers: the mailbox has the link.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { MAILED_LINK } from '../../accounts/account-audit-store.ts';
import { isSameOrigin } from '../../accounts/same-origin.ts';
import { acceptForms, sendPage } from '../../platform/http/send-page.ts';
import { isToken } from '../../accounts/token.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { escapeHtml } from '../../platform/http/html.ts';
import { htmlPage } from '../../platform/http/html-page.ts';
import { sendWait, type TokenLookups } from '../../platform/http/token-lookups.ts';
import { messages } from './messages.ts';
import { confirmRecipient, findPending, type PendingRecipient } from './link-store.ts';
import { endMails } from './summary-mail-store.ts';

interface LinkPageDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'cooperativeName'>;
  lookups: TokenLookups;
}

const textPage = (title: string, text: string): string => htmlPage(title, `<p>${escapeHtml(text)}</p>`);
const endedPage = (): string => textPage(messages.linkEnded, messages.linkEndedText);

export const linkPageRoutes =
  ({ config, database, clock, registry, lookups }: LinkPageDeps) =>
  async (scope: FastifyInstance): Promise<void> => {
    acceptForms(scope);
    const find = (ip: string, token: string) =>
      lookups.find(ip, token, async () =>
        isToken(token) ? acrossLibraries(() => findPending(database.db, token, clock.now())) : undefined,
      );
    const askPage = ({ library: id, kinds, address }: PendingRecipient, token: string): string => {
      const of = id === null ? registry.cooperativeName() : (registry.library(id)?.name ?? id);
      return htmlPage(
        messages.linkTitle,
        `<p>${escapeHtml(messages.linkAsk(of, address, kinds))}</p>
<form method="post" action="/recipients/${token}">
<p><button class="button primary" type="submit" name="answer" value="yes">${messages.linkYes}</button></p>
<p><button class="button" type="submit" name="answer" value="no">${messages.linkNo}</button></p></form>`,
      );
    };
    const decide = async ({ id }: PendingRecipient, token: string, isYes: boolean, reply: FastifyReply) => {
      if (!isYes) {
        await endMails(database, id, 'all', { by: MAILED_LINK, atMs: clock.now() });
        return sendPage(reply, 200, textPage(messages.linkRefused, messages.linkRefusedText));
      }
      const isDone = await confirmRecipient(database, token, clock.now());
      return isDone
        ? sendPage(reply, 200, textPage(messages.linkThanks, messages.linkThanksText))
        : sendPage(reply, 410, endedPage());
    };
    const route = { config: { access: 'anyone' }, schema: { hide: true } } as const;

    scope.get<{ Params: { token: string } }>('/recipients/:token', route, async ({ ip, params: { token } }, reply) => {
      const looked = await find(ip, token);
      if ('waitMs' in looked) return sendWait(reply, looked);
      return looked.found ? sendPage(reply, 200, askPage(looked.found, token)) : sendPage(reply, 404, endedPage());
    });

    scope.post<{ Params: { token: string } }>(
      '/recipients/:token',
      route,
      async ({ ip, method, headers, body, params: { token } }, reply) => {
        if (!isSameOrigin(method, headers, config.publicUrl))
          return sendPage(reply, 403, textPage(messages.crossSite, messages.crossSiteText));
        const looked = await find(ip, token);
        if ('waitMs' in looked) return sendWait(reply, looked);
        const { found } = looked;
        if (!found) return sendPage(reply, 404, endedPage());
        const answer = body instanceof URLSearchParams ? body.get('answer') : null;
        if (answer !== 'yes' && answer !== 'no') return sendPage(reply, 422, askPage(found, token));
        return acrossLibraries(() => decide(found, token, answer === 'yes', reply));
      },
    );
  };
