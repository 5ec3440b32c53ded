// In:    a library in the path; a contact of it; words to look for.
// Out:   its contacts, or those of any library; a changed or verified one.
import { randomUUID } from 'node:crypto';
import { contactsApi, type Contact, type ContactChange } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { createToken } from '../../../accounts/token.ts';
import type { Registry } from '../../../cooperative/registry.ts';
import type { Authorship } from '../../../platform/audit/audit-store.ts';
import type { Config } from '../../../platform/config.ts';
import type { Database } from '../../../platform/db/database.ts';
import { acrossLibraries } from '../../../platform/db/request-deadline.ts';
import { wordsOf } from '../../../platform/http/paging.ts';
import { serve } from '../../../platform/http/serve.ts';
import type { RunningJob } from '../../../platform/jobs/jobs.ts';
import { notFound, Refusal } from '../../../platform/refusal.ts';
import type { Sent } from '../../../platform/sent-request.ts';
import { askCheck } from './check-store.ts';
import { contactList, findContacts, loadContacts, verifyContact } from './contacts-store.ts';

interface ContactDeps {
  config: Pick<Config, 'mail' | 'simulated'>;
  contactMail: Pick<RunningJob, 'wake'>;
  database: Database;
  registry: Pick<Registry, 'library' | 'libraries'>;
}

export function contactRoutes({ config, contactMail, database, registry }: ContactDeps) {
  const hasMail = config.mail !== null && !config.simulated;
  const find = async (library: string, id: number, atMs: number): Promise<Contact> => {
    const [contact] = await loadContacts(database.db, { library, id }, atMs);
    if (contact === undefined) throw notFound();
    return contact;
  };
  const save = async (library: string, id: number | null, body: ContactChange, authorship: Authorship & Sent) => {
    const row = { ...body, verified_at: new Date(authorship.atMs) };
    const saved = await contactList.save(database, library, id, row, authorship);
    return find(library, saved.id, authorship.atMs);
  };

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, contactsApi.list, async ({ library, atMs }) => ({
      zone: registry.library(library)!.zone,
      hasMail,
      contacts: await acrossLibraries(() => loadContacts(database.db, { library }, atMs)),
    }));
    serve(app, contactsApi.search, async ({ query }) => ({
      contacts: await findContacts(database.db, wordsOf(query.q), registry.libraries()),
    }));
    serve(app, contactsApi.add, ({ library, body, ...authorship }) => save(library, null, body, authorship));
    const stored = ({ library, contact, atMs }: { library: string; contact: number; atMs: number }) =>
      find(library, contact, atMs);
    serve(
      app,
      contactsApi.change,
      ({ library, contact, body, ...authorship }) => save(library, contact, body, authorship),
      { stored },
    );
    serve(
      app,
      contactsApi.verify,
      async ({ library, contact: id, body: { revision }, ...authorship }) => {
        await verifyContact(database, { library, id, revision }, authorship);
        return find(library, id, authorship.atMs);
      },
      { stored },
    );
    serve(app, contactsApi.check, async ({ library, contact, body: { to }, ...authorship }) => {
      if (!hasMail) throw new Refusal(409, 'no-mail', 'Mail is not set up on this server.');
      await askCheck(database, { library, contact }, { id: randomUUID(), token: createToken(), to }, authorship);
      void contactMail.wake();
      return find(library, contact, authorship.atMs);
    });
    serve(
      app,
      contactsApi.remove,
      ({ library, contact: id, query: { revision }, ...authorship }) =>
        contactList.remove(database, library, { id, revision }, authorship),
      { stored },
    );
  };
}
