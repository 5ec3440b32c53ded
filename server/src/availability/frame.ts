// In:    a library, its answer, its queues' open hours.
// Out:   the bytes that everyone gets: body, ETag, and the stream's event with its HTTP chunk framing.
// Never: an instant "now": a frozen one makes old evidence look fresh.
import { createHash } from 'node:crypto';
import type { Availability, LibraryMessage, Urgent } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../cooperative/registered.ts';
import type { Interval } from '../platform/time/intervals.ts';
import { offsetsOf } from '../platform/time/local-time.ts';
import { DAY_MS, toInstant } from '../platform/time/instants.ts';
import type { Answer } from './answer.ts';

/** One library's answer, built once and written to everyone. */
export interface Frame {
  library: string;
  /** Read from the body: a nation's answers are not kept twice. */
  readonly availability: Availability;
  validUntil: string;
  /** Equal for answers that are the same for a patron: a later end travels in the stream's tick, and is no change. */
  revision: string;
  body: Buffer;
  /** Strong: equal for equal bytes. */
  etag: string;
  /** A whole `availability` event of the stream, HTTP-chunk framed: ready for the socket. Made when first asked for. */
  readonly chunk: Buffer;
}

/** How the server asks pages to keep up. Units: s between polls, where a page polls. */
const UPDATES = { mode: 'stream', everySec: 60 } as const;

/** So long an answer's offsets hold: its days, and the one before, in which a clock that is a little slow may still be. */
const OFFSETS_MS = 10 * DAY_MS;

const toOpen = (open: readonly Interval[], nowMs: number, horizonMs: number): [string, string][] =>
  open
    .filter(({ startMs, endMs }) => endMs > nowMs && startMs < horizonMs)
    .map(({ startMs, endMs }) => [toInstant(startMs), toInstant(Math.min(endMs, horizonMs))]);

/** From the beginning of a UTC day, so that equal frames stay equal until the horizon moves on. */
function toOffsets(zone: string, nowMs: number): [string, number][] {
  const startMs = Math.floor(nowMs / DAY_MS) * DAY_MS - DAY_MS;
  return offsetsOf(zone, { startMs, endMs: startMs + OFFSETS_MS }).map(([fromMs, minutes]) => [
    toInstant(fromMs),
    minutes,
  ]);
}

/** A server-sent event of one data line, HTTP-chunk framed. JSON holds no line break of its own. */
export function toChunk(event: string, json: string): Buffer {
  const text = `event: ${event}\ndata: ${json}\n\n`;
  return Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
}

/** What an answer says beside what the queues say. */
export interface FrameContext {
  nowMs: number;
  /** Open hours are given up to here. */
  horizonMs: number;
  /** Since when the schedule could not be confirmed; null: it is. */
  unconfirmedSinceMs: number | null;
  /** What the tag may speak beside the languages that are always on. */
  languages: readonly string[];
  /** Null: the cooperative has set none. */
  urgent: Urgent | null;
  /** Null: the library has none now. */
  message: LibraryMessage | null;
}

/** The body of a library's answer. `open` is in the order of `library.queues`. */
export function toAvailability(
  library: RegisteredLibrary,
  answer: Answer,
  open: readonly (readonly Interval[] | null)[],
  { nowMs, horizonMs, unconfirmedSinceMs, languages, urgent, message }: FrameContext,
): Availability {
  const toChat = (url: string | null) => (url === null ? null : { url });
  return {
    library: library.id,
    name: library.name,
    zone: library.zone,
    offsets: toOffsets(library.zone, nowMs),
    ...(languages.length > 0 && { languages: [...languages] }),
    state: answer.state,
    tier: answer.tier,
    evidence: answer.evidence,
    chat: toChat(answer.chatUrl),
    fallback: library.fallback,
    ...(urgent !== null && { urgent }),
    ...(message !== null && { message }),
    tiers: library.queues.map(({ tier, chatUrl }, index) => ({
      tier,
      state: answer.queues[index]?.state ?? 'unknown',
      evidence: answer.queues[index]?.evidence ?? 'none',
      chat: toChat(chatUrl),
      open: open[index] ? toOpen(open[index], nowMs, horizonMs) : null,
    })),
    ...(answer.byLanguage !== null && { byLanguage: answer.byLanguage }),
    asOf: toInstant(answer.asOfMs),
    validUntil: toInstant(answer.validUntilMs),
    ...(unconfirmedSinceMs !== null && { unconfirmedSince: toInstant(unconfirmedSinceMs) }),
    nextChange: toInstant(answer.nextChangeMs),
    updates: UPDATES,
  };
}

const digest = (bytes: string | Buffer, length: number): string =>
  createHash('sha256').update(bytes).digest('base64url').slice(0, length);

const revisionOf = (answer: Availability): string =>
  digest(JSON.stringify({ ...answer, asOf: undefined, validUntil: undefined, unconfirmedSince: undefined }), 11);

export function toFrame(availability: Availability): Frame {
  const revision = revisionOf(availability);
  const body = Buffer.from(JSON.stringify({ ...availability, revision }));
  let chunk: Buffer | undefined;
  return {
    library: availability.library,
    get availability() {
      return JSON.parse(body.toString()) as Availability;
    },
    validUntil: availability.validUntil,
    revision,
    body,
    etag: `"${digest(body, 22)}"`,
    get chunk() {
      return (chunk ??= toChunk('availability', body.toString()));
    },
  };
}
