// In:    a library in the path; a sealed field of it.
// Out:   its fields without their values; a value on demand, with an audit entry.
// Never: a value in a reply to GET, which browsers and proxies keep and fetch ahead.
import {
  idSchema,
  problemSchema,
  REVEALED_SEC,
  revealedFieldSchema,
  SEALED_FIELDS,
  sealedFieldChangeSchema,
  sealedFieldListSchema,
  type SealedFieldList,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Registry } from '../../../cooperative/registry.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/db/database.ts';
import { acrossLibraries } from '../../../platform/db/request-deadline.ts';
import { revisionQuerySchema } from '../../../platform/http/revision-query.ts';
import { sendNotFound, sendProblem, sendStaleRevision, sendUsedUp } from '../../../platform/http/problem.ts';
import type { Sealer } from './seal.ts';
import { loadSealedFields, removeSealedField, revealSealedField, saveSealedField } from './sealed-store.ts';

interface SealedDeps {
  /** Null: no key is configured. */
  sealer: Sealer | null;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library'>;
}

const tags = ['local-facts'];
const params = z.object({ library: idSchema });
const fieldParams = params.extend({ field: z.enum(SEALED_FIELDS) });

const sendNotSetUp = (reply: FastifyReply): FastifyReply =>
  sendProblem(
    reply,
    409,
    'not-set-up',
    'Sealed fields are not set up on this server. Its operator has to give it a key first.',
  );

export function sealedRoutes({ sealer, database, clock, registry }: SealedDeps): FastifyPluginAsyncZod {
  const hasKey = (keyId: string): boolean => sealer?.hasKey(keyId) ?? false;
  // Those who answer chats answer for every library.
  const load = async (library: string): Promise<SealedFieldList> => ({
    library,
    zone: registry.library(library)!.zone,
    isSetUp: sealer !== null,
    fields: await acrossLibraries(() => loadSealedFields(database.db, library, hasKey)),
  });

  return async (app) => {
    app.get(
      '/v1/libraries/:library/sealed',
      {
        config: { access: 'any-account' },
        schema: {
          params,
          response: { 200: sealedFieldListSchema, 404: problemSchema },
          tags,
          summary: "A library's sealed fields, without their values",
        },
      },
      ({ params: { library } }) => load(library),
    );

    app.put(
      '/v1/libraries/:library/sealed/:field',
      {
        config: { access: 'own-library' },
        schema: {
          params: fieldParams,
          body: sealedFieldChangeSchema,
          response: { 200: sealedFieldListSchema, 409: problemSchema },
          tags,
          summary: 'Enter a sealed field, in place of the former one',
        },
      },
      async ({ params: of, body: { label, value, revision }, account }, reply) => {
        if (sealer === null) return sendNotSetUp(reply);
        const authorship = { by: account!, atMs: clock.now() };
        const sealed = sealer.seal(of, value);
        if ((await saveSealedField(database, of, { label, sealed, revision }, authorship)) === 'stale')
          return sendStaleRevision(reply, 'field');
        return load(of.library);
      },
    );

    app.delete(
      '/v1/libraries/:library/sealed/:field',
      {
        config: { access: 'own-library' },
        schema: {
          params: fieldParams,
          querystring: revisionQuerySchema,
          response: { 200: sealedFieldListSchema, 409: problemSchema },
          tags,
          summary: 'Remove a sealed field',
        },
      },
      async ({ params: of, query: { revision }, account }, reply) => {
        const done = await removeSealedField(database, of, revision, { by: account!, atMs: clock.now() });
        return done === 'stale' ? sendStaleRevision(reply, 'field') : load(of.library);
      },
    );

    app.post(
      '/v1/libraries/:library/sealed/:field/reveal',
      {
        config: { access: 'any-account' },
        schema: {
          params: fieldParams,
          response: {
            200: revealedFieldSchema,
            403: problemSchema,
            404: problemSchema,
            409: problemSchema,
            429: problemSchema,
          },
          tags,
          summary: 'Reveal a sealed field; each time is in the audit log. Not for viewers',
        },
      },
      async ({ params: of, account }, reply) => {
        if (sealer === null) return sendNotSetUp(reply);
        const value = await acrossLibraries(() =>
          revealSealedField(database, of, sealer, { by: account!, atMs: clock.now() }),
        );
        if (value === undefined) return sendNotFound(reply);
        if (value === null)
          return sendProblem(
            reply,
            409,
            'other-key',
            'This field was sealed with another key. Enter it again, or have the former key brought back.',
          );
        if (typeof value !== 'string')
          return sendUsedUp(reply, `Your account can reveal ${value.max} sealed fields in 24 hours.`, value);
        return { value, shownForSec: REVEALED_SEC };
      },
    );
  };
}
