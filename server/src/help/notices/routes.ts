// In:    a recipient in the body, or its number in the path.
// Out:   the recipients in the session's scope; secrets once, for their creator.
// Never: lets a liaison change recipients of another library or of a farther tier.
import {
  newRecipientSchema,
  NOTICE_CHANNELS,
  PATHS,
  problemSchema,
  recipientChangeSchema,
  recipientListSchema,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import { sendNotFound, sendProblem, sendQuotaReached } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { quotaOf } from '../../accounts/quota-store.ts';
import { isForLibrary, isShared, scopeOf } from '../../accounts/scope.ts';
import { createToken, hashToken } from '../../accounts/token.ts';
import { checkRecipient } from './check.ts';
import { loadRecipients, removeRecipient, saveRecipient } from './recipient-store.ts';
import { createSecret } from './webhook.ts';

export interface RecipientDeps {
  config: Pick<Config, 'mail' | 'publicUrl'>;
  database: Database;
  clock: Clock;
  egress: Pick<Egress, 'fault'>;
  registry: { library(id: string): unknown };
}

const tags = ['notices'];

export function recipientRoutes({ config, database, clock, egress, registry }: RecipientDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/recipients',
      {
        config: { access: 'staff' },
        schema: {
          response: { 200: recipientListSchema },
          tags,
          summary: 'Recipients of notices, with kinds and channel',
        },
      },
      async (request) => ({
        recipients: await loadRecipients(database, { scope: scopeOf(request.account!) }),
        channels: NOTICE_CHANNELS.filter((channel) => channel !== 'email' || config.mail !== null),
      }),
    );

    app.post(
      '/v1/recipients',
      {
        config: { access: 'staff' },
        schema: {
          body: recipientChangeSchema,
          response: { 201: newRecipientSchema, 409: problemSchema },
          tags,
          summary: 'Add a recipient',
        },
      },
      async (request, reply) => {
        const change = request.body;
        const account = request.account!;
        if (scopeOf(account) !== 'all' && isShared(change)) {
          const detail = `Only the coordinator can add recipients at the ${change.tier} tier. Add a recipient for your library.`;
          return sendProblem(reply, 403, 'not-yours', detail);
        }
        const errors = checkRecipient(change, {
          fault: (url) => egress.fault(url),
          ownsLibrary: (id) => registry.library(id) !== undefined && isForLibrary(account, id),
        });
        if (change.channel === 'email' && config.mail === null) {
          const message = 'should be another channel: email is not set up on this server';
          errors.push({ field: 'channel', message });
        }
        if (errors.length > 0)
          return sendProblem(reply, 422, 'invalid-recipient', 'Recipient settings are invalid.', errors);
        const { channel } = change;
        const token = channel === 'webhook' ? null : createToken();
        const secrets = {
          secret: channel === 'webhook' ? createSecret() : channel === 'email' ? token : null,
          tokenHash: token === null ? null : hashToken(token),
        };
        const authorship = { by: account, atMs: clock.now() };
        const recipient = await saveRecipient(database, { ...change, ...secrets }, authorship);
        if (recipient === 'quota-reached')
          return sendQuotaReached(reply, 'recipients', quotaOf(account.role, 'recipients'));
        if (recipient === undefined)
          return sendProblem(
            reply,
            409,
            'told-already',
            'This address is a recipient for this library or tier already. To change what it gets, remove it and add it again.',
          );
        const feed = channel === 'atom' ? `${config.publicUrl}${PATHS.noticeFeed(token!)}.atom` : null;
        // A mail's token is for its reader.
        return reply.code(201).send({ recipient, secret: channel === 'webhook' ? secrets.secret : null, feed });
      },
    );

    app.delete(
      '/v1/recipients/:recipient',
      {
        config: { access: 'staff' },
        schema: {
          params: z.object({ recipient: rowIdSchema }),
          response: { 204: z.null(), 404: problemSchema },
          tags,
          summary: 'Remove a recipient',
        },
      },
      async (request, reply) => {
        const id = request.params.recipient;
        const account = request.account!;
        const [known] = await loadRecipients(database, { id, scope: scopeOf(account) });
        if (known === undefined) return sendNotFound(reply);
        const isGone = await removeRecipient(database, id, { by: account, atMs: clock.now() });
        return isGone ? reply.code(204).send(null) : sendNotFound(reply);
      },
    );
  };
}
