// In:    a library in the path and what it asks for; a request and the coordinator's answer.
// Out:   requests to change the weekly pattern of shared desks, and what a library owes there each week.
// Never: shows a library another one's request.
import { shiftRequestsApi, type ShiftRequest } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { deskName, libraryName } from '../../cooperative/names.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { serve } from '../../platform/http/serve.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { serviceOf } from '../shifts/expand.ts';
import { serviceNames } from '../shifts/shared-desk.ts';
import { answerRequest, undoAnswer } from './answer-store.ts';
import { weeklyShiftsOf } from './pattern.ts';
import {
  acknowledgeRequest,
  addRequest,
  loadAllRequests,
  loadRequests,
  loadSharedPatterns,
  todayAt,
  UNDO_MS,
  withdrawRequest,
  type StoredRequest,
} from './store.ts';

export interface ShiftRequestRouteDeps {
  database: Database;
  registry: Pick<Registry, 'library' | 'queue' | 'sharedHours'>;
}

export function shiftRequestRoutes({ database, registry }: ShiftRequestRouteDeps) {
  const name = (id: string): string => libraryName(registry, id);
  const deps = { database, name };

  const toReply = (row: StoredRequest): ShiftRequest => {
    const { id, library_id, queue_id, shift, wanted, from_date, state, by, at } = row;
    const zone = registry.queue(queue_id)?.zone ?? 'UTC';
    const isAnswered = state === 'accepted' || state === 'declined';
    return {
      ...{
        id,
        library: { id: library_id, name: name(library_id) },
        queue: { id: queue_id, name: deskName(registry, queue_id) },
        zone,
      },
      ...{ shift, wanted, from: from_date, state, by, at: at.toISOString() },
      answer: isAnswered
        ? { by: row.decided_by!, at: row.decided_at!.toISOString(), reason: row.reason, changed: row.changed }
        : null,
      isUnread: isAnswered && row.acknowledged_at === null,
      undoUntil: null,
    };
  };
  /** For the coordinator, who may undo it. */
  const toUndoable = (row: StoredRequest): ShiftRequest => ({
    ...toReply(row),
    undoUntil: row.state === 'accepted' ? toInstant(row.decided_at!.getTime() + UNDO_MS) : null,
  });

  /** A library may ask for hours at a desk that it does not name as its own. */
  const desksOf = (library: string, nowMs: number) =>
    acrossLibraries(async () => {
      const desks = await loadSharedPatterns(database.db);
      return desks.map(({ id, name: words, tier, zone, shifts }) => ({
        ...{ queue: { id, name: words }, zone, service: serviceOf({}, tier) },
        shifts: weeklyShiftsOf(shifts, { library, tier }, todayAt(zone, nowMs)),
      }));
    });

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, shiftRequestsApi.list, async ({ library, atMs }) => ({
      services: serviceNames(registry.sharedHours()),
      desks: await desksOf(library, atMs),
      requests: (await loadRequests(database.db, library)).map(toReply),
    }));
    serve(app, shiftRequestsApi.add, async ({ library, body, ...authorship }) =>
      toReply(await addRequest(deps, library, body, authorship)),
    );
    serve(app, shiftRequestsApi.withdraw, ({ library, request, ...authorship }) =>
      withdrawRequest(deps, library, request, authorship),
    );
    serve(app, shiftRequestsApi.acknowledge, async ({ library, request, ...authorship }) =>
      toReply(await acknowledgeRequest(deps, library, request, authorship)),
    );
    serve(app, shiftRequestsApi.listAll, async ({ atMs }) => ({
      services: serviceNames(registry.sharedHours()),
      requests: (await loadAllRequests(database.db, atMs)).map(toUndoable),
    }));
    serve(app, shiftRequestsApi.answer, async ({ request, body, ...authorship }) =>
      toUndoable(await answerRequest(deps, request, body, authorship)),
    );
    serve(app, shiftRequestsApi.undo, async ({ request, ...authorship }) =>
      toUndoable(await undoAnswer(deps, request, authorship)),
    );
  };
}
