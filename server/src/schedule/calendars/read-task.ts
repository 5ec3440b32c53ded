// In:    a calendar's fetched bytes, and its last good reading.
// Out:   unchanged, or the text to store; or an error for people.
// Never: runs on the thread that answers patrons: server/src/platform/worker runs it in another.
import { Temporal } from 'temporal-polyfill';
import type { FeedLeftOut } from '@askusnow/sdk/contract';
import { expandFeed, MAX_SHIFTS } from './expand.ts';
import { FeedFault } from './fault.ts';
import { readFeed } from './feed.ts';
import { toKept } from './kept-body.ts';
import type { Naming } from './sanitize-calendar.ts';
import { DAY_MS } from '../../platform/time/instants.ts';

export interface ReadInput {
  bytes: Uint8Array;
  /** IANA name: the zone of floating times, if the calendar names none. */
  zone: string;
  nowMs: number;
  /** Whose desk it is, and which libraries owe its events. */
  naming: Naming;
  /** The last good reading; `body` null: none. */
  known: { body: string | null; events: number; goodAtMs: number | null };
}

/** Plain data for transfer from a thread. `body` null: unchanged. */
export type ReadOutput =
  | { body: string | null; events: number; leftOut: FeedLeftOut }
  | { fault: { code: string; detail: string } };

/** The range of an expanded schedule, to the end of its last day. Units: ms. */
const AHEAD_MS = 62 * DAY_MS;

/**
 * A roster does not end from one export to the next: an exporter that lost its data sends the same. A new address may be
 * empty at first, since its shifts may not be written yet.
 */
function refuseEmptied({ known: { events, goodAtMs }, zone }: ReadInput): void {
  if (events === 0 || goodAtMs === null) return;
  const day = Temporal.Instant.fromEpochMilliseconds(goodAtMs).toZonedDateTimeISO(zone).toPlainDate().toString();
  const kept = events === 1 ? `the one event read on ${day} is kept` : `the ${events} events read on ${day} are kept`;
  throw new FeedFault(
    'empty-now',
    `is empty now; ${kept}. If nobody is scheduled any more, remove the calendar’s address`,
  );
}

/** Entries without a single shift: the wrong calendar, or an export with the wrong settings. */
function refuseNoShift({ allDay, free, tentative }: FeedLeftOut): void {
  const kinds = [
    ...(allDay > 0 ? [`${allDay} all-day`] : []),
    ...(free > 0 ? [`${free} shown as free`] : []),
    ...(tentative > 0 ? [`${tentative} tentative`] : []),
  ];
  if (kinds.length === 0) return;
  throw new FeedFault(
    'no-events',
    `has no shift among its entries: ${kinds.join(', ')}. Give each shift a start and an end, and show it as busy`,
  );
}

function read(input: ReadInput): ReadOutput {
  const { bytes, zone, nowMs, naming, known } = input;
  const { events, count, leftOut, body } = readFeed(new TextDecoder().decode(bytes), zone, naming);
  if (count === 0) {
    refuseEmptied(input);
    refuseNoShift(leftOut);
  }
  const kept = toKept(body);
  if (kept === known.body) return { body: null, events: count, leftOut };
  // Expanded only to check that it can be; the schedule's own expansion uses the stored text.
  const shifts = expandFeed(events, { startMs: nowMs, endMs: nowMs + AHEAD_MS }, MAX_SHIFTS + 1);
  if (shifts.length > MAX_SHIFTS) {
    throw new FeedFault('too-many-shifts', `has more than ${MAX_SHIFTS} shifts in the next two months`);
  }
  return { body: kept, events: count, leftOut };
}

export function run(input: ReadInput): ReadOutput {
  try {
    return read(input);
  } catch (error) {
    if (error instanceof FeedFault) return { fault: { code: error.code, detail: error.message } };
    // Temporal's error for a date beyond its range.
    if (error instanceof RangeError) {
      return { fault: { code: 'unusable-rule', detail: 'has a rule of recurrence that leads nowhere' } };
    }
    throw error;
  }
}
