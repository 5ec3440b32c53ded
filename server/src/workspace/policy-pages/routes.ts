// In:    a library in the path, a change of one of its policy pages.
// Out:   its pages, one a topic; a stored change.
// Never: serves anybody who is not signed in.
import { POLICY_REVIEW_YEARS_MAX, policyPagesApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { scopeOf } from '../../accounts/scope.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { invalid, notFound } from '../../platform/refusal.ts';
import { addDays, windowOf } from '../../platform/time/day-window.ts';
import { coordinatorReviewOf, libraryReviewOf, saveRevisions, type NewRevision, type PolicyRevision } from './store.ts';
import { topicsOf } from '../../cooperative/policy-topics.ts';
import { loadPolicyPages, type PolicyViewDeps } from './view.ts';

export const policyPageRoutes =
  (deps: PolicyViewDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    const { database, registry } = deps;
    const read = ({ library, by }: { library: string; by: Account }) => loadPolicyPages(deps, library, by);
    serve(app, policyPagesApi.list, read);
    serve(
      app,
      policyPagesApi.save,
      async ({ library, topic, body, by, atMs }) => {
        if (!topicsOf(registry).some(({ id }) => id === topic)) throw notFound();
        const today = windowOf(registry.library(library)!.zone, atMs, 1).to;
        const { owner, isReviewed, reviewBy, revision } = body;
        const text = body.text.trim() === '' ? '' : body.text;
        if (isReviewed && text === '')
          throw invalid([{ field: 'text', message: 'a text: an empty page cannot be reviewed' }]);
        const latest = addDays(today, POLICY_REVIEW_YEARS_MAX * 366);
        if (isReviewed && reviewBy !== null && (reviewBy <= today || reviewBy > latest)) {
          const message = `a day after today, and within ${POLICY_REVIEW_YEARS_MAX} years`;
          throw invalid([{ field: 'reviewBy', message }]);
        }
        const toNew = (before: PolicyRevision | undefined): NewRevision => ({
          text,
          owner,
          ...(isReviewed
            ? { reviewed_on: today, reviewed_by: by.label, review_by: reviewBy }
            : libraryReviewOf(before)),
          coordinator_reviewed_on: isReviewed && scopeOf(by) === 'all' ? today : coordinatorReviewOf(before, text),
        });
        await saveRevisions(database, library, [{ topic, read: revision, toNew }], { by, atMs });
        return loadPolicyPages(deps, library, by);
      },
      { stored: read },
    );
  };
