// In:    frames as they are built; how long the schedule is confirmed.
// Out:   a library's frame, for as long as it holds.
// Never: a frame past its end, even where a timer is late; or one of a time to come, where the clock was set back.
import { MINUTE_MS } from '../platform/time/instants.ts';
import type { AnswerTimes } from './answer.ts';
import type { Frame } from './frame.ts';
import type { ScheduleConfirmation } from './schedule-confirmation.ts';

export interface FrameCache {
  /** The frame where it still holds. */
  valid(library: string, nowMs: number): Frame | undefined;
  /** The frame that was built last, whether it holds or not. */
  last(library: string): Frame | undefined;
  /** Returns the frame that it replaces. */
  set(frame: Frame, times: AnswerTimes, nowMs: number): Frame | undefined;
  delete(library: string): void;
}

interface CachedFrame extends AnswerTimes {
  frame: Frame;
  builtAtMs: number;
  /** As of when the schedule was confirmed, and whether the frame says that this is too long ago. */
  confirmedAtMs: number;
  isOverdue: boolean;
}

/** A frame is built again once its schedule was confirmed so much later: its end moves on, a few times an hour. */
const RENEW_MS = 15 * MINUTE_MS;

export function createFrameCache({ confirmedAtMs, isOverdue, dueAtMs }: ScheduleConfirmation): FrameCache {
  const cached = new Map<string, CachedFrame>();
  const isValid = (found: CachedFrame, nowMs: number): boolean =>
    found.builtAtMs <= nowMs &&
    nowMs < dueAtMs(found) &&
    confirmedAtMs() - found.confirmedAtMs < RENEW_MS &&
    isOverdue(nowMs) === found.isOverdue;
  return {
    valid(library, nowMs) {
      const found = cached.get(library);
      return found !== undefined && isValid(found, nowMs) ? found.frame : undefined;
    },
    last: (library) => cached.get(library)?.frame,
    set(frame, { turnsAtMs, lapsesAtMs }, nowMs) {
      const replaced = cached.get(frame.library)?.frame;
      const confirmed = { confirmedAtMs: confirmedAtMs(), isOverdue: isOverdue(nowMs) };
      cached.set(frame.library, { frame, builtAtMs: nowMs, turnsAtMs, lapsesAtMs, ...confirmed });
      return replaced;
    },
    delete: (library) => void cached.delete(library),
  };
}
