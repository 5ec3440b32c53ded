// In:    an account that makes, lists or ends its API tokens; the coordinator, for those of any account.
// Out:   tokens without their secret; a new one with it, once.
// Never: a token for more than its account may read.
import {
  madeTokenSchema,
  newTokenSchema,
  problemSchema,
  tokenListSchema,
  type ListedToken,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Registry } from '../cooperative/registry.ts';
import { sendNotFound, sendProblem, sendQuotaReached } from '../platform/http/problem.ts';
import { rowIdSchema } from '../platform/http/row-id.ts';
import { DAY_MS, toInstant } from '../platform/time/instants.ts';
import { countAccounts } from './account-store.ts';
import { endApiToken, insertApiToken, loadApiTokens, type ApiToken } from './api-token-store.ts';
import type { AccountDeps } from './plugin.ts';
import { quotaOf } from './quota-store.ts';
import { visibleLibraries } from './scope.ts';
import { createToken } from './token.ts';

const tags = ['accounts'];

export function apiTokenRoutes({
  database: { db },
  clock,
  registry,
}: Pick<AccountDeps, 'database' | 'clock'> & { registry: Registry }): FastifyPluginAsyncZod {
  const toListed = ({ endsAtMs, libraries, ...token }: ApiToken): ListedToken => ({
    ...token,
    libraries: libraries.map((id) => ({ id, name: registry.library(id)?.name ?? id })),
    endsAt: toInstant(endsAtMs),
  });
  const listOf = async (account: number) => ({
    tokens: (await loadApiTokens(db, account, clock.now())).map(toListed),
  });

  return async (app) => {
    app.get(
      '/v1/tokens',
      {
        config: { access: 'own-account' },
        schema: { response: { 200: tokenListSchema }, tags, summary: 'This account’s API tokens that still work' },
      },
      ({ account }) => listOf(account!.id),
    );

    app.post(
      '/v1/tokens',
      {
        config: { access: 'own-account' },
        schema: {
          body: newTokenSchema,
          response: { 201: madeTokenSchema, 409: problemSchema, 422: problemSchema },
          tags,
          summary: 'Make an API token that reads what the account may, or less; its secret is shown once',
        },
      },
      async ({ body: { name, scopes, libraries, days }, account, session }, reply) => {
        const own = new Set(visibleLibraries(account!, registry).map(({ id }) => id));
        if (own.size === 0)
          return sendProblem(reply, 409, 'no-library', 'Your account has no library, so a token would read nothing.');
        if (libraries.some((id) => !own.has(id))) {
          const errors = [{ field: 'libraries', message: 'should be libraries of your account' }];
          return sendProblem(reply, 422, 'invalid-request', 'You have no library of this name.', errors);
        }
        const [nowMs, secret] = [clock.now(), createToken()];
        const token = { token: secret, name, scopes: [...new Set(scopes)], libraries: [...new Set(libraries)] };
        const maker = { account: account!, session: session!.id };
        const made = await insertApiToken(db, maker, { ...token, endsAtMs: nowMs + days * DAY_MS }, nowMs);
        if (made === 'signed-out') return sendProblem(reply, 401, 'signed-out', 'Your session has ended.');
        if (made === 'quota-reached')
          return sendQuotaReached(reply, 'API tokens', quotaOf(account!.role, 'api-tokens'));
        return reply.code(201).send({ token: toListed(made), secret });
      },
    );

    app.delete(
      '/v1/tokens/:token',
      {
        config: { access: 'own-account' },
        schema: {
          params: z.object({ token: rowIdSchema }),
          response: { 204: z.undefined(), 404: problemSchema },
          tags,
          summary: 'End an API token of this account',
        },
      },
      async ({ params: { token }, account }, reply) => {
        const isEnded = await endApiToken(db, account!.id, token, account!, clock.now());
        return isEnded ? reply.code(204).send() : sendNotFound(reply);
      },
    );

    app.get(
      '/v1/accounts/:account/tokens',
      {
        config: { access: 'coordinator' },
        schema: {
          params: z.object({ account: rowIdSchema }),
          response: { 200: tokenListSchema, 404: problemSchema },
          tags,
          summary: 'The API tokens of an account that still work',
        },
      },
      async ({ params: { account: id } }, reply) =>
        (await countAccounts(db, { id })) === 0 ? sendNotFound(reply) : listOf(id),
    );

    app.delete(
      '/v1/accounts/:account/tokens/:token',
      {
        config: { access: 'coordinator' },
        schema: {
          params: z.object({ account: rowIdSchema, token: rowIdSchema }),
          response: { 204: z.undefined(), 404: problemSchema },
          tags,
          summary: 'End an API token of an account',
        },
      },
      async ({ params, account }, reply) => {
        const isEnded = await endApiToken(db, params.account, params.token, account!, clock.now());
        return isEnded ? reply.code(204).send() : sendNotFound(reply);
      },
    );
  };
}
