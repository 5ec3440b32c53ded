// In:    the coordinator and an account, or an account about itself.
// Out:   what is kept about the account, as JSON; the account ended and its data deleted.
// Never: deletes the last coordinator, or an entry of the audit log.
import { accountDataSchema, problemSchema } from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Account } from '../platform/http/access.ts';
import { sendNotFound } from '../platform/http/problem.ts';
import { rowIdSchema } from '../platform/http/row-id.ts';
import { deleteAccountData, loadAccountData } from './account-data-store.ts';
import { clearSessionCookie } from './cookie.ts';
import { sendLastCoordinator, type AccountRouteDeps } from './routes.ts';

const tags = ['accounts'];
const params = z.object({ account: rowIdSchema });

export function accountDataRoutes({
  config,
  database: { db },
  clock,
  endAccount,
}: Omit<AccountRouteDeps, 'registry' | 'mailInvitation'>): FastifyPluginAsyncZod {
  const sendData = async (reply: FastifyReply, id: number): Promise<FastifyReply> => {
    const data = await loadAccountData(db, id);
    if (data === undefined) return sendNotFound(reply);
    return reply.header('content-disposition', `attachment; filename="askusnow-account-${id}.json"`).send(data);
  };

  const deleteData = async (reply: FastifyReply, id: number, by: Account): Promise<FastifyReply> => {
    const nowMs = clock.now();
    const ended = await endAccount(id, { by, keepLast: true }, nowMs);
    if (ended === 'last-coordinator') return sendLastCoordinator(reply);
    // `unknown` may be an account that has ended before.
    const isDeleted = await deleteAccountData(db, id, by, nowMs);
    if (!isDeleted && id !== by.id) return sendNotFound(reply);
    if (id === by.id) clearSessionCookie(reply, config);
    return reply.code(204).send();
  };

  return async (app) => {
    app.get(
      '/v1/accounts/:account/data',
      {
        config: { access: 'coordinator' },
        schema: {
          params,
          response: { 200: accountDataSchema, 404: problemSchema },
          tags,
          summary: 'What is kept about an account',
        },
      },
      async ({ params: { account } }, reply) => sendData(reply, account),
    );

    app.delete(
      '/v1/accounts/:account/data',
      {
        config: { access: 'coordinator' },
        schema: {
          params,
          response: { 204: z.undefined(), 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'End an account and delete what is kept about it; its number stays in the audit log',
        },
      },
      async ({ params: { account: id }, account }, reply) => deleteData(reply, id, account!),
    );

    app.get(
      '/v1/session/data',
      {
        config: { access: 'own-account' },
        schema: {
          response: { 200: accountDataSchema },
          tags,
          summary: 'What is kept about this account',
        },
      },
      async ({ account }, reply) => sendData(reply, account!.id),
    );

    app.delete(
      '/v1/session/data',
      {
        config: { access: 'own-account' },
        schema: {
          response: { 204: z.undefined(), 409: problemSchema },
          tags,
          summary: 'End this account and delete what is kept about it',
        },
      },
      async ({ account }, reply) => deleteData(reply, account!.id, account!),
    );
  };
}
