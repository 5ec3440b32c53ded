// In:    an account that makes, lists or ends its API tokens; the coordinator, for those of any account.
// Out:   tokens without their secret; a new one with it, once.
// Never: a token for more than its account may read.
import { tokensApi, type ListedToken, type TokenList } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../cooperative/registry.ts';
import { serve } from '../platform/http/serve.ts';
import { invalid, notFound, Refusal } from '../platform/refusal.ts';
import { DAY_MS, toInstant } from '../platform/time/instants.ts';
import { countAccounts } from './account-store.ts';
import { endApiToken, loadApiTokens, makeApiToken, type ApiToken } from './api-token-store.ts';
import type { AccountDeps } from './plugin.ts';
import { visibleLibraries } from './scope.ts';
import { createToken } from './token.ts';

export function apiTokenRoutes({ database, registry }: Pick<AccountDeps, 'database'> & { registry: Registry }) {
  const toListed = ({ endsAtMs, libraries, ...token }: ApiToken): ListedToken => ({
    ...token,
    libraries: libraries.map((id) => ({ id, name: registry.library(id)?.name ?? id })),
    endsAt: toInstant(endsAtMs),
  });
  const listOf = async (account: number, atMs: number): Promise<TokenList> => ({
    tokens: (await loadApiTokens(database.db, account, atMs)).map(toListed),
  });

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, tokensApi.list, ({ by, atMs }) => listOf(by.id, atMs));
    serve(
      app,
      tokensApi.make,
      async ({ body: { name, scopes, libraries, days }, ...authorship }, { request: { session } }) => {
        const own = new Set(visibleLibraries(authorship.by, registry).map(({ id }) => id));
        if (own.size === 0)
          throw new Refusal(409, 'no-library', 'Your account has no library, so a token would read nothing.');
        if (libraries.some((id) => !own.has(id)))
          throw invalid(
            [{ field: 'libraries', message: 'should be libraries of your account' }],
            'You have no library of this name.',
          );
        const secret = createToken();
        const read = { scopes: [...new Set(scopes)], libraries: [...new Set(libraries)] };
        const token = { token: secret, name, ...read, endsAtMs: authorship.atMs + days * DAY_MS };
        return { token: toListed(await makeApiToken(database, session!.id, token, authorship)), secret };
      },
    );
    serve(app, tokensApi.end, ({ token, ...authorship }) =>
      endApiToken(database, authorship.by.id, Number(token), authorship),
    );
    serve(app, tokensApi.listOfAccount, async ({ account: id, atMs }) => {
      if ((await countAccounts(database.db, { id })) === 0) throw notFound();
      return listOf(id, atMs);
    });
    serve(app, tokensApi.endOfAccount, ({ account: id, token, ...authorship }) =>
      endApiToken(database, id, Number(token), authorship),
    );
  };
}
