// In:    a civil month.
// Out:   what each library has given at the shared desks, as JSON and as CSV.
// Never: a ranking; other libraries to a liaison where the cooperative has not published the list.
import { contributionsApi, type ContributionFigures, type ContributionList } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isForLibrary } from '../../accounts/scope.ts';
import type { Account } from '../../platform/http/access.ts';
import { sendCsv } from '../../platform/http/csv.ts';
import { serve } from '../../platform/http/serve.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { notFound } from '../../platform/refusal.ts';
import { VALUES } from './contribution.ts';
import { readContributions, type ContributionDeps } from './read-contributions.ts';

const FIGURES = {
  owed: 'owed',
  given: 'given',
  ownHours: 'own hours',
  coveredForOthers: 'covered for others',
  madeUp: 'made up',
  coveredByOthers: 'covered by others',
  notTaken: 'given up and not taken',
  missed: 'missed',
  unmonitored: 'not known',
  unmonitoredOwed: 'not known of owed',
} as const satisfies Record<keyof ContributionFigures, string>;
const KEYS = Object.keys(FIGURES) as (keyof ContributionFigures)[];

const toRows = ({ month, contribution, libraries }: ContributionList): (string | number)[][] => [
  ['library', 'month', ...KEYS.map((key) => `${FIGURES[key]} (minutes)`), 'clicks', VALUES[contribution]],
  ...libraries.map(({ name, figures, questions, value }) => [
    name,
    month,
    ...KEYS.map((key) => figures?.[key] ?? ''),
    questions ?? '',
    value ?? '',
  ]),
];

export const contributionRoutes =
  (deps: ContributionDeps): FastifyPluginAsyncZod =>
  async (app) => {
    const answerWithinMs = LONG_READ_WITHIN_MS;

    const read = async (by: Account, month: string | undefined, nowMs: number): Promise<ContributionList> => {
      const list = await readContributions(deps, month, nowMs);
      if (list.isPublished) return list;
      return { ...list, libraries: list.libraries.filter(({ library }) => isForLibrary(by, library)) };
    };

    serve(app, contributionsApi.list, ({ by, query, atMs }) => read(by, query.month, atMs), { answerWithinMs });

    app.get(
      '/v1/contributions.csv',
      {
        config: { access: contributionsApi.list.access, isHeavy: true, answerWithinMs },
        schema: {
          querystring: contributionsApi.list.query,
          response: { 200: { description: 'One row a library.', content: { 'text/csv': { schema: z.string() } } } },
          tags: ['coverage'],
          summary: 'The same, as a file for a spreadsheet',
        },
      },
      async ({ account, query: { month } }, reply) => {
        if (account === null) throw notFound();
        const list = await read(account, month, app.clock.now());
        return sendCsv(reply, `all-shared-hours-${list.month}`, toRows(list));
      },
    );
  };
