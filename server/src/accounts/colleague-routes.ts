// In:    a liaison or coordinator; a library or desk of theirs; somebody to invite, invite again or end.
// Out:   whom they have invited, and who else has an account; new links, mailed, or shown once where the server sends no mail.
// Never: shows a link that was mailed: it proves that its mailbox was opened.
import { colleaguesApi, type Colleague, type InvitedColleague } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { serve } from '../platform/http/serve.ts';
import { notFound } from '../platform/refusal.ts';
import { toInstant } from '../platform/time/instants.ts';
import {
  loadColleague,
  loadColleagues,
  mayEndColleague,
  renewColleagueLink,
  saveColleagues,
  saveDeskAccount,
  takeMails,
  type ColleagueLink,
  type StoredColleague,
} from './colleague-store.ts';
import { INVITATION_TTL_MS } from './invite.ts';
import { loadOtherAccess } from './other-access-store.ts';
import type { AccountRouteDeps } from './routes.ts';

const ttlMs = INVITATION_TTL_MS;

export function colleagueRoutes({ config, database, registry, mailInvitation, endAccount }: AccountRouteDeps) {
  const { db } = database;
  const isMailed = mailInvitation !== undefined;

  const toListed = ({ invitedUntilMs, ...stored }: StoredColleague): Colleague => ({
    ...stored,
    libraries: stored.libraries.map((id) => ({ id, name: registry.library(id)?.name ?? id })),
    queues: stored.queues.map((id) => ({ id, name: registry.queue(id)?.name ?? id })),
    invitedUntil: toInstant(invitedUntilMs),
  });
  const load = async (id: number, by: number, atMs: number): Promise<Colleague> => {
    const stored = await loadColleague(db, id, by, atMs);
    if (stored === undefined) throw notFound();
    return toListed(stored);
  };
  const send = async (made: ColleagueLink, by: number, atMs: number): Promise<InvitedColleague> => {
    const colleague = await load(made.accountId, by, atMs);
    const link = `${config.publicUrl}/sign-in/${made.token}`;
    const until = toInstant(made.untilMs);
    if (made.email === null || mailInvitation === undefined) return { colleague, link, until, mail: 'none' };
    const { label } = colleague;
    const mail = made.isHeldBack ? 'sent' : await mailInvitation({ to: made.email, label, link });
    return { colleague, link: null, until, mail };
  };

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, colleaguesApi.list, async ({ library, by, atMs }) => {
      const stored = await loadColleagues(db, library, by.id, atMs);
      const others = await loadOtherAccess(db, library, new Set([by.id, ...stored.map(({ id }) => id)]));
      return { colleagues: stored.map(toListed), others };
    });
    serve(app, colleaguesApi.invite, async ({ library, body: { role, emails }, ...authorship }) => {
      const { by, atMs } = authorship;
      const heldBack = isMailed ? await takeMails(database, emails, authorship) : new Set<string>();
      const made = await saveColleagues(database, { library, role, emails }, { ttlMs, isMailed, heldBack }, authorship);
      // At once: a mail server that is slow holds up the whole list no longer than one mail.
      return { invited: await Promise.all(made.map((each) => send(each, by.id, atMs))) };
    });
    serve(app, colleaguesApi.inviteDesk, async ({ queue, ...authorship }) =>
      send(await saveDeskAccount(database, queue, { ttlMs }, authorship), authorship.by.id, authorship.atMs),
    );
    serve(app, colleaguesApi.inviteAgain, async ({ account: id, ...authorship }) => {
      const { by, atMs } = authorship;
      const { email } = await load(id, by.id, atMs);
      const heldBack = isMailed && email !== null ? await takeMails(database, [email], authorship) : new Set<string>();
      return send(await renewColleagueLink(database, id, { ttlMs, isMailed, heldBack }, authorship), by.id, atMs);
    });
    serve(app, colleaguesApi.end, async ({ account: id, ...authorship }) => {
      const check = mayEndColleague(id, authorship.by.id);
      if ((await endAccount(id, { ...authorship, keepLast: true, check })) === undefined) throw notFound();
    });
  };
}
