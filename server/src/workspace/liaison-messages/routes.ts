// In:    a liaison or the coordinator; a subject and a text.
// Out:   one mail to each other liaison and coordinator, or how it would look; whether the account can write now.
// Never: an address but the sender's own.
import { LIAISON_MESSAGE_DAYS, liaisonMessagesApi, type LiaisonMessage } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { loadQuota } from '../../accounts/quota-use-store.ts';
import type { Registry } from '../../cooperative/registry.ts';
import { countReaders, loadWritten } from '../../help/notices/own-mail-store.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { Refusal } from '../../platform/refusal.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { loadReplyTo, sendToLiaisons } from './message-store.ts';
import { messages } from './messages.ts';

interface LiaisonMessageDeps {
  config: Pick<Config, 'mail' | 'simulated'>;
  database: Database;
  registry: Pick<Registry, 'cooperativeName'>;
}

export function liaisonMessageRoutes({ config, database, registry }: LiaisonMessageDeps) {
  const { db } = database;
  const mail = config.simulated ? null : config.mail;
  const count = (by: Account): Promise<number> => acrossLibraries(() => countReaders(db, by.id));
  const from = (): string => {
    if (mail === null) throw new Refusal(409, 'no-mail', messages.noMail);
    return mail.from;
  };
  const written = ({ subject, text }: LiaisonMessage, by: Account): LiaisonMessage => ({
    subject,
    text: `${text}\n\n${messages.footer(by.label, registry.cooperativeName())}`,
  });

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, liaisonMessagesApi.get, async ({ by, atMs }) => {
      const { left, nextMs } = await loadQuota(db, { account: by.id, quota: 'liaison-messages' }, atMs);
      const replyTo = await loadReplyTo(db, by.id);
      const sinceMs = atMs - LIAISON_MESSAGE_DAYS * DAY_MS;
      const written = await acrossLibraries(() => loadWritten(db, by.id, sinceMs));
      const sent = written.map(({ at, ...counts }) => ({ at: at.toISOString(), ...counts }));
      return { isAvailable: mail !== null, replyTo, people: await count(by), left, nextAt: toInstant(nextMs), sent };
    });
    serve(app, liaisonMessagesApi.preview, async ({ body, by }) => {
      const sender = from();
      const replyTo = await loadReplyTo(db, by.id);
      if (replyTo === null) throw new Refusal(409, 'no-address', messages.noAddress);
      return { people: await count(by), from: sender, replyTo, ...written(body, by) };
    });
    serve(app, liaisonMessagesApi.send, async ({ body, ...authorship }) => {
      from();
      return { people: await sendToLiaisons(database, written(body, authorship.by), authorship) };
    });
  };
}
