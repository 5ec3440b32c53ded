// In:    a library in the path, a window in the query.
// Out:   its placements; for the coordinator, all libraries in one table.
import { placementsApi, type Overview } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { LiveAvailability } from '../../availability/live.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Registry } from '../../cooperative/registry.ts';
import { branchOf } from '../../cooperative/branch-of.ts';
import { sendInChunks } from '../../platform/http/chunked-json.ts';
import { mapYielding } from '../../platform/yield-event-loop.ts';
import { pageOf } from '../../platform/http/paging.ts';
import { serve } from '../../platform/http/serve.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { notFound } from '../../platform/refusal.ts';
import { OVERVIEW_DEFINITIONS } from '../metrics/definitions.ts';
import { selectRows, countRows, type OverviewDeps, type ReadOverview } from './overview.ts';
import { readVisibility, type VisibilityDeps } from './read-visibility.ts';
import { placementsOfBranch } from './branch-placements.ts';
import { loadBranchCounts } from './branch-store.ts';
import { saveRetirement } from './retirement-store.ts';
import { toShownRows } from './shown-rows.ts';
import { toDayNumber } from './silence.ts';
import { loadCountedPlacements } from './store.ts';
import { loadWindows } from './windows.ts';
import { TAG_DEFAULTS, tagsOf } from '../snippets/tag.ts';

export interface PlacementDeps extends VisibilityDeps {
  config: Pick<Config, 'publicUrl'>;
  clock: Clock;
  registry: Registry;
}

export const placementRoutes =
  (deps: PlacementDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    const { config, database, registry } = deps;
    serve(app, placementsApi.list, async ({ library: id, query: { days, branch: asked }, atMs }) => {
      const library = registry.library(id)!;
      const branch = branchOf(library, asked);
      const [seen] = await readVisibility(deps, [library], days, atMs, { withDetails: true });
      const { window, status, lostSince, attention, refusals, keyPages } = seen!;
      const placements = branch
        ? placementsOfBranch(seen!, await loadBranchCounts(database.db, window, branch.id), toDayNumber(window.to))
        : seen!.placements;
      const tags = tagsOf(library, config.publicUrl, { ...TAG_DEFAULTS, ...(branch && { branch: branch.id }) });
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
    });
  };

export const retirementRoutes =
  ({ database, registry }: PlacementDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, placementsApi.setRetired, async ({ library: id, placement, body: { retired }, ...authorship }) => {
      const library = registry.library(id)!;
      const windows = await loadWindows(database, [library], 7, authorship.atMs);
      const stored = await loadCountedPlacements(database.db, windows, 'silent');
      // A page's list leaves rows out before it merges them: the id that it names may be any of those merged here.
      const rows = toShownRows(stored, library.keyPages, registry.pageWords());
      const shown = rows.find(({ storedIds }) => storedIds.includes(placement));
      if (shown === undefined) throw notFound();
      await saveRetirement(database, library, shown, retired, authorship);
    });
  };

export const overviewRoutes =
  ({
    live,
    ingest,
    overview: rowsOf,
    registry,
    ownDesks,
  }: Pick<OverviewDeps, 'registry' | 'ownDesks'> & {
    overview: ReadOverview;
    live: Pick<LiveAvailability, 'gist'>;
    ingest: { isEventLimitSuspended(): boolean };
  }) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(
      app,
      placementsApi.overview,
      async ({ query, atMs: nowMs }, reply) => {
        const { atMs, rows } = await rowsOf(query.days);
        const asked = await selectRows(rows, query);
        const page = pageOf(asked, query);
        const onPage = page.map((row) => registry.library(row.library)).filter((library) => library !== undefined);
        const coverage = await ownDesks.recent(onPage, nowMs);
        const libraries = await mapYielding(page, (row) => {
          const { state = 'unknown', tier = null } = live.gist(row.library) ?? {};
          return { ...row, answer: { state, tier }, coverage: coverage.get(row.library) ?? null };
        });
        const { days } = query;
        const overview = {
          days,
          countedAt: new Date(atMs).toISOString(),
          oneAddress: ingest.isEventLimitSuspended(),
          definitions: OVERVIEW_DEFINITIONS,
          total: asked.length,
          counts: countRows(rows),
          libraries,
        };
        return sendInChunks(reply, overview satisfies Overview);
      },
      { answerWithinMs: LONG_READ_WITHIN_MS },
    );
  };
