// In:    a library in the path; a session of it.
// Out:   its training: sessions, sums, clicks in practice; a request for a refresher.
// Never: checks access: http/access.ts declares it.
import {
  idSchema,
  newTrainingSessionSchema,
  problemSchema,
  trainingSchema,
  type Training,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { messages } from './messages.ts';
import { toYears } from './sums.ts';
import {
  addSession,
  loadPractice,
  loadRefresherAskedMs,
  loadSessions,
  REFRESHER_REQUESTED,
  removeSession,
  saveRefresherRequest,
} from './training-store.ts';

interface TrainingDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library'>;
}

const tags = ['training'];
const params = z.object({ library: idSchema });

export function trainingRoutes({ config, database, clock, registry }: TrainingDeps): FastifyPluginAsyncZod {
  const zoneOf = (library: string): string => registry.library(library)!.zone;
  const dayAt = (library: string, atMs: number): string => windowOf(zoneOf(library), atMs, 1).to;
  const read = async (library: string): Promise<Training> => {
    const sessions = await loadSessions(database.db, library);
    const askedMs = await loadRefresherAskedMs(database.db, library);
    return {
      library,
      zone: zoneOf(library),
      sessions,
      years: toYears(sessions),
      practice: await loadPractice(database.db, library),
      refresherAskedOn: askedMs === null ? null : dayAt(library, askedMs),
    };
  };

  return async (app) => {
    app.get(
      '/v1/libraries/:library/training',
      {
        config: { access: 'own-library' },
        schema: {
          params,
          response: { 200: trainingSchema },
          tags,
          summary: "A library's training sessions, their sums by year, and its clicks in practice",
        },
      },
      ({ params: { library } }) => read(library),
    );

    app.post(
      '/v1/libraries/:library/training',
      {
        config: { access: 'own-library' },
        schema: {
          params,
          body: newTrainingSessionSchema,
          response: { 201: trainingSchema },
          tags,
          summary: 'Write a training session down',
        },
      },
      async ({ params: { library }, body, account }, reply) => {
        if (body.date > dayAt(library, clock.now()))
          return sendProblem(reply, 422, 'invalid-request', messages.notYet, [
            { field: 'date', message: messages.dateFault },
          ]);
        await addSession(database, library, body, { by: account!, atMs: clock.now() });
        return reply.code(201).send(await read(library));
      },
    );

    app.delete(
      '/v1/libraries/:library/training/:training',
      {
        config: { access: 'own-library' },
        schema: {
          params: params.extend({ training: rowIdSchema }),
          response: { 204: z.null(), 404: problemSchema },
          tags,
          summary: 'Remove a training session',
        },
      },
      async ({ params: { library, training: id }, account }, reply) => {
        const isDone = await removeSession(database, library, id, { by: account!, atMs: clock.now() });
        return isDone ? reply.code(204).send(null) : sendNotFound(reply);
      },
    );

    app.post(
      '/v1/libraries/:library/refresher',
      {
        config: { access: 'own-library' },
        schema: {
          params,
          response: { 204: z.null() },
          tags,
          summary: 'Ask the coordinator for a refresher; once a day at most',
        },
      },
      async ({ params: { library: id } }, reply) => {
        const library = registry.library(id)!;
        const atMs = clock.now();
        await saveRefresherRequest(database, {
          // A second request on the same day is dropped.
          key: [REFRESHER_REQUESTED, id, dayAt(id, atMs)].join(':'),
          kind: REFRESHER_REQUESTED,
          tier: 'statewide',
          library: id,
          subject: messages.subject(library.name),
          text: messages.text(library.name, `${config.publicUrl}/dashboard/${id}/training`),
          data: { library: id },
          atMs,
        });
        return reply.code(204).send(null);
      },
    );
  };
}
