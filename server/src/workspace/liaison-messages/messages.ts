// Out:   the words around what a liaison writes to all, and why it cannot be sent; by meaning.
import { LIAISON_MESSAGE_DAYS } from '@askusnow/sdk/contract';

export const messages = {
  /** The mailer adds the link that stops these mails. */
  footer: (label: string, cooperative: string): string =>
    `--\n${label} wrote this to the liaisons and the coordinator of ${cooperative}. If you reply, ${label} alone gets it.\nYou get this mail because you are one of them.`,
  noMail: 'Email is not set up on this server, so nothing can be sent.',
  noAddress: 'Your account has no confirmed email address, to which replies would go. Enter one on “Your account”.',
  nobody: 'Nobody else has a confirmed email address and wants these mails.',
  usedUp: (max: number): string =>
    `Your account can write to all liaisons ${max} times in ${LIAISON_MESSAGE_DAYS} days.`,
};
