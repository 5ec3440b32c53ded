// In:    a calendar's address, its last good reading, the queue's zone, now.
// Out:   unchanged, a new reading, or an error for people.
// Never: throws because of the remote server, or trusts its content type: the body decides.
import type { FeedLeftOut } from '@askusnow/sdk/contract';
import { EgressError, type Egress, type EgressReply } from '../../platform/egress/egress.ts';
import type { WorkerPool } from '../../platform/worker/worker-pool.ts';
import { readInWorker } from './in-worker.ts';
import type { Naming } from './sanitize-calendar.ts';

/** The host's validators for conditional requests. */
interface Validators {
  etag: string | null;
  lastModified: string | null;
}

/** The stored state of a calendar. */
export interface KnownFeed extends Validators, Naming {
  url: string;
  /** IANA name: the zone of floating times. */
  zone: string;
  /** Null: never read. */
  body: string | null;
  /** In the stored body. */
  events: number;
  /** When this address was last read completely; null: never, and the stored body is from the previous address. */
  goodAtMs: number | null;
}

export interface GoodReading extends Validators {
  body: string;
  events: number;
  leftOut: FeedLeftOut;
}

/**
 * `same`: the host replied so, or the sanitized text equals the stored one. The left-out events may differ then; null if
 * the host sent no body.
 */
export type Reading =
  | { same: Validators & { leftOut: FeedLeftOut | null } }
  | { good: GoodReading }
  | { fault: { code: string; detail: string } };

/** A year of a large desk with long descriptions. Units: bytes. */
export const MAX_BYTES = 4_000_000;
/** Max length of a stored ETag or date. Units: characters. */
const MAX_VALIDATOR = 500;

export interface AskOptions {
  workers: WorkerPool;
  nowMs: number;
  /** For the host's response. Units: ms. */
  timeoutMs: number;
}

export async function askFeed(
  egress: Pick<Egress, 'request'>,
  feed: KnownFeed,
  { workers, nowMs, timeoutMs }: AskOptions,
): Promise<Reading> {
  try {
    const headers = { accept: 'text/calendar, */*;q=0.5', ...conditionsOf(feed) };
    const reply = await egress.request(feed.url, { headers, timeoutMs, maxBytes: MAX_BYTES });
    if (reply.status === 304 && feed.body !== null) return { same: { ...feed, leftOut: null } };
    if (reply.status !== 200) return { fault: { code: 'bad-status', detail: statusWords(reply.status) } };
    return await readReply(workers, reply, feed, nowMs);
  } catch (error) {
    if (error instanceof EgressError) return { fault: { code: error.code, detail: error.plain } };
    throw error;
  }
}

/** Only a stored body can be unchanged. */
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
  value !== undefined && value.length <= MAX_VALIDATOR ? value : null;

async function readReply(
  workers: WorkerPool,
  reply: EgressReply,
  { body: knownBody, events, goodAtMs, zone, tier, owners }: KnownFeed,
  nowMs: number,
): Promise<Reading> {
  const known = { body: knownBody, events, goodAtMs };
  const read = await readInWorker(workers, { bytes: reply.body, zone, nowMs, naming: { tier, owners }, known });
  if ('fault' in read) return read;
  const { body, events: count, leftOut } = read;
  const validators = {
    etag: validator(reply.headers['etag']),
    lastModified: validator(reply.headers['last-modified']),
  };
  return body === null
    ? { same: { ...validators, leftOut } }
    : { good: { ...validators, body, events: count, leftOut } };
}
