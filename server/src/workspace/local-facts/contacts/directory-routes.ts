// In:    a session.
// Out:   the liaisons of all libraries; whether the session's account shows its address there.
// Never: an address whose person has not chosen to show it.
import { directoryChangeSchema, directoryChoiceSchema, directorySchema } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Registry } from '../../../cooperative/registry.ts';
import type { Database } from '../../../platform/db/database.ts';
import { acrossLibraries } from '../../../platform/db/request-deadline.ts';
import { loadChoice, loadLiaisons, saveChoice } from './directory-store.ts';

interface DirectoryDeps {
  database: Database;
  registry: Pick<Registry, 'library'>;
}

const tags = ['local-facts'];

export function directoryRoutes({ database: { db }, registry }: DirectoryDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/directory',
      {
        config: { access: 'any-account' },
        schema: { response: { 200: directorySchema }, tags, summary: 'The liaisons of all libraries, by name' },
      },
      async () => {
        const liaisons = await acrossLibraries(() => loadLiaisons(db));
        return {
          liaisons: liaisons.map(({ label, libraries, email }) => ({
            name: label,
            libraries: libraries.flatMap((id) => {
              const library = registry.library(id);
              return library ? [{ id, name: library.name }] : [];
            }),
            email,
          })),
        };
      },
    );

    app.get(
      '/v1/session/directory',
      {
        config: { access: 'own-account' },
        schema: {
          response: { 200: directoryChoiceSchema },
          tags,
          summary: 'Whether the directory shows this account’s address',
        },
      },
      async ({ account }) => ({ showEmail: await loadChoice(db, account!.id) }),
    );

    app.put(
      '/v1/session/directory',
      {
        config: { access: 'own-account' },
        schema: {
          body: directoryChangeSchema,
          response: { 200: directoryChoiceSchema },
          tags,
          summary: 'Show or hide this account’s address in the directory',
        },
      },
      async ({ body: { showEmail }, account }) => {
        await saveChoice(db, account!.id, showEmail);
        return { showEmail };
      },
    );
  };
}
