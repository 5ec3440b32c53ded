// What has changed between two readings, for people who listen: only what matters, and nothing where nothing did.
import type { Answers, AssistanceRequest, CoverageNow, QueueNow } from '@askusnow/sdk';
import { countedText, countText } from './count-text.js';
import { callerText, type LibraryNames } from './help-text.js';
import { isUnstaffed, queueWord } from './queue-now-text.js';

/** A reading of what is watched live. */
export interface Reading {
  queues: readonly QueueNow[];
  answers: readonly Pick<Answers['answers'][number], 'library' | 'name' | 'state' | 'tier'>[];
  requests: readonly AssistanceRequest[];
  names: LibraryNames;
  /** Of all desks, where `queues` and `answers` are pages of longer lists. */
  counts?: Pick<CoverageNow['counts'], 'uncovered' | 'unstaffed'>;
  /** Which pages those are. */
  pages?: string;
  /** What the one desk is called that requests are read of alone. */
  desk?: string;
}

/** So many are named; more would be a lecture. */
const NAMED = 3;

const REQUEST_CHANGES: Partial<Record<AssistanceRequest['state'], string>> = {
  acknowledged: 'has been seen',
  taken: 'has been taken',
  covered: 'is covered',
  closed: 'is closed',
  expired: 'ended without help',
};

/** Open or taken as it was before: that is no news of who takes it. */
const GONE = 'needs help again: whoever had come is gone';

const ANSWER_CHANGES = {
  available: 'can be reached again',
  busy: 'busy',
  closed: 'closed',
  unknown: 'not known',
} as const;

/** Only a turn to or from trouble: that a desk closes at nine is no news. */
const isTrouble = (queue: QueueNow): boolean => queue.kind === 'uncovered' || isUnstaffed(queue);

const isUncovered = ({ kind }: QueueNow): boolean => kind === 'uncovered';

/** A rise of the counts past what the desks that are named account for: a desk of another page is empty. */
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
  // The reader has turned a page, or searched: what they see for the first time is not what has just changed.
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
  for (const request of own) if (request.version > (was.get(request.id)?.version ?? 0)) was.set(request.id, request);
  return after.requests.flatMap((request) => {
    const old = was.get(request.id);
    const desk = after.queues.find(({ queue }) => queue === request.queue);
    const name = callerText(request, after.names, desk?.name ?? after.desk ?? request.queue);
    if (old === undefined) return request.overAt === null ? [`${name} asks for help`] : [];
    // A reading that was under way while the reader took a step is older than what they know.
    if (request.version <= old.version) return [];
    if (old.state === request.state && old.owner === request.owner) return [];
    if (old.owner !== request.owner) return [`The request of ${name} has gone on to the ${request.owner} tier`];
    const isGone = old.state === 'covered' && request.overAt === null;
    return [`The request of ${name} ${isGone ? GONE : (REQUEST_CHANGES[request.state] ?? 'is open again')}`];
  });
}

/**
 * '' where there is nothing to say: at the first reading, and at one that says the same. `own`: the calls for help as the reader's
 * own steps left them; that was said as it was done.
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
