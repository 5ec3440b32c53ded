// Out:   the English text of notices about something that does not work, and of why a notice was not sent; by meaning.
// Never: what a calendar or a presence source said, or its address: it may be a password, and its words are of people.
import type { NoticeKind } from '@askusnow/sdk/contract';

export type TroubleKind = Extract<NoticeKind, 'feed-failing' | 'presence-failing' | 'desk-expiring'>;

interface TroubleWords {
  subject: string;
  /** What it means until then, and what to do. */
  text: string;
  /** Before the link. */
  link: string;
}

const TROUBLES: Record<TroubleKind, TroubleWords> = {
  'feed-failing': {
    subject: 'Shift calendar cannot be read',
    text: 'The shifts that were read last stay in force. Changes in the calendar have no effect here until it can be read again.',
    link: 'This page shows what is wrong:',
  },
  'presence-failing': {
    subject: 'Presence cannot be observed',
    text: 'Until it can be, patrons see nobody as available, and coverage is unmonitored.',
    link: 'This page shows what is wrong:',
  },
  'desk-expiring': {
    subject: 'A desk will be signed out',
    text: 'Its browser has not been used for weeks. Open the desk’s page there once, and it stays signed in. After that day the desk needs a new sign-in link from the coordinator.',
    link: 'The desk’s page:',
  },
};

export const messages = {
  trouble: (kind: TroubleKind): TroubleWords => TROUBLES[kind],
  /** Only people at the desk can fix this. */
  noHeartbeat:
    'The desk has sent no heartbeat for half an hour of scheduled time: open its page there, or check its script.',
  neverWorked: 'It has never worked',
  since: (time: string): string => `Since ${time}`,
  on: (time: string): string => `On ${time}`,

  // Why a notice was not sent.
  serverFault: 'This server could not send it.',
  simulated: 'The data are simulated: nothing is sent out.',
  recipientRemoved: 'The recipient was removed.',
  noMail: 'Email is not set up on this server; its operator can fix this.',
  mailTimeout: 'The mail server has not answered in time.',
  mailSignIn: 'The mail server refuses the sign-in of this server; its operator can fix this.',
  mailTls: 'The mail server’s TLS cannot be trusted.',
  mailUnreachable: 'The mail server cannot be reached.',
  mailLater: (code: number): string => `The mail server asks to try again later (${code}).`,
  mailRefused: (code: number): string => `The mail server refuses this address or message permanently (${code}).`,
  mailRefusesUs: (code: number): string => `The mail server refuses mail from this server (${code}).`,
  noSecret: 'There is no secret to sign with.',
  badAddress: 'The address cannot be used.',
  privateAddress: 'The address leads to a private network.',
  receiverTimeout: 'The receiver has not answered in time.',
  receiverTooLarge: 'The receiver’s answer is too large.',
  receiverRedirects: 'The receiver redirects, and redirects are not followed: change the address.',
  receiverUnreachable: 'The receiver cannot be reached.',
  receiverStops: 'The receiver wants no more notices.',
  receiverGone: (status: number): string => `The receiver wants no more notices (${status}).`,
  receiverAnswered: (status: number): string => `The receiver has answered ${status}.`,
};
