// Out:   what the sign-in pages say, in English; by meaning.
import { EMAIL_CONFIRM_HOURS, EMAIL_UNDO_DAYS, INVITATION_HOURS } from '@askusnow/sdk/contract';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../platform/time/instants.ts';
import type { SessionLimits } from './session-limits.ts';
import type { OpenIdRefusal } from './openid-error.ts';
import type { ShownInvitation } from './invitation-store.ts';

type Role = ShownInvitation['role'];

/** Two libraries or queues by name, more by number. */
function purposeOf(role: Role, names: readonly string[]): string {
  if (role === 'coordinator') return 'to see every library of the cooperative';
  if (role === 'provider') return 'to see what people who answer chats need';
  const [verb, things] = role === 'desk' ? ['answer at', 'desks'] : ['see', 'libraries'];
  return `to ${verb} ${names.length > 2 ? `${names.length} ${things}` : names.join(' and ')}`;
}

export const messages = {
  rightsChanged: 'Your rights have changed meanwhile. Load the page again.',
  colleagues: 'colleagues and desks invited',
  addressTwice: 'is in this list twice; name it once',
  addressInvited: 'has an invitation or account of yours already; end it first, or send its link again',
  invitationsUsedUp: (max: number): string => `An account mails at most ${max} invitations in 24 hours.`,

  newLink: 'Ask your statewide coordinator for a new link.',
  newLinkByMail: 'Get a new link by email',
  isSignedIn: 'Signed in with this browser before?',
  goToPages: 'Go to your pages',

  signIn: 'Sign in',
  /** Before the name of whom the link is for. */
  signsInAs: 'This link signs you in as',
  purpose: purposeOf,
  signInAs: (label: string): string => `Sign in as ${label}`,
  /** "The link works once, for 72 more hours, until" */
  worksOnce(remainingMs: number): string {
    const remaining =
      remainingMs < 2 * HOUR_MS
        ? `${Math.max(1, Math.floor(remainingMs / MINUTE_MS))} more minutes`
        : `${Math.floor(remainingMs / HOUR_MS)} more hours`;
    return `The link works once, for ${remaining}, until`;
  },
  staysSignedIn(role: Role, { idleMs, maxMs }: SessionLimits): string {
    const [idle, max] = [idleMs / DAY_MS, maxMs / DAY_MS];
    return role === 'desk'
      ? `This browser then stays signed in as long as it is used at least once in ${idle} days.`
      : `This browser then stays signed in for ${max} days, or until you have not used it for ${idle} days.`;
  },
  oneCookie: 'That takes one cookie, which serves nothing else.',

  used: 'This link has been used',
  usedWhy: 'A sign-in link works once.',
  expired: 'This link has expired',
  expiredWhy: 'A sign-in link works for a short time only.',
  unknown: 'This link is not valid',
  unknownWhy: 'Mail programs sometimes cut long links in two. Copy the whole link into the address bar and try again.',
  crossSite: 'You are not signed in',
  crossSiteWhy: 'This request came from another site. Open the link from your mail again and use the button there.',
  howTo: 'Sign in with a link',
  howElse:
    'This service sends no email. Ask your statewide coordinator, by phone or in person: the page Accounts makes a link for you. Coordinators ask the person who runs the server.',
  howToWhy: 'There is no password. You sign in with a link that works once; this browser then stays signed in.',
  signInByOrganization: 'Sign in with your organization',
  orByLink: 'Or sign in with a link',
  emailField: 'Email address',
  mailLink: 'Email me a sign-in link',
  mailLinkWhy: 'The link works once, for 15 minutes. No email comes? Ask your statewide coordinator for a link.',
  emailFault: 'Enter one email address, like name@library.example.',
  mailed: 'Check your email',
  mailedWhy:
    'If an account has this address, we have sent it a sign-in link. The link works once, for 15 minutes. The email can take a few minutes; look in the spam folder, too.',
  mailedNothing:
    'No email comes? Your account may have another address, or none. Ask your statewide coordinator for a link.',
  tooOften: 'Please wait a few minutes',
  tooOftenWhy: (minutes: number): string =>
    `Too many links were asked for with this address or from your network. Use the newest link in your email, or ask for another in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  crossSiteForm: 'This request came from another site. Open the sign-in page and use the button there.',
  mailSubject: (cooperative: string): string => `Your sign-in link for ${cooperative}`,
  mailText: (label: string, link: string): string =>
    `Open this link to sign in as ${label}:\n\n${link}\n\nThe link works once, for 15 minutes. If you did not ask for it, delete this email: without the link nobody can sign in.\n`,
  invitationText: (label: string, cooperative: string, link: string): string =>
    `The statewide coordinator of ${cooperative} invites you. Open this link to sign in as ${label}:\n\n${link}\n\nThe link works once, for ${INVITATION_HOURS} hours, and replaces earlier ones. If you did not expect it, delete this email.\n`,

  emailMail: {
    confirm: (label: string, cooperative: string, link: string) => ({
      subject: `Confirm your email address for ${cooperative}`,
      text: `Somebody who is signed in as ${label} asks to have sign-in links mailed to this address. Open this page and press the button to confirm it:\n\n${link}\n\nThe link works once, for ${EMAIL_CONFIRM_HOURS} hours. If you did not ask for it, delete this email: nothing changes.\n`,
    }),
    undo: (label: string, cooperative: string, link: string) => ({
      subject: `Your email address for ${cooperative} was changed`,
      text: `Sign-in links for ${label} are no longer mailed to this address. If you changed it, there is nothing to do.\n\nIf not, somebody else has used the account. Open this page and press the button to undo the change and to sign everybody out:\n\n${link}\n\nThe link works once, for ${EMAIL_UNDO_DAYS} days.\n`,
    }),
    undone: (label: string, cooperative: string) => ({
      subject: `Your email address for ${cooperative} was changed back`,
      text: `Sign-in links for ${label} are no longer mailed to this address: the account has its former address again. If this is not right, ask your statewide coordinator.\n`,
    }),
  },
  /** `label` and `email`: as HTML. */
  emailLink: {
    confirm: {
      title: 'Confirm your email address',
      text: (label: string, email: string): string => `Sign-in links for ${label} will be mailed to ${email}.`,
      button: 'Confirm the address',
      done: 'Address confirmed',
      doneText: (label: string, email: string): string =>
        `Sign-in links for ${label} are now mailed to ${email}. You can close this page.`,
    },
    undo: {
      title: 'Undo the change of your email address',
      text: (label: string, email: string): string =>
        `Sign-in links for ${label} will be mailed to ${email} again. The account is signed out everywhere, and its unused links and API tokens end.`,
      button: 'Undo the change',
      done: 'The change is undone',
      doneText: (label: string, email: string): string =>
        `Sign-in links for ${label} are mailed to ${email} again, and the account is signed out everywhere. <a href="/sign-in">Get a new link by email</a>.`,
    },
  },
  emailEnded: 'This link has ended',
  emailEndedWhy:
    'It was used, its time is over, or a newer change has replaced it. The page “Your account” shows your address.',
  emailTaken: 'This address is in use',
  emailTakenWhy: 'Another account has this address by now. Ask your statewide coordinator.',

  notSignedIn: 'You are not signed in',
  toSignIn: 'Go to the sign-in page',
  organizationRefusal: {
    'not-started':
      'This sign-in was not started in this browser in the last 10 minutes, or has been used already. Start again on the sign-in page.',
    cancelled: 'The sign-in at your organization was cancelled.',
    refused:
      'The answer from your organization’s sign-in could not be verified. Start again; if it happens again, ask your statewide coordinator.',
    'no-role':
      'Your organization has given you no role here. Ask your organization’s IT or your statewide coordinator.',
    'several-roles':
      'Your organization has given you more than one role here, and an account has one. Ask your organization’s IT to leave one.',
    ended: 'Your account here has been ended. Ask your statewide coordinator for a link.',
    'too-often': 'Your network has signed in too often. Try again in 15 minutes.',
    unavailable:
      'Your organization’s sign-in does not answer now. Try again in a few minutes; a sign-in link works meanwhile.',
  } satisfies Record<OpenIdRefusal, string>,

  busy: 'Please wait a minute',
  busyWhy: 'Your network has opened too many invalid links. Open yours again in a minute.',
};
