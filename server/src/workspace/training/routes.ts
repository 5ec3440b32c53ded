// In:    a library in the path; a session of it.
// Out:   its training: sessions, sums, clicks in practice; a request for a refresher.
import { trainingApi, type Training } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../../cooperative/registry.ts';
import type { Notice } from '../../help/notices/notices.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { serve } from '../../platform/http/serve.ts';
import { invalid } from '../../platform/refusal.ts';
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
  registry: Pick<Registry, 'library'>;
}

export function trainingRoutes({ config, database, registry }: TrainingDeps) {
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

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, trainingApi.get, ({ library }) => read(library));
    serve(app, trainingApi.add, async ({ library, body, ...authorship }) => {
      if (body.date > dayAt(library, authorship.atMs))
        throw invalid([{ field: 'date', message: messages.dateFault }], messages.notYet);
      await addSession(database, library, body, authorship);
      return read(library);
    });
    serve(app, trainingApi.remove, ({ library, training, ...authorship }) =>
      removeSession(database, library, training, authorship),
    );
    serve(app, trainingApi.requestRefresher, async ({ library: id, ...authorship }) => {
      const { name } = registry.library(id)!;
      const { atMs } = authorship;
      const notice: Notice = {
        // A second request on the same day is dropped.
        key: [REFRESHER_REQUESTED, id, dayAt(id, atMs)].join(':'),
        kind: REFRESHER_REQUESTED,
        tier: 'statewide',
        library: id,
        subject: messages.subject(name),
        text: messages.text(name, `${config.publicUrl}/dashboard/${id}/training`),
        data: { library: id },
        atMs,
      };
      await saveRefresherRequest(database, notice, authorship);
    });
  };
}
