// In:    a library and a topic in the path; an error that a reader sees there, or its answer.
// Out:   the library's policy pages after it.
// Never: takes a paragraph that the page has not.
import {
  idSchema,
  newPolicyReportSchema,
  policyPagesSchema,
  policyReportAnswerSchema,
  problemSchema,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Config } from '../../platform/config.ts';
import { sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { reportedNotice } from './notices.ts';
import { answerReport, saveReport } from './report-store.ts';
import { topicsOf } from '../../cooperative/policy-topics.ts';
import { loadPolicyPages, type PolicyViewDeps } from './view.ts';

const tags = ['policy-pages'];
const params = z.object({ library: idSchema, topic: idSchema });

export function policyReportRoutes(
  deps: PolicyViewDeps & { config: Pick<Config, 'publicUrl'> },
): FastifyPluginAsyncZod {
  const { config, database, clock, registry } = deps;

  return async (app) => {
    app.post(
      '/v1/libraries/:library/policies/:topic/reports',
      {
        config: { access: 'any-account' },
        schema: {
          params,
          body: newPolicyReportSchema,
          response: { 201: policyPagesSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Report an error on a policy page to its library',
        },
      },
      async ({ params: { library: id, topic: of }, body, account }, reply) => {
        const topic = topicsOf(registry).find((each) => each.id === of);
        if (topic === undefined) return sendNotFound(reply);
        const library = registry.library(id)!;
        const atMs = clock.now();
        const saved = await saveReport(
          database,
          { library: id, topic: of },
          body,
          (report) => reportedNotice({ library, publicUrl: config.publicUrl, atMs }, { report, topic }),
          { by: account!, atMs },
        );
        if (saved === 'stale') {
          const detail = 'The page has changed, and does not have this paragraph any more. Look at it again.';
          return sendProblem(reply, 409, 'stale-revision', detail);
        }
        if (saved === 'full') {
          const detail = 'Many errors wait for this library’s answer already. Ask its liaison instead.';
          return sendProblem(reply, 409, 'quota-reached', detail);
        }
        return reply.code(201).send(await loadPolicyPages(deps, id, account!));
      },
    );

    app.put(
      '/v1/libraries/:library/policies/:topic/reports/:report/answer',
      {
        config: { access: 'own-library' },
        schema: {
          params: params.extend({ report: rowIdSchema }),
          body: policyReportAnswerSchema,
          response: { 200: policyPagesSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Close a report of an error: corrected, or the page is right',
        },
      },
      async ({ params: { library, topic, report: id }, body: { answer }, account }, reply) => {
        const done = await answerReport(database, { library, topic, id }, answer, { by: account!, atMs: clock.now() });
        if (done === 'unknown') return sendNotFound(reply);
        if (done === 'already-answered')
          return sendProblem(reply, 409, done, 'Somebody has answered this report meanwhile.');
        return loadPolicyPages(deps, library, account!);
      },
    );
  };
}
