import { TIERS, type AssistanceCover, type AssistancePlan, type Tier } from '@askusnow/sdk';
import { countedText } from './count-text.js';
import { PEOPLE } from './help-people-text.js';
import { atMomentText, momentText } from './moment-text.js';

/** A tier of a help request that is not sent yet: when it is asked, and who. */
export interface PlanLine {
  when: string;
  who: string;
}

/** "Now: the library’s own people (2 recipients)" · "Tomorrow, 3:43 AM: …" · "Not asked: …". `own`: the desk's tier. */
export const planLines = ({ calls }: AssistancePlan, own: Tier, zone: string, nowMs: number): PlanLine[] =>
  TIERS.slice(TIERS.indexOf(own)).map((tier) => {
    const call = calls.find((each) => each.tier === tier);
    if (call === undefined) return { when: 'Not asked', who: PEOPLE[tier] };
    if (call.recipients === 0) return { when: 'Not asked', who: `${PEOPLE[tier]}, since no recipient is listed` };
    const moment = momentText(call.at, zone, nowMs);
    const when = call.at === calls[0]?.at ? 'Now' : moment[0]!.toUpperCase() + moment.slice(1);
    return { when, who: `${PEOPLE[tier]} (${countedText(call.recipients, 'recipient')})` };
  });

const listFormat = new Intl.ListFormat('en', { type: 'conjunction' });

/** "Somebody is at the desk now (Reference desk)." */
export const coverText = ({ by, shifts }: AssistanceCover): string =>
  `${by === 'presence' ? 'Somebody is at the desk now' : 'People are scheduled for all of this time'}${shifts.length > 0 ? ` (${listFormat.format(shifts)})` : ''}.`;

/** When a request that nobody takes is over. */
export const planEndText = ({ endsAt }: AssistancePlan, zone: string, nowMs: number): string =>
  `If nobody takes it, the request ends ${atMomentText(endsAt, zone, nowMs)}.`;
