// In:    what the coordinator registers of a library or a desk.
// Out:   it as it is stored now, or as patrons would see it; what a change has replaced, registered again.
import { NEW_LIBRARIES_MAX, registrationApi, type NewRegistrations } from '@askusnow/sdk/contract';
import { toEnglishView } from '@askusnow/widget/english-view';
import type { FastifyInstance } from 'fastify';
import type { LiveAvailability } from '../availability/live.ts';
import { adapterOf } from '../coverage/presence/adapters/index.ts';
import { askSource } from '../coverage/presence/ask-source.ts';
import type { Registry } from '../cooperative/registry.ts';
import { changedLibraries, changedQueues } from '../cooperative/store.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/db/database.ts';
import type { Egress } from '../platform/egress/egress.ts';
import { sendInChunks } from '../platform/http/chunked-json.ts';
import { serve } from '../platform/http/serve.ts';
import { invalid } from '../platform/refusal.ts';
import { endDeskRegistration, loadDeskEnd } from './desk-end-store.ts';
import { previewNewRegistrations, saveNewRegistrations } from './new-registrations-store.ts';
import { sourceFaults } from './presence-source.ts';
import { previewLibrary } from './registration-preview-store.ts';
import {
  endLibraryRegistration,
  saveCooperativeRegistration,
  saveDeskRegistration,
  saveLibraryRegistration,
} from './registration-store.ts';
import {
  loadCooperativeRegistration,
  loadDeskRegistration,
  loadDeskRegistrations,
  loadEndedDesks,
  loadEndedLibraries,
  loadLibraryRegistration,
  undoCooperativeRegistration,
  undoDeskRegistration,
  undoLibraryRegistration,
} from './registration-undo-store.ts';

/** A library with its desk and sites has some 1,500 characters. */
const NEW_BODY_LIMIT_BYTES = NEW_LIBRARIES_MAX * 8 * 1024;

export interface RegistrationDeps {
  database: Database;
  config: Pick<Config, 'egressAllow'>;
  registry: Registry;
  live: Pick<LiveAvailability, 'availabilityIf'>;
  egress: Pick<Egress, 'request'>;
}

const NOT_ASKED = 'should be a source that the server asks: a program at the desk reports by itself';

export const registrationRoutes =
  ({ database, config, registry, live, egress }: RegistrationDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    const { egressAllow } = config;
    // Each change is in this node's registry before it is answered: the person's next page shows it.
    const cooperative = () => loadCooperativeRegistration(database);
    serve(app, registrationApi.cooperative, cooperative);
    serve(
      app,
      registrationApi.saveCooperative,
      async ({ body, ...authorship }) => {
        await saveCooperativeRegistration(database, body, authorship);
        await registry.reload();
        return cooperative();
      },
      { stored: cooperative },
    );
    serve(
      app,
      registrationApi.undoCooperative,
      async ({ body: { revision }, ...authorship }) => {
        await undoCooperativeRegistration(database, { revision, authorship });
        await registry.reload();
      },
      { stored: cooperative },
    );

    const options = { bodyLimit: NEW_BODY_LIMIT_BYTES };
    const preview = async ({ body, atMs }: { body: NewRegistrations; atMs: number }) =>
      previewNewRegistrations(database, body, { egressAllow, atMs });
    serve(app, registrationApi.preview, preview, options);
    serve(
      app,
      registrationApi.saveNew,
      async ({ body, ...authorship }) => {
        const added = await saveNewRegistrations(database, body, { egressAllow, authorship });
        const ids = (list: readonly { id: string }[]): Set<string> => new Set(list.map(({ id }) => id));
        await registry.reload({ libraries: ids(body.libraries), queues: ids(body.desks) });
        return added;
      },
      options,
    );

    const library = ({ library }: { library: string }) => loadLibraryRegistration(database, library);
    serve(app, registrationApi.library, library);
    serve(
      app,
      registrationApi.saveLibrary,
      async ({ body, ...given }) => {
        await saveLibraryRegistration(database, { id: given.library, ...body }, given);
        await registry.reload(changedLibraries(given.library));
        return library(given);
      },
      { stored: library },
    );
    serve(app, registrationApi.previewLibrary, async ({ library, body, atMs }) => {
      const previewed = await previewLibrary(database, library, body, { egressAllow, atMs });
      const availability = live.availabilityIf(previewed);
      const { others, ...view } = toEnglishView(availability, atMs);
      return { ...availability, ...view, others: others.map(([, text]) => text) };
    });
    serve(
      app,
      registrationApi.undoLibrary,
      async ({ body: { revision }, ...given }) => {
        await undoLibraryRegistration(database, given.library, { revision, authorship: given });
        await registry.reload(changedLibraries(given.library));
      },
      { stored: library },
    );
    serve(app, registrationApi.endedLibraries, async () => ({ libraries: await loadEndedLibraries(database) }));
    serve(
      app,
      registrationApi.endLibrary,
      async ({ query: { revision }, ...given }) => {
        await endLibraryRegistration(database, given.library, revision, given);
        await registry.reload(changedLibraries(given.library));
      },
      { stored: library },
    );

    serve(app, registrationApi.desks, async (_given, reply) =>
      sendInChunks(reply, { desks: await loadDeskRegistrations(database) }),
    );
    const desk = ({ queue }: { queue: string }) => loadDeskRegistration(database, queue);
    serve(app, registrationApi.desk, desk);
    serve(app, registrationApi.trySource, async ({ body: { registration } }) => {
      const { presence } = registration;
      const faults = sourceFaults({ queues: [registration] }, egressAllow);
      const adapter = adapterOf(presence.kind);
      if (adapter === null) faults.push({ path: ['queues', 0, 'presence', 'kind'], message: NOT_ASKED });
      if (faults.length > 0 || adapter === null)
        throw invalid(
          faults.map(({ path: [, , ...field], message }) => ({ field: ['registration', ...field].join('.'), message })),
        );
      const reading = await askSource(egress, adapter, presence);
      return 'fault' in reading
        ? { state: 'unknown' as const, fault: reading.fault.code }
        : { state: reading.state, fault: null };
    });
    serve(
      app,
      registrationApi.saveDesk,
      async ({ body, ...given }) => {
        await saveDeskRegistration(database, { id: given.queue, ...body }, { egressAllow, authorship: given });
        await registry.reload(changedQueues(given.queue));
        return desk(given);
      },
      { stored: desk },
    );
    serve(app, registrationApi.deskEnd, ({ queue }) => loadDeskEnd(database, queue));
    serve(
      app,
      registrationApi.endDesk,
      async ({ query: { revision }, ...given }) => {
        await endDeskRegistration(database, given.queue, revision, given);
        await registry.reload();
      },
      { stored: desk },
    );
    serve(app, registrationApi.endedDesks, async () => ({ desks: await loadEndedDesks(database) }));
    serve(
      app,
      registrationApi.undoDesk,
      async ({ body: { revision }, ...given }) => {
        await undoDeskRegistration(database, given.queue, { revision, egressAllow, authorship: given });
        await registry.reload();
      },
      { stored: desk },
    );
  };
