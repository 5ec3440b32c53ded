// In:    the coordinator; an account.
// Out:   what ends with it, beside its sessions.
// Never: checks access: http/access.ts declares it, accounts/access.ts enforces it.
import { credentialListSchema, problemSchema } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { countAccounts } from '../../accounts/account-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendNotFound } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { loadCredentials } from './credentials-store.ts';

export function credentialRoutes({ database, clock }: { database: Database; clock: Clock }): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/accounts/:account/credentials',
      {
        config: { access: 'coordinator' },
        schema: {
          params: z.object({ account: rowIdSchema }),
          response: { 200: credentialListSchema, 404: problemSchema },
          tags: ['accounts'],
          summary: 'The tokens, addresses and links that an account has made, which end with it',
        },
      },
      async ({ params: { account: id } }, reply) =>
        (await countAccounts(database.db, { id })) === 0
          ? sendNotFound(reply)
          : { credentials: await loadCredentials(database.db, id, clock.now()) },
    );
  };
}
