// In:    a calendar's address, what was kept of its last good reading, the queue's zone, now.
// Out:   that it is as it was, what it says now, or a fault in words for a person.
// Never: throws over what a stranger's server does; or believes a content type: the body says what it is.
import type { FeedLeftOut } from '@askusnow/sdk/contract';
import { EgressError, type Egress, type EgressReply } from '../../platform/egress/egress.ts';
import type { WorkerPool } from '../../platform/worker/worker-pool.ts';
import { readInWorker } from './in-worker.ts';

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
  leftOut: FeedLeftOut;
}

/**
 * `same`: the host says so, or what is kept of what it sent is what was kept; what was left out may be other events then, and
 * is null where the host sent nothing.
 */
export type Reading =
  | { same: Validators & { leftOut: FeedLeftOut | null } }
  | { good: GoodReading }
  | { fault: { code: string; detail: string } };

/** A year of a large desk with long descriptions. Units: bytes. */
export const MAX_BYTES = 4_000_000;
/** Longest ETag or date that is kept. Units: characters. */
const MAX_VALIDATOR = 500;

export interface AskOptions {
  workers: WorkerPool;
  nowMs: number;
  /** For the host to answer. Units: ms. */
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
  value !== undefined && value.length <= MAX_VALIDATOR ? value : null;

async function readReply(
  workers: WorkerPool,
  reply: EgressReply,
  { body: knownBody, events, goodAtMs, zone }: KnownFeed,
  nowMs: number,
): Promise<Reading> {
  const known = { body: knownBody, events, goodAtMs };
  const read = await readInWorker(workers, { bytes: reply.body, zone, nowMs, known });
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
