// In:    a library in the path, or none for the cooperative; a script.
// Out:   the scripts that those who answer chats copy from; a changed one.
import { scriptsApi, sharedScriptsApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../../../platform/db/database.ts';
import { acrossLibraries } from '../../../platform/db/request-deadline.ts';
import { serve } from '../../../platform/http/serve.ts';
import { loadScripts, scriptList, toScript } from './scripts-store.ts';

/** Null: the cooperative. */
const ownerOf = ({ library }: { library?: string }): string | null => library ?? null;

export const scriptRoutes =
  ({ database }: { database: Database }) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, scriptsApi.list, async ({ library }) => ({
      scripts: await acrossLibraries(() => loadScripts(database.db, library)),
    }));
    for (const { add, change, remove } of [scriptsApi, sharedScriptsApi]) {
      serve(app, add, async ({ body, ...given }) =>
        toScript(await scriptList.save(database, ownerOf(given), null, body, given)),
      );
      const stored = async ({ script, ...given }: { script: number; library?: string }) =>
        toScript(await scriptList.read(database, ownerOf(given), script));
      serve(
        app,
        change,
        async ({ script, body, ...given }) =>
          toScript(await scriptList.save(database, ownerOf(given), script, body, given)),
        { stored },
      );
      serve(
        app,
        remove,
        ({ script: id, query: { revision }, ...given }) =>
          scriptList.remove(database, ownerOf(given), { id, revision }, given),
        { stored },
      );
    }
  };
