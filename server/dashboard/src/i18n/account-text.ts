import {
  INVITATION_HOURS,
  type AccountList,
  type AccountEmail,
  type AuditEntry,
  type InvitationLink,
  type ListedAccount,
  type Role,
  type Session,
} from '@askusnow/sdk';
import { DAY_MS } from '../logic/lengths.js';
import { weekdayClockText } from './clock-text.js';
import { countedText, countText, listText } from './count-text.js';
import { fullDayText } from './day-text.js';
import { messages as people } from './people.js';

export const ROLE_WORDS: Record<Role, string> = {
  liaison: 'Liaison',
  viewer: 'Viewer',
  provider: 'Provider',
  desk: 'Desk',
  coordinator: 'Coordinator',
};
/** What people of a role do. */
export const ROLE_NOTES: Record<Role, string> = {
  liaison: 'Keeps the pages of its libraries.',
  viewer: 'Reads the pages of its libraries.',
  provider: 'Answers chats, and reads all policies.',
  desk: 'Sets the status of its desks.',
  coordinator: 'Keeps the pages of all libraries.',
};
/** The role that is invited most often comes first. */
export const INVITED_ROLES = Object.keys(ROLE_WORDS) as Role[];

/** More are counted. */
const MAX_NAMED = 3;

/** "liaison harford · Liaison · Harford County Public Library" */
export function whoText({ label, role, libraries }: Pick<Session, 'label' | 'role' | 'libraries'>): string {
  const many = role === 'coordinator' ? people.ofAllLibraries : countedText(libraries.length, 'library', 'libraries');
  const names = libraries.map(({ name }) => name);
  const where = role === 'coordinator' || names.length > MAX_NAMED ? many : listText(names);
  return [label, ROLE_WORDS[role], where].filter(Boolean).join(' · ');
}

/** The libraries and desks of an account. */
export function forText({ role, libraries, queues }: Pick<ListedAccount, 'role' | 'libraries' | 'queues'>): string {
  if (role === 'coordinator') return people.ofAllLibraries;
  return listText([...libraries, ...queues].map(({ name }) => name));
}

const MAY_WORDS: Record<Role, string> = {
  coordinator: 'Change',
  liaison: 'Change',
  viewer: 'Read',
  provider: 'Answer chats:',
  desk: 'Set the status of',
};

/** "Change Cecil", "Read all libraries": what an account may do, and where. */
export const mayText = (account: Pick<ListedAccount, 'role' | 'libraries' | 'queues'>): string =>
  `${MAY_WORDS[account.role]} ${forText(account)}`.replace(/: $/, '');

/** Somebody who stays signed in is active without a sign-in. */
const activeOn = ({ activeOn: day, signedInOn }: Pick<ListedAccount, 'activeOn' | 'signedInOn'>): string | null =>
  day ?? signedInOn;

export function activeText(account: Pick<ListedAccount, 'activeOn' | 'signedInOn'>): string {
  const day = activeOn(account);
  return day === null ? 'Never' : fullDayText(day);
}

/** So long without activity, an account may have nobody. Units: days. */
const SILENT_DAYS = 30;
/** On more, somebody may have left browsers signed in. */
const USUAL_BROWSERS = 5;

/** "19 accounts; 3 have never signed in; 2 have not been active for 30 days"; of a part of them their number alone. */
export function accountsText({ accounts, total }: AccountList, nowMs: number): string {
  const all = accounts.length < total ? [] : accounts;
  const since = new Date(nowMs - SILENT_DAYS * DAY_MS).toISOString().slice(0, 10);
  const have = (count: number): string => `${countText(count)} ${count === 1 ? 'has' : 'have'}`;
  const days = all.map(activeOn);
  const never = days.filter((day) => day === null).length;
  const silent = days.filter((day) => day !== null && day < since).length;
  const many = all.filter((account) => manyBrowsersText(account) !== null).length;
  return [
    countedText(total, 'account'),
    ...(never === 0 ? [] : [`${have(never)} never signed in`]),
    ...(silent === 0 ? [] : [`${have(silent)} not been active for ${SILENT_DAYS} days`]),
    ...(many === 0
      ? []
      : [`${countText(many)} ${many === 1 ? 'is' : 'are'} signed in on more than ${USUAL_BROWSERS} browsers`]),
  ].join('; ');
}

export const accessText = ({ sessions }: Pick<ListedAccount, 'sessions'>): string =>
  sessions === 0
    ? 'Signed out'
    : sessions === 1
      ? 'Still signed in, 1 browser'
      : `Still signed in, ${sessions} browsers`;

/** "11 browsers", beside the account's name in the list; null: no more than usual. */
export const manyBrowsersText = ({ sessions }: Pick<ListedAccount, 'sessions'>): string | null =>
  sessions > USUAL_BROWSERS ? `${countText(sessions)} browsers` : null;

/** Null: no sign-in link of this account still works. */
export const invitedText = ({ invitedUntil }: Pick<ListedAccount, 'invitedUntil'>): string | null =>
  invitedUntil === null ? null : `Link not used yet, works until ${weekdayClockText(invitedUntil)}`;

/** Where sign-in links go, and whether that is confirmed. */
export const ownEmailText = ({ email, isConfirmed }: Pick<AccountEmail, 'email' | 'isConfirmed'>): string =>
  email === null ? people.noEmail : isConfirmed ? people.emailConfirmed(email) : people.emailUnconfirmed(email);

export const pendingEmailText = ({ email, until }: NonNullable<AccountEmail['pending']>): string =>
  people.emailPending(email, weekdayClockText(until));

/** Announced after the form was sent. */
export const savedEmailText = ({ email, pending }: Pick<AccountEmail, 'email' | 'pending'>): string =>
  pending !== null ? people.emailAsked(pending.email) : email === null ? people.emailRemoved : people.emailSaved(email);

/** What a question about signing out says about the address. */
export const linksGoToText = (stored: Pick<AccountEmail, 'email' | 'isConfirmed'> | undefined): string =>
  stored === undefined || stored.email === null ? '' : `${ownEmailText(stored)} ${people.ifNotYours}`;

/** The label of a new link's field: where the link went, and how long it works. */
export function invitationText({ account: { label, email }, mail, until }: InvitationLink): string {
  const end = weekdayClockText(until);
  if (email === null || mail === 'none') return people.invitationLink(label, INVITATION_HOURS, end);
  const text = mail === 'sent' ? people.invitationMailed : people.invitationNotMailed;
  return text(label, email, INVITATION_HOURS, end);
}

/** Announced after the link was made. */
export function linkNewsText({ account: { email }, mail }: InvitationLink): string {
  if (email === null || mail === 'none') return people.linkShownOnce;
  return mail === 'sent' ? people.linkMailed(email) : people.linkNotMailed;
}

/** What was done to an account, for its history. Actions of a later version are shown by their names. */
export function accountEntryText({ action }: Pick<AuditEntry, 'action'>): string {
  const words: Record<string, string> = {
    invited: 'Invited',
    'link-made': 'Made a new sign-in link',
    'link-withdrawn': 'Withdrew the sign-in link',
    'signed-in': 'Signed in',
    'signed-out': 'Signed out',
    'session-ended': 'Signed out one browser',
    'sessions-ended': 'Signed out everywhere',
    'token-made': 'Made an API token',
    'token-ended': 'Ended an API token',
    'account-ended': 'Ended the account',
    'account-data-deleted': 'Deleted the account’s data',
    'email-asked': 'Asked for another email address',
    'email-set': 'Set the email address',
    'email-confirmed': 'Confirmed the email address by a mailed link',
    'email-restored': 'Undid a change of the email address',
    'email-removed': 'Removed the email address',
    'desk-email-removed': 'Removed the email address: desks have none any more',
    'contact-choice-changed': 'What other liaisons see was changed',
    'account-made': 'Account made at the first sign-in with the organization',
    'role-changed': 'Changed the role or libraries',
    'role-withdrawn': 'Role taken away by the organization',
  };
  return words[action] ?? action.replaceAll('-', ' ');
}
