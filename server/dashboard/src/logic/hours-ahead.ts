import type { QueueNow } from '@askusnow/sdk';
import { HOUR_MS } from './lengths.js';

/** Promised time of the next 14 days in which nobody is to be there. */
export interface HourAhead {
  queue: QueueNow;
  start: string;
  end: string;
  /** It is in a shift, and no library owes it. */
  isOpenHour: boolean;
}

/** Of all these desks, by start. */
export const hoursAhead = (queues: readonly QueueNow[]): HourAhead[] =>
  queues
    .flatMap((queue) => [
      ...queue.forecastGaps.map(([start, end]) => ({ queue, start, end, isOpenHour: false })),
      ...queue.openHours.map(([start, end]) => ({ queue, start, end, isOpenHour: true })),
    ])
    .sort((one, other) => (one.start < other.start ? -1 : 1));

/** Units: h. */
export const lengthOf = (ahead: readonly HourAhead[]): number =>
  ahead.reduce((sum, { start, end }) => sum + Date.parse(end) - Date.parse(start), 0) / HOUR_MS;
