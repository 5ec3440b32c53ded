// In:    a recipient in the body, or its number in the path.
// Out:   the recipients in the session's scope; secrets once, for their creator.
// Never: lets a liaison change recipients of another library or of a farther tier.
import { NOTICE_CHANNELS, PATHS, recipientsApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../../cooperative/registry.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { notFound, Refusal } from '../../platform/refusal.ts';
import { dayFormat } from '../../platform/time/clock-text.ts';
import { isForLibrary, isShared, scopeOf } from '../../accounts/scope.ts';
import { createToken, hashToken } from '../../accounts/token.ts';
import { checkRecipient } from './check.ts';
import { mailLinkAgain, type LinkMail } from './link-store.ts';
import { messages } from './messages.ts';
import { changeKinds, loadRecipients, removeRecipient, saveRecipient, sendTest } from './recipient-store.ts';
import { createSecret } from './webhook.ts';

export interface RecipientDeps {
  config: Pick<Config, 'mail' | 'publicUrl'>;
  database: Database;
  egress: Pick<Egress, 'fault'>;
  registry: Pick<Registry, 'library' | 'cooperativeName'>;
}

export const recipientRoutes =
  ({ config, database, egress, registry }: RecipientDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    const linkMail: LinkMail = ({ library: id, kinds }, untilMs) => {
      const library = id === null ? undefined : registry.library(id);
      const of = library?.name ?? registry.cooperativeName();
      const until = dayFormat(library?.zone ?? 'UTC', { year: 'numeric' }).format(untilMs);
      return { subject: messages.linkSubject(of), text: messages.linkText(of, kinds, until) };
    };

    serve(app, recipientsApi.list, async ({ by }) => ({
      recipients: await loadRecipients(database, { scope: scopeOf(by) }),
      channels: NOTICE_CHANNELS.filter((channel) => channel !== 'email' || config.mail !== null),
    }));

    serve(app, recipientsApi.add, async ({ body: change, ...made }) => {
      if (scopeOf(made.by) !== 'all' && isShared(change)) {
        const detail = `Only the coordinator can add recipients at the ${change.tier} tier. Add a recipient for your library.`;
        throw new Refusal(403, 'not-yours', detail);
      }
      const errors = checkRecipient(change, {
        fault: (url) => egress.fault(url),
        ownsLibrary: (id) => registry.library(id) !== undefined && isForLibrary(made.by, id),
      });
      if (change.channel === 'email' && config.mail === null) {
        const message = 'should be another channel: email is not set up on this server';
        errors.push({ field: 'channel', message });
      }
      if (errors.length > 0) throw new Refusal(422, 'invalid-recipient', 'Recipient settings are invalid.', { errors });
      const { channel } = change;
      const token = channel === 'email' || channel === 'atom' ? createToken() : null;
      const secrets = {
        secret: channel === 'webhook' ? createSecret() : channel === 'email' ? token : null,
        tokenHash: token === null ? null : hashToken(token),
      };
      const recipient = await saveRecipient(database, { ...change, ...secrets }, made, linkMail);
      const feed = channel === 'atom' ? `${config.publicUrl}${PATHS.noticeFeed(token!)}.atom` : null;
      // A mail's token is for its reader.
      return { recipient, secret: channel === 'webhook' ? secrets.secret : null, feed };
    });

    /** Errors: Refusal 404: there is none, or not in the account's scope. */
    const find = async ({ recipient: id, by }: { recipient: number; by: Account }) => {
      const [known] = await loadRecipients(database, { id, scope: scopeOf(by) });
      if (known === undefined) throw notFound();
      return known;
    };

    serve(
      app,
      recipientsApi.changeKinds,
      async ({ recipient, body, ...authorship }) => {
        await find({ recipient, by: authorship.by });
        return changeKinds(database, recipient, body, authorship);
      },
      { stored: find },
    );

    serve(app, recipientsApi.mailLink, async ({ recipient, ...made }) => {
      await find({ recipient, by: made.by });
      if (config.mail === null) throw new Refusal(409, 'no-mail', messages.noMail);
      await mailLinkAgain(database, recipient, made, linkMail);
      return find({ recipient, by: made.by });
    });

    serve(app, recipientsApi.test, async ({ recipient, ...made }) => {
      const { library } = await find({ recipient, by: made.by });
      const of = library === null ? undefined : registry.library(library)?.name;
      await sendTest(database, recipient, made, messages.test(of ?? registry.cooperativeName()));
      return find({ recipient, by: made.by });
    });

    serve(app, recipientsApi.remove, async ({ recipient, by, atMs }) => {
      await find({ recipient, by });
      if (!(await removeRecipient(database, recipient, { by, atMs }))) throw notFound();
    });
  };
