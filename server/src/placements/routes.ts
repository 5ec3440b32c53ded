// In:    a library in the address, a window in the query.
// Out:   where its entry points stand; for the coordinator, every library in one table.
// Never: asks who is asking: http/access.ts declares it, accounts/access.ts holds it.
import {
  idSchema,
  overviewSchema,
  placementListSchema,
  type Overview,
  type PlacementList,
  type WindowDays,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { LiveAvailability } from '../availability/live.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { RegisteredLibrary, Registry } from '../cooperative/registry.ts';
import type { Database } from '../db/database.ts';
import { DEFINITIONS } from '../metrics/definitions.ts';
import { windowQuerySchema } from '../metrics/query.ts';
import { toComparedRate } from '../metrics/suppression.ts';
import { toRate } from '../metrics/wilson.ts';
import { windowOf } from '../metrics/window.ts';
import { PACE_DAYS } from './status.ts';
import { loadCountedPlacements, loadRefusals, type LibraryWindow } from './store.ts';
import { tagOf } from './tag.ts';
import { toVisibility, type LibraryVisibility } from './visibility.ts';

export interface PlacementDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Registry;
}

const toWindow = ({ id, zone }: RegisteredLibrary, nowMs: number, days: WindowDays): LibraryWindow => ({
  libraryId: id,
  zone,
  ...windowOf(zone, nowMs, days),
  paceFrom: windowOf(zone, nowMs, PACE_DAYS).from,
});

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
        return {
          library: library.id,
          name: library.name,
          window: { days, from: window.from, to: window.to, zone: library.zone },
          status,
          silentSince,
          placements,
          refusals: refusals.map(({ reason, count, lastDate }) => ({ reason, count, lastDate })),
          keyPages,
          tag: tagOf(library, config.publicUrl),
          origins: library.origins.map(({ origin }) => origin),
        };
      },
    );
  };
}

export function overviewRoutes({
  database,
  clock,
  registry,
  live,
  ingest,
}: Omit<PlacementDeps, 'config'> & {
  live: Pick<LiveAvailability, 'frame'>;
  ingest: { isCapAside(): boolean };
}): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/overview',
      {
        config: { access: 'coordinator' },
        schema: {
          querystring: windowQuerySchema,
          response: { 200: overviewSchema },
          tags: ['placements'],
          summary: 'Every library in one table',
        },
      },
      async ({ query: { days } }): Promise<Overview> => {
        const nowMs = clock.now();
        const libraries = registry.libraries();
        const windows = libraries.map((library) => toWindow(library, nowMs, days));
        const [rows, refusals] = await Promise.all([
          loadCountedPlacements(database.db, windows),
          loadRefusals(database.db, windows),
        ]);
        const rowsOf = Map.groupBy(rows, ({ libraryId }) => libraryId);
        const refusalsOf = Map.groupBy(refusals, ({ libraryId }) => libraryId);
        return {
          days,
          oneAddress: ingest.isCapAside(),
          definitions: DEFINITIONS,
          libraries: libraries.map((library, index) => {
            const visibility = toVisibility(
              rowsOf.get(library.id) ?? [],
              refusalsOf.get(library.id) ?? [],
              library.keyPages,
              registry.pageWords(),
              windows[index]!,
              nowMs,
            );
            return toOverviewRow(library, visibility, live.frame(library.id)?.availability);
          }),
        };
      },
    );
  };
}

function toOverviewRow(
  { id, name, live }: RegisteredLibrary,
  { status, silentSince, placements, keyPages, counts, refusedCount }: LibraryVisibility,
  answer: Overview['libraries'][number]['answer'] | undefined,
): Overview['libraries'][number] {
  return {
    library: id,
    name,
    live,
    status,
    silentSince,
    keyPagesLive: keyPages.live,
    keyPagesExpected: keyPages.expected,
    placements: placements.filter((placement) => placement.status !== 'silent').length,
    refused: refusedCount,
    counts,
    clickThrough: toComparedRate(toRate(counts.clicks, counts.viewable)),
    answer: { state: answer?.state ?? 'unknown', tier: answer?.tier ?? null },
  };
}
