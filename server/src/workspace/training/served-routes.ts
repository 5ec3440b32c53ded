// In:    a library in the path; what it says of its people's practice.
// Out:   its statements, the latest first; for the coordinator, the latest of each library.
// Never: who has served, and who has not.
import { servedApi, type LibraryServed } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { serve } from '../../platform/http/serve.ts';
import { invalid } from '../../platform/refusal.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { messages } from './messages.ts';
import { addServed, loadLatestServed, loadOwingLibraries, loadServed, removeServed } from './served-store.ts';
import { dueFirst, isDue } from './served.ts';

interface ServedDeps {
  database: Database;
  registry: Pick<Registry, 'library' | 'librariesByName'>;
}

export function servedRoutes({ database, registry }: ServedDeps) {
  const { db } = database;
  const read = async (library: string, atMs: number): Promise<LibraryServed> => {
    const { zone } = registry.library(library)!;
    const today = windowOf(zone, atMs, 1).to;
    const statements = await loadServed(db, library);
    return { library, zone, today, isDue: isDue(statements[0] ?? null, today), statements };
  };

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, servedApi.get, ({ library, atMs }) => read(library, atMs));
    serve(app, servedApi.add, async ({ library, body: { says, date }, ...authorship }) => {
      const { today } = await read(library, authorship.atMs);
      if (date !== undefined && date > today) throw invalid([{ field: 'date', message: messages.notAheadFault }]);
      await addServed(database, library, { says, date: date ?? today }, authorship);
      return read(library, authorship.atMs);
    });
    serve(app, servedApi.remove, ({ library, served, ...authorship }) =>
      removeServed(database, library, served, authorship),
    );
    serve(app, servedApi.list, async ({ atMs }) => {
      const all = registry.librariesByName();
      const ids = all.map(({ id }) => id);
      const [owing, said] = [await loadOwingLibraries(db, ids, atMs), await loadLatestServed(db, ids)];
      const shown = all.filter(({ id }) => owing.has(id) || said.has(id));
      return {
        libraries: dueFirst(
          shown.map(({ id, name, zone }) => {
            const latest = said.get(id) ?? null;
            return { library: id, name, isDue: isDue(latest, windowOf(zone, atMs, 1).to), latest };
          }),
        ),
      };
    });
  };
}
