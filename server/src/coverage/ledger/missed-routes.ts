// In:    the clock.
// Out:   unmet demand of all libraries by weekday and part of the day.
// Never: checks access: http/access.ts declares who may call a route.
import { coverageApi, type MissedDemand } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../../platform/db/database.ts';
import { serve } from '../../platform/http/serve.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { MINUTE_MS, toInstant } from '../../platform/time/instants.ts';
import { MISSED_WEEKS, missedOfAll } from './missed.ts';
import { loadMissedOfAll } from './store.ts';

export function missedRoutes({ database }: { database: Database }) {
  /** One count a minute, however many pages are open: it reads the hours of all libraries. */
  let latest: { atMs: number; demand: Promise<MissedDemand> } | undefined;

  async function count(atMs: number): Promise<MissedDemand> {
    const weeks = windowOf('UTC', atMs, MISSED_WEEKS * 7);
    const missed = missedOfAll(await loadMissedOfAll(database.db, weeks));
    return { countedAt: toInstant(atMs), ...weeks, missed };
  }

  return async (app: FastifyInstance): Promise<void> =>
    serve(
      app,
      coverageApi.getMissed,
      ({ atMs: nowMs }) => {
        if (latest !== undefined && Math.abs(nowMs - latest.atMs) < MINUTE_MS) return latest.demand;
        const counting = { atMs: nowMs, demand: count(nowMs) };
        latest = counting;
        // A request that waits for it gets the error; the next one counts again.
        counting.demand.catch(() => {
          if (latest === counting) latest = undefined;
        });
        return counting.demand;
      },
      { answerWithinMs: LONG_READ_WITHIN_MS },
    );
}
