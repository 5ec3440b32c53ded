import type { Credential } from '@askusnow/sdk';

export const CREDENTIAL_WORDS: Record<Credential['kind'], string> = {
  'api-token': 'API token',
  'desk-token': 'Desk token',
  'calendar-address': 'Calendar address',
  'atom-address': 'Atom feed',
  'report-link': 'Link to month reports',
};

export const messages = {
  invite: 'Invite somebody',
  noHistory: 'Nothing is recorded from before accounts had a history.',
  invitationMailed: (label: string, email: string, hours: number, until: string) =>
    `Mailed a sign-in link for ${label} to ${email}. It works once, for ${hours} hours, until ${until}. If the email does not arrive, copy the link: it is shown only once.`,
  invitationNotMailed: (label: string, email: string, hours: number, until: string) =>
    `The email to ${email} could not be sent. Check the address, or copy this sign-in link for ${label} into an email of your own: it is shown only once, works once, and for ${hours} hours, until ${until}.`,
  invitationLink: (label: string, hours: number, until: string) =>
    `Sign-in link for ${label}. Copy it into an email: it is shown only once, works once, and for ${hours} hours, until ${until}.`,
  newLinkMade: (label: string) => `New link for ${label}.`,
  linkShownOnce: 'It is shown only once.',
  linkMailed: (email: string) => `It was mailed to ${email}.`,
  linkNotMailed: 'The email could not be sent. Copy the link.',
  endingExplained: 'Ending an account signs it out everywhere at once. Its changes stay in the history of each desk.',
  linkWithdrawn: (label: string) => `Link withdrawn: ${label}.`,
  signOutEverywhere: 'Sign out everywhere',
  signedOutEverywhere: (label: string, email: string | null) =>
    `Signed out everywhere: ${label}. Its unused links and API tokens have ended.${email === null ? '' : ` New links go to ${email}.`}`,
  endOwn: 'You will be signed out.',
  endOther: 'Its people can no longer change anything.',
  endDesk: 'Patrons no longer see this desk as available.',
  credentialsEnd: 'These were made with it, and stop working at once:',
  noCredentials: 'No token, address or link was made with it.',
  chooseOne: (what: string) => `Find a ${what} by its name, and check it.`,
  invited: (label: string) => `Invited: ${label}. A sign-in link was made.`,
  labelField: 'Label (a role, not a person; optional)',
  neededLabelField: 'Label (a role, not a person)',
  emailField: 'Email address for sign-in links (optional)',
  deskLinkNote: 'A desk has no email address: copy its link, and open it once in the desk’s browser.',
  makeSignInLink: 'Make a sign-in link',
  linkNote: (hours: number) =>
    `The link works once, for ${hours} hours. With an address it is mailed if this server can send email; otherwise you send it yourself.`,
  libraries: 'Libraries',
  desks: 'Desks',
  findScope: (what: 'library' | 'desk', account: string) => `Find a ${what}${account === '' ? '' : ` for ${account}`}`,
  typePartOfName: (count: string) => `${count}: type a part of a name.`,
  noNameMatches: 'No name has all of these words.',
  moreFound: (count: string, max: number) => `${count} found. The first ${max} are shown: type more of the name.`,
  accounts: 'Who can sign in',
  findAccount: 'Find an account by its label, email address, library or desk',
  noAccountFound: 'No account found.',
  role: 'Role',
  roleAndLibraries: 'Role and libraries',
  roleNote: 'People who are signed in stay signed in, with the new role.',
  defaultLabelField: 'Label (a role, not a person; empty: named after the role and libraries)',
  saveRole: 'Save the role',
  roleChangedMeanwhile: (label: string, access: string) =>
    `Somebody else has changed this account meanwhile. Stored now: ${label} (${access}). Save again to replace it.`,
  roleSaved: (label: string) => `Saved: ${label}.`,
  tokensAndData: 'Tokens and data',
  downloadData: 'Download the data',
  deleteData: 'Delete the account and its data',
  deleteDataSure: (label: string) =>
    `Delete ${label} and what is kept about it? The account is ended and signed out; its label, email address, phone and API tokens are deleted for good. Its changes stay in the audit log, under a number.`,
  deleteDataYes: 'Yes, delete it',
  dataDeleted: (label: string) => `Deleted: ${label}.`,
  ownData: 'What is kept about this account',
  ownDataNote:
    'The file has the account’s label, email address, phone, sign-ins, API tokens, and its entries in the audit log.',
  ownDataDeletion: 'To have it deleted, ask your statewide coordinator.',
  ownDataDeletionCoordinator: 'To delete it, open this account on the Accounts page.',
  monday: 'Monday mail',
  mondayNote:
    'Each Monday morning: the button’s status, clicks against the week before, coverage, hours to come with nobody scheduled, and one next step.',
  whatIsInMail: 'What it says',
  mondayUnavailable: 'Email is not set up on this server.',
  mondayNoAddress: 'Enter your email address above first: the mail is sent to it.',
  mondayOf: (library: string): string => `Send me a mail about ${library} each Monday`,
  mondayStarted: (library: string): string => `You will get a mail about ${library} each Monday.`,
  mondayStopped: (library: string): string => `The Monday mail about ${library} has stopped.`,
  mondayPreview: (library: string): string => `Show the mail about ${library}`,
  mondayNothing: 'Nothing can be said about this library yet, so no mail would be sent.',
  whenSignedOut: 'When a browser is signed out',
  whatIsKept: 'What is in the file',
  ownEmail: 'Email address for sign-in links',
  ownEmailNote:
    'With an address you can get a new sign-in link by email. A new address counts once you have opened the link that we mail to it; your former address is notified. It is also used for the Monday mail, if you turn it on.',
  howUsed: 'How it is used',
  ownEmailUnavailable:
    'This server cannot send email yet: nobody gets links by email, and addresses are not confirmed.',
  coordinatorSetsEmail: 'Your statewide coordinator sets addresses.',
  noEmail: 'No address is stored.',
  emailConfirmed: (email: string) => `Sign-in links go to ${email}.`,
  emailUnconfirmed: (email: string) =>
    `Sign-in links go to ${email}. Not confirmed yet: signing in by an emailed link confirms it.`,
  emailPending: (email: string, until: string) =>
    `Waiting for confirmation: ${email}. Open the link in the email to it before ${until}. No email comes? Look in the spam folder; another account may have the address: ask your statewide coordinator.`,
  emailAsked: (email: string) => `We mail a link to ${email}. The address counts once you have opened it.`,
  ifNotYours: 'If that is not your address, change it as soon as you have signed in again.',
  signInToChange: (minutes: number) => `You can change the address within ${minutes} minutes of a sign-in.`,
  signInAgain: 'Sign in again',
  removeEmail: 'Remove the address',
  emailNotConfirmed: 'not confirmed',
  ownEmailField: 'Email address (empty: none)',
  saveEmail: 'Save the address',
  emailSaved: (email: string) => `Saved: ${email}.`,
  emailRemoved: 'Address removed.',
  emailChangedMeanwhile: (email: string | null) =>
    email === null
      ? 'Somebody else has removed the address meanwhile. Save again to set yours.'
      : `Somebody else has changed this address to ${email} meanwhile. Save again to replace it.`,
  otherSignedOut: 'The other browser is signed out.',
  sessions: 'Where you are signed in',
  deskSessionNote: (days: number) =>
    `A desk’s browser stays signed in as long as you use it at least once in ${days} days.`,
  personSessionNote: (maxDays: number, idleDays: number) =>
    `Each browser is signed out ${maxDays} days after it signed in, or after ${idleDays} days without use.`,
  organizationSessionNote: (hours: number) =>
    `You sign in with your organization. Each browser is signed out ${hours} hours after it signed in; then sign in with your organization again.`,
  byOrganization: 'Signs in with the organization: its role is changed there.',
  endByOrganization: 'The person stays out, whatever role the organization gives.',
  sessionPrivacy: (note: string) =>
    `${note} We do not keep which browser or computer it is, only the hour of its last use.`,
  signOutEverywhereAsked:
    'Sign out in every browser, this one too? Unused sign-in links and API tokens end. To sign in again you need a new link. Your role and your settings stay.',
  signOutEverywhereOrganization:
    'Sign out in every browser, this one too? API tokens end. You sign in again with your organization’s account.',
  yesSignOut: 'Yes, sign out everywhere',
  staySignedIn: 'Stay signed in',
  sessionMore: 'Since when, and until when',
  sessionLine: (lastUsed: string) => `Last used ${lastUsed}`,
  sessionSpan: (signedIn: string, endsAt: string) => `Signed in ${signedIn}; signed out ${endsAt} if not used before.`,
  otherBrowser: (ownHour: string) => ` the browser that was last used ${ownHour}`,
  presenceHistory: 'Who set it',
  noPresenceHistory: 'Nobody has set it from a page yet.',
  deskAdded: (name: string) => `Added: ${name}. Its token is shown only once.`,
  deskRemoved: (name: string) => `Removed: ${name}. Its token no longer works.`,
  sourceFailing: (instant: string, detail: string) => `It has not answered since ${instant}: ${detail}`,
  openDeskPage: 'Open the desk’s own page',
  sharedDesk: 'Several libraries share this desk: only the statewide coordinator can change who sets its status.',
  deskAccountHeading: 'Give a desk an account of its own',
  deskAccountNote:
    'With an account, staff set the desk’s status in the desk’s browser and can ask for help there. An invitation is a link: opening it once signs that browser in.',
  inviteDesk: 'Invite this desk',
  askToInviteDesk: 'Ask your statewide coordinator to invite this desk.',
  noDeskYet: 'No desk has set a status yet.',
  neverSeen: 'No status received yet',
  heartbeatScript: (name: string) =>
    `While this script runs, it reports that somebody is at ${name}. The token in it is shown only once.`,
  copyScript: 'Copy the script',
  addDeskLabel: 'Add a desk whose status a script reports (a place, not a person)',
  addDesk: 'Add the desk',
  removeDeskSure: (name: string) => `Remove ${name}? Its script stops working, and a new one must be set up.`,
  seenNow: 'Seen now',
  whyNoStatus: 'Where the status comes from',
};
