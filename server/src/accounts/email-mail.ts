// In:    the clock.
// Out:   mails about accounts' addresses: to a new one for confirmation, to a former one for the undo. By one node.
// Never: loses the notice of a change in a restart, or while the mail server is down for a day.
import type { Registry } from '../cooperative/registry.ts';
import type { Config } from '../platform/config.ts';
import { startJob, type JobDeps, type RunningJob } from '../platform/jobs/jobs.ts';
import { runEach } from '../platform/jobs/run-each.ts';
import { createMailer, type Mail } from '../platform/mail/mail.ts';
import { HOUR_MS, MINUTE_MS } from '../platform/time/instants.ts';
import { deleteEnded, loadDueMails, settleMail, type DueMail } from './email-mail-store.ts';
import { messages } from './messages.ts';

interface EmailMailDeps extends JobDeps {
  config: Pick<Config, 'mail' | 'publicUrl' | 'simulated'>;
  registry: Pick<Registry, 'cooperativeName'>;
}

const SEND_WITHIN_MS = 20_000;

/** One minute, doubled each time up to an hour; null: its link would have ended. */
export function nextTryMs({ attempts, expiresMs }: Pick<DueMail, 'attempts' | 'expiresMs'>, nowMs: number) {
  const atMs = nowMs + Math.min(MINUTE_MS * 2 ** attempts, HOUR_MS);
  return atMs < expiresMs ? atMs : null;
}

export async function sendEmailMails({ config, database, registry, clock, onError }: EmailMailDeps): Promise<void> {
  const { db } = database;
  await deleteEnded(db, clock.now());
  if (config.mail === null || config.simulated) return;
  const sendMail = createMailer({ ...config.mail, withinMs: SEND_WITHIN_MS });
  await runEach(await loadDueMails(db, clock.now()), async (due) => {
    const link = `${config.publicUrl}/email/${due.token}`;
    const mail: Mail = {
      to: due.email,
      ...messages.emailMail[due.kind](due.label, registry.cooperativeName(), link),
      atMs: due.createdMs,
      id: due.id,
    };
    const outcome = await sendMail(mail);
    const isOver = outcome === 'sent' || outcome.again === 'never';
    if (outcome !== 'sent' && isOver) onError(new Error(`a mail about an address was not sent: ${outcome.failed}`));
    await settleMail(db, due.id, isOver ? null : nextTryMs(due, clock.now()));
  });
}

export const startEmailMails = (deps: EmailMailDeps): RunningJob =>
  startJob(deps, { name: 'account-mail', everyMs: MINUTE_MS, run: () => sendEmailMails(deps) });
