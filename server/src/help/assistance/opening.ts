// In:    a proposed help request, the queues that libraries use, now.
// Out:   its errors by field; the libraries that a desk's request belongs to.
// Never: checks for an open request: store.ts does, under a lock.
import type { AssistanceOpening } from '@askusnow/sdk/contract';
import type { RegisteredLibrary, RegisteredQueue } from '../../cooperative/registered.ts';
import type { FieldError } from '../../platform/http/problem.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { AHEAD_DAYS } from '../../schedule/expansion/schedule.ts';

/** What knows the libraries that use a queue. */
export interface LibrariesByQueue {
  librariesOf(queue: string): readonly Pick<RegisteredLibrary, 'id'>[];
}

/**
 * The owners of a desk's request: each library whose own desk it is; the desk itself (null) if it is shared, so that
 * there is one request instead of one per library.
 */
export const callersAt = (
  { id, tier }: Pick<RegisteredQueue, 'id' | 'tier'>,
  registry: LibrariesByQueue,
): (string | null)[] => (tier === 'local' ? registry.librariesOf(id).map((library) => library.id) : [null]);

/** `queues`: the allowed ones; `whose` describes them. */
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
  if (startMs > nowMs + AHEAD_DAYS * DAY_MS) add('gap.start', `within the next ${AHEAD_DAYS} days`);
  else if (startMs < nowMs - DAY_MS) add('gap.start', 'at most a day ago');
  if (endMs === null) {
    if (reason === 'forecast-gap') add('gap.end', 'when the gap ends: a forecast knows it');
  } else if (endMs <= startMs) add('gap.end', 'after its start');
  else if (endMs <= nowMs) add('gap.end', 'a time in the future');
  else if (endMs - startMs > 7 * DAY_MS) add('gap.end', 'within a week of its start');
  return errors;
}
