// In:    a library in the path, one of its key pages in the body.
// Out:   the last check of each of its key pages; a check now.
// Never: fetches at a person's word a page that is not in the cooperative's file: of other sites only what such a page links.
import { pageChecksApi, type CheckedPage } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { serve } from '../../platform/http/serve.ts';
import { Refusal } from '../../platform/refusal.ts';
import { MINUTE_MS, toInstant } from '../../platform/time/instants.ts';
import { readableKeyPages, type ReadableKeyPage } from './key-pages.ts';
import type { PageChecks } from './page-checks.ts';
import { loadPageChecks, type PageCheck } from './store.ts';

export interface PageCheckDeps {
  database: Database;
  registry: Pick<Registry, 'library'>;
  pageChecks: Pick<PageChecks, 'checkAndFind' | 'expected'>;
}

/** More than a check may take: its site's time, and the reading. */
const CHECK_WITHIN_MS = 20_000;

const toChecked = ({ origin, path, names }: ReadableKeyPage, check: PageCheck | undefined): CheckedPage => ({
  origin,
  path,
  names,
  checkedAt: toInstant(check?.checkedMs ?? null),
  state: check?.state ?? null,
  findings: check?.findings ?? [],
  otherWidgets: check?.otherWidgets ?? [],
});

export const pageCheckRoutes =
  ({ database, registry, pageChecks }: PageCheckDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, pageChecksApi.list, async ({ library: id }) => {
      const checks = (await loadPageChecks(database.db, [id])).get(id) ?? [];
      const library = registry.library(id)!;
      const pages = readableKeyPages(library).map((page) =>
        toChecked(
          page,
          checks.find(({ origin, path }) => origin === page.origin && path === page.path),
        ),
      );
      return { library: id, expected: pageChecks.expected(library), pages };
    });

    serve(
      app,
      pageChecksApi.check,
      async ({ library: id, body }) => {
        const library = registry.library(id)!;
        const page = readableKeyPages(library).find(({ origin, path }) => origin === body.origin && path === body.path);
        if (!page) throw new Refusal(404, 'unknown-page', 'This page is not one of the key pages.');
        const done = await pageChecks.checkAndFind(library, page);
        if (done) return { ...toChecked(page, done.check), found: done.found };
        throw new Refusal(429, 'too-soon', 'This page was checked a moment ago. Wait a minute.', {
          waitMs: MINUTE_MS,
        });
      },
      { answerWithinMs: CHECK_WITHIN_MS },
    );
  };
