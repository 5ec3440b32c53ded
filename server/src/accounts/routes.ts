// In:    the coordinator; an account to invite, invite again, change, sign out or end.
// Out:   accounts in pages, links to copy or mailed, an account's audit trail.
// Never: shows a link again; keeps a session or link of an ended account.
import { accountsApi, type Credential, type InvitationLink, type ListedAccount } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../cooperative/registry.ts';
import type { Authorship } from '../platform/audit/audit-store.ts';
import type { Account } from '../platform/http/access.ts';
import { serve } from '../platform/http/serve.ts';
import { notFound, Refusal } from '../platform/refusal.ts';
import { toInstant } from '../platform/time/instants.ts';
import { loadAccountAudit } from './account-audit-store.ts';
import { countAccounts, loadAccounts, type AccountRecord, type EndOptions } from './account-store.ts';
import { changeRole } from './account-role-store.ts';
import { clearSessionCookie } from './cookie.ts';
import { checkRole, inOrder, invite, inviteAgain } from './invite.ts';
import type { MailInvitation } from './invitation-mail.ts';
import type { AccountDeps } from './plugin.ts';
import { endSessions } from './sign-out-store.ts';
import { withdrawLinks, type MadeLink } from './invitation-store.ts';

export interface AccountRouteDeps extends Omit<AccountDeps, 'registry'> {
  registry: Pick<Registry, 'library' | 'queue'>;
  /** Undefined: this server sends no mail. */
  mailInvitation: MailInvitation | undefined;
  /**
   * Ends it and what it has made that works without it; also completes the end of an account that has ended already, which
   * is undefined. Errors: Refusal 409 `last-coordinator`.
   */
  endAccount(accountId: number, options: Authorship & EndOptions): Promise<{ credentials: Credential[] } | undefined>;
}

/** Two lists of 2,000 libraries. */
const ROLE_BODY_LIMIT_BYTES = 256 * 1024;

export function accountRoutes(deps: AccountRouteDeps) {
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
    activeOn: record.activeOn,
    sessions: record.sessions,
    sessionsUntil: toInstant(record.sessionsUntilMs),
    invitedUntil: toInstant(record.invitedUntilMs),
    isYou: record.id === reader.id,
    revision: record.revision,
  });

  const load = async (id: number, reader: Account): Promise<ListedAccount> => {
    const [record] = await loadAccounts(db, { id }, clock.now());
    if (record === undefined) throw notFound();
    return toListed(record, reader);
  };

  const mailLink = async ({ token, accountId, untilMs }: MadeLink, reader: Account): Promise<InvitationLink> => {
    const account = await load(accountId, reader);
    const link = `${config.publicUrl}/sign-in/${token}`;
    const until = toInstant(untilMs);
    const { email: to, label } = account;
    const mail = to === null ? 'none' : ((await mailInvitation?.({ to, label, link })) ?? 'none');
    return { account, link, until, mail };
  };

  const checkKnown = async (id: number): Promise<void> => {
    if ((await countAccounts(db, { id })) === 0) throw notFound();
  };

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, accountsApi.list, async ({ query, by, atMs }) => {
      const records = await loadAccounts(db, query, atMs);
      return { accounts: records.map((record) => toListed(record, by)), total: await countAccounts(db, query) };
    });
    serve(app, accountsApi.invite, async ({ body: { label = null, email = null, ...body }, by, sent }) =>
      mailLink(await invite(database, { ...body, label, email, clock, by, sent }), by),
    );
    serve(app, accountsApi.inviteAgain, async ({ account: id, ...authorship }, { request }) => {
      const { by, atMs } = authorship;
      // Otherwise a session that was left open renews itself, and may then change the address.
      if (id === by.id && request.session!.freshUntilMs <= atMs)
        throw new Refusal(
          403,
          'sign-in-again',
          'A link for your own account can be made within ten minutes of a sign-in. Sign in again first.',
        );
      return mailLink(await inviteAgain(database, id, authorship), by);
    });
    serve(app, accountsApi.withdrawInvitations, ({ account: id, ...authorship }) =>
      withdrawLinks(database, id, authorship),
    );
    serve(app, accountsApi.endSessions, async ({ account: id, ...authorship }) => {
      await checkKnown(id);
      await endSessions(database, id, authorship);
    });
    serve(app, accountsApi.end, async ({ account: id, ...authorship }, reply) => {
      const ended = await deps.endAccount(id, { ...authorship, keepLast: true });
      if (ended === undefined) throw notFound();
      if (id === authorship.by.id) clearSessionCookie(reply, config);
      return { credentials: ended.credentials };
    });
    serve(
      app,
      accountsApi.changeRole,
      async ({ account: id, body: { label = null, ...wanted }, ...authorship }) => {
        const libraries = inOrder(wanted.libraries);
        checkRole(wanted.role, label, { libraries, queues: [] });
        await changeRole(database, id, { ...wanted, label, libraries }, authorship);
        return load(id, authorship.by);
      },
      { bodyLimit: ROLE_BODY_LIMIT_BYTES, stored: ({ account: id, by }) => load(id, by) },
    );
    serve(app, accountsApi.audit, async ({ account: id }) => {
      await checkKnown(id);
      return { entries: await loadAccountAudit(db, id) };
    });
  };
}
