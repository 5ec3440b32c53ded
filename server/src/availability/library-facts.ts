// In:    a library's queues; their hours and what is observed at them, in memory.
// Out:   the facts that its answer is derived from, in the order of its queues.
// Never: hours that were not read: a queue that is not read yet has unknown hours.
import type { Observation } from '../coverage/presence/hysteresis.ts';
import type { RegisteredLibrary } from '../cooperative/registered.ts';
import type { AnswerFacts } from './answer.ts';
import type { Timetable } from './timetables.ts';

export interface FactSources {
  /** Undefined: not read yet. */
  timetableOf(queue: string): Timetable | undefined;
  /** Null: the queue has no source. */
  observationOf(queue: string): Observation | null;
  /** As of when the schedule in memory is known to be the database's. Units: ms since the epoch. */
  confirmedAtMs: number;
}

export function factsOf(
  { queues }: Pick<RegisteredLibrary, 'queues'>,
  { timetableOf, observationOf, confirmedAtMs }: FactSources,
  nowMs: number,
): AnswerFacts[] {
  return queues.map(({ tier, chatUrl, queueId }) => {
    const { open, closedUntilMs, readAtMs } = timetableOf(queueId) ?? {
      open: null,
      closedUntilMs: null,
      readAtMs: nowMs,
    };
    return {
      tier,
      chatUrl,
      open,
      closedUntilMs,
      confirmedAtMs: Math.max(readAtMs, confirmedAtMs),
      observation: observationOf(queueId),
    };
  });
}
