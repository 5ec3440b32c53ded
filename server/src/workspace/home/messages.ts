// Out:   the sentences of tasks, as pages and mails show them.
import type { AttentionReason } from '@askusnow/sdk/contract';

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

const listFormat = new Intl.ListFormat('en-US', { type: 'conjunction' });

/** In one title. */
const MAX_NAMED = 5;

interface Words {
  /** What is so. */
  title: string;
  /** What to do, as a link's words. */
  action: string;
}

/** One of one is all there is. */
const firstOf = (count: number, when: string): string => `${count === 1 ? ':' : ', first'} ${when}`;

/** `first`: when the first of them is, where it has a time. */
const attention: Record<AttentionReason, (count: number, first?: string) => Words> = {
  refused: (count) => ({
    title: `No view is counted: ${count.toLocaleString('en-US')} left out`,
    action: 'See why, and what to change',
  }),
  lost: () => ({ title: 'The button is lost on every page', action: 'See the pages, and put it back' }),
  'desk-empty': () => ({
    title: 'Nobody is at the library’s own desk, though somebody is scheduled',
    action: 'See who should be there, or ask for help',
  }),
  'some-refused': (count) => ({
    title: `${counted(count, 'view')} not counted`,
    action: 'See why, and what to change',
  }),
  'never-seen': () => ({
    title: 'The button was never seen',
    action: 'Send the tag to the webmaster',
  }),
  'places-lost': (count) => ({
    title: `The button is lost in ${counted(count, 'place')}`,
    action: 'See the pages, and put it back',
  }),
  'gaps-ahead': (count, first) => ({
    title: `Nobody is scheduled at ${counted(count, 'open time')} in the next 14 days${first === undefined ? '' : firstOf(count, first)}`,
    action: 'Fill the shift or ask for help',
  }),
  doubtful: () => ({
    title: 'Some numbers may not come from people',
    action: 'Read the note before you report them',
  }),
  suspect: (count) => ({
    title: `${counted(count, 'event')} set aside: more came from one network than people make`,
    action: 'See how many',
  }),
  'no-clicks': () => ({
    title: 'The button is seen, but nobody clicked it in the last 30 days',
    action: 'See where it stands',
  }),
  'key-pages': (count) => ({
    title: `The button was not seen on ${counted(count, 'key page')}`,
    action: 'See the pages',
  }),
  quiet: (count) => ({ title: `The button is quiet in ${counted(count, 'place')}`, action: 'See the pages' }),
  new: () => ({ title: 'The button is new: numbers are still few', action: 'See the numbers' }),
};

export const messages = {
  reads: {
    attention: 'the button, its numbers and your own desk',
    help: 'help requests',
    sharedHours: 'hours that libraries offer',
    shiftRequests: 'requests to change the schedule',
    nextStep: 'the visibility standard',
    trouble: 'live status, calendars and sessions of desks',
    jobs: 'the work of the server',
    readiness: 'the checklist for going live',
    deskEmails: 'addresses of desks',
  },
  attention,
  clicksToCheck: (clicks: number, all: number) =>
    `${clicks.toLocaleString('en-US')} of all ${all.toLocaleString('en-US')} clicks may not come from people`,
  checkClicks: 'See which days, and check them',
  /** `ahead`: when it begins; null: it has begun. */
  helpWanted: (desk: string, ahead: string | null) =>
    ahead === null
      ? `${desk} asks for help now, and nobody has taken the request`
      : `${desk} asks for help from ${ahead} on, and nobody has taken the request`,
  takeHelp: 'See the request',
  hoursOffered: (count: number, first: string) =>
    `${counted(count, 'offer')} of hours by other libraries${firstOf(count, first)}`,
  seeOffers: (count: number) => (count === 1 ? 'See the offer' : `See the ${count.toLocaleString('en-US')} offers`),
  sharedHoursNeedLibrary: (count: number, first: string) =>
    `Shared hours need a library${count === 1 ? '' : ` at ${count.toLocaleString('en-US')} times`}${firstOf(count, first)}`,
  giveHours: 'Give one to a library',
  seeWeek: 'See the week',
  ownHoursOffered: (count: number, first: string, desk: string | null) => {
    const hour = desk === null ? first : `${first}, ${desk}`;
    return count === 1
      ? `${hour}: offered, nobody has accepted. It stays yours`
      : `${counted(count, 'offered time')} that nobody has accepted, first ${hour}. They stay yours`;
  },
  seeOwnOffers: (count: number) => (count === 1 ? 'Take the offer back' : 'Take an offer back'),
  shiftRequestsWait: (count: number) =>
    `${counted(count, 'request')} to change the schedule ${count === 1 ? 'waits' : 'wait'} for you`,
  answerShiftRequests: 'Accept or decline',
  shiftRequestsAnswered: (count: number, state: 'accepted' | 'declined') =>
    count === 1
      ? `The coordinator ${state} your request to change the schedule`
      : `The coordinator answered ${count.toLocaleString('en-US')} of your requests to change the schedule`,
  readAnswer: 'Read the answer',
  stepsLeft: (steps: readonly string[]) => `Setup, ${counted(steps.length, 'step')} left: ${steps.join(', ')}`,
  aDesk: 'A desk',
  trouble: {
    'presence-failing': (desk: string) => `The live status of ${desk} has failed: patrons read that it is not known`,
    'feed-failing': (desk: string) => `The calendar of ${desk} can no longer be read`,
    'desk-expiring': (desk: string) => `${desk} will soon be signed out`,
  },
  troubles: {
    'presence-failing': (count: number) => `The live status of ${counted(count, 'desk')} has failed`,
    'feed-failing': (count: number) => `${counted(count, 'calendar')} can no longer be read`,
    'desk-expiring': (count: number) => `${counted(count, 'desk')} will soon be signed out`,
  },
  seeDesk: 'See the desk',
  seeFirst: (desk: string | undefined) => `See ${desk ?? 'the desk'}`,
  deskEmails: (count: number) =>
    `${counted(count, 'desk has', 'desks have')} no email address any more: a desk signs in by a link that you copy`,
  seeAccounts: 'See the accounts',
  jobsFailing: (count: number) => `${counted(count, 'job fails', 'jobs fail')} on the server`,
  seeSystem: 'See the System page',
  seeList: 'Finish the setup',
  notLive: (names: readonly string[]) => {
    const more = names.length - MAX_NAMED;
    const named = [
      ...names.slice(0, MAX_NAMED),
      ...(more > 0 ? [counted(more, 'more library', 'more libraries')] : []),
    ];
    return `Not live yet: ${listFormat.format(named)}`;
  },
  seeChecks: 'See what is missing',
  moreLosses: (count: number) => counted(count, 'more library needs', 'more libraries need') + ' you',
  seeTable: 'See the table',
  seeSteps: 'See how',
  unchecked: (reads: string) => `Could not be checked: ${reads}`,
  checkAgain: 'Load this page again in a minute',
  seeOnly: 'See the page',
};
