// In:    a library in the address, a window in the query.
// Out:   where its entry points stand; for the coordinator, every library in one table.
// Never: asks who is asking: http/access.ts declares it, accounts/access.ts holds it.
import {
  idSchema,
  overviewSchema,
  placementListSchema,
  type Overview,
  type PlacementList,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { LiveAvailability } from '../availability/live.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Registry } from '../cooperative/registry.ts';
import type { Database } from '../db/database.ts';
import { sendInTurns } from '../http/in-turns.ts';
import { mapInTurns } from '../turns.ts';
import { pageOf } from '../http/paging.ts';
import { LONG_READ_WITHIN_MS } from '../http/time-limit.ts';
import { DEFINITIONS } from '../metrics/definitions.ts';
import { windowQuerySchema } from '../metrics/query.ts';
import { selectRows, countRows, createOverview, overviewQuerySchema, toWindow, type OverviewDeps } from './overview.ts';
import { loadCountedPlacements, loadRefusals } from './store.ts';
import { tagsOf } from './tag.ts';
import { toVisibility } from './visibility.ts';

export interface PlacementDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Registry;
}

export function placementRoutes({ config, database, clock, registry }: PlacementDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/libraries/:library/placements',
      {
        config: { access: 'own-library' },
        schema: {
          params: z.object({ library: idSchema }),
          querystring: windowQuerySchema,
          response: { 200: placementListSchema },
          tags: ['placements'],
          summary: "Where a library's entry points stand, live or silent",
        },
      },
      async ({ params, query: { days } }): Promise<PlacementList> => {
        const library = registry.library(params.library)!;
        const nowMs = clock.now();
        const window = toWindow(library, nowMs, days);
        const [rows, refusals] = await Promise.all([
          loadCountedPlacements(database.db, [window]),
          loadRefusals(database.db, [window]),
        ]);
        const { status, silentSince, placements, keyPages } = toVisibility(
          rows,
          refusals,
          library.keyPages,
          registry.pageWords(),
          window,
          nowMs,
        );
        const tags = tagsOf(library, config.publicUrl);
        return {
          library: library.id,
          name: library.name,
          window: { days, from: window.from, to: window.to, zone: library.zone },
          status,
          silentSince,
          placements,
          refusals: refusals.map(({ reason, count, lastDate }) => ({ reason, count, lastDate })),
          keyPages,
          tag: tags[0]!.tag,
          tags,
          origins: library.origins.map(({ origin }) => origin),
        };
      },
    );
  };
}

export function overviewRoutes({
  live,
  ingest,
  ...deps
}: OverviewDeps & {
  live: Pick<LiveAvailability, 'gist'>;
  ingest: { isEventLimitSuspended(): boolean };
}): FastifyPluginAsyncZod {
  return async (app) => {
    const rowsOf = createOverview(deps);
    app.get(
      '/v1/overview',
      {
        config: { access: 'coordinator', answerWithinMs: LONG_READ_WITHIN_MS },
        schema: {
          querystring: windowQuerySchema.extend(overviewQuerySchema.shape),
          response: { 200: overviewSchema },
          tags: ['placements'],
          summary: 'Every library in one table, in pages',
        },
      },
      async ({ query }, reply) => {
        const rows = await rowsOf(query.days);
        const asked = await selectRows(rows, query);
        const libraries = await mapInTurns(pageOf(asked, query), (row) => {
          const { state = 'unknown', tier = null } = live.gist(row.library) ?? {};
          return { ...row, answer: { state, tier } };
        });
        const { days } = query;
        const overview = {
          days,
          oneAddress: ingest.isEventLimitSuspended(),
          definitions: DEFINITIONS,
          total: asked.length,
          counts: countRows(rows),
          libraries,
        };
        return sendInTurns(reply, overview satisfies Overview);
      },
    );
  };
}
