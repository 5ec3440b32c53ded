// In:    a library in the path, a change of one of its policy pages.
// Out:   its pages, one a topic; a stored change.
// Never: serves anybody who is not signed in.
import {
  idSchema,
  POLICY_REVIEW_YEARS_MAX,
  policyPageChangeSchema,
  policyPagesSchema,
  problemSchema,
  type PolicyPage,
  type PolicyPages,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isForLibrary, mayChange, scopeOf } from '../../accounts/scope.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Account } from '../../platform/http/access.ts';
import { sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { addDays, windowOf } from '../../platform/time/day-window.ts';
import { stateOf } from './state.ts';
import { loadPages, saveRevision, type PolicyRevision } from './store.ts';
import { topicsOf } from './topics.ts';

interface PolicyDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'policyTopics'>;
}

const tags = ['policy-pages'];
const params = z.object({ library: idSchema });

const toPage = ({ id, name }: { id: string; name: string }, row: PolicyRevision | undefined, today: string) => {
  const page = {
    text: row?.text ?? '',
    reviewedOn: row?.reviewed_on ?? null,
    reviewBy: row?.review_by ?? null,
  };
  return {
    topic: id,
    name,
    ...page,
    owner: row?.owner ?? null,
    reviewedBy: row?.reviewed_by ?? null,
    coordinatorReviewedOn: row?.coordinator_reviewed_on ?? null,
    state: stateOf(page, today),
    revision: row?.revision ?? 0,
    changedAt: row?.at.toISOString() ?? null,
    changedBy: row?.by ?? null,
  } satisfies PolicyPage;
};

export function policyPageRoutes({ database, clock, registry }: PolicyDeps): FastifyPluginAsyncZod {
  const todayOf = (library: string): string => windowOf(registry.library(library)!.zone, clock.now(), 1).to;
  const viewOf = async (library: string, account: Account): Promise<PolicyPages> => {
    const { id, name, zone } = registry.library(library)!;
    const rows = await loadPages(database.db, library);
    return {
      library: { id, name },
      zone,
      mayEdit: isForLibrary(account, library) && mayChange(account),
      pages: topicsOf(registry).map((topic) => toPage(topic, rows.get(topic.id), todayOf(library))),
    };
  };

  return async (app) => {
    app.get(
      '/v1/libraries/:library/policies',
      {
        config: { access: 'any-account' },
        schema: {
          params,
          response: { 200: policyPagesSchema, 404: problemSchema },
          tags,
          summary: "A library's policy pages, one a topic",
        },
      },
      ({ params: { library }, account }) => viewOf(library, account!),
    );

    app.put(
      '/v1/libraries/:library/policies/:topic',
      {
        config: { access: 'own-library' },
        schema: {
          params: params.extend({ topic: idSchema }),
          body: policyPageChangeSchema,
          response: { 200: policyPagesSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Change a policy page, and say that it was reviewed',
        },
      },
      async ({ params: { library, topic }, body, account }, reply) => {
        if (!topicsOf(registry).some(({ id }) => id === topic)) return sendNotFound(reply);
        const today = todayOf(library);
        const { text, owner, isReviewed, reviewBy, revision } = body;
        const latest = addDays(today, POLICY_REVIEW_YEARS_MAX * 366);
        if (isReviewed && reviewBy !== null && (reviewBy <= today || reviewBy > latest)) {
          const message = `a day after today, and within ${POLICY_REVIEW_YEARS_MAX} years`;
          return sendProblem(reply, 422, 'invalid-request', 'Some fields are not valid.', [
            { field: 'reviewBy', message },
          ]);
        }
        const by = account!;
        const isSaved = await saveRevision(
          database,
          { library, topic, read: revision },
          (before) => ({
            text,
            owner,
            reviewed_on: isReviewed ? today : (before?.reviewed_on ?? null),
            reviewed_by: isReviewed ? by.label : (before?.reviewed_by ?? null),
            review_by: isReviewed ? reviewBy : (before?.review_by ?? null),
            coordinator_reviewed_on:
              isReviewed && scopeOf(by) === 'all' ? today : (before?.coordinator_reviewed_on ?? null),
          }),
          { by, atMs: clock.now() },
        );
        if (!isSaved) {
          const detail = 'Somebody else has changed this page since you opened it. Compare both, and save again.';
          return sendProblem(reply, 409, 'stale-revision', detail);
        }
        return viewOf(library, by);
      },
    );
  };
}
