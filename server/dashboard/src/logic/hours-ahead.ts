import type { Cover, QueueNow } from '@askusnow/sdk';
import { HOUR_MS } from './lengths.js';
import { cutAtOffers, type OfferedPart } from './open-covers.js';

/** Promised time of the next 14 days in which nobody is to be there: it has one owner. */
export interface HourAhead extends OfferedPart {
  queue: QueueNow;
  /** It is in a shift, and no library owes it. */
  isOpenHour: boolean;
}

/** Of all these desks, by start, cut at what libraries offer. */
export const hoursAhead = (queues: readonly QueueNow[], covers: readonly Cover[] = []): HourAhead[] =>
  queues
    .flatMap((queue) => {
      const cut = (stretches: QueueNow['openHours'], isOpenHour: boolean): HourAhead[] =>
        stretches.flatMap((each) =>
          cutAtOffers(covers, queue.queue, each).map((part) => ({ ...part, queue, isOpenHour })),
        );
      return [...cut(queue.forecastGaps, false), ...cut(queue.openHours, true)];
    })
    .sort((one, other) => (one.start < other.start ? -1 : 1));

/** Units: h. */
export const lengthOf = (ahead: readonly HourAhead[]): number =>
  ahead.reduce((sum, { start, end }) => sum + Date.parse(end) - Date.parse(start), 0) / HOUR_MS;
