// In:    a library and a topic in the path; an error that a reader sees there, or its answer.
// Out:   the library's policy pages after it.
// Never: takes a paragraph that the page has not.
import { policyPagesApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../platform/config.ts';
import { serve } from '../../platform/http/serve.ts';
import { notFound } from '../../platform/refusal.ts';
import { reportedNotice } from './notices.ts';
import { answerReport, saveReport } from './report-store.ts';
import { topicsOf } from '../../cooperative/policy-topics.ts';
import { loadPolicyPages, type PolicyViewDeps } from './view.ts';

export const policyReportRoutes =
  (deps: PolicyViewDeps & { config: Pick<Config, 'publicUrl'> }) =>
  async (app: FastifyInstance): Promise<void> => {
    const { database, registry } = deps;
    const { publicUrl } = deps.config;
    serve(app, policyPagesApi.report, async ({ library: id, topic: of, body, ...authorship }) => {
      const topic = topicsOf(registry).find((each) => each.id === of);
      if (topic === undefined) throw notFound();
      const about = { library: registry.library(id)!, publicUrl, atMs: authorship.atMs };
      const toNotice = (report: number) => reportedNotice(about, { report, topic });
      await saveReport(database, { library: id, topic: of }, body, toNotice, authorship);
      return loadPolicyPages(deps, id, authorship.by);
    });
    serve(app, policyPagesApi.answerReport, async ({ library, topic, report: id, body, ...authorship }) => {
      await answerReport(database, { library, topic, id }, body.answer, authorship);
      return loadPolicyPages(deps, library, authorship.by);
    });
  };
