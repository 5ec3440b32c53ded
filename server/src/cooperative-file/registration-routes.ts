// In:    what the coordinator registers of a library or a desk.
// Out:   it as it is stored now.
import { registrationApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../cooperative/registry.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/db/database.ts';
import { sendInChunks } from '../platform/http/chunked-json.ts';
import { serve } from '../platform/http/serve.ts';
import {
  endLibraryRegistration,
  loadCooperativeRegistration,
  loadDeskRegistration,
  loadDeskRegistrations,
  loadLibraryRegistration,
  saveCooperativeRegistration,
  saveDeskRegistration,
  saveLibraryRegistration,
} from './registration-store.ts';

export const registrationRoutes =
  ({ database, config, registry }: { database: Database; config: Pick<Config, 'egressAllow'>; registry: Registry }) =>
  async (app: FastifyInstance): Promise<void> => {
    const cooperative = () => loadCooperativeRegistration(database);
    serve(app, registrationApi.cooperative, cooperative);
    serve(
      app,
      registrationApi.saveCooperative,
      async ({ body, ...authorship }) => {
        await saveCooperativeRegistration(database, body, authorship);
        return cooperative();
      },
      { stored: cooperative },
    );

    const library = ({ library }: { library: string }) => loadLibraryRegistration(database, library);
    serve(app, registrationApi.library, library);
    serve(
      app,
      registrationApi.saveLibrary,
      async ({ body, ...given }) => {
        await saveLibraryRegistration(database, given.library, body, given);
        // The person's next page is about it.
        await registry.reload();
        return library(given);
      },
      { stored: library },
    );
    serve(
      app,
      registrationApi.endLibrary,
      async ({ query: { revision }, ...given }) => {
        await endLibraryRegistration(database, given.library, revision, given);
        await registry.reload();
      },
      { stored: library },
    );

    serve(app, registrationApi.desks, async (_given, reply) =>
      sendInChunks(reply, { desks: await loadDeskRegistrations(database) }),
    );
    const desk = ({ queue }: { queue: string }) => loadDeskRegistration(database, queue);
    serve(app, registrationApi.desk, desk);
    serve(
      app,
      registrationApi.saveDesk,
      async ({ body, ...given }) => {
        await saveDeskRegistration(database, given.queue, body, { egressAllow: config.egressAllow, authorship: given });
        return desk(given);
      },
      { stored: desk },
    );
  };
