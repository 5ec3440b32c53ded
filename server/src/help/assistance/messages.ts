// Out:   the English text of notices about a help request, of the clock's notes on its steps, and of refusals; by meaning.
// Never: includes a person's note: it may be about a patron, and mail is forwarded. The linked page shows it.
import type { AssistanceCover, AssistanceReason, AssistanceState, Role, Tier } from '@askusnow/sdk/contract';

const REASONS: Record<AssistanceReason, string> = {
  'forecast-gap': 'nobody is scheduled',
  'observed-gap': 'nobody is at the desk',
  swamped: 'the desk has too many chats',
  'by-hand': 'help is needed',
  'given-hour': 'nobody has accepted an offered hour',
};

const PEOPLE: Record<Tier, string> = {
  local: 'The library’s own people',
  statewide: 'The statewide service',
  global: 'The global cooperative',
};

const NEXT: Record<Tier, string> = {
  local: 'If nobody takes it by then, the statewide service is asked.',
  statewide: 'If nobody takes it by then, the global cooperative is asked.',
  global: 'If nobody takes it by then, the request expires.',
};

const ADD_RECIPIENT = 'Add a recipient for help requests under “Notifications”';
const ASK_FOR_RECIPIENT = 'Ask your liaison or the coordinator to add a recipient for help requests';
/** A desk account has no page for recipients. */
const TO_REACH: Record<Role, string> = {
  coordinator: ADD_RECIPIENT,
  liaison: ADD_RECIPIENT,
  viewer: ASK_FOR_RECIPIENT,
  provider: ASK_FOR_RECIPIENT,
  desk: ASK_FOR_RECIPIENT,
};

export const messages = {
  helpWanted: (queue: string): string => `Help wanted: ${queue}`,
  helpWantedAgain: (queue: string): string => `Help wanted again: ${queue}`,
  taken: (queue: string): string => `Taken: ${queue}`,
  closed: (queue: string): string => `Closed: ${queue}`,
  expired: (queue: string): string => `Not answered: ${queue}`,

  /** "Harford desk (Harford County): nobody is scheduled, since Mon, May 4, 10 AM EDT." */
  reason: (queue: string, library: string | null, reason: AssistanceReason, when: string): string =>
    `${queue}${library === null ? '' : ` (${library})`}: ${REASONS[reason]}, ${when}.`,
  since: (start: string): string => `since ${start}`,
  between: (start: string, end: string): string => `${start} to ${end}`,

  whatToDo: 'Take it, or acknowledge it while you look for somebody.',
  deadline: (deadline: string, owner: Tier): string => `The deadline is ${deadline}. ${NEXT[owner]}`,
  isReleased: 'The people who had taken this request have given it back.',
  hasTaken: (taker: string): string => `${taker} has taken this request. There is nothing for you to do.`,
  /** Who has taken it, where a tier has, and not a library. */
  people: (tier: Tier): string => PEOPLE[tier],
  somebody: 'Somebody',
  isClosed: 'This request is closed. There is nothing for you to do.',
  isExpired: 'Nobody took this request in time. It has expired.',

  // Notes on steps that the clock takes; the last three also refuse a request.
  skipped: (tier: Tier): string => `Skipped: the ${tier} tier has no recipients.`,
  emptyAgain: 'The desk is empty again.',
  unscheduled: 'Nobody is scheduled at the desk in this time.',
  notOpen: 'The desk is not open in this time.',
  isAccepted: 'A library has accepted the hour.',
  isWithdrawn: 'The library works its hour itself.',
  openAgain: 'The hour is open again.',
  allScheduled: 'All of this time has people scheduled.',

  alreadyOpen: 'A help request for this time is open already.',
  alreadyTaken: (taker: string): string => `${taker} has taken a help request for this time.`,
  alreadyCovered: (by: AssistanceCover['by']): string =>
    by === 'presence'
      ? 'Somebody is at the desk now. Nothing was sent: ask for more people if you need them.'
      : 'People are scheduled for all of this time. Nothing was sent: ask for more people if you need them.',
  nobodyToTell: (role: Role): string => `No tier has a recipient for help requests. ${TO_REACH[role]}, then ask again.`,
  noFartherTier: 'without it at this desk: no tier comes after its own people',
  mayAtOnce: (tiers: readonly Tier[]): string =>
    tiers.length === 0
      ? 'without it: your cooperative lets no tier be asked at once'
      : `a tier that your cooperative lets you ask at once: ${tiers.join(', ')}`,
  usedUp: (max: number): string => `Your account can open ${max} help requests in 24 hours.`,
  notNow: (state: AssistanceState): string => `A request that is ${state} has no such step.`,
};
