// In:    the token of the link in a mail about an hour that is offered; a press.
// Out:   a page that asks once; then the hour accepted, by the account that was mailed.
// Never: acts by GET: mail programs open links to look at them. Acts twice: the link is used up before it acts.
import type { FastifyInstance } from 'fastify';
import { isSameOrigin } from '../../accounts/same-origin.ts';
import { acceptForms, sendPage } from '../../platform/http/send-page.ts';
import { isToken } from '../../accounts/token.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Account } from '../../platform/http/access.ts';
import { escapeHtml } from '../../platform/http/html.ts';
import { htmlPage } from '../../platform/http/html-page.ts';
import { sendWait, type TokenLookups } from '../../platform/http/token-lookups.ts';
import { Refusal } from '../../platform/refusal.ts';
import { messages } from './messages.ts';
import { findOfferLink, useOfferLink, type OfferLink } from './offer-link-store.ts';
import { dateTime } from './when.ts';

interface OfferLinkDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'queue'>;
  lookups: TokenLookups;
  /** Stores it with its audit entry. Errors: Refusal where the hour cannot be taken any more. */
  accept(offer: { id: number; library: string }, made: { by: Account; atMs: number }): Promise<unknown>;
}

const textPage = (title: string, text: string): string => htmlPage(title, `<p>${escapeHtml(text)}</p>`);
const endedPage = (): string => textPage(messages.offerEnded, messages.offerEndedText);

export const offerLinkRoutes =
  ({ config, database, clock, registry, lookups, accept }: OfferLinkDeps) =>
  async (scope: FastifyInstance): Promise<void> => {
    acceptForms(scope);
    const find = (ip: string, token: string) =>
      lookups.find(ip, token, async () =>
        isToken(token) ? acrossLibraries(() => findOfferLink(database.db, token, clock.now())) : undefined,
      );
    const nameOf = (id: string): string => registry.library(id)?.name ?? id;
    const askPage = ({ account, library, giver, queue, startMs, endMs }: OfferLink, token: string): string => {
      const { name = queue, zone = 'UTC' } = registry.queue(queue) ?? {};
      const hour = { desk: name, start: dateTime(startMs, zone), end: dateTime(endMs, zone) };
      const who = { giver: nameOf(giver), library: nameOf(library), account: account.label };
      return htmlPage(
        messages.offerTitle,
        `<p>${escapeHtml(messages.offerAsk({ ...hour, ...who }))}</p>
<form method="post" action="/offers/${token}">
<p><button class="button primary" type="submit">${messages.offerButton}</button></p></form>`,
      );
    };
    const take = async (link: OfferLink, token: string): Promise<[status: number, page: string]> => {
      const atMs = clock.now();
      if (!(await useOfferLink(database, token, link, atMs))) return [410, endedPage()];
      try {
        await accept({ id: link.offer, library: link.library }, { by: link.account, atMs });
      } catch (error) {
        if (error instanceof Refusal) return [409, textPage(messages.offerRefused, error.message)];
        throw error;
      }
      return [200, textPage(messages.offerTaken(nameOf(link.library)), messages.offerTakenText)];
    };
    const route = { config: { access: 'anyone' }, schema: { hide: true } } as const;

    scope.get<{ Params: { token: string } }>('/offers/:token', route, async ({ ip, params: { token } }, reply) => {
      const looked = await find(ip, token);
      if ('waitMs' in looked) return sendWait(reply, looked);
      return looked.found ? sendPage(reply, 200, askPage(looked.found, token)) : sendPage(reply, 410, endedPage());
    });

    scope.post<{ Params: { token: string } }>(
      '/offers/:token',
      route,
      async ({ ip, method, headers, params: { token } }, reply) => {
        if (!isSameOrigin(method, headers, config.publicUrl))
          return sendPage(reply, 403, textPage(messages.crossSite, messages.crossSiteText));
        const looked = await find(ip, token);
        if ('waitMs' in looked) return sendWait(reply, looked);
        const { found } = looked;
        if (!found) return sendPage(reply, 410, endedPage());
        return sendPage(reply, ...(await acrossLibraries(() => take(found, token))));
      },
    );
  };
