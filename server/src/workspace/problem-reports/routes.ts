// In:    a problem that an account reports with the bundle that it has seen; an answer of the coordinator.
// Out:   diagnostics; reports with their answers.
// Never: adds anything to a bundle after the person has seen it; shows an account another's report.
import { problemReportsApi, type ProblemReport } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { isForLibrary, scopeOf } from '../../accounts/scope.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Config } from '../../platform/config.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { invalid } from '../../platform/refusal.ts';
import { readDiagnostics, type DiagnosticsDeps } from './diagnostics.ts';
import { messages } from './messages.ts';
import { addReport, loadReports, saveAnswer } from './report-store.ts';

interface ProblemDeps extends DiagnosticsDeps {
  config: Pick<Config, 'publicUrl' | 'mail'>;
  registry: Pick<Registry, 'library' | 'pageWords' | 'policyTopics'>;
}

export function problemReportRoutes(deps: ProblemDeps) {
  const { config, database, registry } = deps;

  const ownLibrary = (account: Account, id: string | null): RegisteredLibrary | null => {
    if (id === null) return null;
    const library = isForLibrary(account, id) ? registry.library(id) : undefined;
    if (library === undefined) throw invalid([{ field: 'library', message: messages.notYours }]);
    return library;
  };

  const load = async (account: Account, id?: number): Promise<ProblemReport[]> => {
    const own = scopeOf(account) === 'all' ? {} : { account: account.id };
    const reports = await loadReports(database.db, id === undefined ? own : { ...own, id });
    return reports.map(({ library, ...report }) => ({
      ...report,
      library: library === null ? null : { id: library, name: registry.library(library)?.name ?? library },
    }));
  };

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, problemReportsApi.diagnostics, ({ query, by, atMs }) => {
      const library = ownLibrary(by, query.library ?? null);
      return readDiagnostics(deps, { role: by.role, library }, atMs);
    });
    serve(app, problemReportsApi.list, async ({ by }) => ({ reports: await load(by) }));
    serve(app, problemReportsApi.report, async ({ body, ...authorship }) => {
      const { kind, text } = body;
      const { by, atMs } = authorship;
      const library = ownLibrary(by, body.library);
      const id = await addReport(database, body, authorship, (report) => ({
        key: ['problem-reported', report].join(':'),
        kind: 'problem-reported',
        tier: 'statewide',
        library: null,
        subject: messages.subject(kind, library?.name ?? null),
        text: messages.text(by.label, text, `${config.publicUrl}/dashboard/-/problems`),
        data: { report, kind, library: body.library },
        atMs,
      }));
      return (await load(by, id))[0]!;
    });
    serve(app, problemReportsApi.answer, async ({ report, body: { text }, ...authorship }) => {
      await saveAnswer(database, report, text, authorship);
      return (await load(authorship.by, report))[0]!;
    });
  };
}
