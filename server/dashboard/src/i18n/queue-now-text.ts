// What a desk is doing now, and what to do about it. Scheduled is never shown as observed.
import type { Availability, QueueNow, QueuePresence, Role, Tier, TierAnswer } from '@askusnow/sdk';
import { afterClosingText } from './after-closing-text.js';
import { PEOPLE } from './help-people-text.js';
import { momentText, untilText } from './moment-text.js';
import { openText } from './open-text.js';
import type { Tone } from '../logic/tone.js';

/** Hours promise chat, and the desk's shifts leave this moment out. */
const isLeftOut = ({ kind, hours, hasShifts, holiday }: QueueNow): boolean =>
  kind === 'off' && hours === 'open' && hasShifts && holiday === null;
const isThere = ({ observed }: QueueNow): boolean => observed === 'available' || observed === 'busy';

/** Chat is promised, nobody is scheduled, and nobody has come all the same. */
export const isUnstaffed = (queue: QueueNow): boolean => isLeftOut(queue) && !isThere(queue);

/** The state in a word or two, and how urgent it is. */
export function queueWord(queue: QueueNow): { word: string; tone: Tone } {
  if (queue.kind === 'uncovered') return { word: 'Nobody there', tone: 'bad' };
  if (queue.kind === 'covered') return { word: 'Covered', tone: 'good' };
  if (isLeftOut(queue))
    return isThere(queue) ? { word: 'Not scheduled', tone: 'note' } : { word: 'Nobody scheduled', tone: 'warn' };
  if (queue.kind === 'off' && queue.afterClosing?.shown) return { word: 'Past closing', tone: 'note' };
  if (queue.holiday !== null) return { word: 'Open', tone: 'note' };
  if (queue.kind === 'off') return { word: queue.hours === 'unknown' ? 'Hours not known' : 'Closed', tone: 'note' };
  return queue.observed === null ? { word: 'No live status', tone: 'note' } : { word: 'Not known', tone: 'warn' };
}

/** In lists of desks: where nothing is seen and nothing is wrong, what its hours say. */
export function deskWord(queue: QueueNow, nowMs: number): ReturnType<typeof queueWord> {
  const said = queueWord(queue);
  return queue.observed === null && said.tone === 'note' ? { word: openText(queue, nowMs), tone: 'note' } : said;
}

const answerers = (tier: string | null): string =>
  tier === 'local' ? 'own desk' : tier === null ? 'nobody' : `${tier} desk`;

/** What the library's patrons see now. */
export function answerText({ state, tier, evidence, nextChange, zone }: Availability, nowMs: number): string {
  const until = nextChange === null ? '' : ` until ${untilText(nextChange, zone, nowMs)}`;
  switch (state) {
    case 'available':
      return evidence === 'observed'
        ? `Somebody can answer now (${answerers(tier)})`
        : `Open${until} (${answerers(tier)}, by its hours)`;
    case 'busy':
      return `Busy (${answerers(tier)})`;
    case 'closed':
      return `Closed${until}`;
    case 'unknown':
      return 'Status unknown';
  }
}

/** What this desk adds to that answer. */
export function tierAnswerText({ state, evidence }: Pick<TierAnswer, 'state' | 'evidence'>): string {
  switch (state) {
    case 'available':
      return evidence === 'observed' ? 'somebody can answer now' : 'open by its hours';
    case 'busy':
      return 'somebody is there, but busy';
    case 'nobody':
      return 'nobody is there: patrons go to the next desk';
    case 'unknown':
      return 'not known';
    case 'closed':
      return 'closed by its hours';
  }
}

/** In place of a desk's part, while patrons start at a farther tier. */
export const sentPastText = (tier: Tier): string => `the ${tier} desk, which took the help request`;

/** Who should be there. */
export function shouldText(queue: QueueNow, nowMs: number): string {
  const { scheduled, hasShifts, hours, nextChange, opensAt, zone, holiday } = queue;
  if (scheduled.length > 0) return scheduled.join(', ');
  if (holiday !== null) return `Nobody (${holiday})`;
  const until = (at: string | null): string => (at === null ? '' : ` until ${momentText(at, zone, nowMs)}`);
  if (isLeftOut(queue)) return `Nobody${until(nextChange)}, though it is open`;
  if (hours === 'open') return hasShifts ? `Nobody${until(nextChange)}` : 'No shifts: open by its hours';
  return hours === 'unknown' ? 'Its hours are not known' : `Closed${until(opensAt)}`;
}

/** Who is to be there after the next change, or what the desk is then. */
function thenText({ scheduled, scheduledNext, hours, nextChange, closesAt, opensAt, hasShifts }: QueueNow): string {
  const next = scheduledNext.join(', ');
  if (next !== '') return next === scheduled.join(', ') ? `next shift, ${next}` : next;
  const isOpen = hours === 'open' ? nextChange !== closesAt : nextChange === opensAt;
  if (hours !== 'unknown' && !isOpen) return 'closed';
  return hasShifts ? 'nobody scheduled' : 'open';
}

/** "4 PM: Kent County Public Library", "5 PM: next shift, Reference desk"; null: nothing changes in the next 14 days. */
export const nextText = (queue: QueueNow, nowMs: number): string | null =>
  queue.nextChange === null ? null : `${momentText(queue.nextChange, queue.zone, nowMs)}: ${thenText(queue)}`;

/** What is seen, and since when. */
export function seenText({ observed, since, heldUntil, zone }: QueueNow, nowMs: number): string {
  if (heldUntil !== null) return `Somebody is back; patrons see it from ${momentText(heldUntil, zone, nowMs)}`;
  const from = since === null ? '' : ` since ${momentText(since, zone, nowMs)}`;
  switch (observed) {
    case null:
      return 'No live status';
    case 'available':
      return `Somebody is available${from}`;
    case 'busy':
      return `Somebody is there, busy${from}`;
    case 'nobody':
      return `Nobody${from}`;
    case 'unknown':
      return since === null ? 'Not known: no status received yet' : `Not known${from}: no status received`;
  }
}

const FAULTS: Record<string, string> = {
  timeout: 'it takes too long to answer',
  unreachable: 'it cannot be reached',
  refused: 'it refuses to answer',
  'private-address': 'its address is not allowed',
  'bad-address': 'its address cannot be used',
  'too-large': 'its answer is too large',
  'too-many-redirects': 'it redirects too often',
};

/** Why a live status could not be read, by the code of its fault. */
export const sourceFaultText = (code: string): string => FAULTS[code] ?? 'its answer cannot be read';

/** When the last sample came, and why the source fails; null if the source works. */
export function freshText(queue: QueueNow, presence: QueuePresence | undefined, nowMs: number): string | null {
  if (queue.observed === null) return null;
  const { zone, sampledAt } = queue;
  const last = sampledAt === null ? null : `Last update at ${momentText(sampledAt, zone, nowMs)}`;
  const failing = presence?.failing;
  if (!failing) return last;
  const where = presence?.source?.at ? ` (${presence.source.at})` : '';
  return `${last === null ? '' : `${last}. `}Live status${where} has failed since ${momentText(failing.since, zone, nowMs)}: ${sourceFaultText(failing.code)}.`;
}

/** How to get live status; '' at a desk that the reader does not look after. */
function sourceStep(reader: Role, tier: Tier): string {
  if (reader === 'coordinator') return ' Set up live status under Desks.';
  return tier === 'local' ? ' Ask your coordinator to set up live status.' : '';
}

export interface NextStep {
  text: string;
  /** Whether help can be asked for from here. */
  help: boolean;
}

/** The one thing to do next. `asked`: an open help request exists already. */
export function nextStep(queue: QueueNow, reader: Role, asked: boolean, nowMs: number): NextStep {
  const { kind, uncoveredSince, observed, zone, tier, mayAsk } = queue;
  const who = reader === 'coordinator' ? 'Check' : 'Ask your coordinator to check';
  if (kind === 'uncovered' || isUnstaffed(queue)) {
    const since = uncoveredSince ?? queue.since;
    const what =
      kind === 'uncovered'
        ? `Nobody has been seen${since === null ? '' : ` since ${momentText(since, zone, nowMs)}`}.`
        : 'The desk is open and nobody is scheduled.';
    const todo = mayAsk
      ? 'Ask for help, or find out who should be there.'
      : reader === 'viewer'
        ? 'A liaison or the coordinator can ask for help.'
        : 'Only the coordinator can ask for help here.';
    const then = asked ? 'Help was requested: see below.' : todo;
    return { text: `${what} ${then}`, help: !asked && mayAsk };
  }
  if (observed === 'unknown' && kind === 'unmonitored')
    return {
      text: `Check the desk. ${who} its live status if this does not change.`,
      help: !asked && mayAsk,
    };
  if (kind === 'unmonitored') return { text: `Does not count as covered.${sourceStep(reader, tier)}`, help: false };
  if (isLeftOut(queue))
    return {
      text: `${reader === 'viewer' ? 'Ask a liaison to enter' : 'Enter'} the shift, so that it counts.`,
      help: false,
    };
  if (queue.hours === 'unknown') {
    const isTheirs = reader === 'coordinator' || tier === 'local';
    if (reader === 'viewer') return { text: 'A liaison or the coordinator can enter its hours.', help: false };
    return {
      text: isTheirs
        ? 'Enter its hours, so that patrons see when it answers.'
        : 'Only the coordinator can enter its hours.',
      help: false,
    };
  }
  const afterClosing = afterClosingText(queue.afterClosing, zone, nowMs);
  if (afterClosing !== null)
    return { text: `${afterClosing} If everybody has left, the desk needs to sign out.`, help: false };
  if (kind === 'covered')
    return {
      text: asked
        ? 'Somebody is there, and help was requested: see below.'
        : 'This desk needs nothing: somebody is there.',
      help: false,
    };
  const owned = tier === 'local' ? '' : ` This desk belongs to ${PEOPLE[tier]}.`;
  return { text: `Nothing to do now.${owned}`, help: false };
}
