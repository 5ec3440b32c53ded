import {
  COLLEAGUES_AT_ONCE,
  INVITATION_HOURS,
  type Colleague,
  type ColleagueRole,
  type InvitedColleague,
  type Role,
} from '@askusnow/sdk';
import type { AddressFault } from '../logic/address-list.js';
import { ROLE_NOTES, ROLE_WORDS } from './account-text.js';
import { weekdayClockText } from './clock-text.js';
import { countedText } from './count-text.js';
import { fullDayText } from './day-text.js';

export const COLLEAGUE_ROLE_WORDS: Record<ColleagueRole, string> = {
  provider: 'Provider: answers chats',
  viewer: 'Viewer: reads these pages and changes nothing',
};

export const ADDRESS_FAULTS: Record<AddressFault, string> = {
  'no-address': 'This is no email address. Write it like name@library.org.',
  twice: 'This address is in the list twice. Name it once.',
  invited: 'You have invited this address already. See the list below.',
  'too-many': `At most ${COLLEAGUES_AT_ONCE} addresses fit in one list. Invite the others after these.`,
};

export const messages = {
  invite: 'Invite a colleague',
  emails: 'Email addresses, one on each line',
  emailsHint: `At most ${COLLEAGUES_AT_ONCE}. Each gets a link that works once, for ${INVITATION_HOURS} hours, and three invitations a day at most.`,
  preview: 'Preview',
  noAddress: 'Type an email address.',
  previewed: (count: number): string =>
    `${countedText(count, 'person', 'people')} will be invited. Nothing has been sent yet.`,
  faulty: (count: number): string =>
    `${countedText(count, 'address needs', 'addresses need')} a change. Nobody is invited until the whole list is right.`,
  inviteAll: (count: number): string => `Invite ${countedText(count, 'person', 'people')}`,
  invited: (count: number): string => `Invited: ${countedText(count, 'person', 'people')}.`,
  heading: 'Who has access',
  yours: 'People you have invited',
  nobody: 'You have invited nobody here yet',
  you: (who: string): string => `You: ${who}`,
  another: (role: Role): string => `Another account: ${ROLE_WORDS[role]}`,
  coordinators: 'Statewide coordinators',
  coordinatorsDo: 'Keep all pages; they alone end these accounts.',
  sendAgain: 'Send the link again',
  makeLink: 'Make a new link',
  end: 'End',
  endSure: (who: string, isUsed: boolean): string =>
    isUsed
      ? `End the account of ${who}? It is signed out everywhere at once.`
      : `Withdraw the invitation of ${who}? Its link stops working at once.`,
  ended: (who: string): string => `Ended: ${who}.`,
  deskLink: 'Make a sign-in link for this desk',
  deskLinkMade: 'A sign-in link for the desk was made. It is shown only once.',
};

/** The address, or a desk's label. */
export const nameOf = ({ email, label }: Pick<Colleague, 'email' | 'label'>): string => email ?? label;

/** "Liaison. Keeps the pages of its libraries." */
export const roleText = (role: Role): string => `${ROLE_WORDS[role]}. ${ROLE_NOTES[role]}`;

export function stateText({ signedInOn, invitedUntil }: Colleague): string {
  const link = invitedUntil === null ? null : `The link works until ${weekdayClockText(invitedUntil)}.`;
  if (signedInOn === null) return link ?? 'The link has ended.';
  return [`Signed in last on ${fullDayText(signedInOn)}.`, ...(link === null ? [] : [link])].join(' ');
}

/** What became of an invitation. */
export function outcomeText({ colleague, mail, until }: InvitedColleague): string {
  const who = nameOf(colleague);
  if (mail === 'failed') return `The email to ${who} could not be sent. Check the address, then send the link again.`;
  if (mail === 'sent') return `Mailed to ${who}. The link works once, until ${weekdayClockText(until)}.`;
  return `Sign-in link for ${who}. Copy it: it is shown only once, and works once, until ${weekdayClockText(until)}.`;
}
