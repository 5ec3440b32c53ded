// In:    the coordinator and an account, or an account about itself.
// Out:   what is kept about the account, as JSON; the account ended and its data deleted.
// Never: deletes the last coordinator, or an entry of the audit log.
import { accountsApi, type AccountData } from '@askusnow/sdk/contract';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Authorship } from '../platform/audit/audit-store.ts';
import { serve } from '../platform/http/serve.ts';
import { notFound } from '../platform/refusal.ts';
import { deleteAccountData, loadAccountData } from './account-data-store.ts';
import { clearSessionCookie } from './cookie.ts';
import type { AccountRouteDeps } from './routes.ts';

export function accountDataRoutes({
  config,
  database,
  endAccount,
}: Omit<AccountRouteDeps, 'registry' | 'mailInvitation'>) {
  const load = async (reply: FastifyReply, id: number): Promise<AccountData> => {
    const data = await loadAccountData(database.db, id);
    if (data === undefined) throw notFound();
    reply.header('content-disposition', `attachment; filename="askusnow-account-${id}.json"`);
    return data;
  };

  const deleteData = async (reply: FastifyReply, id: number, authorship: Authorship): Promise<void> => {
    // It may have ended before.
    await endAccount(id, { ...authorship, keepLast: true });
    const isDeleted = await deleteAccountData(database, id, authorship);
    if (!isDeleted && id !== authorship.by.id) throw notFound();
    if (id === authorship.by.id) clearSessionCookie(reply, config);
  };

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, accountsApi.data, ({ account: id }, reply) => load(reply, id));
    serve(app, accountsApi.deleteData, ({ account: id, ...authorship }, reply) => deleteData(reply, id, authorship));
    serve(app, accountsApi.ownData, ({ by }, reply) => load(reply, by.id));
    serve(app, accountsApi.deleteOwnData, (authorship, reply) => deleteData(reply, authorship.by.id, authorship));
  };
}
