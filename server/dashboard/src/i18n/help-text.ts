import {
  TIERS,
  type AssistanceMove,
  type AssistanceReach,
  type AssistanceReason,
  type AssistanceRequest,
  type AssistanceStep,
  type Taker,
  type Tier,
} from '@askusnow/sdk';
import { ageText, atMomentText, fromToText, momentText } from './moment-text.js';
import { MINUTE_MS } from '../logic/lengths.js';

const REASONS: Record<AssistanceReason, string> = {
  'forecast-gap': 'nobody is scheduled',
  'observed-gap': 'nobody was seen at the desk',
  swamped: 'the desk is swamped',
  'by-hand': 'help is needed',
};

/** Names of libraries by id, as far as the reader's session has them. */
export type LibraryNames = ReadonlyMap<string, string>;

/** Who calls: the library, or a desk that libraries share by its own name. */
export const callerText = (
  request: Pick<AssistanceRequest, 'library' | 'names'>,
  names: LibraryNames,
  desk: string,
): string => (request.library === null ? desk : (names.get(request.library) ?? request.names.library ?? ''));

/** Whose request a call for help at a desk is: the library's at its own, the desk's own where libraries share it. */
export const callerOf = (tier: Tier, library: string | null): string | null => (tier === 'local' ? library : null);

/** Whose people a tier's are. */
export const PEOPLE: Record<Tier, string> = {
  local: 'the library’s own people',
  statewide: 'the statewide service',
  global: 'the global cooperative',
};

const takerText = (taker: Taker, request: AssistanceRequest, names: LibraryNames): string =>
  'tier' in taker ? PEOPLE[taker.tier] : (names.get(taker.library) ?? request.names.taker ?? '');

/** "nobody is scheduled tomorrow, 9 AM – 12 PM" */
export const needText = ({ reason, gap }: AssistanceRequest, zone: string, nowMs: number): string =>
  `${REASONS[reason]} ${fromToText(gap.start, gap.end, zone, nowMs)}`;

/** Until when it is taken: one without an end of its own is over as soon as somebody is there. */
const untilText = ({ gap, deadline }: AssistanceRequest, zone: string, nowMs: number): string =>
  gap.end === null
    ? `${momentText(deadline ?? gap.start, zone, nowMs)} at the latest`
    : momentText(gap.end, zone, nowMs);

/** Where the request stands, whose turn it is, and what happens by itself. */
export function standingText(request: AssistanceRequest, names: LibraryNames, zone: string, nowMs: number): string {
  const { state, owner, deadline, taker, overAt } = request;
  const then = deadline === null ? '' : atMomentText(deadline, zone, nowMs);
  const next = TIERS[TIERS.indexOf(owner) + 1];
  const goesOn = next === undefined ? `It ends ${then} if nobody takes it.` : `It goes on to ${PEOPLE[next]} ${then}.`;
  switch (state) {
    case 'open':
      // Whoever was not told is not waited for.
      return isUntold(request) ? `Waiting. ${goesOn}` : `Waiting for ${PEOPLE[owner]}. ${goesOn}`;
    case 'acknowledged':
      return `Seen by ${PEOPLE[owner]}, who are looking for help. ${goesOn}`;
    case 'taken':
      return `Taken by ${taker === null ? PEOPLE[owner] : takerText(taker, request, names)}, until ${untilText(request, zone, nowMs)}.`;
    case 'covered':
      return `Somebody is there. It closes by itself ${then}.`;
    case 'closed':
      return `Closed${overAt === null ? '' : `, ${momentText(overAt, zone, nowMs)}`}.`;
    case 'expired':
      return `Ended without help${overAt === null ? '' : `, ${momentText(overAt, zone, nowMs)}`}.`;
  }
}

/** Nobody knows that help is wanted here. */
export const isUntold = ({ state, told }: Pick<AssistanceRequest, 'state' | 'told'>): boolean =>
  told === 0 && (state === 'open' || state === 'acknowledged');

/** Tiers at which somebody would be told of a call from a desk, nearest first. Undefined: not known. */
export const reachOf = (
  reach: readonly AssistanceReach[],
  tier: Tier,
  library: string | null,
): readonly Tier[] | undefined =>
  reach
    .find((each) => each.library === callerOf(tier, library))
    ?.tiers.filter((each) => TIERS.indexOf(each) >= TIERS.indexOf(tier));

/** Whom a call from a desk of this tier goes to, where that is not first its own people; null: it is. `tiers`: see reachOf. */
export function reachText(tiers: readonly Tier[] | undefined, own: Tier): string | null {
  if (tiers === undefined || tiers[0] === own) return null;
  const [first] = tiers;
  if (first === undefined) {
    const all = TIERS.slice(TIERS.indexOf(own)).map((tier) => PEOPLE[tier]);
    return `Nobody would be told of a call for help from here: no one is listed for ${new Intl.ListFormat('en', { type: 'disjunction' }).format(all)}.`;
  }
  return `No one of ${PEOPLE[own]} is listed to be told of calls for help: a call goes straight to ${PEOPLE[first]}.`;
}

/** One or two words for a chip. */
export const STATE_WORDS: Record<AssistanceRequest['state'], { word: string; tone: 'good' | 'note' | 'warn' | 'bad' }> =
  {
    open: { word: 'Waiting', tone: 'bad' },
    acknowledged: { word: 'Seen', tone: 'warn' },
    taken: { word: 'Taken', tone: 'good' },
    covered: { word: 'Covered', tone: 'good' },
    closed: { word: 'Closed', tone: 'note' },
    expired: { word: 'No help came', tone: 'bad' },
  };

/** The chip of a request: that nobody was told of it comes before all else. */
export const chipOf = (request: Pick<AssistanceRequest, 'state' | 'told'>): (typeof STATE_WORDS)['open'] =>
  isUntold(request) ? { word: 'Nobody told', tone: 'bad' } : STATE_WORDS[request.state];

/** When a call that is made ahead of its gap goes on. */
export const LEAD_TEXT =
  'A call goes first to the desk’s own people, a day before the gap to the statewide service, in its last 4 hours to the global cooperative; sooner where less than 2 days are left.';

const STEPS: Record<AssistanceStep, string> = {
  opened: 'Asked for help',
  acknowledged: 'Saw it and looks for help',
  taken: 'Took it',
  released: 'Gave it back',
  covered: 'Said that somebody is there',
  uncovered: 'Help is needed again: whoever had come is gone',
  closed: 'Closed it',
  escalated: 'Went on to the next tier',
  expired: 'Ended without help',
  noted: 'Noted',
};

/** "Took it · Statewide coordinator, 10:05 AM": who did it, and when. The clock is called by what it is. */
export const stepText = (
  { at, step, by, owner }: AssistanceRequest['steps'][number],
  zone: string,
  nowMs: number,
): string => {
  const what = step === 'escalated' ? `Went on to ${PEOPLE[owner]}` : STEPS[step];
  return `${what} · ${by ?? 'by itself'}, ${momentText(at, zone, nowMs)}`;
};

/** What whoever takes a step hears of it, said so that it makes sense alone. */
export const DONE: Record<AssistanceMove['step'], (name: string) => string> = {
  acknowledged: (name) => `You are looking for help for ${name}.`,
  taken: (name) => `You have taken the request of ${name}.`,
  released: (name) => `You have given back the request of ${name}: it waits again.`,
  covered: (name) => `You have said that somebody is there: the request of ${name} is covered.`,
  closed: (name) => `You have closed the request of ${name}.`,
  noted: (name) => `Your note is with the request of ${name}.`,
};

/** "open for 12 min" */
export const openForText = ({ openedAt }: AssistanceRequest, nowMs: number): string =>
  nowMs - Date.parse(openedAt) < MINUTE_MS ? 'opened just now' : `open for ${ageText(openedAt, nowMs)}`;

export const isOpen = ({ overAt }: AssistanceRequest): boolean => overAt === null;

/** The request that stands for a gap of a queue; the server takes no second one for the same time. */
export const requestFor = (
  requests: readonly AssistanceRequest[],
  queue: string,
  start: string,
  end: string | null,
): AssistanceRequest | undefined =>
  requests.find(
    (request) =>
      isOpen(request) && request.queue === queue && (end === null || request.gap.start < end) && start < request.endsBy,
  );

/** The tiers that patrons pass over because of a request, while it lasts. */
const passedOverNow = ({ gap, endsBy, passedOver }: AssistanceRequest, nowMs: number): readonly Tier[] =>
  Date.parse(gap.start) <= nowMs && nowMs < Date.parse(endsBy) ? passedOver : [];

/** The tier that has taken a request; null: none has, or a library. */
const takingTier = ({ taker }: AssistanceRequest): Tier | null =>
  taker !== null && 'tier' in taker ? taker.tier : null;

/** That the library's own desk is passed over for now, because help was taken; null where it is not. */
export function answeredFor(requests: readonly AssistanceRequest[], zone: string, nowMs: number): string | null {
  const request = requests.find((each) => passedOverNow(each, nowMs).length > 0);
  if (request === undefined) return null;
  return `Help was taken: patrons start at the ${takingTier(request)} desk until ${untilText(request, zone, nowMs)}.`;
}

/** The tier at which patrons start instead of this one; null where they come here. `requests`: the library's own, and those of shared desks. */
export function sentPast(tier: Tier, requests: readonly AssistanceRequest[], nowMs: number): Tier | null {
  const helping = requests.filter((each) => passedOverNow(each, nowMs).includes(tier)).map(takingTier);
  return TIERS.findLast((each) => helping.includes(each)) ?? null;
}
