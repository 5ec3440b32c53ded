// In:    a queue, or a calendar token with an optional `.ics`, in the path.
// Out:   a new calendar address; an iCalendar file of shifts and gaps; addresses revoked.
// Never: distinguishes a revoked address from one that never existed.
import { FORECAST_DAYS, PATHS, shiftsApi } from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { createToken, hashToken, isToken } from '../../accounts/token.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendNotFound } from '../../platform/http/problem.ts';
import { serve } from '../../platform/http/serve.ts';
import { sendWait, type TokenLookups } from '../../platform/http/token-lookups.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { unscheduledGaps } from '../expansion/gaps.ts';
import { loadRanges } from '../expansion/range-store.ts';
import { digestOf, writeCalendar, type CalendarFacts } from './calendar.ts';
import { dropTokens, loadByToken, saveToken } from './token-store.ts';

export interface CalendarDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  lookups: TokenLookups;
}

/** What is written; a schedule is stored for 60 days ahead. */
const BACK_MS = 35 * DAY_MS;
const AHEAD_MS = 61 * DAY_MS;

/** Gaps are a forecast, so past ones are omitted; each is complete, so that its start does not change. */
async function loadFacts(
  { db }: Database,
  { id, name }: { id: string; name: string },
  nowMs: number,
): Promise<CalendarFacts> {
  const ranges = (await loadRanges(db, [id], nowMs - BACK_MS, nowMs + AHEAD_MS)).get(id);
  const gaps = unscheduledGaps(ranges?.hours ?? [], ranges?.scheduled ?? []);
  return {
    queue: id,
    name,
    shifts: ranges?.shifts ?? [],
    gaps: gaps.filter(({ startMs, endMs }) => startMs < nowMs + FORECAST_DAYS * DAY_MS && endMs > nowMs),
  };
}

export function calendarRoutes({ config, database, clock, lookups }: CalendarDeps): FastifyPluginAsyncZod {
  return async (app) => {
    serve(app, shiftsApi.makeCalendarLink, async ({ queue, ...made }) => {
      const token = createToken();
      await saveToken(database, queue, hashToken(token), made);
      return { url: `${config.publicUrl}${PATHS.calendar(token)}` };
    });
    serve(app, shiftsApi.dropCalendarLinks, ({ queue, by, atMs }) => dropTokens(database, queue, { by, atMs }));

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
          summary: 'A queue’s shifts and unscheduled gaps, as an iCalendar file',
        },
      },
      async (request, reply) => {
        const token = request.params.token.replace(/\.ics$/, '');
        const looked = isToken(token)
          ? await lookups.find(request.ip, token, () => loadByToken(database.db, hashToken(token)))
          : { found: undefined };
        if ('waitMs' in looked) return sendWait(reply, looked);
        const queue = looked.found;
        if (queue === undefined) return sendNotFound(reply);
        const nowMs = clock.now();
        const facts = await loadFacts(database, queue, nowMs);
        // Weak: DTSTAMP differs between files with the same facts.
        const etag = `W/"${digestOf(facts)}"`;
        void reply.header('etag', etag).header('cache-control', 'private, no-cache');
        // Typed as a generic reply: the description lists the responses with a body.
        if (request.headers['if-none-match']?.includes(digestOf(facts)))
          return (reply as FastifyReply).code(304).send();
        return reply
          .header('content-type', 'text/calendar; charset=utf-8')
          .header('content-disposition', `inline; filename="${queue.id}.ics"`)
          .send(writeCalendar(facts, nowMs));
      },
    );
  };
}
