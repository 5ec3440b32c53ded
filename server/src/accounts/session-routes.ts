// In:    a session.
// Out:   the account and its sessions; the end of this session, of another, or of all.
// Never: signs out by deleting the cookie only: the session itself ends.
import { problemSchema, sessionListSchema, sessionSchema, type Session } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Registry } from '../cooperative/registry.ts';
import { sendNotFound } from '../platform/http/problem.ts';
import { rowIdSchema } from '../platform/http/row-id.ts';
import { toInstant } from '../platform/time/instants.ts';
import { clearSessionCookie, readSessionCookie } from './cookie.ts';
import type { AccountDeps } from './plugin.ts';
import { attendedQueues, mayChange, visibleLibraries } from './scope.ts';
import { endOwnSession, loadSessions, signOut } from './session-store.ts';
import { endSessions } from './sign-out-store.ts';

export function sessionRoutes({
  config,
  database,
  clock,
  registry,
}: Omit<AccountDeps, 'registry'> & { registry: Registry }): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/session',
      {
        config: { access: 'own-account' },
        schema: { response: { 200: sessionSchema }, tags: ['accounts'], summary: 'Who is signed in' },
      },
      async ({ account, session }): Promise<Session> => {
        const { label, role } = account!;
        const toName = ({ id, name }: { id: string; name: string }) => ({ id, name });
        return {
          label,
          role,
          mayChange: mayChange(account!),
          cooperative: registry.cooperativeName(),
          libraries: visibleLibraries(account!, registry).map(toName),
          queues: attendedQueues(account!, registry).map(toName),
          endsAt: toInstant(session!.endsAtMs),
          endsAtLatest: toInstant(session!.lastMs),
          signsInBy: session!.byOrganization ? 'organization' : 'link',
        };
      },
    );

    app.post(
      '/v1/session/end',
      {
        config: { access: 'own-account' },
        schema: { response: { 204: z.undefined() }, tags: ['accounts'], summary: 'Sign out' },
      },
      async ({ headers, account }, reply) => {
        await signOut(database.db, readSessionCookie(headers.cookie, config)!, account!, clock.now());
        return clearSessionCookie(reply, config).code(204).send();
      },
    );

    app.get(
      '/v1/sessions',
      {
        config: { access: 'own-account' },
        schema: {
          response: { 200: sessionListSchema },
          tags: ['accounts'],
          summary: 'Where this account is signed in, the browser used last first',
        },
      },
      async ({ account, session }) => {
        const sessions = await loadSessions(database.db, account!.id, clock.now());
        return {
          sessions: sessions.map(({ id, openedAtMs, usedAtMs, endsAtMs }) => ({
            id,
            openedAt: toInstant(openedAtMs),
            usedAt: toInstant(usedAtMs),
            endsAt: toInstant(endsAtMs),
            isThis: id === session!.id,
          })),
        };
      },
    );

    app.post(
      '/v1/sessions/end',
      {
        config: { access: 'own-account' },
        schema: { response: { 204: z.undefined() }, tags: ['accounts'], summary: 'Sign out everywhere, here too' },
      },
      async ({ account }, reply) => {
        await endSessions(database.db, account!.id, account!, clock.now());
        return clearSessionCookie(reply, config).code(204).send();
      },
    );

    app.delete(
      '/v1/sessions/:session',
      {
        config: { access: 'own-account' },
        schema: {
          params: z.object({ session: rowIdSchema }),
          response: { 204: z.undefined(), 404: problemSchema },
          tags: ['accounts'],
          summary: 'Sign one of this account’s browsers out',
        },
      },
      async ({ params, account, session }, reply) => {
        const isGone = await endOwnSession(database.db, account!, params.session, clock.now());
        if (!isGone) return sendNotFound(reply);
        if (params.session === session!.id) clearSessionCookie(reply, config);
        return reply.code(204).send();
      },
    );
  };
}
