// In:    a library in the path; a session of it.
// Out:   its training: sessions, sums, practice clicks; a request for training.
import { TRAINING_AHEAD_DAYS, trainingApi, type Training } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../../cooperative/registry.ts';
import type { Notice } from '../../help/notices/notices.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { serve } from '../../platform/http/serve.ts';
import { invalid } from '../../platform/refusal.ts';
import { addDays, windowOf } from '../../platform/time/day-window.ts';
import { messages } from './messages.ts';
import { toYears } from './sums.ts';
import {
  addSession,
  loadPractice,
  loadRequest,
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
  const read = async (library: string, atMs: number): Promise<Training> => {
    const sessions = await loadSessions(database.db, library);
    const asked = await loadRequest(database.db, library);
    const today = dayAt(library, atMs);
    return {
      library,
      zone: zoneOf(library),
      sessions: sessions.map((session) => ({ ...session, isPlanned: session.date > today })),
      years: toYears(sessions.filter(({ date }) => date <= today)),
      practice: await loadPractice(database.db, library),
      refresherAskedOn: asked && dayAt(library, asked.atMs),
      request: asked && { kind: asked.kind, on: asked.on },
    };
  };

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, trainingApi.get, ({ library, atMs }) => read(library, atMs));
    serve(app, trainingApi.add, async ({ library, body, ...authorship }) => {
      if (body.date > addDays(dayAt(library, authorship.atMs), TRAINING_AHEAD_DAYS))
        throw invalid([{ field: 'date', message: messages.dateFault(TRAINING_AHEAD_DAYS) }]);
      await addSession(database, library, body, authorship);
      return read(library, authorship.atMs);
    });
    serve(app, trainingApi.remove, ({ library, training, ...authorship }) =>
      removeSession(database, library, training, authorship),
    );
    serve(app, trainingApi.requestRefresher, async ({ library: id, query: { kind, on = null }, ...authorship }) => {
      const { name } = registry.library(id)!;
      const { atMs } = authorship;
      const today = dayAt(id, atMs);
      if (on !== null && on < today) throw invalid([{ field: 'on', message: messages.pastFault }]);
      const notice: Notice = {
        // A second request of the kind on the same day is dropped.
        key: [REFRESHER_REQUESTED, id, today, ...(kind === 'refresher' ? [] : [kind])].join(':'),
        kind: REFRESHER_REQUESTED,
        tier: 'statewide',
        library: id,
        subject: messages.subject(name, kind),
        text: messages.text(name, { kind, on }, `${config.publicUrl}/dashboard/${id}/training`),
        data: { library: id, kind, on },
        atMs,
      };
      await saveRefresherRequest(database, notice, authorship);
    });
  };
}
