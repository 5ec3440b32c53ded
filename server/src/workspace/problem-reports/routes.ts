// In:    a problem that an account reports with the bundle that it has seen; an answer of the coordinator.
// Out:   diagnostics; reports with their answers.
// Never: adds anything to a bundle after the person has seen it; shows an account another's report.
import {
  diagnosticsSchema,
  idSchema,
  newProblemReportSchema,
  OPEN_PROBLEMS_MAX,
  problemAnswerSchema,
  problemReportListSchema,
  problemReportSchema,
  problemSchema,
  type ProblemReport,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isForLibrary, scopeOf } from '../../accounts/scope.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Account } from '../../platform/http/access.ts';
import { sendInvalid, sendNotFound, sendProblem, sendQuotaReached } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { readDiagnostics, type DiagnosticsDeps } from './diagnostics.ts';
import { messages } from './messages.ts';
import { addReport, loadReports, saveAnswer } from './report-store.ts';

interface ProblemDeps extends DiagnosticsDeps {
  config: Pick<Config, 'publicUrl' | 'mail' | 'openId'>;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'pageWords' | 'policyTopics'>;
}

const tags = ['problem-reports'];

const sendNotOwnLibrary = (reply: FastifyReply, field: string): FastifyReply =>
  sendInvalid(reply, [{ field, message: messages.notYours }]);

export function problemReportRoutes(deps: ProblemDeps): FastifyPluginAsyncZod {
  const { config, database, clock, registry } = deps;

  /** Undefined: no library of the account. */
  const ownLibrary = (account: Account, id: string | null): RegisteredLibrary | null | undefined => {
    if (id === null) return null;
    return isForLibrary(account, id) ? registry.library(id) : undefined;
  };

  const load = async (account: Account, id?: number): Promise<ProblemReport[]> => {
    const own = scopeOf(account) === 'all' ? {} : { account: account.id };
    const reports = await loadReports(database.db, id === undefined ? own : { ...own, id });
    return reports.map(({ library, ...report }) => ({
      ...report,
      library: library === null ? null : { id: library, name: registry.library(library)?.name ?? library },
    }));
  };

  return async (app) => {
    app.get(
      '/v1/diagnostics',
      {
        config: { access: 'own-account' },
        schema: {
          querystring: z.object({ library: idSchema.optional() }),
          response: { 200: diagnosticsSchema, 422: problemSchema },
          tags,
          summary: 'States of the server and of a library, without personal data',
        },
      },
      async ({ account, query }, reply) => {
        const library = ownLibrary(account!, query.library ?? null);
        if (library === undefined) return sendNotOwnLibrary(reply, 'library');
        const asked = { role: account!.role, library, errors: app.recentErrors };
        return readDiagnostics(deps, asked, clock.now());
      },
    );

    app.get(
      '/v1/problem-reports',
      {
        config: { access: 'own-account' },
        schema: {
          response: { 200: problemReportListSchema },
          tags,
          summary: 'Problems that the account has reported; for the coordinator, all',
        },
      },
      async ({ account }) => ({ reports: await load(account!) }),
    );

    app.post(
      '/v1/problem-reports',
      {
        config: { access: 'own-account' },
        schema: {
          body: newProblemReportSchema,
          response: { 201: problemReportSchema, 409: problemSchema, 422: problemSchema },
          tags,
          summary: 'Report a problem to the coordinator',
        },
      },
      async ({ body, account }, reply) => {
        const { kind, text } = body;
        const library = ownLibrary(account!, body.library);
        if (library === undefined) return sendNotOwnLibrary(reply, 'library');
        const doing = { by: account!, atMs: clock.now() };
        const id = await addReport(database, body, doing, (report) => ({
          key: ['problem-reported', report].join(':'),
          kind: 'problem-reported',
          tier: 'statewide',
          library: null,
          subject: messages.subject(kind, library?.name ?? null),
          text: messages.text(account!.label, text, `${config.publicUrl}/dashboard/-/problems`),
          data: { report, kind, library: body.library },
          atMs: doing.atMs,
        }));
        if (id === null) return sendQuotaReached(reply, 'reports without an answer', OPEN_PROBLEMS_MAX);
        return reply.code(201).send((await load(account!, id))[0]!);
      },
    );

    app.post(
      '/v1/problem-reports/:report/answer',
      {
        config: { access: 'coordinator' },
        schema: {
          params: z.object({ report: rowIdSchema }),
          body: problemAnswerSchema,
          response: { 200: problemReportSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Answer a reported problem, once',
        },
      },
      async ({ params: { report: id }, body: { text }, account }, reply) => {
        const result = await saveAnswer(database, id, text, { by: account!, atMs: clock.now() });
        if (result === 'absent') return sendNotFound(reply);
        if (result === 'answered') return sendProblem(reply, 409, 'already-answered', messages.alreadyAnswered);
        return (await load(account!, id))[0]!;
      },
    );
  };
}
