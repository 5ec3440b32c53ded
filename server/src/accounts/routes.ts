// In:    the coordinator; an account to invite, invite again, change, sign out or end.
// Out:   accounts in pages, links to copy or mailed, an account's audit trail.
// Never: shows a link again; keeps a session or link of an ended account.
import {
  accountListSchema,
  auditListSchema,
  credentialListSchema,
  invitationSchema,
  listedAccountSchema,
  newAccountSchema,
  problemSchema,
  roleChangeSchema,
  type Credential,
  type InvitationLink,
  type ListedAccount,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Registry } from '../cooperative/registry.ts';
import type { Account } from '../platform/http/access.ts';
import { pageQuerySchema } from '../platform/http/paging.ts';
import { sendNotFound, sendProblem, sendStaleRevision } from '../platform/http/problem.ts';
import { rowIdSchema } from '../platform/http/row-id.ts';
import { toInstant } from '../platform/time/instants.ts';
import { loadAccountAudit, type By } from './account-audit-store.ts';
import { countAccounts, loadAccounts, type AccountRecord, type Ended } from './account-store.ts';
import { changeRole } from './account-role-store.ts';
import { clearSessionCookie } from './cookie.ts';
import { checkRole, inOrder, invite, inviteAgain, InviteError, unknownText, type MadeLink } from './invite.ts';
import type { MailInvitation } from './invitation-mail.ts';
import type { AccountDeps } from './plugin.ts';
import { endSessions } from './sign-out-store.ts';
import { withdrawLinks } from './invitation-store.ts';

export interface AccountRouteDeps extends Omit<AccountDeps, 'registry'> {
  registry: Pick<Registry, 'library' | 'queue'>;
  /** Undefined: this server sends no mail. */
  mailInvitation: MailInvitation | undefined;
  /** Ends it and what it has made that works without it; also completes the end of an account that has ended already. */
  endAccount(
    accountId: number,
    options: { by: By; keepLast: boolean },
    nowMs: number,
  ): Promise<Exclude<Ended, object> | { credentials: Credential[] }>;
}

export const sendLastCoordinator = (reply: FastifyReply): FastifyReply =>
  sendProblem(reply, 409, 'last-coordinator', 'This is the last coordinator. Invite another coordinator first.');

/** Throws any other error again. */
function sendInvalid(reply: FastifyReply, error: unknown, detail: string): FastifyReply {
  if (!(error instanceof InviteError)) throw error;
  return sendProblem(reply, 422, 'invalid-request', detail, [{ field: error.field, message: error.expected }]);
}

/** Two lists of 2,000 libraries. */
const ROLE_BODY_LIMIT_BYTES = 256 * 1024;

const UNCHANGEABLE = {
  desk: 'This account is a desk’s browser. End it, and invite a person.',
  'by-organization': 'This account signs in with its organization, which gives it its role.',
};

const tags = ['accounts'];
const params = z.object({ account: rowIdSchema });

export function accountRoutes(deps: AccountRouteDeps): FastifyPluginAsyncZod {
  const { config, database, clock, registry, mailInvitation } = deps;
  const { db } = database;

  const toListed = (record: AccountRecord, reader: Account): ListedAccount => ({
    id: record.id,
    label: record.label,
    email: record.email,
    isEmailConfirmed: record.emailConfirmed,
    role: record.role,
    signsInBy: record.byOrganization ? 'organization' : 'link',
    // A library that has left the cooperative has no name here.
    libraries: record.libraries.map((id) => ({ id, name: registry.library(id)?.name ?? id })),
    queues: record.queues.map((id) => ({ id, name: registry.queue(id)?.name ?? id })),
    signedInOn: record.signedInOn,
    sessions: record.sessions,
    sessionsUntil: toInstant(record.sessionsUntilMs),
    invitedUntil: toInstant(record.invitedUntilMs),
    isYou: record.id === reader.id,
  });

  const sendLink = async (reply: FastifyReply, { token, accountId, untilMs }: MadeLink, reader: Account) => {
    const [record] = await loadAccounts(db, { id: accountId }, clock.now());
    if (record === undefined) return sendNotFound(reply);
    const link = `${config.publicUrl}/sign-in/${token}`;
    const until = toInstant(untilMs);
    const { email: to, label } = record;
    const mail = to === null ? 'none' : ((await mailInvitation?.({ to, label, link })) ?? 'none');
    return reply.code(201).send({ account: toListed(record, reader), link, until, mail } satisfies InvitationLink);
  };

  return async (app) => {
    app.get(
      '/v1/accounts',
      {
        config: { access: 'coordinator' },
        schema: {
          querystring: pageQuerySchema,
          response: { 200: accountListSchema },
          tags,
          summary: 'Who may sign in, by label, a page at a time',
        },
      },
      async ({ query, account }) => {
        const records = await loadAccounts(db, query, clock.now());
        const accounts = records.map((record) => toListed(record, account!));
        return { accounts, total: await countAccounts(db, query) };
      },
    );

    app.post(
      '/v1/accounts',
      {
        config: { access: 'coordinator' },
        schema: {
          body: newAccountSchema,
          response: { 201: invitationSchema, 422: problemSchema },
          tags,
          summary: 'Invite a person: a sign-in link for 72 hours, shown once, and mailed where an address is known',
        },
      },
      async ({ body, account }, reply) => {
        const { label = null, email = null, role, libraries, queues } = body;
        try {
          const link = await invite(db, { label, email, role, libraries, queues, clock, by: account! });
          return await sendLink(reply, link, account!);
        } catch (error) {
          return sendInvalid(reply, error, 'The invitation is invalid.');
        }
      },
    );

    app.post(
      '/v1/accounts/:account/invitations',
      {
        config: { access: 'coordinator' },
        schema: {
          params,
          response: { 201: invitationSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Invite again: a new link that replaces the unused ones',
        },
      },
      async ({ params: { account: id }, account, session }, reply) => {
        // Otherwise a session that was left open renews itself, and may then change the address.
        if (id === account!.id && session!.freshUntilMs <= clock.now())
          return sendProblem(
            reply,
            403,
            'sign-in-again',
            'A link for your own account can be made within ten minutes of a sign-in. Sign in again first.',
          );
        const link = await inviteAgain(db, id, { clock, by: account! });
        if (link === 'unknown') return sendNotFound(reply);
        if (link === 'by-organization')
          return sendProblem(
            reply,
            409,
            'by-organization',
            'This account signs in with its organization, and has no link.',
          );
        return sendLink(reply, link, account!);
      },
    );

    app.delete(
      '/v1/accounts/:account/invitations',
      {
        config: { access: 'coordinator' },
        schema: {
          params,
          response: { 204: z.undefined(), 404: problemSchema },
          tags,
          summary: 'Withdraw the unused links',
        },
      },
      async ({ params: { account: id }, account }, reply) => {
        const isKnown = await withdrawLinks(db, id, account!, clock.now());
        return isKnown ? reply.code(204).send() : sendNotFound(reply);
      },
    );

    app.post(
      '/v1/accounts/:account/sessions/end',
      {
        config: { access: 'coordinator' },
        schema: {
          params,
          response: { 204: z.undefined(), 404: problemSchema },
          tags,
          summary: 'Sign an account out wherever it is signed in',
        },
      },
      async ({ params: { account: id }, account }, reply) => {
        if ((await countAccounts(db, { id })) === 0) return sendNotFound(reply);
        await endSessions(db, id, account!, clock.now());
        return reply.code(204).send();
      },
    );

    app.delete(
      '/v1/accounts/:account',
      {
        config: { access: 'coordinator' },
        schema: {
          params,
          response: { 200: credentialListSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary:
            'End an account, its links, its sessions and its streams, and what it has made that works without it',
        },
      },
      async ({ params: { account: id }, account }, reply) => {
        const by = account!;
        const ended = await deps.endAccount(id, { by, keepLast: true }, clock.now());
        if (ended === 'unknown') return sendNotFound(reply);
        if (ended === 'last-coordinator') return sendLastCoordinator(reply);
        if (id === by.id) clearSessionCookie(reply, config);
        return { credentials: ended.credentials };
      },
    );

    app.put(
      '/v1/accounts/:account/role',
      {
        bodyLimit: ROLE_BODY_LIMIT_BYTES,
        config: { access: 'coordinator' },
        schema: {
          params,
          body: roleChangeSchema,
          response: { 200: listedAccountSchema, 404: problemSchema, 409: problemSchema, 422: problemSchema },
          tags,
          summary: 'Change the role, libraries and label of a person’s account; its next request has them',
        },
      },
      async ({ params: { account: id }, body: { label = null, role, libraries, replaces }, account }, reply) => {
        try {
          const wanted = { label, role, libraries: inOrder(libraries), replaces };
          checkRole(role, label, { libraries: wanted.libraries, queues: [] });
          const changed = await changeRole(db, id, wanted, account!, clock.now());
          if (changed === 'unknown') return await sendNotFound(reply);
          if (changed === 'stale') return await sendStaleRevision(reply, 'account');
          if (changed === 'last-coordinator') return await sendLastCoordinator(reply);
          if (changed === 'desk' || changed === 'by-organization')
            return await sendProblem(reply, 409, changed === 'desk' ? 'desk-account' : changed, UNCHANGEABLE[changed]);
          if (changed !== 'changed') throw new InviteError('libraries', unknownText('library', changed.unknown));
          const [record] = await loadAccounts(db, { id }, clock.now());
          return record === undefined ? await sendNotFound(reply) : toListed(record, account!);
        } catch (error) {
          return sendInvalid(reply, error, 'The change is invalid.');
        }
      },
    );

    app.get(
      '/v1/accounts/:account/audit',
      {
        config: { access: 'coordinator' },
        schema: {
          params,
          response: { 200: auditListSchema, 404: problemSchema },
          tags,
          summary: 'Sign-ins, invitations and endings of an account, newest first',
        },
      },
      async ({ params: { account: id } }, reply) =>
        (await countAccounts(db, { id })) === 0 ? sendNotFound(reply) : { entries: await loadAccountAudit(db, id) },
    );
  };
}
