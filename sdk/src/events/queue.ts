import type { AskEvent } from '../contract/event-kinds.js';
import type { EventBatch } from '../contract/events.js';
import { EVENTS_PER_BATCH } from '../contract/limits.js';
import { toPagePattern } from '../page-pattern.js';

/** The position of an entry point, which all events of one batch share. Nothing in it is about a patron. */
export interface EventContext extends Omit<EventBatch, 'batch' | 'events'> {
  /** The page's path, or its pattern: whatever it is, only its pattern is kept. */
  page: string;
}

/** Events on their way into batches. */
export interface EventQueue {
  /** Takes an event in, as text: what the page does to the objects later has no effect. */
  add: (context: EventContext, event: AskEvent) => void;
  /** Empties the queue into bodies for the events route, within its limits, each under an id of its own. */
  drain: (newBatchId: () => string) => string[];
}

/**
 * The members of a flat object as JSON. Written out, since old script libraries replace `JSON.stringify` or give arrays a
 * `toJSON` that turns them into text. No text of the wire may hold a quote, a backslash or a control character: they are
 * left out. The rest is ASCII, so 50 events of any kind stay well within the route's 8 KiB.
 */
const toMembers = (flat: object): string => {
  let members = '';
  for (const [name, member] of Object.entries(flat) as [string, string | boolean | null | undefined][]) {
    if (member === undefined) continue;
    const text = String(member).replace(/[^ !#-[\]-~]/g, '');
    members += (members && ',') + `"${name}":` + (typeof member === 'string' ? `"${text}"` : text);
  }
  return members;
};

/**
 * Gathers events by where they happened.
 * Pure: no clock, no network, no random number of its own.
 * @example const queue = createEventQueue();
 */
export function createEventQueue(): EventQueue {
  const waiting = new Map<string, string[]>();
  return {
    add(context, event) {
      const shared = toMembers({ ...context, page: toPagePattern(context.page) });
      const events = waiting.get(shared) ?? [];
      waiting.set(shared, events);
      events.push(`{${toMembers(event)}}`);
    },
    drain(newBatchId) {
      const bodies: string[] = [];
      for (const [shared, events] of waiting) {
        while (events[0])
          bodies.push(`{"batch":"${newBatchId()}",${shared},"events":[${events.splice(0, EVENTS_PER_BATCH).join()}]}`);
      }
      waiting.clear();
      return bodies;
    },
  };
}
