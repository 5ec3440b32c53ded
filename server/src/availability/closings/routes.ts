// In:    what a person wants to close; the number of a closing.
// Out:   its preview, with the answers that patrons would see; the closing; the latest ones; what an undo has restored.
// Never: a rule of its own about answers: live.ts gives them.
import { closingsApi, type ClosingPlan } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { editableQueues, isForLibrary, scopeOf } from '../../accounts/scope.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Account } from '../../platform/http/access.ts';
import { sendInChunks } from '../../platform/http/chunked-json.ts';
import { serve } from '../../platform/http/serve.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { toStretches } from '../../platform/time/intervals.ts';
import { mapYielding } from '../../platform/yield-event-loop.ts';
import { asPatronsFind } from '../../schedule/hours/cooperative-holidays.ts';
import { loadQueues } from '../../schedule/hours/store.ts';
import type { LiveAvailability } from '../live.ts';
import { loadMessages } from '../message-store.ts';
import { toTimetable } from '../timetables.ts';
import { closeChosen, loadClosings, undoClosing } from './closing-store.ts';
import { choose, markOf, messagesOf, planDesk, sharedDesks, type PlannedDesk } from './plan.ts';

export interface ClosingDeps {
  database: Database;
  registry: Registry;
  live: Pick<LiveAvailability, 'answerIf'>;
}

/** Whose closings the account sees and undoes; null: all. */
const accountOf = (by: Account): number | null => (scopeOf(by) === 'all' ? null : by.id);

const toDesk = ({
  record: { id, name, tier, zone },
  closing: { untilMs, stays, hours },
}: PlannedDesk): ClosingPlan['desks'][number] => ({
  ...{ queue: id, name, tier, zone, until: toInstant(untilMs), stays },
  hours: toStretches(hours),
});

export const closingsRoutes =
  ({ database, registry, live }: ClosingDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, closingsApi.preview, async ({ body, by, atMs }, reply) => {
      const choice = choose(body, by, registry, atMs);
      const desks = await mapYielding(await loadQueues(database, choice.queues), (record) =>
        planDesk(record, choice, atMs),
      );
      const closing = desks.filter(({ closing: { untilMs } }) => untilMs !== null);
      const timetables = new Map(
        await mapYielding(closing, ({ record, closing: { untilMs } }) => [
          record.id,
          toTimetable(
            { ...asPatronsFind(record, choice.holidays), closedUntilMs: untilMs },
            registry.afterClosingMs(),
            atMs,
          ),
        ]),
      );
      const messages = messagesOf(choice, desks);
      const stored = await loadMessages(database.db, atMs);
      const replaced = new Map([...stored].filter(([library]) => messages.has(library)));
      const affected = registry
        .librariesByName()
        .filter(({ queues }) => queues.some(({ queueId }) => timetables.has(queueId)));
      const libraries = await mapYielding(affected, (library): ClosingPlan['libraries'] => {
        const answer = live.answerIf(library.id, timetables);
        if (answer === undefined) return [];
        const { id, name, zone, queues } = library;
        const own = queues.flatMap(({ queueId }) => (timetables.has(queueId) ? [queueId] : []));
        const { state, tier, evidence, nextChangeMs } = answer;
        return [
          {
            ...{ library: id, name, zone, state, tier, evidence, nextChange: toInstant(nextChangeMs) },
            ...{ desks: own, message: messages.has(id), replaces: replaced.get(id)?.text ?? null },
          },
        ];
      });
      return sendInChunks(reply, {
        at: toInstant(atMs),
        seen: markOf(desks, replaced),
        desks: desks.map(toDesk),
        libraries: libraries.flat(),
        shared: sharedDesks(by, registry).map(({ id, name }) => ({ id, name })),
      } satisfies ClosingPlan);
    });

    serve(app, closingsApi.close, async ({ body: { seen, note = null, ...ask }, by, atMs, sent }) => {
      const id = await closeChosen(database, choose(ask, by, registry, atMs), { by, atMs, note, sent, seen });
      return (await loadClosings(database.db, { account: by.id, atMs, id }))[0]!;
    });

    serve(app, closingsApi.list, async ({ by, atMs }) => ({
      closings: await loadClosings(database.db, { account: accountOf(by), atMs }),
    }));

    serve(app, closingsApi.undo, async ({ closing, by, atMs }) => {
      const editable = new Set(editableQueues(by, registry).map(({ id }) => id));
      const { desks, left } = await undoClosing(database, closing, {
        ...{ account: accountOf(by), by, atMs },
        mayChange: {
          desk: (id) => editable.has(id),
          library: (id) => isForLibrary(by, id),
        },
      });
      const named = (ids: string[], nameOf: (id: string) => string | undefined) =>
        ids.map((id) => ({ id, name: nameOf(id) ?? id }));
      return {
        deskCount: desks.length,
        left: {
          desks: named(left.desks, (id) => registry.queue(id)?.name),
          libraries: named(left.libraries, (id) => registry.library(id)?.name),
        },
      };
    });
  };
