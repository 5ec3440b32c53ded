// In:    a standard or its change; a library in the path; a person's word.
// Out:   the rules in force, what a change would do, a library's score.
import {
  standardApi,
  type LibraryScore,
  type Score,
  type Standard,
  type StandardPreview,
  type StatementChange,
} from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendInChunks } from '../../platform/http/chunked-json.ts';
import type { FieldError } from '../../platform/http/problem.ts';
import { serve } from '../../platform/http/serve.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { notFound, Refusal } from '../../platform/refusal.ts';
import { daysBefore, windowOf } from '../../platform/time/day-window.ts';
import { mayState } from './evaluate.ts';
import { rulesOf, standardFaults } from './rules.ts';
import { scoreLibraries, scoreLibrary } from './scores.ts';
import { STATEMENT_DAYS } from './statement-outcomes.ts';
import { loadStandard, saveStandard, saveStatement, toStandardView } from './store.ts';

export interface StandardDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'libraries'>;
}

const midOf = ({ low, high }: Score): number => ((low ?? 0) + (high ?? 0)) / 2;

function statementFaults({ verdict, date }: StatementChange, verdicts: readonly string[], today: string): FieldError[] {
  const faults: FieldError[] = [];
  if (!verdicts.includes(verdict))
    faults.push({ field: 'verdict', message: `should be ${verdicts.join(' or ')} for this rule` });
  if (date > today) faults.push({ field: 'date', message: 'should not be in the future' });
  if (date <= daysBefore(today, STATEMENT_DAYS))
    faults.push({ field: 'date', message: 'should be within the last year: an older word does not count' });
  return faults;
}

export function standardRoutes({ database, registry }: StandardDeps) {
  /** Errors: Refusal 422. */
  const check = (standard: Standard): void => {
    const kinds = registry.libraries().flatMap(({ keyPages }) => keyPages.map(({ kind }) => kind));
    const pageKinds = new Set(kinds.filter((kind) => kind !== null));
    const errors = standardFaults(standard, { pageKinds }).map(({ path, message }) => ({
      field: ['standard', ...path].join('.'),
      message,
    }));
    if (errors.length > 0) throw new Refusal(422, 'invalid-standard', 'This standard contradicts itself.', { errors });
  };

  const scoreOf = (id: string, atMs: number): Promise<LibraryScore> =>
    scoreLibrary(database, registry.library(id)!, atMs);

  return async (app: FastifyInstance): Promise<void> => {
    const read = async () => toStandardView(await loadStandard(database.db));
    serve(app, standardApi.get, read);

    serve(
      app,
      standardApi.change,
      async ({ body, ...authorship }) => {
        check(body.standard);
        return toStandardView(await saveStandard(database, body, authorship));
      },
      { stored: read },
    );

    serve(
      app,
      standardApi.preview,
      async ({ body: { standard }, atMs }, reply) => {
        check(standard);
        const current = await loadStandard(database.db);
        const rows = await scoreLibraries(database, registry.libraries(), [current.standard, standard], atMs);
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
      { answerWithinMs: LONG_READ_WITHIN_MS },
    );

    const score = ({ library, atMs }: { library: string; atMs: number }) => scoreOf(library, atMs);
    serve(app, standardApi.score, score);

    serve(
      app,
      standardApi.state,
      async ({ library, rule, body, ...authorship }) => {
        const { atMs } = authorship;
        const { keyPages, zone } = registry.library(library)!;
        const { standard } = await loadStandard(database.db);
        const known = rulesOf(standard).find(({ id, isOn }) => id === rule && isOn);
        const verdicts = known === undefined ? [] : mayState(known, keyPages);
        if (verdicts.length === 0) throw notFound();
        const errors = statementFaults(body, verdicts, windowOf(zone, atMs, 1).to);
        if (errors.length > 0) throw new Refusal(422, 'invalid-statement', 'This cannot be stated.', { errors });
        const { revision, ...statement } = body;
        await saveStatement(database, { library, rule }, { statement, revision }, authorship);
        return scoreOf(library, atMs);
      },
      { stored: score },
    );

    serve(
      app,
      standardApi.withdraw,
      async ({ library, rule, query: { revision }, ...authorship }) => {
        await saveStatement(database, { library, rule }, { statement: null, revision }, authorship);
        return scoreOf(library, authorship.atMs);
      },
      { stored: score },
    );
  };
}
