// In:    a library in the path, a window in the query.
// Out:   its placements; for the coordinator, all libraries in one table.
// Never: checks access: http/access.ts declares it, accounts/access.ts enforces it.
import {
  idSchema,
  overviewSchema,
  placementListSchema,
  placementRetirementSchema,
  problemSchema,
  type Overview,
  type PlacementList,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { LiveAvailability } from '../../availability/live.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Registry } from '../../cooperative/registry.ts';
import { sendInChunks } from '../../platform/http/chunked-json.ts';
import { mapYielding } from '../../platform/yield-event-loop.ts';
import { sendNotFound } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { pageOf } from '../../platform/http/paging.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { DEFINITIONS } from '../metrics/definitions.ts';
import { windowQuerySchema } from '../metrics/query.ts';
import { selectRows, countRows, createOverview, overviewQuerySchema, type OverviewDeps } from './overview.ts';
import { readVisibility, type VisibilityDeps } from './read-visibility.ts';
import { saveRetirement } from './retirement-store.ts';
import { toShownRows } from './shown-rows.ts';
import { loadCountedPlacements } from './store.ts';
import { loadWindows } from './windows.ts';
import { tagsOf } from '../snippets/tag.ts';

export interface PlacementDeps extends VisibilityDeps {
  config: Pick<Config, 'publicUrl'>;
  clock: Clock;
  registry: Registry;
}

export function placementRoutes(deps: PlacementDeps): FastifyPluginAsyncZod {
  const { config, clock, registry } = deps;
  return async (app) => {
    app.get(
      '/v1/libraries/:library/placements',
      {
        config: { access: 'own-library', scope: 'visibility:read' },
        schema: {
          params: z.object({ library: idSchema }),
          querystring: windowQuerySchema,
          response: { 200: placementListSchema },
          tags: ['placements'],
          summary: "A library's placements, live or lost",
        },
      },
      async ({ params, query: { days } }): Promise<PlacementList> => {
        const library = registry.library(params.library)!;
        const [seen] = await readVisibility(deps, [library], days, clock.now(), { withDetails: true });
        const { window, status, lostSince, attention, placements, refusals, keyPages } = seen!;
        const tags = tagsOf(library, config.publicUrl);
        return {
          library: library.id,
          name: library.name,
          window: { days, from: window.from, to: window.to, zone: library.zone },
          status,
          lostSince,
          attention,
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

export function retirementRoutes({ database, clock, registry }: PlacementDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.put(
      '/v1/libraries/:library/placements/:placement/retirement',
      {
        config: { access: 'own-library' },
        schema: {
          params: z.object({ library: idSchema, placement: rowIdSchema }),
          body: placementRetirementSchema,
          response: { 204: z.null(), 404: problemSchema },
          tags: ['placements'],
          summary: 'Take a placement off the list, or put it back',
        },
      },
      async ({ params, body: { retired }, account }, reply) => {
        const library = registry.library(params.library)!;
        const windows = await loadWindows(database, [library], 7, clock.now());
        const stored = await loadCountedPlacements(database.db, windows, 'silent');
        const shown = toShownRows(stored, library.keyPages, registry.pageWords());
        const placement = shown.find(({ id }) => id === params.placement);
        if (placement === undefined) return sendNotFound(reply);
        await saveRetirement(database, library, placement, retired, { by: account!, atMs: clock.now() });
        return reply.code(204).send(null);
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
        const { atMs, rows } = await rowsOf(query.days);
        const asked = await selectRows(rows, query);
        const page = pageOf(asked, query);
        const onPage = page.map((row) => deps.registry.library(row.library)).filter((library) => library !== undefined);
        const coverage = await deps.ownDesks.recent(onPage, deps.clock.now());
        const libraries = await mapYielding(page, (row) => {
          const { state = 'unknown', tier = null } = live.gist(row.library) ?? {};
          return { ...row, answer: { state, tier }, coverage: coverage.get(row.library) ?? null };
        });
        const { days } = query;
        const overview = {
          days,
          countedAt: new Date(atMs).toISOString(),
          oneAddress: ingest.isEventLimitSuspended(),
          definitions: DEFINITIONS,
          total: asked.length,
          counts: countRows(rows),
          libraries,
        };
        return sendInChunks(reply, overview satisfies Overview);
      },
    );
  };
}
