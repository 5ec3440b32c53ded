// In:    the clock.
// Out:   mails that ask whether a contact is right; reminders of contacts that nobody has verified. By one node.
// Never: gives a mail up while its server may only be down for a day.
import { deleteOldUses } from '../../../accounts/quota-use-store.ts';
import type { Registry } from '../../../cooperative/registry.ts';
import { notifyEach } from '../../../help/notices/notices.ts';
import { eraseOldMessages } from '../../../help/notices/own-mail-store.ts';
import type { Config } from '../../../platform/config.ts';
import { startJob, type JobDeps, type RunningJob } from '../../../platform/jobs/jobs.ts';
import { runEach } from '../../../platform/jobs/run-each.ts';
import { createMailer } from '../../../platform/mail/mail.ts';
import { dayFormat } from '../../../platform/time/clock-text.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../platform/time/instants.ts';
import { CONTACT_LINK_DAYS, LIAISON_MESSAGE_DAYS } from '@askusnow/sdk/contract';
import { messages } from './check-messages.ts';
import { deleteExpiredChecks, loadDueChecks, loadDueContacts, settleCheck, type DueCheck } from './check-store.ts';

export interface ContactJobDeps extends JobDeps {
  config: Pick<Config, 'mail' | 'publicUrl' | 'simulated'>;
  registry: Pick<Registry, 'library'>;
}

const SEND_WITHIN_MS = 20_000;
const LONGEST_WAIT_MS = 2 * HOUR_MS;
/** Units: days. */
const GIVE_UP_AFTER_DAYS = 5;
/** A library is reminded again of what it has left. Units: days. */
const REMIND_DAYS = 30;

/** One minute, doubled each time up to two hours; null: give up. */
export function nextTryMs(
  { attempts, createdMs }: Pick<DueCheck, 'attempts' | 'createdMs'>,
  nowMs: number,
): number | null {
  const atMs = nowMs + Math.min(MINUTE_MS * 2 ** attempts, LONGEST_WAIT_MS);
  return atMs - createdMs > GIVE_UP_AFTER_DAYS * DAY_MS ? null : atMs;
}

export async function sendDueChecks({ config, database, registry, clock }: ContactJobDeps): Promise<void> {
  if (config.mail === null || config.simulated) return;
  const sendMail = createMailer({ ...config.mail, withinMs: SEND_WITHIN_MS });
  await runEach(await loadDueChecks(database.db, clock.now()), async (check) => {
    const library = registry.library(check.library);
    if (library === undefined) return;
    const until = dayFormat(library.zone, { year: 'numeric' }).format(check.createdMs + CONTACT_LINK_DAYS * DAY_MS);
    const outcome = await sendMail({
      to: check.address,
      subject: messages.subject,
      text: messages.mail(check, library.name, `${config.publicUrl}/contact-check/${check.token}`, until),
      atMs: check.createdMs,
      id: check.id,
    });
    const settled =
      outcome === 'sent'
        ? outcome
        : { error: outcome.failed, nextMs: outcome.again === 'never' ? null : nextTryMs(check, clock.now()) };
    await settleCheck(database, check.id, settled, clock.now());
  });
}

export async function remindOfContacts({ config, database, registry, clock }: ContactJobDeps): Promise<void> {
  const { db } = database;
  const nowMs = clock.now();
  await deleteExpiredChecks(db, nowMs);
  await deleteOldUses(db, nowMs);
  await eraseOldMessages(db, nowMs - LIAISON_MESSAGE_DAYS * DAY_MS);
  const due = await loadDueContacts(db, nowMs);
  await notifyEach(
    db,
    due.flatMap(({ library: id, count, since }) => {
      const library = registry.library(id);
      if (library === undefined) return [];
      const month = Math.floor((nowMs - since.getTime()) / DAY_MS / REMIND_DAYS);
      const url = `${config.publicUrl}/dashboard/${id}/local?show=contacts`;
      return {
        key: ['contacts-due', id, since.toISOString(), month].join(':'),
        kind: 'contacts-due',
        tier: 'local',
        library: id,
        subject: messages.dueSubject(count, library.name),
        text: messages.dueText(count, url),
        data: { library: id, count, url },
        atMs: nowMs,
      } as const;
    }),
  );
}

export const startContactMail = (deps: ContactJobDeps): RunningJob =>
  startJob(deps, { name: 'contact-mail', everyMs: MINUTE_MS, run: () => sendDueChecks(deps) });

export const startContactReminders = (deps: ContactJobDeps): RunningJob =>
  startJob(deps, { name: 'contact-reminders', everyMs: 6 * HOUR_MS, run: () => remindOfContacts(deps) });
