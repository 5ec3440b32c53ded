// In:    a library in the path, a change of one of its policy pages.
// Out:   its pages, one a topic; a stored change.
// Never: serves anybody who is not signed in.
import {
  idSchema,
  POLICY_REVIEW_YEARS_MAX,
  policyPageChangeSchema,
  policyPagesSchema,
  problemSchema,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { scopeOf } from '../../accounts/scope.ts';
import { sendInvalid, sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { addDays, windowOf } from '../../platform/time/day-window.ts';
import { coordinatorReviewOf, libraryReviewOf, saveRevisions, type NewRevision, type PolicyRevision } from './store.ts';
import { topicsOf } from '../../cooperative/policy-topics.ts';
import { loadPolicyPages, type PolicyViewDeps } from './view.ts';

const tags = ['policy-pages'];
const params = z.object({ library: idSchema });

export function policyPageRoutes(deps: PolicyViewDeps): FastifyPluginAsyncZod {
  const { database, clock, registry } = deps;

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
      ({ params: { library }, account }) => loadPolicyPages(deps, library, account!),
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
        const today = windowOf(registry.library(library)!.zone, clock.now(), 1).to;
        const { owner, isReviewed, reviewBy, revision } = body;
        const text = body.text.trim() === '' ? '' : body.text;
        if (isReviewed && text === '')
          return sendInvalid(reply, [{ field: 'text', message: 'a text: an empty page cannot be reviewed' }]);
        const latest = addDays(today, POLICY_REVIEW_YEARS_MAX * 366);
        if (isReviewed && reviewBy !== null && (reviewBy <= today || reviewBy > latest)) {
          const message = `a day after today, and within ${POLICY_REVIEW_YEARS_MAX} years`;
          return sendInvalid(reply, [{ field: 'reviewBy', message }]);
        }
        const by = account!;
        const change = (before: PolicyRevision | undefined): NewRevision => ({
          text,
          owner,
          ...(isReviewed
            ? { reviewed_on: today, reviewed_by: by.label, review_by: reviewBy }
            : libraryReviewOf(before)),
          coordinator_reviewed_on: isReviewed && scopeOf(by) === 'all' ? today : coordinatorReviewOf(before, text),
        });
        const pages = [{ topic, read: revision, change }];
        const isSaved = await saveRevisions(database, library, pages, { by, atMs: clock.now() });
        if (!isSaved) {
          const detail = 'Somebody else has changed this page since you opened it. Compare both, and save again.';
          return sendProblem(reply, 409, 'stale-revision', detail);
        }
        return loadPolicyPages(deps, library, by);
      },
    );
  };
}
