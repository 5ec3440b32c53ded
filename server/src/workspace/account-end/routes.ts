// In:    the coordinator; an account.
// Out:   what ends with it, beside its sessions.
import { credentialsApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { countAccounts } from '../../accounts/account-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { serve } from '../../platform/http/serve.ts';
import { notFound } from '../../platform/refusal.ts';
import { loadCredentials } from './credentials-store.ts';

export const credentialRoutes =
  ({ database: { db } }: { database: Database }) =>
  async (app: FastifyInstance): Promise<void> =>
    serve(app, credentialsApi.list, async ({ account: id, atMs }) => {
      if ((await countAccounts(db, { id })) === 0) throw notFound();
      return { credentials: await loadCredentials(db, id, atMs) };
    });
