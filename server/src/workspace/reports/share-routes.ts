// In:    a library in the path; for how long a link should work.
// Out:   links to its month reports, for people without an account; a link's address once, when it is made.
// Never: checks access: http/access.ts declares it, accounts/access.ts enforces it.
import {
  idSchema,
  newReportShareSchema,
  problemSchema,
  reportShareAskSchema,
  reportShareListSchema,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { createToken, hashToken } from '../../accounts/token.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { endShare, loadShares, MAX_OPEN_SHARES, saveShare } from './share-store.ts';

export interface ShareDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library'>;
}

const tags = ['reports'];
const params = z.object({ library: idSchema });

export function shareRoutes({ config, database, clock, registry }: ShareDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/libraries/:library/shares',
      {
        config: { access: 'own-library' },
        schema: {
          params,
          response: { 200: reportShareListSchema },
          tags,
          summary: 'Links to the month reports, for people without an account',
        },
      },
      async ({ params: { library } }) => ({
        zone: registry.library(library)!.zone,
        shares: await loadShares(database.db, library, clock.now()),
      }),
    );

    app.post(
      '/v1/libraries/:library/shares',
      {
        config: { access: 'own-library' },
        schema: {
          params,
          body: reportShareAskSchema,
          response: { 201: newReportShareSchema, 409: problemSchema },
          tags,
          summary: 'Make a link to the month reports: whole months, no figure below 5',
        },
      },
      async ({ params: { library }, body: { days }, account }, reply) => {
        const atMs = clock.now();
        const token = createToken();
        const asked = { tokenHash: hashToken(token), expiresMs: atMs + days * DAY_MS };
        const share = await saveShare(database, library, asked, { by: account!, atMs });
        if (share === null)
          return sendProblem(
            reply,
            409,
            'quota-reached',
            `A library can have ${MAX_OPEN_SHARES} open links. End one first.`,
          );
        return reply.code(201).send({ share, link: `${config.publicUrl}/share/${token}` });
      },
    );

    app.delete(
      '/v1/libraries/:library/shares/:share',
      {
        config: { access: 'own-library' },
        schema: {
          params: params.extend({ share: rowIdSchema }),
          response: { 204: z.null(), 404: problemSchema },
          tags,
          summary: 'End a link to the month reports at once',
        },
      },
      async ({ params: { library, share: id }, account }, reply) => {
        const isDone = await endShare(database, library, id, { by: account!, atMs: clock.now() });
        return isDone ? reply.code(204).send(null) : sendNotFound(reply);
      },
    );
  };
}
