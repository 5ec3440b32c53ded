import { TIERS, type AssistanceReason, type AssistanceRequest } from '@askusnow/sdk';
import { isUntold, passedOverNow, takingTier } from '../logic/help-requests.js';
import { MINUTE_MS } from '../logic/lengths.js';
import type { Tone } from '../logic/tone.js';
import { PEOPLE, takerText } from './help-people-text.js';
import { ageText, atMomentText, fromToText, momentText } from './moment-text.js';

const REASONS: Record<AssistanceReason, string> = {
  'forecast-gap': 'nobody is scheduled',
  'observed-gap': 'nobody is at the desk',
  swamped: 'the desk has too many chats',
  'by-hand': 'help is needed',
  'given-hour': 'nobody has accepted an offered hour',
};

/** "nobody is scheduled tomorrow, 9 AM – 12 PM" */
export const needText = ({ reason, gap }: AssistanceRequest, zone: string, nowMs: number): string =>
  `${REASONS[reason]} ${fromToText(gap.start, gap.end, zone, nowMs)}`;

/** Until when it is taken: one without an end of its own is over as soon as somebody is there. */
const untilText = ({ gap, deadline }: AssistanceRequest, zone: string, nowMs: number): string =>
  gap.end === null
    ? `${momentText(deadline ?? gap.start, zone, nowMs)} at the latest`
    : momentText(gap.end, zone, nowMs);

/** The state of the request, its owner, and what happens next. */
export function standingText(request: AssistanceRequest, zone: string, nowMs: number): string {
  const { state, owner, deadline, taker, overAt } = request;
  const then = deadline === null ? '' : atMomentText(deadline, zone, nowMs);
  const next = TIERS[TIERS.indexOf(owner) + 1];
  const goesOn = next === undefined ? `It ends ${then} if nobody takes it.` : `Next: ${PEOPLE[next]}, ${then}.`;
  switch (state) {
    case 'open':
      // People who were not notified are not waited for.
      return isUntold(request) ? `Waiting. ${goesOn}` : `Waiting for ${PEOPLE[owner]}. ${goesOn}`;
    case 'acknowledged':
      return `Seen by ${PEOPLE[owner]}, who are looking for help. ${goesOn}`;
    case 'taken':
      return `Taken by ${taker === null ? PEOPLE[owner] : takerText(taker, request)}, until ${untilText(request, zone, nowMs)}.`;
    case 'covered':
      return `Somebody is there. It closes automatically ${then}.`;
    case 'closed':
      return `Closed${overAt === null ? '' : `, ${momentText(overAt, zone, nowMs)}`}.`;
    case 'expired':
      return `Ended without help${overAt === null ? '' : `, ${momentText(overAt, zone, nowMs)}`}.`;
  }
}

/** One or two words for a chip. */
const STATE_WORDS: Record<AssistanceRequest['state'], { word: string; tone: Tone }> = {
  open: { word: 'Waiting', tone: 'bad' },
  acknowledged: { word: 'Seen', tone: 'warn' },
  taken: { word: 'Taken', tone: 'good' },
  covered: { word: 'Covered', tone: 'good' },
  closed: { word: 'Closed', tone: 'note' },
  expired: { word: 'No help came', tone: 'bad' },
};

/** The chip of a request: that nobody was notified comes before all else. */
export const chipOf = (request: Pick<AssistanceRequest, 'state' | 'told'>): (typeof STATE_WORDS)['open'] =>
  isUntold(request) ? { word: 'Nobody notified', tone: 'bad' } : STATE_WORDS[request.state];

/** When a request that is made ahead of its gap goes on. */
export const LEAD_TEXT =
  'A help request goes to the desk’s own people first. A day before the gap it goes to the statewide service, and 4 hours before it to the global cooperative. With less than 2 days left, these times are shorter.';

/** "Open for 12 min" */
export const openForText = ({ openedAt }: AssistanceRequest, nowMs: number): string =>
  nowMs - Date.parse(openedAt) < MINUTE_MS ? 'Opened just now' : `Open for ${ageText(openedAt, nowMs)}`;

/** Until when patrons start at another desk than the library's own; null: they start at its own. */
export function answeredFor(requests: readonly AssistanceRequest[], zone: string, nowMs: number): string | null {
  const request = requests.find((each) => passedOverNow(each, nowMs).length > 0);
  if (request === undefined) return null;
  return `Help was taken: patrons start at the ${takingTier(request)} desk until ${untilText(request, zone, nowMs)}.`;
}
