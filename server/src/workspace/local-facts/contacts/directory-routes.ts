// In:    a session.
// Out:   the liaisons of all libraries; what the session's account shows there.
// Never: an address or phone whose person has not chosen to show it; a phone to anybody but liaisons and coordinators.
import { directoryApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { seesPhones } from '../../../accounts/scope.ts';
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
  ({ database, registry }: DirectoryDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, directoryApi.list, async ({ by }) => {
      const liaisons = await acrossLibraries(() => loadLiaisons(database.db));
      return {
        liaisons: liaisons.map(({ label, libraries, email, phone }) => ({
          name: label,
          libraries: libraries.flatMap((id) => {
            const library = registry.library(id);
            return library ? [{ id, name: library.name }] : [];
          }),
          email,
          phone: seesPhones(by) ? phone : null,
        })),
      };
    });
    serve(app, directoryApi.getChoice, ({ by }) => acrossLibraries(() => loadChoice(database.db, by.id)));
    serve(app, directoryApi.choose, ({ body, ...authorship }) => saveChoice(database, body, authorship));
  };
