// In:    a library, work for its webmaster.
// Out:   the link for the webmaster; what is open, with notes and ages; for the coordinator, of all libraries.
// Never: checks access: http/access.ts declares it, accounts/access.ts enforces it.
import {
  handOverAskSchema,
  handOverListSchema,
  handOverNoteAskSchema,
  handOverSchema,
  idSchema,
  newHandOverSchema,
  problemSchema,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { createToken, hashToken } from '../../accounts/token.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { recipeOf, RECIPES } from '../snippets/recipes.ts';
import { toPage } from './hand-over.ts';
import { loadHandOvers, MAX_OPEN, saveHandOver, saveNote, withdraw } from './store.ts';

export interface HandOverDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library'>;
}

const PLATFORMS = RECIPES.map(({ id, name }) => ({ id, name }));
const tags = ['hand-overs'];
const params = z.object({ library: idSchema });
const ownParams = params.extend({ work: rowIdSchema });

export function handOverRoutes({ config, database, clock, registry }: HandOverDeps): FastifyPluginAsyncZod {
  const { db } = database;
  return async (app) => {
    app.get(
      '/v1/hand-overs',
      {
        config: { access: 'coordinator' },
        schema: {
          response: { 200: handOverListSchema },
          tags,
          summary: 'Open work of all libraries, the oldest first',
        },
      },
      async () => ({
        // Nobody waits for the tag of a library that the cooperative's file has dropped.
        handOvers: (await loadHandOvers(db, 'open', clock.now())).filter(({ library }) => registry.library(library)),
        platforms: PLATFORMS,
      }),
    );

    app.get(
      '/v1/libraries/:library/hand-overs',
      {
        config: { access: 'own-library' },
        schema: { params, response: { 200: handOverListSchema }, tags, summary: 'What was handed to the webmaster' },
      },
      async ({ params: { library } }) => ({
        handOvers: await loadHandOvers(db, { library }, clock.now()),
        platforms: PLATFORMS,
      }),
    );

    app.post(
      '/v1/libraries/:library/hand-overs',
      {
        config: { access: 'own-library' },
        schema: {
          params,
          body: handOverAskSchema,
          response: { 201: newHandOverSchema, 409: problemSchema },
          tags,
          summary: 'Hand one page to the webmaster: a link that needs no account',
        },
      },
      async ({ params: { library: id }, body, account }, reply) => {
        const library = registry.library(id)!;
        const page = toPage(body.page, library);
        const errors = [];
        if ('fault' in page) errors.push({ field: 'page', message: page.fault });
        if (body.platform !== null && recipeOf(body.platform) === undefined)
          errors.push({ field: 'platform', message: 'should be a content system that has a recipe, or nothing' });
        if ('fault' in page || errors.length > 0)
          return sendProblem(reply, 422, 'invalid-hand-over', 'This cannot be handed over.', errors);
        const { placement, variant, platform, days, note } = body;
        const atMs = clock.now();
        const token = createToken();
        const handOver = await saveHandOver(
          database,
          {
            ...page,
            library: id,
            placement,
            variant,
            platform,
            note,
            fromDate: windowOf(library.zone, atMs, 1).to,
            tokenHash: hashToken(token),
            expiresMs: atMs + days * DAY_MS,
          },
          { by: account!, atMs },
        );
        if (handOver === null)
          return sendProblem(
            reply,
            409,
            'quota-reached',
            `A library can have ${MAX_OPEN} open links. Withdraw one first.`,
          );
        return reply.code(201).send({ handOver, link: `${config.publicUrl}/hand-over/${token}` });
      },
    );

    app.post(
      '/v1/libraries/:library/hand-overs/:work/notes',
      {
        config: { access: 'own-library' },
        schema: {
          params: ownParams,
          body: handOverNoteAskSchema,
          response: { 201: handOverSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Add a note for the webmaster',
        },
      },
      async ({ params: { library, work: id }, body: { text } }, reply) => {
        const find = async () => (await loadHandOvers(db, { library, id }, clock.now()))[0];
        if ((await find()) === undefined) return sendNotFound(reply);
        if (!(await saveNote(database, id, { atMs: clock.now(), from: 'library', text })))
          return sendProblem(reply, 409, 'quota-reached', 'It has a hundred notes. Hand the page over again.');
        return reply.code(201).send((await find())!);
      },
    );

    app.delete(
      '/v1/libraries/:library/hand-overs/:work',
      {
        config: { access: 'own-library' },
        schema: {
          params: ownParams,
          response: { 204: z.null(), 404: problemSchema },
          tags,
          summary: 'Withdraw the link',
        },
      },
      async ({ params: { library, work: id }, account }, reply) => {
        const isDone = await withdraw(database, library, id, { by: account!, atMs: clock.now() });
        return isDone ? reply.code(204).send(null) : sendNotFound(reply);
      },
    );
  };
}
