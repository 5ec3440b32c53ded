// In:    what somebody asks for, the queues that libraries name, now.
// Out:   what is wrong with it, by field; for whom a desk's own call is opened.
// Never: whether there is one already: store.ts looks, under a lock.
import type { AssistanceOpening } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../cooperative/registry.ts';
import type { FieldError } from '../http/problem.ts';

const DAY_MS = 24 * 3_600_000;
/** A schedule is known so far ahead. */
const AHEAD_MS = 60 * DAY_MS;

/** The libraries whose own desk a queue is: it is for them that help is asked there. */
export const whoseDesk = <Library extends Pick<RegisteredLibrary, 'queues'>>(
  libraries: readonly Library[],
  queue: string,
): Library[] => libraries.filter(({ queues }) => queues.some((use) => use.tier === 'local' && use.queueId === queue));

export function faultsOf(
  { queue, reason, gap }: AssistanceOpening,
  queues: readonly { queueId: string }[],
  nowMs: number,
): FieldError[] {
  const errors: FieldError[] = [];
  const add = (field: string, message: string): void => void errors.push({ field, message });
  const startMs = Date.parse(gap.start);
  const endMs = gap.end === null ? null : Date.parse(gap.end);
  if (!queues.some(({ queueId }) => queueId === queue)) {
    add('queue', `a queue that the library names: ${queues.map(({ queueId }) => queueId).join(', ')}`);
  }
  if (startMs > nowMs + AHEAD_MS) add('gap.start', 'within the next 60 days');
  else if (startMs < nowMs - DAY_MS) add('gap.start', 'at most a day ago');
  if (endMs === null) {
    if (reason === 'forecast-gap') add('gap.end', 'when the gap ends: a forecast knows it');
  } else if (endMs <= startMs) add('gap.end', 'after its start');
  else if (endMs <= nowMs) add('gap.end', 'an instant to come: nobody can help in the past');
  else if (endMs - startMs > 7 * DAY_MS) add('gap.end', 'within a week of its start');
  return errors;
}
