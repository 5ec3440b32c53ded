// In:    a help request, a recorded step, the names of its library and queue.
// Out:   the notices of that step: short, plain, what to do next, with the link.
// Never: a note by a person: it may speak of a patron, and mail travels.
import type { NoticeKind, Tier } from '@askusnow/sdk/contract';
import type { Notice } from '../notices/notices.ts';
import { dateTime } from '../notices/when.ts';
import { tiersFrom, type Recorded } from './machine.ts';
import { messages } from './messages.ts';
import type { HelpRecord, HelpRequest, Names } from './record.ts';
import { toInstant } from '../../platform/time/instants.ts';

function when({ standing: { startMs, endMs } }: HelpRequest, zone: string): string {
  const start = dateTime(startMs, zone);
  return endMs === null ? messages.since(start) : messages.between(start, dateTime(endMs, zone));
}

/**
 * The kind of notice by which a tier learns of a help request: the desk's own tier when it opens, farther tiers when it
 * is escalated to them.
 */
export const callOf = (tier: Tier): NoticeKind => (tier === 'local' ? 'assistance-opened' : 'assistance-escalated');

const keyOf = (request: number, name: string): string => `assistance:${request}:${name}`;

/** The name of the notice that asks for help; null: the step does not ask. */
function callName({ step, owner }: Pick<Recorded, 'step' | 'owner'>, revision: number): string | null {
  if (step === 'opened') return 'opened';
  if (step === 'escalated') return `escalated:${owner}`;
  return step === 'released' ? `released:${revision}` : null;
}

/** The keys of all notices that asked for help with the request. Each recorded step is a revision. */
export const callKeys = ({ id, steps }: HelpRecord): string[] =>
  steps.flatMap((step, index) => {
    const name = callName(step, index + 1);
    return name === null ? [] : [keyOf(id, name)];
  });

/** The tiers that are notified of later steps: from the desk's own to the current owner. */
function notifiedTiers(tier: Tier, owner: Tier): Tier[] {
  const tiers = tiersFrom(tier);
  return tiers.slice(0, tiers.indexOf(owner) + 1);
}

function takerOf({ standing: { taker } }: HelpRequest, names: Names): string {
  if (taker !== null && 'tier' in taker) return messages.people(taker.tier);
  return names.taker ?? messages.somebody;
}

/**
 * One notice per incident and kind. A tier that is skipped has no recipients, and steps such as an acknowledgement are
 * only recorded. A request that was given back can be taken again: that is another incident, with its own revision in the
 * key.
 */
export function noticesOf(
  request: HelpRequest,
  { step, owner }: Recorded,
  names: Names,
  publicUrl: string,
  atMs: number,
): Notice[] {
  const { standing, library, queue, reason, id } = request;
  const { zone } = names;
  const why = messages.reason(names.queue, names.library, reason, when(request, zone));
  const toNotice = (tier: Tier, key: string, kind: NoticeKind, subject: string, text: string): Notice => {
    const url = tier === 'local' ? `${publicUrl}/dashboard/${library}` : `${publicUrl}/dashboard/-/now`;
    const gap = {
      start: toInstant(standing.startMs),
      end: toInstant(standing.endMs),
    };
    const data = { request: id, library, queue, reason, state: standing.state, owner: standing.owner, gap, url };
    return {
      key: keyOf(id, key),
      kind,
      tier,
      library: tier === 'local' ? library : null,
      subject,
      text: `${text}\n\n${url}\n`,
      data,
      atMs,
    };
  };
  const call = callName({ step, owner }, standing.revision);
  if (call !== null) {
    const isBack = step === 'released';
    const { deadlineMs } = standing;
    const deadline = deadlineMs === null ? '' : ` ${messages.deadline(dateTime(deadlineMs, zone), standing.owner)}`;
    const text = `${isBack ? `${messages.isReleased} ` : ''}${why}\n\n${messages.whatToDo}${deadline}`;
    const subject = isBack ? messages.helpWantedAgain(names.queue) : messages.helpWanted(names.queue);
    return [toNotice(owner, call, callOf(owner), subject, text)];
  }
  const toAll = (key: string, kind: NoticeKind, subject: string, text: string): Notice[] =>
    notifiedTiers(names.tier, owner).map((tier) => toNotice(tier, `${key}:${tier}`, kind, subject, `${text}\n${why}`));
  if (step === 'taken') {
    const text = messages.hasTaken(takerOf(request, names));
    return toAll(`taken:${standing.revision}`, 'assistance-taken', messages.taken(names.queue), text);
  }
  // That it was covered was no notice, so neither is its end.
  if (step === 'closed') return toAll('over', 'assistance-over', messages.closed(names.queue), messages.isClosed);
  if (step === 'expired') return toAll('over', 'assistance-over', messages.expired(names.queue), messages.isExpired);
  return [];
}
