// In:    the registry's libraries, the queues' hours, what is seen at the desks, who has taken over, the clock.
// Out:   one frame per library, always in memory, rebuilt when anything in it turns.
// Never: asks the database for a frame. A timetable that cannot be read again ends after a day, and with it the answer.
import type { Tier } from '@askusnow/sdk/contract';
import type { Clock } from '../clock.ts';
import type { RegisteredLibrary, Registry } from '../cooperative/registry.ts';
import type { Database } from '../db/database.ts';
import { expandHours } from '../hours/expand.ts';
import type { Interval } from '../hours/local-time.ts';
import { loadQueues, onQueueChange, type QueueRecord } from '../hours/store.ts';
import type { Observation } from '../presence/shown.ts';
import { answerAt, TIMETABLE_LIFE_MS, type QueueFacts } from './answer.ts';
import { tellsTheSame, toAvailability, toFrame, type Frame } from './frame.ts';
import { createIntervalWriter } from './intervals.ts';

export type { Frame } from './frame.ts';

export interface LiveAvailability {
  /** What the library's patrons are told now; undefined: no such library. */
  frame(library: string): Frame | undefined;
  /** Hears each change of what patrons are told, once. Returns how to stop. */
  onChange(listener: (frame: Frame) => void): () => void;
  /** Reads these queues again, or all; resolves when the frames follow, or the database could not be read. */
  refresh(queueIds?: string[]): Promise<void>;
  close(): Promise<void>;
}

/** What is seen at the desks; server/src/presence gives it. */
export interface PresenceView {
  /** Null: the queue has no source. */
  observation(queue: string): Observation | null;
  /** Hears which queue is seen anew; null: any of them may be. Returns how to stop. */
  onChange(listener: (queue: string | null) => void): () => void;
}

/** Who has taken over for a library; server/src/assistance gives it. */
export interface AssistanceView {
  /** Tiers that the library's answer passes over, as far as others can answer. */
  passedOver(library: string): readonly Tier[];
  /** Hears for which library that has changed; null: any of them. Returns how to stop. */
  onChange(listener: (library: string | null) => void): () => void;
}

export interface LiveDeps {
  database: Database;
  registry: Registry;
  clock: Clock;
  presence?: PresenceView;
  assistance?: AssistanceView;
  /** Hears faults that belong to no request: a database that cannot be read just now. */
  onError?: (error: Error) => void;
}

const DAY_MS = 24 * 3_600_000;
/** Open hours and changes are looked for so far ahead, and on to the end of that UTC day: equal frames stay equal. */
const HORIZON_MS = 8 * DAY_MS;
/** Read again half-way through a timetable's life, so that a desk open round the clock is promised for 12 h at least. */
const REREAD_MS = TIMETABLE_LIFE_MS / 2;
const RETRY_MS = 5_000;

const endOfDay = (ms: number): number => Math.ceil(ms / DAY_MS) * DAY_MS;
const startOfDay = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;

/** A queue's hours as instants, for as long as they are evidence. */
interface Timetable extends Pick<QueueFacts, 'open' | 'closedUntilMs' | 'readAtMs'> {
  open: Interval[] | null;
}

interface Kept {
  frame: Frame;
  turnsAtMs: number;
}

function toTimetable({ hours, zone, closedUntilMs }: QueueRecord, readAtMs: number): Timetable {
  const window = { startMs: startOfDay(readAtMs - DAY_MS), endMs: endOfDay(readAtMs + TIMETABLE_LIFE_MS + HORIZON_MS) };
  return { open: expandHours(hours, zone, window, closedUntilMs), closedUntilMs, readAtMs };
}

export async function createLiveAvailability({
  database,
  registry,
  clock,
  presence = { observation: () => null, onChange: () => () => {} },
  assistance = { passedOver: () => [], onChange: () => () => {} },
  onError = () => {},
}: LiveDeps): Promise<LiveAvailability> {
  const timetables = new Map<string, Timetable>();
  const kept = new Map<string, Kept>();
  const listeners = new Set<(frame: Frame) => void>();
  const intervals = createIntervalWriter({ database, clock, onError });
  let wanted: Set<string> | 'all' | null = 'all';
  let reading: Promise<void> | null = null;
  let rereadAtMs = Infinity;
  let retryAtMs = Infinity;
  let timer: { cancel(): void } | undefined;
  let isClosed = false;

  const build = (library: RegisteredLibrary, nowMs: number): Kept => {
    const horizonMs = endOfDay(nowMs + HORIZON_MS);
    // A queue that could not be read yet is a queue whose hours are unknown.
    const unread: Timetable = { open: null, closedUntilMs: null, readAtMs: nowMs };
    const facts = library.queues.map(({ tier, chatUrl, queueId }) => ({
      tier,
      chatUrl,
      ...(timetables.get(queueId) ?? unread),
      observation: presence.observation(queueId),
    }));
    const answer = answerAt(facts, nowMs, horizonMs, assistance.passedOver(library.id));
    const availability = toAvailability(
      library,
      answer,
      facts.map(({ open }) => open),
      nowMs,
      horizonMs,
    );
    return { frame: toFrame(availability), turnsAtMs: answer.turnsAtMs };
  };

  const rebuild = (libraries: readonly RegisteredLibrary[], nowMs: number): void => {
    for (const library of libraries) {
      const before = kept.get(library.id);
      const after = build(library, nowMs);
      kept.set(library.id, after);
      // By the schedule a change is due at an instant, whenever the timer gets to it; by hand it is made now.
      const atMs = before && before.turnsAtMs <= nowMs ? before.turnsAtMs : nowMs;
      intervals.tell(after.frame.availability, atMs);
      if (before && tellsTheSame(before.frame.availability, after.frame.availability)) continue;
      for (const listener of listeners) listener(after.frame);
    }
  };

  /** Everything that has come due, and the one timer of the whole server set to what comes next. */
  const wake = (): void => {
    if (isClosed) return;
    const nowMs = clock.now();
    rebuild(
      registry.libraries().filter(({ id }) => (kept.get(id)?.turnsAtMs ?? Infinity) <= nowMs),
      nowMs,
    );
    if (rereadAtMs <= nowMs || retryAtMs <= nowMs) {
      const isRereadDue = rereadAtMs <= nowMs;
      if (isRereadDue) rereadAtMs = Infinity;
      retryAtMs = Infinity;
      void refresh(isRereadDue ? undefined : []);
    }
    timer?.cancel();
    const nextMs = Math.min(rereadAtMs, retryAtMs, ...[...kept.values()].map(({ turnsAtMs }) => turnsAtMs));
    timer = clock.after(Math.max(nextMs - clock.now(), 1), wake);
  };

  const apply = (records: QueueRecord[], read: Set<string> | 'all', readAtMs: number): void => {
    const nowMs = clock.now();
    const ids = read === 'all' ? [...timetables.keys()] : [...read];
    for (const id of ids) timetables.delete(id);
    for (const record of records) timetables.set(record.id, toTimetable(record, readAtMs));
    const libraries = registry.libraries();
    if (read === 'all') {
      rereadAtMs = nowMs + REREAD_MS;
      for (const id of [...kept.keys()]) {
        if (registry.library(id)) continue;
        kept.delete(id);
        intervals.forget(id);
      }
    }
    rebuild(
      libraries.filter(
        ({ id, queues }) => read === 'all' || !kept.has(id) || queues.some(({ queueId }) => read.has(queueId)),
      ),
      nowMs,
    );
  };

  const want = (more: Iterable<string> | 'all'): void => {
    wanted = more === 'all' || wanted === 'all' ? 'all' : new Set([...(wanted ?? []), ...more]);
  };

  const readOnce = async (read: Set<string> | 'all'): Promise<void> => {
    // Evidence is as old as the question, not as the answer to it.
    const askedAtMs = clock.now();
    try {
      const records = await loadQueues(database, read === 'all' ? undefined : [...read]);
      if (!isClosed) apply(records, read, askedAtMs);
    } catch (error) {
      want(read);
      retryAtMs = clock.now() + RETRY_MS;
      throw error;
    }
  };

  /** Reads until nothing is wanted, one query at a time: two at once could be applied in the wrong order. */
  const readWanted = async (): Promise<void> => {
    try {
      while (wanted !== null && !isClosed) {
        const read: Set<string> | 'all' = wanted;
        wanted = null;
        await readOnce(read);
      }
    } finally {
      reading = null; // In the same turn as the loop's last look, so that nothing wanted is left lying.
    }
  };

  const read = (): Promise<void> => {
    if (reading === null && wanted !== null && !isClosed) reading = readWanted();
    return reading ?? Promise.resolve();
  };

  const refresh = async (queueIds?: string[]): Promise<void> => {
    if (isClosed) return;
    want(queueIds ?? 'all');
    await read().catch(onError);
    wake();
  };

  // Heard from before the first read on: a change during it is read again.
  const stopHearing = onQueueChange(database, (queue) => void refresh(queue === null ? undefined : [queue]));
  const stopFollowing = registry.onReload(() => void refresh());
  /** Frames follow at once what needs no reading. */
  const follow = (isMeant: (library: RegisteredLibrary) => boolean): void => {
    if (isClosed || kept.size === 0) return;
    rebuild(registry.libraries().filter(isMeant), clock.now());
    wake();
  };
  const stopWatching = presence.onChange((queue) =>
    follow(({ queues }) => queue === null || queues.some(({ queueId }) => queueId === queue)),
  );
  const stopHelping = assistance.onChange((library) => follow(({ id }) => library === null || id === library));
  const close = async (): Promise<void> => {
    isClosed = true;
    timer?.cancel();
    stopHearing();
    stopFollowing();
    stopWatching();
    stopHelping();
    await reading?.catch(() => {});
    await intervals.close();
  };
  try {
    await read();
  } catch (error) {
    await close();
    throw error;
  }
  wake();

  return {
    frame(library) {
      const found = kept.get(library);
      if (found === undefined || clock.now() < found.turnsAtMs) return found?.frame;
      // The timer is late: a blocked loop, a machine that slept. Nobody is told what has lapsed.
      wake();
      return kept.get(library)?.frame;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    close,
  };
}
