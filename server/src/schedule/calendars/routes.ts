// In:    a queue or a library, or a calendar token with an optional `.ics`, in the path.
// Out:   a new calendar address; an iCalendar file of a desk's shifts and gaps, or of a library's hours; addresses revoked.
// Never: distinguishes a revoked address from one that never existed.
import { FORECAST_DAYS, PATHS, shiftsApi } from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { libraryName } from '../../cooperative/names.ts';
import { isShared } from '../../accounts/scope.ts';
import { createToken, hashToken, isToken } from '../../accounts/token.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { sendNotFound } from '../../platform/http/problem.ts';
import { serve } from '../../platform/http/serve.ts';
import { sendWait, type TokenLookups } from '../../platform/http/token-lookups.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { unscheduledGaps } from '../expansion/gaps.ts';
import { loadRanges } from '../expansion/range-store.ts';
import { deskCalendar, digestOf, writeCalendar, type CalendarContent } from './calendar.ts';
import { libraryCalendar } from './library-calendar.ts';
import { loadCalendarDesks } from './library-calendar-store.ts';
import { dropTokens, loadByToken, saveToken, type CalendarOf } from './token-store.ts';

export interface CalendarDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'queue' | 'queues'>;
  lookups: TokenLookups;
}

/** What is written; a schedule is stored for 60 days ahead. */
const BACK_MS = 35 * DAY_MS;
const AHEAD_MS = 61 * DAY_MS;

interface Shown {
  /** Of the file. */
  id: string;
  content: CalendarContent;
}

/** Gaps are a forecast, so past ones are omitted; each is complete, so that its start does not change. */
async function ofDesk(
  { database: { db }, registry }: CalendarDeps,
  id: string,
  nowMs: number,
): Promise<Shown | undefined> {
  const queue = registry.queue(id);
  if (queue === undefined) return undefined;
  const ranges = (await loadRanges(db, [id], nowMs - BACK_MS, nowMs + AHEAD_MS)).get(id);
  const gaps = unscheduledGaps(ranges?.hours ?? [], ranges?.scheduled ?? []);
  const content = deskCalendar({
    queue: id,
    name: queue.name,
    shifts: (ranges?.shifts ?? []).map((shift) => ({
      ...shift,
      ...(shift.library === null ? {} : { name: libraryName(registry, shift.library) }),
    })),
    gaps: gaps.filter(({ startMs, endMs }) => startMs < nowMs + FORECAST_DAYS * DAY_MS && endMs > nowMs),
  });
  return { id, content };
}

/** Undefined: it has left the cooperative. */
async function ofLibrary({ database, registry }: CalendarDeps, id: string, nowMs: number): Promise<Shown | undefined> {
  const library = registry.library(id);
  if (library === undefined) return undefined;
  const named = new Set(library.queues.map(({ queueId }) => queueId));
  const shared = registry
    .queues()
    .filter(isShared)
    .map(({ id: queue, name }) => ({ id: queue, name, isNamed: named.has(queue) }));
  const window = { startMs: nowMs - BACK_MS, endMs: nowMs + AHEAD_MS };
  // What it may take depends on what others owe and on its announced closings, which nobody reads who is not signed in. The
  // token has been checked, and its library is the one that is read.
  const desks = await acrossLibraries(() => loadCalendarDesks(database.db, id, shared, window, nowMs));
  return { id, content: libraryCalendar(library, desks, (other) => libraryName(registry, other)) };
}

export function calendarRoutes(deps: CalendarDeps): FastifyPluginAsyncZod {
  const { config, database, clock, lookups } = deps;
  async function make(of: CalendarOf, made: Parameters<typeof saveToken>[3]): Promise<{ url: string }> {
    const token = createToken();
    await saveToken(database, of, hashToken(token), made);
    return { url: `${config.publicUrl}${PATHS.calendar(token)}` };
  }
  return async (app) => {
    serve(app, shiftsApi.makeCalendarLink, ({ queue, ...made }) => make({ queue_id: queue }, made));
    serve(app, shiftsApi.dropCalendarLinks, ({ queue, by, atMs }) =>
      dropTokens(database, { queue_id: queue }, { by, atMs }),
    );
    serve(app, shiftsApi.makeLibraryCalendarLink, ({ library, ...made }) => make({ library_id: library }, made));
    serve(app, shiftsApi.dropLibraryCalendarLinks, ({ library, by, atMs }) =>
      dropTokens(database, { library_id: library }, { by, atMs }),
    );

    app.get(
      '/v1/calendars/:token',
      {
        config: { access: 'anyone' },
        schema: {
          params: z.object({ token: z.string().max(60) }),
          response: {
            200: {
              description: 'From 35 days back to 60 ahead.',
              content: { 'text/calendar': { schema: z.string() } },
            },
          },
          tags: ['shifts'],
          summary: 'A queue’s shifts and unscheduled gaps, or a library’s hours at shared desks, as an iCalendar file',
        },
      },
      async (request, reply) => {
        const token = request.params.token.replace(/\.ics$/, '');
        const looked = isToken(token)
          ? await lookups.find(request.ip, token, () => loadByToken(database.db, hashToken(token)))
          : { found: undefined };
        if ('waitMs' in looked) return sendWait(reply, looked);
        const nowMs = clock.now();
        const { queue = null, library = null } = looked.found ?? {};
        const shown =
          queue !== null
            ? await ofDesk(deps, queue, nowMs)
            : library !== null
              ? await ofLibrary(deps, library, nowMs)
              : undefined;
        if (shown === undefined) return sendNotFound(reply);
        const { id, content } = shown;
        // Weak: DTSTAMP differs between files with the same facts.
        const etag = `W/"${digestOf(content)}"`;
        void reply.header('etag', etag).header('cache-control', 'private, no-cache');
        // Typed as a generic reply: the description lists the responses with a body.
        if (request.headers['if-none-match']?.includes(digestOf(content)))
          return (reply as FastifyReply).code(304).send();
        return reply
          .header('content-type', 'text/calendar; charset=utf-8')
          .header('content-disposition', `inline; filename="${id}.ics"`)
          .send(writeCalendar(content, nowMs));
      },
    );
  };
}
