// In:    a library's queues; their hours and what is observed at them, in memory.
// Out:   the facts that its answer is derived from, in the order of its queues.
// Never: hours that were not read, or not for these days: they are unknown.
import type { Observation } from '../coverage/presence/hysteresis.ts';
import { isAhead } from '../coverage/presence/sample.ts';
import type { RegisteredLibrary } from '../cooperative/registered.ts';
import type { AnswerFacts } from './answer.ts';
import { hoursAt, type Timetable } from './timetables.ts';

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
  return queues.map(({ tier, chatUrl, languages, queueId }) => {
    const timetable = timetableOf(queueId) ?? { open: null, shownHours: null, closedUntilMs: null, readAtMs: nowMs };
    const { closedUntilMs, readAtMs } = timetable;
    return {
      tier,
      chatUrl,
      languages: languages ?? null,
      ...hoursAt(timetable, nowMs),
      closedUntilMs,
      // By a clock that was set back since it is not known when they were read.
      confirmedAtMs: isAhead(readAtMs, nowMs) ? confirmedAtMs : Math.max(readAtMs, confirmedAtMs),
      observation: observationOf(queueId),
    };
  });
}
