// In:    the registry's libraries, the queues' hours, what is seen at the desks, who has taken over, the clock.
// Out:   what each library's patrons are told, always in memory; its frame where somebody asks for it.
// Never: asks the database for a frame. A schedule that could not be confirmed for an hour makes no claim any more.
//
// One desk may be shared by every library of a nation, and is sampled twice a minute. So a turn costs each library only
// the gist of its answer, in turns with whoever asks meanwhile; a frame is built when it is asked for or followed.
import type { Tier } from '@askusnow/sdk/contract';
import type { Clock } from '../platform/clock.ts';
import type { RegisteredLibrary } from '../cooperative/registered.ts';
import type { Registry } from '../cooperative/registry.ts';
import type { Database } from '../platform/db/database.ts';
import { onQueueChange } from '../schedule/hours/store.ts';
import type { Observation } from '../coverage/presence/hysteresis.ts';
import { createTurns } from '../platform/yield-event-loop.ts';
import { MINUTE_MS } from '../platform/time/instants.ts';
import { answerAt, gistAt, SCHEDULE_LIFE_MS, type AnswerGist, type QueueFacts } from './answer.ts';
import { tellsTheSame, toAvailability, toFrame, type Frame } from './frame.ts';
import { createIntervalWriter } from './intervals.ts';
import { createTimetables, endOfDay, HORIZON_MS } from './timetables.ts';

export type { Frame } from './frame.ts';

export interface LiveAvailability {
  /** What the library's patrons are told now; undefined: no such library. */
  frame(library: string): Frame | undefined;
  /** The same in short, at a fraction of the cost. */
  gist(library: string): Omit<AnswerGist, 'turnsAtMs' | 'lapsesAtMs'> | undefined;
  /** Called with each change of what patrons of a followed library are told, once. Returns how to stop. */
  onChange(listener: (frame: Frame) => void, isFollowed?: (library: string) => boolean): () => void;
  /** Reads these queues again, or all; resolves when the answers follow, or the database could not be read. */
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

/** Whether changes in the database reach this node; server/src/nodes gives it. */
export interface Hearing {
  /** Every change that was committed before then has arrived. Units: ms since the epoch. */
  heardAtMs(): number;
  /** Called each time that it has moved on. Returns how to stop. */
  onHeard(listener: () => void): () => void;
}

export interface LiveDeps {
  database: Database;
  registry: Registry;
  clock: Clock;
  presence?: PresenceView;
  assistance?: AssistanceView;
  hearing: Hearing;
  /** Hears faults that belong to no request: a database that cannot be read just now. */
  onError?: (error: Error) => void;
}

interface Kept extends Pick<AnswerGist, 'turnsAtMs' | 'lapsesAtMs'> {
  frame: Frame;
  /** As of when the schedule was confirmed, and whether the frame says that this is too long ago. */
  confirmedAtMs: number;
  isUnconfirmed: boolean;
}

/** A frame whose schedule was confirmed later by so much is made anew: its end moves on, a few times an hour. */
const RENEW_MS = 15 * MINUTE_MS;
/** A schedule that could not be confirmed for so long is said to be so. */
const UNCONFIRMED_MS = 2 * MINUTE_MS;

export async function createLiveAvailability({
  database,
  registry,
  clock,
  presence = { observation: () => null, onChange: () => () => {} },
  assistance = { passedOver: () => [], onChange: () => () => {} },
  hearing,
  onError = () => {},
}: LiveDeps): Promise<LiveAvailability> {
  /** What each library's patrons are told. */
  const gists = new Map<string, AnswerGist>();
  /** Frames that somebody has asked for and that are still true. */
  const frames = new Map<string, Kept>();
  /** Libraries whose answer may be another one, and since when. */
  const stale = new Map<string, number>();
  const listeners = new Map<(frame: Frame) => void, (library: string) => boolean>();
  const intervals = createIntervalWriter({ database, clock, onError });
  let isJudging = false;
  let judged: Promise<void> = Promise.resolve();
  let timer: { cancel(): void } | undefined;
  let timerAtMs = Infinity;
  let isClosed = false;

  /** Those that are told already: a library that is new waits until its queues have been read. */
  const namedBy = (queue: string): string[] =>
    registry.librariesOf(queue).flatMap(({ id }) => (gists.has(id) ? [id] : []));

  /** Changes are heard from here on, and everything is read. */
  const startedAtMs = clock.now();
  let confirmedAtMs = startedAtMs;
  /** What is heard of and not read yet is not confirmed. */
  const confirm = (): number => {
    if (timetables.isCurrent()) confirmedAtMs = Math.max(startedAtMs, hearing.heardAtMs());
    return confirmedAtMs;
  };
  /** A schedule that has been confirmed since holds on: no library has to be judged again for that. */
  const dueAtMs = ({ turnsAtMs, lapsesAtMs }: Pick<AnswerGist, 'turnsAtMs' | 'lapsesAtMs'>): number =>
    Math.min(turnsAtMs, Math.max(lapsesAtMs, confirm() + SCHEDULE_LIFE_MS));
  const isUnconfirmed = (nowMs: number): boolean => nowMs - confirm() > UNCONFIRMED_MS;

  const factsOf = ({ queues }: RegisteredLibrary, nowMs: number): QueueFacts[] =>
    queues.map(({ tier, chatUrl, queueId }) => {
      // A queue that could not be read yet is a queue whose hours are unknown.
      const { open, closedUntilMs, readAtMs } = timetables.of(queueId) ?? {
        open: null,
        closedUntilMs: null,
        readAtMs: nowMs,
      };
      const observation = presence.observation(queueId);
      return { tier, chatUrl, open, closedUntilMs, confirmedAtMs: Math.max(readAtMs, confirm()), observation };
    });

  const wakeAt = (atMs: number): void => {
    if (isClosed || atMs >= timerAtMs) return;
    timer?.cancel();
    timerAtMs = atMs;
    timer = clock.after(Math.max(atMs - clock.now(), 1), wake);
  };

  /** From here on this is what patrons are told; written down where it is news. */
  const tell = (library: string, { state, tier, evidence, turnsAtMs, lapsesAtMs }: AnswerGist, nowMs: number): void => {
    const before = gists.get(library);
    const wasDueAtMs = before ? dueAtMs(before) : Infinity;
    // By the schedule a change is due at an instant, whenever the timer gets to it; by hand it is made at once.
    const atMs = wasDueAtMs <= nowMs ? wasDueAtMs : (stale.get(library) ?? nowMs);
    stale.delete(library);
    const gist = { state, tier, evidence, turnsAtMs, lapsesAtMs };
    gists.set(library, gist);
    intervals.tell({ library, state, tier, evidence }, atMs);
    wakeAt(dueAtMs(gist));
  };

  const isFollowed = (library: string): boolean => {
    for (const follows of listeners.values()) if (follows(library)) return true;
    return false;
  };

  /** `isAsked`: whoever asks gets it as it is; otherwise a first frame is news to those who follow the library. */
  const buildFrame = (library: RegisteredLibrary, { isAsked }: { isAsked: boolean }): Frame => {
    const nowMs = clock.now();
    const horizonMs = endOfDay(nowMs + HORIZON_MS);
    const facts = factsOf(library, nowMs);
    const answer = answerAt(facts, nowMs, horizonMs, assistance.passedOver(library.id));
    const open = facts.map((each) => each.open);
    const confirmed = { confirmedAtMs: confirm(), isUnconfirmed: isUnconfirmed(nowMs) };
    const unconfirmedSinceMs = confirmed.isUnconfirmed
      ? Math.min(nowMs, ...facts.map((each) => each.confirmedAtMs))
      : null;
    const frame = toFrame(
      toAvailability(library, answer, open, { nowMs, horizonMs, unconfirmedSinceMs, languages: registry.languages() }),
    );
    const before = frames.get(library.id)?.frame;
    frames.set(library.id, { frame, turnsAtMs: answer.turnsAtMs, lapsesAtMs: answer.lapsesAtMs, ...confirmed });
    tell(library.id, answer, nowMs);
    if (before === undefined ? !isAsked : !tellsTheSame(before.availability, frame.availability))
      for (const [listener, follows] of listeners) if (follows(library.id)) listener(frame);
    return frame;
  };

  const forget = (library: string): void => {
    stale.delete(library);
    frames.delete(library);
    gists.delete(library);
    intervals.forget(library);
  };

  const judge = (id: string): void => {
    const library = registry.library(id);
    if (library === undefined) return forget(id);
    if (isFollowed(id)) return void buildFrame(library, { isAsked: false });
    const nowMs = clock.now();
    frames.delete(id);
    tell(id, gistAt(factsOf(library, nowMs), nowMs, endOfDay(nowMs + HORIZON_MS), assistance.passedOver(id)), nowMs);
  };

  const judgeStale = async (): Promise<void> => {
    const giveWay = createTurns();
    for (const id of stale.keys()) {
      try {
        judge(id);
      } catch (error) {
        stale.delete(id);
        onError(error as Error);
      }
      if (giveWay.isDue()) await giveWay();
      if (isClosed) break;
    }
    isJudging = false; // In the same turn as the last look, so that nothing stale is left lying.
  };

  /** A few at once, many in turns; those that somebody listens to first. */
  const judgeAll = (): Promise<void> => {
    if (!isJudging && !isClosed && stale.size > 0) {
      isJudging = true;
      judged = judgeStale();
    }
    return judged;
  };

  const markStale = (libraries: Iterable<string>, atMs: number): void => {
    const later: string[] = [];
    for (const id of libraries) {
      if (stale.has(id)) continue;
      if (isFollowed(id)) stale.set(id, atMs);
      else later.push(id);
    }
    for (const id of later) stale.set(id, atMs);
  };

  const timetables = createTimetables({
    database,
    clock,
    onRead(queueIds) {
      const nowMs = clock.now();
      if (queueIds !== 'all') return markStale([...queueIds].flatMap(namedBy), nowMs);
      for (const id of [...gists.keys()]) if (!registry.library(id)) forget(id);
      markStale(
        registry.libraries().map(({ id }) => id),
        nowMs,
      );
    },
  });

  /** Everything that has come due, and the one timer of the whole server set to what comes next. */
  const wake = (): void => {
    if (isClosed) return;
    timer?.cancel();
    timerAtMs = Infinity;
    const nowMs = clock.now();
    const due: string[] = [];
    let nextMs = Infinity;
    for (const [id, gist] of gists) {
      const atMs = dueAtMs(gist);
      if (atMs <= nowMs) due.push(id);
      else if (atMs < nextMs) nextMs = atMs;
    }
    markStale(due, nowMs);
    void judgeAll();
    if (timetables.wantDue(nowMs)) void refresh([]);
    wakeAt(Math.min(nextMs, timetables.dueAtMs()));
  };

  const refresh = async (queueIds?: string[]): Promise<void> => {
    if (isClosed) return;
    timetables.want(queueIds ?? 'all');
    await timetables.read().catch(onError);
    await judgeAll();
    wakeAt(timetables.dueAtMs());
  };

  // Heard from before the first read on: a change during it is read again.
  const unsubscribes = [
    onQueueChange(database, (queue) => void refresh(queue === null ? undefined : [queue])),
    registry.onReload(() => void refresh()),
  ];
  /** What needs no reading turns at once. */
  const turn = (libraries: Iterable<string>): void => {
    if (isClosed || gists.size === 0) return;
    markStale(libraries, clock.now());
    void judgeAll();
  };
  unsubscribes.push(
    presence.onChange((queue) => turn(queue === null ? [...gists.keys()] : namedBy(queue))),
    assistance.onChange((library) => turn(library === null ? [...gists.keys()] : gists.has(library) ? [library] : [])),
    hearing.onHeard(() => {
      const beforeMs = confirmedAtMs;
      // What has lapsed meanwhile may be claimed again.
      if (confirm() >= beforeMs + SCHEDULE_LIFE_MS) turn([...gists.keys()]);
    }),
  );
  const close = async (): Promise<void> => {
    isClosed = true;
    timer?.cancel();
    for (const unsubscribe of unsubscribes) unsubscribe();
    await timetables.close();
    await judged;
    await intervals.close();
  };
  try {
    await timetables.read();
  } catch (error) {
    await close();
    throw error;
  }
  await judgeAll();
  wake();

  const isGood = (kept: Kept, nowMs: number): boolean =>
    nowMs < dueAtMs(kept) && confirm() - kept.confirmedAtMs < RENEW_MS && isUnconfirmed(nowMs) === kept.isUnconfirmed;

  const known = (id: string): RegisteredLibrary | undefined =>
    gists.has(id) || stale.has(id) ? registry.library(id) : undefined;

  return {
    frame(id) {
      const found = frames.get(id);
      if (found !== undefined && !stale.has(id) && isGood(found, clock.now())) return found.frame;
      const library = known(id);
      // Its turn has come though the timer is late, a sample is newer, or nobody has asked yet: built now.
      return library === undefined ? found?.frame : buildFrame(library, { isAsked: true });
    },
    gist(id) {
      const known = gists.get(id);
      if (stale.has(id) || (known && clock.now() >= dueAtMs(known))) judge(id);
      return gists.get(id);
    },
    onChange(listener, isFollowed = () => true) {
      listeners.set(listener, isFollowed);
      return () => listeners.delete(listener);
    },
    refresh,
    close,
  };
}
