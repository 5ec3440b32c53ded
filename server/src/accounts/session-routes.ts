// In:    a session.
// Out:   the account and its sessions; the end of this session, of another, or of all.
// Never: signs out by deleting the cookie only: the session itself ends.
import { accountsApi, sessionApi, type Session } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../cooperative/registry.ts';
import { serve } from '../platform/http/serve.ts';
import { toInstant } from '../platform/time/instants.ts';
import { clearSessionCookie, readSessionCookie } from './cookie.ts';
import type { AccountDeps } from './plugin.ts';
import { attendedQueues, mayChange, sharedDesks, visibleLibraries } from './scope.ts';
import { endOwnSession, loadSessions, signOut } from './session-store.ts';
import { endSessions } from './sign-out-store.ts';

const toName = ({ id, name }: { id: string; name: string }) => ({ id, name });

export const sessionRoutes =
  ({ config, database, registry }: Omit<AccountDeps, 'registry'> & { registry: Registry }) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, sessionApi.get, ({ by }, { request: { session } }): Session => ({
      label: by.label,
      role: by.role,
      mayChange: mayChange(by),
      cooperative: registry.cooperativeName(),
      libraries: visibleLibraries(by, registry).map(toName),
      worksFor: registry
        .librariesByName()
        .filter(({ id }) => by.libraries.includes(id))
        .map(toName),
      queues: attendedQueues(by, registry).map(toName),
      sharedDesks: sharedDesks(by, registry).map(toName),
      endsAt: toInstant(session!.endsAtMs),
      endsAtLatest: toInstant(session!.lastMs),
      signsInBy: session!.byOrganization ? 'organization' : 'link',
    }));
    serve(app, sessionApi.end, async (authorship, reply) => {
      await signOut(database, readSessionCookie(reply.request.headers.cookie, config)!, authorship);
      clearSessionCookie(reply, config);
    });
    serve(app, accountsApi.ownSessions, async ({ by, atMs }, { request: { session } }) => {
      const sessions = await loadSessions(database.db, by.id, atMs);
      return {
        sessions: sessions.map(({ id, openedAtMs, usedAtMs, endsAtMs }) => ({
          id,
          openedAt: toInstant(openedAtMs),
          usedAt: toInstant(usedAtMs),
          endsAt: toInstant(endsAtMs),
          isThis: id === session!.id,
        })),
      };
    });
    serve(app, accountsApi.endOwnSessions, async (authorship, reply) => {
      await endSessions(database, authorship.by.id, authorship);
      clearSessionCookie(reply, config);
    });
    serve(app, accountsApi.endOwnSession, async ({ session: id, ...authorship }, reply) => {
      await endOwnSession(database, id, authorship);
      if (id === reply.request.session!.id) clearSessionCookie(reply, config);
    });
  };
