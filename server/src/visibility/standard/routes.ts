// In:    a standard or its change; a library in the path; a person's word.
// Out:   the rules in force, what a change would do, a library's score.
// Never: checks access: http/access.ts declares it, accounts/access.ts enforces it.
import {
  idSchema,
  libraryScoreSchema,
  problemSchema,
  shownStatementSchema,
  standardChangeSchema,
  standardPreviewAskSchema,
  standardPreviewSchema,
  standardViewSchema,
  statementChangeSchema,
  type LibraryScore,
  type Score,
  type Standard,
  type StandardPreview,
  type StandardView,
  type StatementChange,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendInChunks } from '../../platform/http/chunked-json.ts';
import { sendNotFound, sendProblem, sendStaleRevision, type FieldError } from '../../platform/http/problem.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { daysBefore, windowOf } from '../../platform/time/day-window.ts';
import { mayState } from './evaluate.ts';
import { pageOf, rulesOf, standardFaults } from './rules.ts';
import { scoreLibraries, scoreLibrary } from './scores.ts';
import { STATEMENT_DAYS } from './statement-outcomes.ts';
import { loadStandard, saveStandard, saveStatement, type StoredStandard } from './store.ts';

export interface StandardDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'libraries'>;
}

const tags = ['standard'];
const libraryParams = z.object({ library: idSchema });
const statementParams = libraryParams.extend({ rule: idSchema });

const toView = ({ standard, revision, editedAt }: StoredStandard): StandardView => ({
  standard,
  revision,
  editedAt: editedAt?.toISOString() ?? null,
  rules: rulesOf(standard).map(({ isOn, isOwn, check, evidence, ...rule }) => ({
    ...rule,
    on: isOn,
    own: isOwn,
    evidence: [...evidence],
    page: pageOf(check),
  })),
});

const midOf = ({ low, high }: Score): number => ((low ?? 0) + (high ?? 0)) / 2;

export function standardRoutes({ database, clock, registry }: StandardDeps): FastifyPluginAsyncZod {
  const faultsOf = (standard: Standard): FieldError[] => {
    const kinds = registry.libraries().flatMap(({ keyPages }) => keyPages.map(({ kind }) => kind));
    const pageKinds = new Set(kinds.filter((kind) => kind !== null));
    return standardFaults(standard, { pageKinds }).map(({ path, message }) => ({
      field: ['standard', ...path].join('.'),
      message,
    }));
  };

  const scoreOf = (id: string): Promise<LibraryScore> => scoreLibrary(database, registry.library(id)!, clock.now());

  const statementFaults = (
    { verdict, date }: StatementChange,
    verdicts: readonly string[],
    zone: string,
  ): FieldError[] => {
    const today = windowOf(zone, clock.now(), 1).to;
    const faults: FieldError[] = [];
    if (!verdicts.includes(verdict))
      faults.push({ field: 'verdict', message: `should be ${verdicts.join(' or ')} for this rule` });
    if (date > today) faults.push({ field: 'date', message: 'should not be in the future' });
    if (date <= daysBefore(today, STATEMENT_DAYS))
      faults.push({ field: 'date', message: 'should be within the last year: an older word does not count' });
    return faults;
  };

  return async (app) => {
    app.get(
      '/v1/standard',
      {
        config: { access: 'staff' },
        schema: { response: { 200: standardViewSchema }, tags, summary: 'The visibility standard in force' },
      },
      async () => toView(await loadStandard(database.db)),
    );

    app.put(
      '/v1/standard',
      {
        config: { access: 'coordinator' },
        schema: {
          body: standardChangeSchema,
          response: { 200: standardViewSchema, 409: problemSchema },
          tags,
          summary: 'Change the visibility standard',
        },
      },
      async ({ body: { standard, revision }, account }, reply) => {
        const errors = faultsOf(standard);
        if (errors.length > 0)
          return sendProblem(reply, 422, 'invalid-standard', 'This standard contradicts itself.', errors);
        const saved = await saveStandard(database, { standard, revision, by: account!, atMs: clock.now() });
        if (saved === 'stale')
          return sendProblem(
            reply,
            409,
            'stale-revision',
            'Somebody else has changed the standard: reload it, then make your change again.',
          );
        return toView(saved);
      },
    );

    app.post(
      '/v1/standard/preview',
      {
        config: { access: 'coordinator', isHeavy: true, answerWithinMs: LONG_READ_WITHIN_MS },
        schema: {
          body: standardPreviewAskSchema,
          response: { 200: standardPreviewSchema },
          tags,
          summary: 'What a change of the standard would do to every score; nothing is written',
        },
      },
      async ({ body: { standard } }, reply) => {
        const errors = faultsOf(standard);
        if (errors.length > 0)
          return sendProblem(reply, 422, 'invalid-standard', 'This standard contradicts itself.', errors);
        const current = await loadStandard(database.db);
        const both = [current.standard, standard];
        const rows = await scoreLibraries(database, registry.libraries(), both, clock.now());
        const libraries = rows.map(({ library: { id, name }, scored }) => ({
          library: id,
          name,
          before: scored[0]!.score,
          after: scored[1]!.score,
        }));
        const changeOf = ({ before, after }: (typeof libraries)[number]): number =>
          Math.abs(midOf(after) - midOf(before));
        const changed = libraries.filter(
          ({ before, after }) => before.low !== after.low || before.high !== after.high || before.of !== after.of,
        ).length;
        const preview: StandardPreview = {
          changed,
          libraries: libraries.sort((one, other) => changeOf(other) - changeOf(one)),
        };
        return sendInChunks(reply, preview);
      },
    );

    app.get(
      '/v1/libraries/:library/score',
      {
        config: { access: 'own-library', scope: 'visibility:read' },
        schema: {
          params: libraryParams,
          response: { 200: libraryScoreSchema },
          tags,
          summary: "A library's score by the visibility standard, with each rule's result",
        },
      },
      ({ params }) => scoreOf(params.library),
    );

    app.put(
      '/v1/libraries/:library/statements/:rule',
      {
        config: { access: 'own-library' },
        schema: {
          params: statementParams,
          body: statementChangeSchema,
          response: { 200: libraryScoreSchema, 409: problemSchema },
          tags,
          summary: "State whether a rule is met; a person's word counts for a year",
        },
      },
      async ({ params: { library, rule }, body, account }, reply) => {
        const { standard } = await loadStandard(database.db);
        const known = rulesOf(standard).find(({ id, isOn }) => id === rule && isOn);
        const verdicts = known === undefined ? [] : mayState(known, registry.library(library)!.keyPages);
        if (verdicts.length === 0) return sendNotFound(reply);
        const errors = statementFaults(body, verdicts, registry.library(library)!.zone);
        if (errors.length > 0) return sendProblem(reply, 422, 'invalid-statement', 'This cannot be stated.', errors);
        const { replaces, ...statement } = body;
        const change = { library, rule, statement, replaces, by: account!, atMs: clock.now() };
        return (await saveStatement(database, change)) ? scoreOf(library) : sendStaleRevision(reply, 'statement');
      },
    );

    app.delete(
      '/v1/libraries/:library/statements/:rule',
      {
        config: { access: 'own-library' },
        schema: {
          params: statementParams,
          querystring: shownStatementSchema,
          response: { 200: libraryScoreSchema, 409: problemSchema },
          tags,
          summary: 'Withdraw what was stated of a rule',
        },
      },
      async ({ params: { library, rule }, query: replaces, account }, reply) => {
        const change = { library, rule, statement: null, replaces, by: account!, atMs: clock.now() };
        return (await saveStatement(database, change)) ? scoreOf(library) : sendStaleRevision(reply, 'statement');
      },
    );
  };
}
