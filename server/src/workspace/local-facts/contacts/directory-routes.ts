// In:    a session.
// Out:   the liaisons of all libraries; whether the session's account shows its address there.
// Never: an address whose person has not chosen to show it.
import { directoryApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../../../cooperative/registry.ts';
import type { Database } from '../../../platform/db/database.ts';
import { acrossLibraries } from '../../../platform/db/request-deadline.ts';
import { serve } from '../../../platform/http/serve.ts';
import { loadChoice, loadLiaisons, saveChoice } from './directory-store.ts';

interface DirectoryDeps {
  database: Database;
  registry: Pick<Registry, 'library'>;
}

export const directoryRoutes =
  ({ database: { db }, registry }: DirectoryDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, directoryApi.list, async () => {
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
    });
    serve(app, directoryApi.getChoice, async ({ by }) => ({ showEmail: await loadChoice(db, by.id) }));
    serve(app, directoryApi.choose, async ({ body, by }) => {
      await saveChoice(db, by.id, body.showEmail);
      return body;
    });
  };
