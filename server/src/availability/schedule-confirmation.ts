// In:    up to when changes in the database have arrived, and whether all of them have been read.
// Out:   as of when the schedule in memory is known to be the database's; when an answer by it has to be refreshed.
// Never: reads the schedules to confirm them.
import { MINUTE_MS } from '../platform/time/instants.ts';
import { SCHEDULE_LIFE_MS, type AnswerTimes } from './answer.ts';

/** Whether changes in the database reach this node; server/src/platform/nodes implements it. */
export interface ChangeFeed {
  /** Every change that was committed before then has arrived. Units: ms since the epoch. */
  caughtUpAtMs(): number;
  /** Called each time that this instant has moved on. Returns how to stop. */
  onCaughtUp(listener: () => void): () => void;
}

export interface ScheduleConfirmation {
  /** Units: ms since the epoch. */
  confirmedAtMs(): number;
  /** When the answer has to be refreshed. A confirmation moves it on, so that no library is refreshed for that. */
  dueAtMs(times: AnswerTimes): number;
  /** Whether the last confirmation is so long ago that the answer says so. */
  isOverdue(nowMs: number): boolean;
  /** Confirms, and returns whether schedules had lapsed meanwhile, or the clock was set back. */
  hasJumped(): boolean;
}

/** The answer says that its schedule is unconfirmed after so long. */
const OVERDUE_MS = 2 * MINUTE_MS;

export function createScheduleConfirmation({
  startedAtMs,
  changeFeed,
  isCurrent,
}: {
  /** Changes arrive from then on, and everything is read after it. */
  startedAtMs: number;
  changeFeed: ChangeFeed;
  /** Whether every change that has arrived has been read: one that has not confirms nothing. */
  isCurrent(): boolean;
}): ScheduleConfirmation {
  let lastMs = startedAtMs;
  /** Until the feed has moved on, the start is what counts; after it never, since the clock may be set back behind it. */
  const beforeStartMs = changeFeed.caughtUpAtMs();
  const confirmedAtMs = (): number => {
    const caughtUpAtMs = changeFeed.caughtUpAtMs();
    if (isCurrent() && caughtUpAtMs !== beforeStartMs) lastMs = caughtUpAtMs;
    return lastMs;
  };
  return {
    confirmedAtMs,
    dueAtMs: ({ turnsAtMs, lapsesAtMs }) =>
      Math.min(turnsAtMs, Math.max(lapsesAtMs, confirmedAtMs() + SCHEDULE_LIFE_MS)),
    isOverdue: (nowMs) => nowMs - confirmedAtMs() > OVERDUE_MS,
    hasJumped() {
      const beforeMs = lastMs;
      const passedMs = confirmedAtMs() - beforeMs;
      return passedMs < 0 || passedMs >= SCHEDULE_LIFE_MS;
    },
  };
}
