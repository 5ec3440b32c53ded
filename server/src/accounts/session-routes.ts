// In:    a session.
// Out:   who is signed in; the end of it.
// Never: a sign-out that only forgets the cookie: whoever else holds it is out, too.
import { sessionSchema, type Session } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Registry } from '../cooperative/registry.ts';
import { clearSessionCookie, readSessionCookie } from './cookie.ts';
import type { AccountDeps } from './plugin.ts';
import { endSession } from './store.ts';

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name, 'en');

export function sessionRoutes({
  config,
  database,
  registry,
}: Omit<AccountDeps, 'registry'> & { registry: Registry }): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/session',
      {
        config: { access: 'signed-in' },
        schema: { response: { 200: sessionSchema }, tags: ['accounts'], summary: 'Who is signed in' },
      },
      async ({ account }): Promise<Session> => {
        const { label, role, libraries, queues } = account!;
        const ids = role === 'coordinator' ? registry.libraries().map(({ id }) => id) : libraries;
        // One that has left the cooperative is not listed: its doors are gone.
        const named = ids.flatMap((id) => registry.library(id) ?? []).map(({ id, name }) => ({ id, name }));
        const desks = queues.flatMap((id) => registry.queue(id) ?? []).map(({ id, name }) => ({ id, name }));
        return {
          label,
          role,
          cooperative: registry.cooperativeName(),
          libraries: named.sort(byName),
          queues: desks.sort(byName),
        };
      },
    );

    app.post(
      '/v1/session/end',
      {
        config: { access: 'signed-in' },
        schema: { response: { 204: z.undefined() }, tags: ['accounts'], summary: 'Sign out' },
      },
      async ({ headers }, reply) => {
        await endSession(database.db, readSessionCookie(headers.cookie, config)!);
        // In place of what the guard may have set: a renewed cookie must not outlive its session.
        return reply.removeHeader('set-cookie').header('set-cookie', clearSessionCookie(config)).code(204).send();
      },
    );
  };
}
