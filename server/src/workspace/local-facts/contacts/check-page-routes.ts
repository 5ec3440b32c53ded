// In:    the token of a link in a mail; an answer.
// Out:   a page with the contact as the mail had it, and two buttons; the answer, once.
// Never: answers by GET: mail programs open links to look at them. Shows what the mail has not.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { isSameOrigin } from '../../../accounts/same-origin.ts';
import { acceptForms, sendPage } from '../../../platform/http/send-page.ts';
import { isToken } from '../../../accounts/token.ts';
import type { Registry } from '../../../cooperative/registry.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Config } from '../../../platform/config.ts';
import type { Database } from '../../../platform/db/database.ts';
import { acrossLibraries } from '../../../platform/db/request-deadline.ts';
import { escapeHtml } from '../../../platform/http/html.ts';
import { htmlPage } from '../../../platform/http/html-page.ts';
import { sendWait, type TokenLookups } from '../../../platform/http/token-lookups.ts';
import { messages } from './check-messages.ts';
import { answerCheck, findCheck, type FoundCheck } from './check-store.ts';

interface CheckPageDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library'>;
  lookups: TokenLookups;
}

const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;

const checkPage = (check: FoundCheck, library: string, token: string): string =>
  htmlPage(
    messages.title,
    `${paragraph(messages.lists(library))}
<dl>${messages
      .factsOf(check)
      .map(([word, fact]) => `<dt>${word}</dt><dd dir="auto">${escapeHtml(fact)}</dd>`)
      .join('')}</dl>
<form method="post" action="/contact-check/${token}">
<p><button class="button primary" type="submit" name="answer" value="right">${messages.right}</button>
<button class="button" type="submit" name="answer" value="changed">${messages.changed}</button></p></form>`,
  );

export const checkPageRoutes =
  ({ config, database, clock, registry, lookups }: CheckPageDeps) =>
  async (scope: FastifyInstance): Promise<void> => {
    acceptForms(scope);
    // The link is for one contact: nobody's libraries say whether it may be read.
    const find = (ip: string, token: string) =>
      lookups.find(ip, token, async () =>
        isToken(token) ? acrossLibraries(() => findCheck(database.db, token)) : undefined,
      );
    const isOpen = ({ isAnswered, expiresMs }: FoundCheck): boolean => !isAnswered && clock.now() < expiresMs;
    const endedPage = (): string => htmlPage(messages.ended, paragraph(messages.endedText));
    /** Or the reply that is sent: nothing of the contact is shown after the check has ended. */
    const findOpen = async (ip: string, token: string, reply: FastifyReply) => {
      const looked = await find(ip, token);
      if ('waitMs' in looked) return { sent: sendWait(reply, looked) };
      const { found } = looked;
      const library = found && registry.library(found.library);
      if (!found || !library) return { sent: sendPage(reply, 404, endedPage()) };
      if (!isOpen(found)) return { sent: sendPage(reply, 410, endedPage()) };
      return { found, library };
    };

    scope.get<{ Params: { token: string } }>(
      '/contact-check/:token',
      { config: { access: 'anyone' }, schema: { hide: true } },
      async ({ ip, params: { token } }, reply) => {
        const check = await findOpen(ip, token, reply);
        if ('sent' in check) return check.sent;
        const { found, library } = check;
        return sendPage(reply, 200, checkPage(found, library.name, token));
      },
    );

    scope.post<{ Params: { token: string } }>(
      '/contact-check/:token',
      { config: { access: 'anyone' }, schema: { hide: true } },
      async ({ ip, method, headers, body, params: { token } }, reply) => {
        if (!isSameOrigin(method, headers, config.publicUrl))
          return sendPage(reply, 403, htmlPage(messages.crossSite, paragraph(messages.crossSiteText)));
        const check = await findOpen(ip, token, reply);
        if ('sent' in check) return check.sent;
        const { found, library } = check;
        const answer = body instanceof URLSearchParams ? body.get('answer') : null;
        if (answer !== 'right' && answer !== 'changed')
          return sendPage(reply, 422, checkPage(found, library.name, token));
        const atMs = clock.now();
        const url = `${config.publicUrl}/dashboard/${library.id}/local`;
        const notice =
          answer === 'right'
            ? null
            : {
                key: `contact-changed:${found.contact}:${found.expiresMs}`,
                kind: 'contact-changed' as const,
                tier: 'local' as const,
                library: library.id,
                subject: messages.changedSubject(found.name, library.name),
                text: messages.changedText(found.name, url),
                data: { library: library.id, url },
                atMs,
              };
        const isDone = await acrossLibraries(() => answerCheck(database, token, { answer, notice }, atMs));
        if (!isDone) return sendPage(reply, 410, endedPage());
        const thanks = answer === 'right' ? messages.thanksRight : messages.thanksChanged;
        return sendPage(reply, 200, htmlPage(messages.thanks, paragraph(thanks)));
      },
    );
  };
