// In:    a request, a step that was recorded, how its library and queue are called.
// Out:   what people are told: short, plain, what to do next, with the link.
// Never: a note by a person: it may speak of a patron, and mail travels. It stays on the page that the link leads to.
import type { AssistanceReason, NoticeKind, Tier } from '@askusnow/sdk/contract';
import type { Notice } from '../notices/notices.ts';
import { dateTime } from '../notices/when.ts';
import { tiersFrom, type Recorded } from './machine.ts';
import type { HelpRecord, HelpRequest, Names } from './record.ts';
import { toInstant } from '../../platform/time/instants.ts';

const WHY: Record<AssistanceReason, string> = {
  'forecast-gap': 'nobody is scheduled',
  'observed-gap': 'nobody is at the desk',
  swamped: 'the desk has more chats than it can answer',
  'by-hand': 'help was asked for',
};

const NEXT: Record<Tier, string> = {
  local: 'If nobody takes it by then, it goes on to the statewide tier.',
  statewide: 'If nobody takes it by then, it goes on to the global cooperative.',
  global: 'If nobody takes it by then, it expires.',
};

function when({ standing: { startMs, endMs } }: HelpRequest, zone: string): string {
  const start = dateTime(startMs, zone);
  return endMs === null ? `since ${start}` : `${start} to ${dateTime(endMs, zone)}`;
}

/** The one kind by which a tier hears that help is wanted: its own people of an opening, farther ones when it has come to them. */
export const callOf = (tier: Tier): NoticeKind => (tier === 'local' ? 'assistance-opened' : 'assistance-escalated');

const keyOf = (request: number, name: string): string => `assistance:${request}:${name}`;

/** What the notice is called by which a tier hears that help is wanted; null: the step is no call. */
function callName({ step, owner }: Pick<Recorded, 'step' | 'owner'>, version: number): string | null {
  if (step === 'opened') return 'opened';
  if (step === 'escalated') return `escalated:${owner}`;
  return step === 'released' ? `released:${version}` : null;
}

/** The keys of all notices by which somebody may have heard that help is wanted. Each recorded step is a version. */
export const callKeys = ({ id, steps }: HelpRecord): string[] =>
  steps.flatMap((step, index) => {
    const name = callName(step, index + 1);
    return name === null ? [] : [keyOf(id, name)];
  });

/** Everybody who has been told of the request hears how it went on: from the desk's own tier to the one whose turn it is. */
function notifiedTiers(tier: Tier, owner: Tier): Tier[] {
  const tiers = tiersFrom(tier);
  return tiers.slice(0, tiers.indexOf(owner) + 1);
}

function whoTook({ standing: { taker } }: HelpRequest): string {
  if (taker === null) return 'Somebody';
  return 'tier' in taker ? `The ${taker.tier} tier` : `The library ${taker.library}`;
}

/**
 * One notice per incident and kind. A level that is passed at once has nobody to tell, and what only the record needs to
 * know, as an acknowledgement, is told to nobody. A request can be taken again once it was given back: that is another
 * incident, told apart by its version.
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
  const why = `${names.queue}${names.library === null ? '' : ` (${names.library})`}: ${WHY[reason]}, ${when(request, zone)}.`;
  const byThen =
    standing.deadlineMs === null ? '' : `Time until ${dateTime(standing.deadlineMs, zone)}. ${NEXT[standing.owner]}\n`;
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
  const wanted = `${why}\n\nTake it, or acknowledge it while you look for somebody. ${byThen}`.trim();
  const call = callName({ step, owner }, standing.version);
  if (call !== null) {
    const isBack = step === 'released';
    const subject = `Help wanted${isBack ? ' again' : ''}: ${names.queue}`;
    const text = isBack ? `Whoever had this request has given it back. ${wanted}` : wanted;
    return [toNotice(owner, call, callOf(owner), subject, text)];
  }
  if (step === 'taken')
    return notifiedTiers(names.tier, owner).map((tier) =>
      toNotice(
        tier,
        `taken:${standing.version}:${tier}`,
        'assistance-taken',
        `Taken: ${names.queue}`,
        `${whoTook(request)} has taken this request, so you need do nothing.\n${why}`,
      ),
    );
  // Nobody was told that it was covered, so nobody need hear that it no longer is.
  if (step !== 'closed' && step !== 'expired') return [];
  const isMissed = step === 'expired';
  return notifiedTiers(names.tier, owner).map((tier) =>
    toNotice(
      tier,
      `over:${tier}`,
      'assistance-over',
      `${isMissed ? 'Not answered' : 'Over'}: ${names.queue}`,
      `${isMissed ? 'Nobody took this request in time; it has expired.' : 'This request is closed; you need do nothing.'}\n${why}`,
    ),
  );
}
