import type { AskEvent, EventBatch } from '../contract/events.js';
import { EVENTS_BODY_LIMIT_BYTES, EVENTS_PER_BATCH } from '../contract/limits.js';
import { toJson } from './json.js';

/** Where an entry point stands: what all events of one batch share. Nothing in it is about a patron. */
export type EventContext = Omit<EventBatch, 'batch' | 'events'>;

/** Events on their way into batches. */
export interface EventQueue {
  /** Takes an event in, as text: what the page does to the objects later has no effect. */
  add(context: EventContext, event: AskEvent): void;
  /** Empties the queue into bodies for the events door, within its limits, each under an id of its own. */
  drain(newBatchId: () => string): string[];
}

/** Length of `{"batch":"YYYYMMDD-…",` and `"events":[` and `]}`, generously. */
const FRAME_BYTES = 90;

/**
 * Gathers events by where they happened.
 * Pure: no clock, no network, no random number of its own.
 * @example const queue = createEventQueue();
 */
export function createEventQueue(): EventQueue {
  const bodies: { head: string; events: string; count: number }[] = [];
  return {
    add(context, event) {
      const head = toJson(context as never).slice(1, -1);
      const text = toJson(event);
      for (const body of bodies) {
        if (
          body.head === head &&
          body.count < EVENTS_PER_BATCH &&
          FRAME_BYTES + head.length + body.events.length + text.length < EVENTS_BODY_LIMIT_BYTES
        ) {
          body.events += ',' + text;
          body.count++;
          return;
        }
      }
      bodies.push({ head, events: text, count: 1 });
    },
    drain(newBatchId) {
      const drained: string[] = [];
      for (const { head, events } of bodies.splice(0)) drained.push(`{"batch":"${newBatchId()}",${head},"events":[${events}]}`);
      return drained;
    },
  };
}
