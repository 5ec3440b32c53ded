// In:    a library in the path, one of its key pages in the body.
// Out:   the last check of each of its key pages; a check now.
// Never: checks access: http/access.ts declares it, accounts/access.ts enforces it. Fetches a page that is not in the
//        cooperative's file.
import {
  checkedPageSchema,
  idSchema,
  pageCheckAskSchema,
  pageCheckListSchema,
  problemSchema,
  type CheckedPage,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendProblem } from '../../platform/http/problem.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { readableKeyPages, type ReadableKeyPage } from './key-pages.ts';
import type { PageChecks } from './page-checks.ts';
import { loadPageChecks, type PageCheck } from './store.ts';

export interface PageCheckDeps {
  database: Database;
  registry: Pick<Registry, 'library'>;
  pageChecks: Pick<PageChecks, 'checkNow' | 'expected'>;
}

const params = z.object({ library: idSchema });
const tags = ['page-checks'];

/** More than a check may take: its site's time, and the reading. */
const CHECK_WITHIN_MS = 20_000;

const toChecked = ({ origin, path, names }: ReadableKeyPage, check: PageCheck | undefined): CheckedPage => ({
  origin,
  path,
  names,
  checkedAt: toInstant(check?.checkedMs ?? null),
  state: check?.state ?? null,
  findings: check?.findings ?? [],
});

export function pageCheckRoutes({ database, registry, pageChecks }: PageCheckDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/libraries/:library/page-checks',
      {
        config: { access: 'own-library' },
        schema: {
          params,
          response: { 200: pageCheckListSchema },
          tags,
          summary: "A library's key pages, with the result of their last check",
        },
      },
      async ({ params: { library: id } }) => {
        const checks = (await loadPageChecks(database.db, [id])).get(id) ?? [];
        const library = registry.library(id)!;
        const pages = readableKeyPages(library).map((page) =>
          toChecked(
            page,
            checks.find(({ origin, path }) => origin === page.origin && path === page.path),
          ),
        );
        return { library: id, expected: pageChecks.expected(library), pages };
      },
    );

    app.post(
      '/v1/libraries/:library/page-checks',
      {
        config: { access: 'own-library', answerWithinMs: CHECK_WITHIN_MS },
        schema: {
          params,
          body: pageCheckAskSchema,
          response: { 200: checkedPageSchema, 404: problemSchema, 429: problemSchema },
          tags,
          summary: 'Check one of its key pages now, at most once a minute',
        },
      },
      async ({ params: { library: id }, body }, reply) => {
        const library = registry.library(id)!;
        const page = readableKeyPages(library).find(({ origin, path }) => origin === body.origin && path === body.path);
        if (!page) return sendProblem(reply, 404, 'unknown-page', 'This page is not one of the key pages.');
        const check = await pageChecks.checkNow(library, page);
        if (check) return toChecked(page, check);
        reply.header('retry-after', '60');
        return sendProblem(reply, 429, 'too-soon', 'This page was checked a moment ago. Wait a minute.');
      },
    );
  };
}
