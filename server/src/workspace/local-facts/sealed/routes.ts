// In:    a library in the path; a sealed field of it.
// Out:   its fields without their values; a value on demand, with an audit entry.
// Never: a value in a reply to GET, which browsers and proxies keep and fetch ahead.
import { REVEALED_SEC, sealedFieldsApi, type SealedFieldList } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../../../cooperative/registry.ts';
import type { Database } from '../../../platform/db/database.ts';
import { acrossLibraries } from '../../../platform/db/request-deadline.ts';
import { serve } from '../../../platform/http/serve.ts';
import { Refusal } from '../../../platform/refusal.ts';
import type { Sealer } from './seal.ts';
import { loadSealedFields, removeSealedField, revealSealedField, saveSealedField } from './sealed-store.ts';

interface SealedDeps {
  /** Null: no key is configured. */
  sealer: Sealer | null;
  database: Database;
  registry: Pick<Registry, 'library'>;
}

export function sealedRoutes({ sealer, database, registry }: SealedDeps) {
  const hasKey = (keyId: string): boolean => sealer?.hasKey(keyId) ?? false;
  const needSealer = (): Sealer => {
    if (sealer !== null) return sealer;
    const detail = 'Sealed fields are not set up on this server. Its operator has to give it a key first.';
    throw new Refusal(409, 'not-set-up', detail);
  };
  // Those who answer chats answer for every library.
  const load = async ({ library }: { library: string }): Promise<SealedFieldList> => ({
    library,
    zone: registry.library(library)!.zone,
    isSetUp: sealer !== null,
    fields: await acrossLibraries(() => loadSealedFields(database.db, library, hasKey)),
  });

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, sealedFieldsApi.list, load);
    serve(
      app,
      sealedFieldsApi.set,
      async ({ library, field, body: { label, value, revision }, ...authorship }) => {
        const of = { library, field };
        const sealed = needSealer().seal(of, value);
        await saveSealedField(database, of, { label, sealed, revision }, authorship);
        return load({ library });
      },
      { stored: load },
    );
    serve(
      app,
      sealedFieldsApi.remove,
      async ({ library, field, query: { revision }, ...authorship }) => {
        await removeSealedField(database, { library, field }, revision, authorship);
        return load({ library });
      },
      { stored: load },
    );
    serve(app, sealedFieldsApi.reveal, async ({ library, field, ...authorship }) => {
      const opener = needSealer();
      const value = await acrossLibraries(() => revealSealedField(database, { library, field }, opener, authorship));
      return { value, shownForSec: REVEALED_SEC };
    });
  };
}
