// What the pages say where the coordinator registers libraries and desks.
import type { DeskRegistration, Tier } from '@askusnow/sdk';
import { instantText } from './clock-text.js';
import { countedText, countText, listText } from './count-text.js';
import { instantDayText } from './clock-text.js';
import { messages as sharedHours } from './shared-hours-settings.js';
import { WORDS } from './words.js';

type SourceKind = NonNullable<DeskRegistration['presence']>['kind'];

export const TIER_WORDS: Record<Tier, string> = { local: 'Of one library', statewide: 'Statewide', global: 'Global' };

/** Where a desk's live status comes from. */
export const SOURCE_WORDS: Record<SourceKind, string> = {
  libraryh3lp: 'LibraryH3lp',
  libanswers: 'LibAnswers widget',
  libchat: 'LibChat',
  chatwoot: 'Chatwoot',
  xmpp: 'An XMPP server',
  heartbeat: 'A program at the desk',
};

/** What a source is asked for, in the words of its vendor. */
export const SOURCE_FIELD_WORDS: Record<string, string> = {
  host: 'Server',
  name: 'Queue or user',
  domain: 'Domain of the queue',
  widget: 'Number of the widget',
  iid: 'Number of the institution',
  user: 'User',
  department: 'Department',
  cooperative: 'Cooperative',
  inbox: 'Inbox',
  jid: 'Address of the desk',
};

export const messages = {
  settingsPage: 'Settings',
  settingsSub: 'For all libraries',
  liveOrNot: (library: string, isLive: boolean): string =>
    `${library}: ${isLive ? 'live, listed for patrons' : 'not live yet, not listed for patrons'}`,
  cooperativeName: 'Name of the service',
  tagLanguages: 'Languages of the button',
  moreLanguages: 'More languages of the button',
  moreLanguagesHint: 'English and Spanish are always there. Others by two letters: ko for Korean, fr for French',
  sections: 'Sections of the settings',
  waits: 'Minutes to take a help request',
  waitOf: {
    localMin: 'Own library',
    statewideMin: 'Statewide',
    globalMin: 'Global',
  },
  atOnceOf: {
    statewide: 'A library may ask the statewide desk at once, without waiting',
    global: 'A library may ask the global desk at once, without waiting',
  },
  afterClosing: 'After closing',
  afterClosingMin: 'Minutes after closing for which a desk that still answers is shown as available',
  afterClosingHint: '0: closed at once',
  pageWords: 'Page names in reports',
  pageWordsWhy: 'Why words are hidden',
  pageWordsNote:
    'Counts are shown by page. The first word of an address may be anything that somebody typed, so words about health, family or trouble are always hidden.',
  pageWordsOf: { hide: 'Hide page names with these words, too', show: 'Show page names with these words' },
  urgent: 'Urgent line',
  hasUrgent: 'Show patrons where to find help at once while nobody can chat',
  urgentText: 'Sentence, like “In a crisis? Call or text 988.”',
  urgentPage: 'Or a page',
  topics: 'Topics of policy pages',
  topicsField: 'One topic per line. Leave it empty for the usual ones.',
  inOrder: 'Who answers patrons, in this order',
  registered: 'What is registered',
  none: 'none',
  desksPage: 'Desks',
  desksSub: (desks: number, silent: number): string =>
    `${countedText(desks, 'desk')}, ${countText(desks - silent)} of them with live status: patrons see whether somebody is there.`,
  desksColumns: ['Desk', 'Now'],
  desksNow: 'Covered: somebody is there. Open: by its hours.',
  findDesk: 'Find a desk',
  noDeskFound: 'No desk has all of these words.',
  loading: 'Reading what is registered…',
  patronsName: 'Name that patrons read',
  addLibrary: 'Add a library',
  addLibraryNote: 'It is not listed for patrons until you mark it as live. Its people are invited under Accounts.',
  ownDesk: 'It has a desk of its own',
  ownDeskName: (library: string): string => `${library}, local desk`,
  added: (name: string): string => `${name} is added.`,
  zone: 'Time zone',
  zoneHint: 'America/New_York',
  desks: 'Desks',
  desksNote: 'The first that can answer gets the chat.',
  noDesk: 'None',
  deskOf: { local: 'Own desk', statewide: 'Statewide desk', global: 'Global desk' } satisfies Record<Tier, string>,
  chatOf: {
    local: 'Chat of the own desk',
    statewide: 'Chat of the statewide desk',
    global: 'Chat of the global desk',
  } satisfies Record<Tier, string>,
  fallback: 'While nobody can chat',
  phone: 'Phone',
  form: 'Form for questions',
  page: 'Page with other ways to ask',
  branches: 'Branches',
  branchesNote: 'An empty field of a branch uses the library’s.',
  branchName: (at: number): string => `Branch ${at + 1}`,
  branchFields: {
    phone: (at: number): string => `Phone of branch ${at + 1}`,
    form: (at: number): string => `Form of branch ${at + 1}`,
    page: (at: number): string => `Page of branch ${at + 1}`,
  },
  addBranch: 'Add a branch',
  removeBranch: (name: string): string => (name === '' ? 'Remove this branch' : `Remove branch ${name}`),
  sites: 'Sites',
  sitesField: 'One site per line',
  sitesHint: 'Like https://www.example.org, or https://*.example.org',
  keyPages: 'Key pages',
  changeKeyPages: (count: number): string => `Change ${countedText(count, 'key page')}`,
  keyPagesNote: 'Pages that should have the button.',
  keyPageName: (at: number): string => `Key page ${at + 1}`,
  keyPageKind: 'What it is',
  noKind: 'Not said',
  keyPageSite: 'Site',
  keyPagePath: 'Path',
  keyPagePlacement: 'Name of the button',
  addKeyPage: 'Add a key page',
  removeKeyPage: (name: string): string => (name === '' ? 'Remove this key page' : `Remove ${name}`),
  live: 'Live: listed for patrons',
  saved: 'Saved. Patrons see it within seconds.',
  discard: 'Discard changes',
  theirs: 'Somebody else has changed this meanwhile. Discard your changes to see it, or save again to replace it.',
  editedAt: (at: string): string => `Changed here on ${instantDayText(at)}, after the cooperative’s file was read.`,
  end: 'End this library',
  endDetails: 'What ends, and what stays',
  endNote:
    'Its counts are kept. Its people keep their accounts, without this library. Links that were made for webmasters, managers and colleagues end. Buttons on its pages go on as plain links to their own addresses. You can bring the library back on Partners.',
  endAsk: (name: string): string => `End ${name}? Patrons of its site find its own links only.`,
  endedLibraries: 'Ended libraries',
  endedNote: 'A library comes back as it was, with its people and its counts.',
  endedBy: (name: string, by: string, at: string): string => `${name}, ended by ${by} on ${instantText(at)}`,
  bringBack: (name: string): string => `Bring ${name} back`,
  isBack: (name: string): string => `${name} is back.`,
  undo: 'Undo this change',
  undone: 'Undone. It is as it was before.',
  lastChange: (what: string, by: string, at: string): string =>
    `Last change: ${what}, by ${by}, ${instantText(at)}. See and undo`,
  isNew: 'added',
  undoEnds: 'The library is new, and nothing was counted yet: undo ends it.',
  undoEndsDesk: 'The desk is new. No library asks it, and nobody was seen there: undo ends it.',
  undoUntilCounted: 'You can undo it until the next change, or a first count.',
  undoUntilChanged: 'You can undo it until the next change.',
  formerText: (label: string, text: string): string => `${label}: ${text === '' ? 'not set' : text}`,
  patronsSee: 'What patrons see',
  patronsSeeNote: 'A preview: nothing is saved.',
  showPatrons: 'Show what patrons will see',
  notAnswered: 'This could not be checked. The form says why.',
  trySource: 'Try it now',
  tried: {
    available: 'The source says: available. Somebody can answer now.',
    busy: 'The source says: busy. Somebody is signed in, and cannot take a chat now.',
    nobody: 'The source says: everybody is away, or nobody is signed in.',
  },
  notRead: (why: string): string => `The source could not be read: ${why}.`,
  patronsState: (state: string, who: string): string => `State: ${state}, answered by: ${who}`,
  leadsTo: (address: string): string => `Leads to ${address}`,
  leadsToOwn: 'Leads to the address that its page gives it',
  alsoShows: (other: string): string => `Also shows “${other}”`,
  ended: (name: string): string => `${name} has ended.`,
  endsOn: 'End desk',
  endDesk: 'End this desk',
  deskNeeded: (libraries: readonly string[]): string =>
    `This is the only desk of ${listText(libraries)}. Choose another one on the page Setup of the library first.`,
  nobodyAsks: 'No library asks this desk. If you end it:',
  asksThen: 'If you end this desk, patrons come to the desks that are left:',
  orderThen: (library: string, desks: readonly string[]): string => `${library}: ${desks.join(', then ')}.`,
  moreLibraries: (count: number): string => `And ${countedText(count, 'more library', 'more libraries')}.`,
  accountsEnd: (accounts: number, programs: number, addresses: number): string => {
    const ending = [
      accounts > 0 ? `${countedText(accounts, 'desk account')} with sign-in links` : [],
      programs > 0 ? `the access of ${countedText(programs, 'program')} at the desk` : [],
      addresses > 0 ? `${countedText(addresses, 'address', 'addresses')} of its calendar` : [],
    ].flat();
    return ending.length === 0
      ? 'It has no desk accounts and no links.'
      : `This ends, and does not come back with the desk: ${ending.join(', ')}.`;
  },
  shiftsWait: 'Its hours, its shifts and the calendar that they are read from wait until you bring the desk back.',
  deskCountsKept: 'What was counted is kept: clicks, and when somebody was seen at the desk.',
  endedDesks: 'Ended desks',
  endedDesksNote:
    'A desk comes back with its hours and shifts. Libraries that have no other desk in its place ask it again.',
  addDesk: 'Add a desk',
  addDeskYes: 'Add the desk',
  tier: 'Kind of desk',
  note: 'Note for staff',
  languages: 'Languages in which it answers',
  languagesHint: 'en, es',
  operators: 'People at the source, and their libraries',
  operatorsHint:
    'One per line: the name as Chatwoot shows it, a colon, the library. While one of them is online, their library counts as being at the desk. The names are kept here alone.',
  operatorsFault: 'Each line should be a name, a colon and the name of a library, with each name once.',
  source: 'Live status comes from',
  noSource: 'Nowhere: its hours alone',
  deskHours: 'Hours and shifts are set on the pages of its library.',
};

/** The fields of what is registered, as an undo names them. */
export const LIBRARY_FIELDS: Record<string, string> = {
  name: WORDS.name,
  zone: messages.zone,
  live: messages.live,
  queues: messages.desksPage,
  fallback: messages.fallback,
  branches: messages.branches,
  origins: messages.sites,
  keyPages: messages.keyPages,
};
export const DESK_FIELDS: Record<string, string> = {
  name: WORDS.name,
  tier: messages.tier,
  zone: messages.zone,
  presence: messages.source,
  languages: messages.languages,
  note: messages.note,
};
export const COOPERATIVE_FIELDS: Record<string, string> = {
  name: messages.cooperativeName,
  languages: messages.tagLanguages,
  escalation: messages.waits,
  urgent: messages.urgent,
  policyTopics: messages.topics,
  sharedHours: sharedHours.sharedHours,
  holidays: sharedHours.holidays,
  afterClosingMin: messages.afterClosing,
  pageWords: messages.pageWords,
  note: messages.note,
};
