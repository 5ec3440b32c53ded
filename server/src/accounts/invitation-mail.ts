// In:    a new sign-in link, and the address of its account.
// Out:   the mail that carries it, sent while the coordinator waits.
// Never: throws: a link whose mail failed is shown and can be copied.
import { randomUUID } from 'node:crypto';
import type { InvitationLink } from '@askusnow/sdk/contract';
import type { Registry } from '../cooperative/registry.ts';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { createMailer } from '../platform/mail/mail.ts';
import { messages } from './messages.ts';

/** Below the time that the dashboard waits for an answer. Units: ms. */
const SEND_WITHIN_MS = 8_000;

export interface MailedInvitation {
  to: string;
  label: string;
  link: string;
}

export type MailInvitation = (invitation: MailedInvitation) => Promise<InvitationLink['mail']>;

export interface InvitationMailDeps {
  config: Pick<Config, 'mail'> & Partial<Pick<Config, 'simulated'>>;
  registry: Pick<Registry, 'cooperativeName'>;
  clock: Clock;
  onError: (error: Error) => void;
}

/** Undefined: this server sends no mail. */
export function createInvitationMail({
  config,
  registry,
  clock,
  onError,
}: InvitationMailDeps): MailInvitation | undefined {
  if (!config.mail || config.simulated) return undefined;
  const sendMail = createMailer({ ...config.mail, withinMs: SEND_WITHIN_MS });
  return async ({ to, label, link }) => {
    const cooperative = registry.cooperativeName();
    const outcome = await sendMail({
      to,
      subject: messages.mailSubject(cooperative),
      text: messages.invitationText(label, cooperative, link),
      atMs: clock.now(),
      id: randomUUID(),
    });
    if (outcome === 'sent') return 'sent';
    onError(new Error(`an invitation was not mailed: ${outcome.failed}`));
    return 'failed';
  };
}
