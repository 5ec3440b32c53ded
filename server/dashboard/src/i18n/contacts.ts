// What the panels of contacts and of liaisons say.
import { CONTACT_VERIFY_DAYS } from '@askusnow/sdk';
import { wallClock } from '../logic/wall-clock.js';
import { countedText, countText } from './count-text.js';
import { fullDayText } from './day-text.js';

export const messages = {
  heading: 'Contacts',
  what: 'Where to refer a patron',
  none: 'No contact yet.',
  verified: (at: string, zone: string): string => `Last verified ${fullDayText(wallClock(Date.parse(at), zone).date)}`,
  due: `Not verified for ${CONTACT_VERIFY_DAYS} days. Is it still right?`,
  stillRight: 'Still right',
  confirmed: (name: string): string => `${name}: verified today.`,
  askContact: 'Ask by mail',
  askMe: 'Send the question to me',
  asked: (name: string): string => `A mail asks whether ${name} is still right.`,
  checkText: {
    waiting: 'A mail that asks waits to be sent',
    sent: 'Asked by mail',
    'not-sent': 'The mail could not be sent',
    right: 'Answered: still right',
    changed: 'Answered: something has changed',
  },
  phone: 'Phone',
  add: 'Add a contact',
  changeNote: 'Saving counts as verified today.',
  removed: (name: string): string => `${name} removed.`,
  removeAsk: (name: string): string => `Remove ${name}?`,
  name: 'Name of the office, desk or role',
  phoneField: 'Phone (optional)',
  emailField: 'Email (optional)',
  pageField: 'Address of its page (optional)',
  saved: (name: string): string => `${name} saved.`,
  liaisons: 'By library',
  byLibrary: 'Liaisons by library',
  whatIsShown: 'What others see of a liaison',
  liaisonsNote:
    'An address or phone is shown if its owner has chosen so on “Your account”. Phones are for liaisons and the coordinator alone.',
  search: 'Find a library or liaison',
  liaison: 'Liaison',
  noLiaison: 'No liaison',
  liaisonsThere: (count: number): string => countedText(count, 'liaison'),
  andMore: (names: readonly string[], others: number): string =>
    `${names.join(', ')}${others === 0 ? '' : ` and ${countText(others)} more`}`,
  toReach: 'To reach a liaison who shows no contact:',
  showYours: 'Show your own email or phone here',
  invite: 'Invite one',
  toInvite: (count: number): string => `Invite liaisons of ${countedText(count, 'library', 'libraries')}`,
  liaisonOf: (library: string): string => `for ${library}`,
  /** "14 liaisons at 13 of 24 libraries. 11 libraries have no liaison. 12 liaisons show no email or phone." */
  found: (count: number, hidden: number, none: number, libraries: number): string =>
    [
      count === 0
        ? 'No liaison found.'
        : `${countedText(count, 'liaison')} at ${countText(libraries - none)} of ${countedText(libraries, 'library', 'libraries')}.`,
      ...(none === 0 ? [] : [`${countedText(none, 'library has', 'libraries have')} no liaison.`]),
      ...(hidden === 0
        ? []
        : [
            `${hidden === count ? 'None shows an' : `${countedText(hidden, 'liaison shows', 'liaisons show')} no`} email or phone.`,
          ]),
    ].join(' '),
  otherLiaisons: 'You and other liaisons',
  showEmail: 'Show my email address in the directory of liaisons',
  needsAddress: 'Needs a stored address.',
  needsPhone: 'Needs a phone.',
  showEmailNote: 'If ticked, everyone signed in sees it.',
  shown: 'Your address is shown in the directory.',
  hidden: 'Your address is not shown in the directory.',
  phoneNow: (phone: string | null): string => `Phone: ${phone ?? 'none'}`,
  ownPhone: 'Phone (empty: none)',
  savePhone: 'Save the phone',
  phoneSaved: (phone: string | null): string => (phone === null ? 'Phone removed.' : `Saved: ${phone}.`),
  showPhone: 'Show my phone to the other liaisons and the coordinator',
  phoneShown: 'Your phone is shown to the other liaisons.',
  phoneHidden: 'Your phone is not shown.',
  getsMessages: 'Send me what a liaison or the coordinator writes to all liaisons',
  noMail: 'No mail comes until your address is stored.',
  messagesStarted: 'You will get what is written to all liaisons.',
  messagesStopped: 'You will not get what is written to all liaisons.',
} as const;
