// What has changed between two readings, for screen readers: only what matters.
import type { Answers, AssistanceRequest, CoverageNow, QueueNow } from '@askusnow/sdk';
import { countedText, countText } from './count-text.js';
import { callerText } from './help-people-text.js';
import { isUnstaffed, queueWord } from './queue-now-text.js';

/** One reading of a live page. */
export interface Reading {
  queues: readonly QueueNow[];
  answers: readonly Pick<Answers['answers'][number], 'library' | 'name' | 'state' | 'tier'>[];
  requests: readonly AssistanceRequest[];
  /** Of all desks, where `queues` and `answers` are pages of longer lists. */
  counts?: Pick<CoverageNow['counts'], 'uncovered' | 'unstaffed'>;
  /** Which pages those are. */
  pages?: string;
  /** The name of the desk, where only its requests are read. */
  desk?: string;
}

/** At most this many changes are named. */
const NAMED = 3;

const REQUEST_CHANGES: Partial<Record<AssistanceRequest['state'], string>> = {
  acknowledged: 'has been seen',
  taken: 'has been taken',
  covered: 'is covered',
  closed: 'is closed',
  expired: 'ended without help',
};

/** The helper left, and the request is open or taken as before. */
const GONE = 'needs help again: the desk is empty';

const ANSWER_CHANGES = {
  available: 'can be reached again',
  busy: 'busy',
  closed: 'closed',
  unknown: 'not known',
} as const;

/** Announced only when it begins or ends: that a desk closes at nine is not announced. */
const isTrouble = (queue: QueueNow): boolean => queue.kind === 'uncovered' || isUnstaffed(queue);

const isUncovered = ({ kind }: QueueNow): boolean => kind === 'uncovered';

/** A rise of the counts that the named desks do not explain: a desk of another page is empty. */
function countChanges(before: Reading, after: Reading, named: readonly [QueueNow, QueueNow][]): string[] {
  const [were, are] = [before.counts, after.counts];
  if (were === undefined || are === undefined) return [];
  const rise = (count: keyof typeof are, isCounted: (queue: QueueNow) => boolean, what: string): string[] => {
    const ofNamed = named.reduce((sum, [old, queue]) => sum + Number(isCounted(queue)) - Number(isCounted(old)), 0);
    if (are[count] - were[count] <= Math.max(0, ofNamed)) return [];
    return [`${what} ${countedText(are[count], 'desk')}, was ${countText(were[count])}`];
  };
  return [...rise('uncovered', isUncovered, 'Nobody at'), ...rise('unstaffed', isUnstaffed, 'Nobody scheduled at')];
}

function queueChanges(before: Reading, after: Reading): string[] {
  const was = new Map(before.queues.map((queue) => [queue.queue, queue]));
  const turned = after.queues.flatMap((queue): [QueueNow, QueueNow][] => {
    const old = was.get(queue.queue);
    return old === undefined || isTrouble(old) === isTrouble(queue) ? [] : [[old, queue]];
  });
  // The reader has turned a page or searched: what is new on the screen has not just changed.
  const named = before.pages === after.pages ? turned : [];
  return [
    ...named.map(([, queue]) => `${queue.name}: ${queueWord(queue).word.toLowerCase()}`),
    ...countChanges(before, after, named),
  ];
}

function answerChanges(before: Reading, after: Reading): string[] {
  if (before.pages !== after.pages) return [];
  const was = new Map(before.answers.map((answer) => [answer.library, answer]));
  return after.answers.flatMap((answer) => {
    const old = was.get(answer.library);
    if (old === undefined || (old.state === answer.state && old.tier === answer.tier)) return [];
    const what = answer.tier === null ? ANSWER_CHANGES[answer.state] : `answered by the ${answer.tier} desk`;
    return [`${answer.name}: ${what}`];
  });
}

function requestChanges(before: Reading, after: Reading, own: readonly AssistanceRequest[]): string[] {
  const was = new Map(before.requests.map((request) => [request.id, request]));
  for (const request of own) if (request.revision > (was.get(request.id)?.revision ?? 0)) was.set(request.id, request);
  return after.requests.flatMap((request) => {
    const old = was.get(request.id);
    const desk = after.queues.find(({ queue }) => queue === request.queue);
    const name = callerText(request, desk?.name ?? after.desk ?? request.queue);
    if (old === undefined) return request.overAt === null ? [`${name} asks for help`] : [];
    // A reading that began before the reader's own step is older than that step.
    if (request.revision <= old.revision) return [];
    if (old.state === request.state && old.owner === request.owner) return [];
    if (old.owner !== request.owner) return [`The request of ${name} has moved to the ${request.owner} tier`];
    const isGone = old.state === 'covered' && request.overAt === null;
    return [`The request of ${name} ${isGone ? GONE : (REQUEST_CHANGES[request.state] ?? 'is open again')}`];
  });
}

/**
 * '' at the first reading, and if nothing changed. `own`: the help requests as the reader's own steps left them, which were
 * announced at the time.
 */
export function changesText(
  before: Reading | undefined,
  after: Reading,
  own: readonly AssistanceRequest[] = [],
): string {
  if (before === undefined) return '';
  const all = [...requestChanges(before, after, own), ...queueChanges(before, after), ...answerChanges(before, after)];
  if (all.length === 0) return '';
  const more = all.length - NAMED;
  return `${all.slice(0, NAMED).join('. ')}${more > 0 ? `, and ${countedText(more, 'other change')}` : ''}.`;
}
