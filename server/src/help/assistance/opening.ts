// In:    what somebody asks for, the queues that libraries name, now.
// Out:   what is wrong with it, by field; whose request a desk's call is.
// Never: whether there is one already: store.ts looks, under a lock.
import type { AssistanceOpening } from '@askusnow/sdk/contract';
import type { RegisteredLibrary, RegisteredQueue } from '../../cooperative/registered.ts';
import type { FieldError } from '../../platform/http/problem.ts';
import { DAY_MS } from '../../platform/time/instants.ts';

/** A schedule is known so far ahead. */
const AHEAD_MS = 60 * DAY_MS;

/**
 * Whose request a desk's call is: one for each library whose own desk it is; one of its own (null) where libraries share it,
 * so that nobody is told once per library.
 */
export const callersAt = (
  { id, tier }: Pick<RegisteredQueue, 'id' | 'tier'>,
  libraries: readonly Pick<RegisteredLibrary, 'id' | 'queues'>[],
): (string | null)[] =>
  tier === 'local'
    ? libraries.filter(({ queues }) => queues.some(({ queueId }) => queueId === id)).map((library) => library.id)
    : [null];

/** `queues`: those that may be asked about; `whose` says it in words. */
export function faultsOf(
  { queue, reason, gap }: AssistanceOpening,
  { queues, whose }: { queues: readonly string[]; whose: string },
  nowMs: number,
): FieldError[] {
  const errors: FieldError[] = [];
  const add = (field: string, message: string): void => void errors.push({ field, message });
  const startMs = Date.parse(gap.start);
  const endMs = gap.end === null ? null : Date.parse(gap.end);
  if (!queues.includes(queue)) add('queue', `${whose}: ${queues.join(', ') || 'there is none'}`);
  if (startMs > nowMs + AHEAD_MS) add('gap.start', 'within the next 60 days');
  else if (startMs < nowMs - DAY_MS) add('gap.start', 'at most a day ago');
  if (endMs === null) {
    if (reason === 'forecast-gap') add('gap.end', 'when the gap ends: a forecast knows it');
  } else if (endMs <= startMs) add('gap.end', 'after its start');
  else if (endMs <= nowMs) add('gap.end', 'an instant to come: nobody can help in the past');
  else if (endMs - startMs > 7 * DAY_MS) add('gap.end', 'within a week of its start');
  return errors;
}
