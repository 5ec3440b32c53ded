// In:    that something has changed, and connections of signed-in people.
// Out:   to each the kinds of change, gathered over 250 ms, and a tick every 15 s; its end, with that of its session.
// Never: sends what has changed: the routes do, to accounts that may see it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CHANGE_KINDS, TICK_SEC, type ChangeKind, type Changes } from '@askusnow/sdk/contract';
import { toChunk } from '../frame.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { toInstant } from '../../platform/time/instants.ts';
import type { Presence } from '../../coverage/presence/presence.ts';
import { loadSessionEnds, onSessionEnd, onStoredChange, type SessionEnd } from './change-store.ts';
import { beginStream, createFlushTimer, endStreams, retryChunk, writeChunk, type EventStream } from './event-stream.ts';
import { createStreamQuota, type Refusal } from './stream-quota.ts';

/** Whose stream it is, and until when its session lives if it is not used. */
export interface StreamSession {
  id: number;
  accountId: number;
  endsAtMs: number;
}

export interface ChangeStreams {
  /** Takes the connection over and streams; a refusal: nothing was written. */
  open(
    request: IncomingMessage,
    response: ServerResponse,
    session: StreamSession,
    headers?: Record<string, string>,
  ): 'opened' | Refusal;
  streamCount(): number;
  close(): Promise<void>;
}

export interface ChangeStreamsDeps {
  database: Database;
  presence: Pick<Presence, 'onTransition'>;
  clock: Clock;
  onError: (error: Error) => void;
  /** Of a whole state some dozens of people look at once. */
  maxStreams?: number;
}

const MAX_BUFFERED_BYTES = 64 * 1024;
/** The people of a shared desk sign in as one account: two dozen of them, each with the pages open in two browsers. */
const MAX_STREAMS_PER_ACCOUNT = 50;
/** So few accounts could otherwise take every place. What is left is shared out: there is always one more for somebody else. */
const ACCOUNT_SHARE = 1 / 20;
export const maxStreamsPerAccount = (free: number): number =>
  Math.min(MAX_STREAMS_PER_ACCOUNT, Math.ceil(free * ACCOUNT_SHARE));

export function createChangeStreams({
  database,
  presence,
  clock,
  onError,
  maxStreams = 1_000,
}: ChangeStreamsDeps): ChangeStreams {
  const quota = createStreamQuota({ max: maxStreams, maxPerOwner: maxStreamsPerAccount });
  const streams = new Map<EventStream, StreamSession>();
  const changed = new Set<ChangeKind>();
  let ticking: { cancel(): void } | null = null;
  let isClosed = false;

  const writeAll = (chunk: Buffer): void => {
    for (const stream of streams.keys()) writeChunk(stream, chunk, clock.now(), MAX_BUFFERED_BYTES);
  };

  const flush = (): void => {
    const what = CHANGE_KINDS.filter((kind) => changed.has(kind));
    changed.clear();
    writeAll(toChunk('changed', JSON.stringify({ what } satisfies Changes)));
  };

  /** The page reads again, is refused, and says that it is signed out. */
  const end = (ended: readonly EventStream[]): void => {
    const chunk = toChunk('changed', JSON.stringify({ what: [...CHANGE_KINDS] } satisfies Changes));
    for (const stream of ended) {
      streams.delete(stream);
      writeChunk(stream, chunk, clock.now(), MAX_BUFFERED_BYTES);
    }
    endStreams(ended, clock).catch(onError);
  };

  const streamsOf = (isMeant: (session: StreamSession) => boolean): EventStream[] =>
    [...streams].filter(([, session]) => isMeant(session)).map(([stream]) => stream);

  /** Ends those whose session is over, as the database has it. While it is away nobody knows, and the next tick asks. */
  const checkSessions = (isMeant: (session: StreamSession) => boolean): void => {
    const meant = streamsOf(isMeant);
    if (meant.length === 0) return;
    const ids = meant.map((stream) => streams.get(stream)!.id);
    loadSessionEnds(database, ids).then((ends) => {
      const isOver = ({ id }: StreamSession): boolean => (ends.get(id) ?? 0) <= clock.now();
      end(meant.filter((stream) => streams.has(stream) && isOver(streams.get(stream)!)));
      for (const stream of meant) {
        const session = streams.get(stream);
        if (session) session.endsAtMs = ends.get(session.id)!;
      }
    }, onError);
  };

  const onEnd = (ended: SessionEnd): void => {
    if (ended === 'any') checkSessions(() => true);
    else
      end(streamsOf(({ id, accountId }) => ('session' in ended ? id === ended.session : accountId === ended.account)));
  };

  const toTick = (): Buffer => toChunk('tick', JSON.stringify({ now: toInstant(clock.now()) }));

  const waitToTick = (): void => {
    ticking = clock.after(TICK_SEC * 1000, () => {
      ticking = null;
      writeAll(toTick());
      checkSessions(({ endsAtMs }) => endsAtMs <= clock.now());
      if (streams.size > 0) waitToTick();
    });
  };

  const flushTimer = createFlushTimer(clock, flush);
  const publish = (kinds: readonly ChangeKind[]): void => {
    // A page reads everything when it subscribes.
    if (streams.size === 0) return;
    for (const kind of kinds) changed.add(kind);
    flushTimer.schedule();
  };
  const unsubscribe = onStoredChange(database, publish);
  const stopEnding = onSessionEnd(database, onEnd);
  const stopWatching = presence.onTransition(() => publish(['presence']));

  return {
    open(request, response, session, headers) {
      if (isClosed) return 'node';
      // Gone while the database was asked who they are: their socket would never say so again.
      if (request.socket.destroyed) return 'opened';
      const release = quota.take(session.accountId);
      if (typeof release === 'string') return release;
      request.socket.once('close', release);
      const stream = beginStream(request, response, clock, headers);
      if (!stream) return 'opened';
      streams.set(stream, { ...session });
      stream.socket.once('close', () => streams.delete(stream));
      for (const chunk of [retryChunk(), toTick()]) writeChunk(stream, chunk, clock.now(), MAX_BUFFERED_BYTES);
      if (ticking === null) waitToTick();
      // It may have ended between the guard's look and this line.
      checkSessions(({ id }) => id === session.id);
      return 'opened';
    },
    streamCount: () => streams.size,
    async close() {
      isClosed = true;
      unsubscribe();
      stopEnding();
      stopWatching();
      flushTimer.cancel();
      await endStreams(streams.keys(), clock);
      ticking?.cancel();
    },
  };
}
