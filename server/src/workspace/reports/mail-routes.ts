// In:    the signed-in account; a library in the path.
// Out:   about which libraries it gets the Monday mail; the mail as it would be sent now.
// Never: another account's choice.
import { reportsApi, type MondayMail } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { loadEmail } from '../../accounts/email-store.ts';
import { scopeOf } from '../../accounts/scope.ts';
import { createToken } from '../../accounts/token.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { notFound } from '../../platform/refusal.ts';
import { findOwnMail, loadOwnMail, startOwnMail } from '../../help/notices/own-mail-store.ts';
import { endMails } from '../../help/notices/summary-mail-store.ts';
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

export function mailRoutes(deps: MailDeps) {
  const { config, database, registry } = deps;
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

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, reportsApi.getMonday, ({ by }) => choiceOf(by));
    serve(app, reportsApi.setMonday, async ({ body: { library, subscribed }, by, atMs }) => {
      if (!ownLibraries(by).includes(library)) throw notFound();
      if (subscribed) await startOwnMail(database, by, { library, token: createToken(), atMs });
      else {
        const found = await findOwnMail(database.db, { accountId: by.id, library });
        if (found !== undefined) await endMails(database, found, 'all', { by, atMs });
      }
      return choiceOf(by);
    });
    serve(
      app,
      reportsApi.previewMonday,
      async ({ library, atMs }, { log }) => {
        const onError = (error: Error): void => log.error(error);
        return { mail: weeklyMail(await readWeek({ ...deps, onError }, library, atMs), config.publicUrl) };
      },
      { answerWithinMs: LONG_READ_WITHIN_MS },
    );
  };
}
