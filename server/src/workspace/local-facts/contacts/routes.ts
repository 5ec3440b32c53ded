// In:    a library in the path; a contact of it.
// Out:   its contacts; a changed or verified one.
// Never: checks access: http/access.ts declares it, accounts/access.ts enforces it.
import { randomUUID } from 'node:crypto';
import {
  contactChangeSchema,
  contactCheckSchema,
  contactListSchema,
  contactSchema,
  idSchema,
  problemSchema,
  shownContactSchema,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { createToken } from '../../../accounts/token.ts';
import type { Registry } from '../../../cooperative/registry.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Config } from '../../../platform/config.ts';
import type { Database } from '../../../platform/db/database.ts';
import { acrossLibraries } from '../../../platform/db/request-deadline.ts';
import { sendNotFound, sendProblem, sendStaleRevision, sendUsedUp } from '../../../platform/http/problem.ts';
import type { RunningJob } from '../../../platform/jobs/jobs.ts';
import { revisionQuerySchema } from '../../../platform/http/revision-query.ts';
import { rowIdSchema } from '../../../platform/http/row-id.ts';
import { messages } from './check-messages.ts';
import { askCheck } from './check-store.ts';
import { loadContacts, MAX_CONTACTS, removeContact, saveContact, verifyContact } from './contacts-store.ts';

interface ContactDeps {
  config: Pick<Config, 'mail' | 'simulated'>;
  contactMail: Pick<RunningJob, 'wake'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library'>;
}

const tags = ['local-facts'];
const params = z.object({ library: idSchema });
const ownParams = params.extend({ contact: rowIdSchema });
const url = '/v1/libraries/:library/contacts';

export function contactRoutes({ config, contactMail, database, clock, registry }: ContactDeps): FastifyPluginAsyncZod {
  const hasMail = config.mail !== null && !config.simulated;
  const find = async (library: string, id: number) =>
    (await loadContacts(database.db, { library, id }, clock.now()))[0];

  return async (app) => {
    app.get(
      url,
      {
        config: { access: 'any-account' },
        schema: {
          params,
          response: { 200: contactListSchema, 404: problemSchema },
          tags,
          summary: "A library's contacts, by name",
        },
      },
      async ({ params: { library } }) => ({
        zone: registry.library(library)!.zone,
        hasMail,
        contacts: await acrossLibraries(() => loadContacts(database.db, { library }, clock.now())),
      }),
    );

    app.post(
      url,
      {
        config: { access: 'own-library' },
        schema: {
          params,
          body: contactChangeSchema,
          response: { 201: contactSchema, 409: problemSchema },
          tags,
          summary: 'Add a contact',
        },
      },
      async ({ params: { library }, body, account }, reply) => {
        const saved = await saveContact(database, library, null, body, { by: account!, atMs: clock.now() });
        if (saved === 'full')
          return sendProblem(reply, 409, 'quota-reached', `A library can have ${MAX_CONTACTS} contacts.`);
        if (typeof saved === 'string') return sendStaleRevision(reply, 'contact');
        return reply.code(201).send((await find(library, saved))!);
      },
    );

    app.put(
      `${url}/:contact`,
      {
        config: { access: 'own-library' },
        schema: {
          params: ownParams,
          body: contactChangeSchema,
          response: { 200: contactSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Change a contact; it counts as verified then',
        },
      },
      async ({ params: { library, contact }, body, account }, reply) => {
        const saved = await saveContact(database, library, contact, body, { by: account!, atMs: clock.now() });
        if (saved === 'unknown') return sendNotFound(reply);
        if (typeof saved === 'string') return sendStaleRevision(reply, 'contact');
        return (await find(library, saved))!;
      },
    );

    app.post(
      `${url}/:contact/verified`,
      {
        config: { access: 'own-library' },
        schema: {
          params: ownParams,
          body: shownContactSchema,
          response: { 200: contactSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Say that a contact is right as it is',
        },
      },
      async ({ params: { library, contact: id }, body: { revision }, account }, reply) => {
        const done = await verifyContact(database, { library, id, revision }, { by: account!, atMs: clock.now() });
        if (done === 'stale') return sendStaleRevision(reply, 'contact');
        const contact = done === 'verified' ? await find(library, id) : undefined;
        return contact ?? sendNotFound(reply);
      },
    );

    app.post(
      `${url}/:contact/check`,
      {
        config: { access: 'own-library' },
        schema: {
          params: ownParams,
          body: contactCheckSchema,
          response: { 202: contactSchema, 404: problemSchema, 409: problemSchema, 429: problemSchema },
          tags,
          summary: 'Ask by mail whether a contact is still right',
        },
      },
      async ({ params: { library, contact }, body: { to }, account }, reply) => {
        if (!hasMail) return sendProblem(reply, 409, 'no-mail', 'Mail is not set up on this server.');
        const asked = await askCheck(
          database,
          { library, contact },
          { id: randomUUID(), token: createToken(), to },
          { by: account!, atMs: clock.now() },
        );
        if (asked === 'unknown') return sendNotFound(reply);
        if (asked === 'no-address')
          return sendProblem(
            reply,
            409,
            'no-address',
            to === 'contact'
              ? 'This contact has no email address. Enter one, or have the mail sent to you.'
              : 'Your account has no email address. Enter one under “Your account”.',
          );
        if (asked === 'too-soon')
          return sendProblem(reply, 409, 'too-soon', 'A mail was asked for within the last day. Wait for its answer.');
        if (typeof asked === 'object') return sendUsedUp(reply, messages.usedUp(asked), asked);
        void contactMail.wake();
        return reply.code(202).send((await find(library, contact))!);
      },
    );

    app.delete(
      `${url}/:contact`,
      {
        config: { access: 'own-library' },
        schema: {
          params: ownParams,
          querystring: revisionQuerySchema,
          response: { 204: z.null(), 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Remove a contact',
        },
      },
      async ({ params: { library, contact: id }, query: { revision }, account }, reply) => {
        const done = await removeContact(database, { library, id, revision }, { by: account!, atMs: clock.now() });
        if (done === 'unknown') return sendNotFound(reply);
        return done === 'removed' ? reply.code(204).send(null) : sendStaleRevision(reply, 'contact');
      },
    );
  };
}
