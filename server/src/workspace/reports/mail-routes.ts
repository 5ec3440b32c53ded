// In:    the signed-in account; a library in the path.
// Out:   about which libraries it gets the Monday mail; the mail as it would be sent now.
// Never: another account's choice.
import {
  idSchema,
  mondayMailChangeSchema,
  mondayMailSchema,
  mondayPreviewSchema,
  type MondayMail,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { loadEmail } from '../../accounts/email-store.ts';
import { scopeOf } from '../../accounts/scope.ts';
import { createToken } from '../../accounts/token.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Account } from '../../platform/http/access.ts';
import { sendNotFound } from '../../platform/http/problem.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { findOwnMail, loadOwnMail, startOwnMail } from '../../help/notices/own-mail-store.ts';
import { endSummaryMail } from '../../help/notices/summary-mail-store.ts';
import type { TaskDeps } from '../tasks/task.ts';
import { readWeek } from './read-week.ts';
import { weeklyMail } from './weekly-mail.ts';

export interface MailDeps extends TaskDeps {
  config: Pick<Config, 'mail' | 'publicUrl'>;
  clock: Clock;
}

/** Who looks after all libraries reads the overview. */
const ownLibraries = (account: Account): readonly string[] => {
  const scope = scopeOf(account);
  return scope === 'all' ? [] : scope.libraries;
};

const tags = ['reports'];
const params = z.object({ library: idSchema });

export function mailRoutes(deps: MailDeps): FastifyPluginAsyncZod {
  const { config, database, clock, registry } = deps;
  const choiceOf = async (account: Account): Promise<MondayMail> => {
    const [subscribed, email] = await Promise.all([
      loadOwnMail(database.db, account.id),
      loadEmail(database.db, account.id),
    ]);
    return {
      isAvailable: config.mail !== null,
      hasAddress: email !== null,
      libraries: ownLibraries(account)
        .map((library) => ({
          library,
          name: registry.library(library)?.name ?? library,
          subscribed: subscribed.includes(library),
        }))
        .sort((one, other) => one.library.localeCompare(other.library)),
    };
  };

  return async (app) => {
    app.get(
      '/v1/session/monday',
      {
        config: { access: 'own-account' },
        schema: {
          response: { 200: mondayMailSchema },
          tags,
          summary: 'About which libraries this account gets the Monday mail',
        },
      },
      ({ account }) => choiceOf(account!),
    );

    app.put(
      '/v1/session/monday',
      {
        config: { access: 'own-account' },
        schema: {
          body: mondayMailChangeSchema,
          response: { 200: mondayMailSchema },
          tags,
          summary: 'Start or stop the Monday mail about a library',
        },
      },
      async ({ body: { library, subscribed }, account }, reply) => {
        if (!ownLibraries(account!).includes(library)) return sendNotFound(reply);
        const atMs = clock.now();
        if (subscribed) await startOwnMail(database, account!, { library, token: createToken(), atMs });
        else {
          const found = await findOwnMail(database.db, { accountId: account!.id, library });
          if (found !== undefined) await endSummaryMail(database, found, atMs);
        }
        return choiceOf(account!);
      },
    );

    app.get(
      '/v1/libraries/:library/monday',
      {
        config: { access: 'own-library', isHeavy: true, answerWithinMs: LONG_READ_WITHIN_MS },
        schema: {
          params,
          response: { 200: mondayPreviewSchema },
          tags,
          summary: 'The Monday mail, as it would be sent now',
        },
      },
      async ({ params: { library }, log }) => {
        const onError = (error: Error): void => log.error(error);
        const facts = await readWeek({ ...deps, onError }, library, clock.now());
        return { mail: weeklyMail(facts, config.publicUrl) };
      },
    );
  };
}
