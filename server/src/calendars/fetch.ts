// In:    a calendar's address, what was kept of its last good reading, the queue's zone, now.
// Out:   that it is as it was, what it says now, or a fault in words for a person.
// Never: throws over what a stranger's server does; or believes a content type: the body says what it is.
import { Temporal } from 'temporal-polyfill';
import { EgressError, type Egress, type EgressReply } from '../egress/egress.ts';
import { expandFeed, SHIFTS_MOST } from './expand.ts';
import { FeedFault } from './fault.ts';
import { readFeed } from './feed.ts';

/** By which a host knows again what it has sent. */
interface Validators {
  etag: string | null;
  lastModified: string | null;
}

/** What is known of a calendar before it is asked. */
export interface KnownFeed extends Validators {
  url: string;
  /** IANA name: floating times are in it. */
  zone: string;
  /** Null: never read. */
  body: string | null;
  /** In that body. */
  events: number;
  /** When this address was last read whole; null: not yet, and what is kept is of the address before it. */
  goodAtMs: number | null;
}

export interface GoodReading extends Validators {
  body: string;
  events: number;
}

/** `same`: the host says so, or what is kept of what it sent is what was kept. */
export type Reading = { same: Validators } | { good: GoodReading } | { fault: { code: string; detail: string } };

/** A year of a large desk with long descriptions. Units: bytes. */
export const MOST_BYTES = 4_000_000;
/** Longest ETag or date that is kept. Units: characters. */
const VALIDATOR_MOST = 500;

const DAY_MS = 24 * 3_600_000;
/** As far ahead as a schedule is expanded, and to the end of that day. Units: ms. */
const AHEAD_MS = 62 * DAY_MS;

export async function askFeed(
  egress: Pick<Egress, 'request'>,
  feed: KnownFeed,
  { nowMs, timeoutMs }: { nowMs: number; timeoutMs: number },
): Promise<Reading> {
  try {
    const headers = { accept: 'text/calendar, */*;q=0.5', ...conditionsOf(feed) };
    const reply = await egress.request(feed.url, { headers, timeoutMs, mostBytes: MOST_BYTES });
    if (reply.status === 304 && feed.body !== null) return { same: feed };
    if (reply.status !== 200) return { fault: { code: 'bad-status', detail: statusWords(reply.status) } };
    return await readReply(reply, feed, nowMs);
  } catch (error) {
    if (error instanceof EgressError) return { fault: { code: error.code, detail: error.plain } };
    if (error instanceof FeedFault) return { fault: { code: error.code, detail: error.message } };
    throw error;
  }
}

/** Only what is kept can be unchanged. */
function conditionsOf({ etag, lastModified, body }: KnownFeed): Record<string, string> {
  if (body === null) return {};
  return {
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  };
}

const statusWords = (status: number): string =>
  status === 401 || status === 403
    ? `answers ${status}, so it asks for a sign-in: give the calendar’s public or secret iCal address`
    : `answers ${status} in place of a calendar: is the address still right?`;

const validator = (value: string | undefined): string | null =>
  value !== undefined && value.length <= VALIDATOR_MOST ? value : null;

/**
 * A roster does not end in one export: an exporter that lost its data says the same. A new address may begin empty, as
 * its shifts may not be written yet.
 */
function refuseEmptied({ events, goodAtMs, zone }: KnownFeed): void {
  if (events === 0 || goodAtMs === null) return;
  const day = Temporal.Instant.fromEpochMilliseconds(goodAtMs).toZonedDateTimeISO(zone).toPlainDate().toString();
  const kept = events === 1 ? `the one event read on ${day} is kept` : `the ${events} events read on ${day} are kept`;
  throw new FeedFault(
    'empty-now',
    `is empty now; ${kept}. If nobody is scheduled any more, remove the calendar’s address`,
  );
}

/** Expanded to see that it can be; by whom and until when is the schedule's to say, once, from what is kept. */
async function readReply(reply: EgressReply, known: KnownFeed, nowMs: number): Promise<Reading> {
  const { events, count, body } = await readFeed(reply.body.toString('utf8'), known.zone);
  const validators = {
    etag: validator(reply.headers['etag']),
    lastModified: validator(reply.headers['last-modified']),
  };
  if (body === known.body) return { same: validators };
  if (count === 0) refuseEmptied(known);
  const window = { startMs: nowMs, endMs: nowMs + AHEAD_MS };
  // A rule that is sound in itself may still lead beyond what dates there are.
  const shifts = await expandFeed(events, window, SHIFTS_MOST + 1).catch(() => null);
  if (shifts === null) throw new FeedFault('unusable-rule', 'has a rule of recurrence that leads nowhere');
  if (shifts.length > SHIFTS_MOST) {
    throw new FeedFault('too-many-shifts', `has more than ${SHIFTS_MOST} shifts in the next two months`);
  }
  return { good: { ...validators, body, events: count } };
}
