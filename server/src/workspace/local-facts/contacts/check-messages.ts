// Out:   the sentences of the mail about a contact, of its page, and of notices.
import { CONTACT_VERIFY_DAYS } from '@askusnow/sdk/contract';
import type { UsedUp } from '../../../accounts/quota-use-store.ts';

/** What a mail shows of a contact, and its page again. */
export interface CheckedContact {
  library: string;
  name: string;
  phone: string | null;
  email: string | null;
  page: string | null;
}

const factsOf = ({ name, phone, email, page }: CheckedContact): [string, string][] =>
  [
    ['Name', name],
    ['Phone', phone],
    ['Email', email],
    ['Page', page],
  ].filter((fact): fact is [string, string] => fact[1] !== null);

export const messages = {
  factsOf,
  /** Nothing that an account has written: the mail may go to anybody. */
  subject: 'Is this contact still right?',
  mail: (contact: CheckedContact, library: string, link: string, until: string): string =>
    `${library} lists this contact for the people who answer its chats:

${factsOf(contact)
  .map(([word, fact]) => `${word}: ${fact}`)
  .join('\n')}

Is it still right? Open this page and press a button. You need no account:
${link}

The link works once, until ${until}.
`,
  title: 'Is this contact still right?',
  lists: (library: string): string => `${library} lists this contact for the people who answer its chats:`,
  noAddress: {
    contact: 'This contact has no email address. Enter one, or have the mail sent to you.',
    me: 'Your account has no email address. Enter one under “Your account”.',
  },
  tooSoon: 'A mail was asked for within the last day. Wait for its answer.',
  usedUp: ({ of, max }: Pick<UsedUp, 'of' | 'max'>): string =>
    of === 'account'
      ? `Your account can ask ${max} contacts by mail in 24 hours.`
      : `An address is asked by ${max} mails in 24 hours at most.`,
  right: 'Yes, still right',
  changed: 'No, something changed',
  thanks: 'Thank you',
  thanksRight: 'The contact is marked as verified today. You can close this page.',
  thanksChanged: 'The library’s liaison is notified, and will ask you. You can close this page.',
  ended: 'This link has ended',
  endedText:
    'It was used, its time is over, or the library has changed the contact since. If something is wrong, tell the library’s liaison.',
  crossSite: 'This was not sent from our page',
  crossSiteText: 'Open the link in the mail again, and press a button there.',
  changedSubject: (name: string, library: string): string => `${name} of ${library}: something has changed`,
  changedText: (name: string, url: string): string =>
    `A mail asked whether the contact “${name}” is still right. The answer is: No, something changed. Ask there, then correct the contact.\n\nThis page lists the contacts:\n${url}\n`,
  dueSubject: (count: number, library: string): string =>
    `${count === 1 ? '1 contact' : `${count} contacts`} of ${library} to verify`,
  dueText: (count: number, url: string): string =>
    `${count === 1 ? 'A contact was' : `${count} contacts were`} not verified for ${CONTACT_VERIFY_DAYS} days. Say that each is still right, or ask by mail.\n\nThis page lists them:\n${url}\n`,
} as const;
