// In:    the registry's libraries, the queues' hours, what is observed at the desks, tiers that have taken over, the clock.
// Out:   each library's answer, always in memory; its frame on request, and to those that follow it at each change.
// Never: asks the database for a frame. A schedule that could not be confirmed for an hour makes no claim any more.
//
// A whole nation's libraries may share one desk, which is sampled twice a minute. So each change costs a library only the
// gist of its answer, in turns with requests; a frame is built when a page asks for it or follows it.
import type { Availability, Tier } from '@askusnow/sdk/contract';
import type { Clock } from '../platform/clock.ts';
import type { RegisteredLibrary } from '../cooperative/registered.ts';
import type { Registry } from '../cooperative/registry.ts';
import type { Changed } from '../cooperative/store.ts';
import type { Database } from '../platform/db/database.ts';
import { toError } from '../platform/to-error.ts';
import { onQueueChange } from '../schedule/hours/store.ts';
import type { Presence } from '../coverage/presence/presence.ts';
import { answerAt, gistAt, type Answer, type AnswerGist, type AnswerFacts } from './answer.ts';
import { createFrameCache } from './frame-cache.ts';
import { createFrameListeners } from './frame-listeners.ts';
import { toAvailability, toFrame, type Frame } from './frame.ts';
import { createIntervalWriter } from './intervals.ts';
import { factsOf } from './library-facts.ts';
import type { LibraryMessages } from './messages.ts';
import { createScheduleConfirmation, type ChangeFeed } from './schedule-confirmation.ts';
import { createStaleQueue } from './stale-queue.ts';
import { createTimetables, horizonAt, type Timetable } from './timetables.ts';
import { createWakeTimer } from './wake-timer.ts';

export type { Frame } from './frame.ts';

export interface LiveAvailability {
  /** The library's answer now; undefined: no such library. */
  frame(library: string): Frame | undefined;
  /** The same in short, at a fraction of the cost. */
  gist(library: string): Omit<AnswerGist, 'turnsAtMs' | 'lapsesAtMs'> | undefined;
  /** The answer that its patrons would see if these queues had these timetables; undefined: no such library. */
  answerIf(library: string, timetables: ReadonlyMap<string, Timetable>): Answer | undefined;
  /** What its patrons would see if the library were registered so. */
  availabilityIf(library: RegisteredLibrary): Availability;
  /** Called once with each change of a followed library's answer. Returns how to stop. */
  onChange(listener: (frame: Frame) => void, isFollowed?: (library: string) => boolean): () => void;
  /** Reads these queues again, or all; resolves when the answers follow, or the database could not be read. */
  refresh(queueIds?: string[]): Promise<void>;
  close(): Promise<void>;
}

/** Which tiers have taken over for a library; server/src/help/assistance implements it. */
export interface AssistanceView {
  /** Tiers that the library's answer passes over, as far as others can answer. */
  passedOver(library: string): readonly Tier[];
  /** Called with the changed library's ID, or null if any may have changed. Returns how to stop. */
  onChange(listener: (library: string | null) => void): () => void;
}

export interface LiveDeps {
  database: Database;
  registry: Registry;
  clock: Clock;
  presence?: Pick<Presence, 'observation' | 'onChange'>;
  assistance?: AssistanceView;
  messages?: Pick<LibraryMessages, 'of' | 'onChange'>;
  changeFeed: ChangeFeed;
  /** Called with errors that belong to no request, such as a database that cannot be read just now. */
  onError?: (error: Error) => void;
}

export async function createLiveAvailability({
  database,
  registry,
  clock,
  presence = { observation: () => null, onChange: () => () => {} },
  assistance = { passedOver: () => [], onChange: () => () => {} },
  messages = { of: () => null, onChange: () => () => {} },
  changeFeed,
  onError = () => {},
}: LiveDeps): Promise<LiveAvailability> {
  /** Each known library's answer. A new library has none until its queues have been read. */
  const gists = new Map<string, AnswerGist>();
  const startedAtMs = clock.now();
  const timetables = createTimetables({
    database,
    clock,
    afterClosingMs: registry.afterClosingMs,
    holidays: registry.holidays,
    onRead: (queueIds) => markRead(queueIds),
  });
  const confirmation = createScheduleConfirmation({ startedAtMs, changeFeed, isCurrent: timetables.isCurrent });
  const frames = createFrameCache(confirmation);
  const listeners = createFrameListeners();
  const stale = createStaleQueue({
    refresh: (library) => refreshAnswer(library),
    isFollowed: listeners.isFollowed,
    onError,
  });
  const wakeTimer = createWakeTimer(clock, () => refreshDue());
  const intervals = createIntervalWriter({ database, clock, onError });

  const librariesOf = (queue: string): string[] =>
    registry.librariesOf(queue).flatMap(({ id }) => (gists.has(id) ? [id] : []));

  const factsNow = (library: RegisteredLibrary, nowMs: number, timetableOf = timetables.of): AnswerFacts[] => {
    const confirmedAtMs = confirmation.confirmedAtMs();
    return factsOf(library, { timetableOf, observationOf: presence.observation, confirmedAtMs }, nowMs);
  };

  /** Makes this the library's answer from now on, and records it where it differs. */
  const publish = (library: string, answer: AnswerGist, nowMs: number): void => {
    const { state, tier, evidence, turnsAtMs, lapsesAtMs } = answer;
    const before = gists.get(library);
    const staleSinceMs = stale.take(library);
    const wasDueAtMs = before ? confirmation.dueAtMs(before) : Infinity;
    // A scheduled change counts from the instant at which it was due, however late the timer; any other from when it came.
    const atMs = wasDueAtMs <= nowMs ? wasDueAtMs : (staleSinceMs ?? nowMs);
    const gist = { state, tier, evidence, turnsAtMs, lapsesAtMs };
    gists.set(library, gist);
    intervals.record({ library, state, tier, evidence }, atMs);
    wakeTimer.wakeBy(confirmation.dueAtMs(gist));
  };

  const availabilityNow = (
    library: RegisteredLibrary,
    nowMs: number,
  ): { answer: Answer; availability: Availability } => {
    const horizonMs = horizonAt(nowMs);
    const facts = factsNow(library, nowMs);
    const answer = answerAt(facts, nowMs, horizonMs, assistance.passedOver(library.id));
    const unconfirmedSinceMs = confirmation.isOverdue(nowMs)
      ? Math.min(nowMs, ...facts.map(({ confirmedAtMs }) => confirmedAtMs))
      : null;
    const context = {
      nowMs,
      horizonMs,
      unconfirmedSinceMs,
      languages: registry.languages(),
      urgent: registry.urgent(),
      message: messages.of(library.id),
    };
    const open = facts.map((each) => each.open);
    return { answer, availability: toAvailability(library, answer, open, context) };
  };

  /** Whatever asks for it, followers are notified of each change: what they were sent stays as it is otherwise. */
  const buildFrame = (library: RegisteredLibrary): Frame => {
    const nowMs = clock.now();
    const { answer, availability } = availabilityNow(library, nowMs);
    const frame = toFrame(availability);
    const before = frames.set(frame, answer, nowMs);
    publish(library.id, answer, nowMs);
    if (before?.revision !== frame.revision) listeners.notify(frame);
    return frame;
  };

  const forget = (library: string): void => {
    stale.take(library);
    frames.delete(library);
    gists.delete(library);
    intervals.forget(library);
  };

  const refreshAnswer = (id: string): void => {
    const library = registry.library(id);
    if (library === undefined) return forget(id);
    if (listeners.isFollowed(id)) return void buildFrame(library);
    const nowMs = clock.now();
    frames.delete(id);
    publish(id, gistAt(factsNow(library, nowMs), nowMs, horizonAt(nowMs), assistance.passedOver(id)), nowMs);
  };

  const markRead = (queueIds: ReadonlySet<string> | 'all'): void => {
    const nowMs = clock.now();
    if (queueIds !== 'all') return stale.add([...queueIds].flatMap(librariesOf), nowMs);
    for (const id of [...gists.keys()]) if (!registry.library(id)) forget(id);
    stale.add(
      registry.libraries().map(({ id }) => id),
      nowMs,
    );
  };

  /** For a change that needs no reading. */
  const refreshAnswers = (libraries: Iterable<string>): void => {
    stale.add(libraries, clock.now());
    void stale.refreshAll();
  };

  const refresh = async (queueIds?: string[]): Promise<void> => {
    timetables.want(queueIds ?? 'all');
    await timetables.read().catch(onError);
    await stale.refreshAll();
    wakeTimer.wakeBy(timetables.dueAtMs());
  };

  /** A library that is new has no answer until its queues have been read: where they cannot be, all are read again later. */
  const refreshRegistered = async (changed: Changed): Promise<void> => {
    if (changed === 'all') return refresh();
    timetables.want([...changed.queues]);
    try {
      await timetables.read();
    } catch (error) {
      onError(toError(error));
      return refresh();
    }
    // Those that use the queues are marked by the reading.
    stale.add(changed.libraries, clock.now());
    await stale.refreshAll();
  };

  /** Refreshes everything that is due, and sets the timer to what is due next. */
  const refreshDue = (): void => {
    const nowMs = clock.now();
    const due: string[] = [];
    let nextMs = Infinity;
    for (const [id, gist] of gists) {
      const atMs = confirmation.dueAtMs(gist);
      if (atMs <= nowMs) due.push(id);
      else if (atMs < nextMs) nextMs = atMs;
    }
    refreshAnswers(due);
    if (timetables.wantDue(nowMs)) void refresh([]);
    wakeTimer.wakeBy(Math.min(nextMs, timetables.dueAtMs()));
  };

  // Subscribed before the first read: a change during it is read again.
  const unsubscribes = [
    onQueueChange(database, (queue) => void refresh(queue === null ? undefined : [queue])),
    registry.onReload((changed) => void refreshRegistered(changed)),
    presence.onChange((queue) => refreshAnswers(queue === null ? [...gists.keys()] : librariesOf(queue))),
    assistance.onChange((library) =>
      refreshAnswers(library === null ? [...gists.keys()] : gists.has(library) ? [library] : []),
    ),
    messages.onChange((library) => refreshAnswers(gists.has(library) ? [library] : [])),
    changeFeed.onCaughtUp(() => {
      if (confirmation.hasJumped()) refreshAnswers([...gists.keys()]);
      // Where the clock was set, the timer is set by the former one.
      refreshDue();
    }),
  ];
  const close = async (): Promise<void> => {
    wakeTimer.close();
    for (const unsubscribe of unsubscribes) unsubscribe();
    await Promise.all([timetables.close(), stale.close()]);
    await intervals.close();
  };
  try {
    await timetables.read();
  } catch (error) {
    await close();
    throw error;
  }
  await stale.refreshAll();
  wakeTimer.wakeBy(timetables.dueAtMs());

  return {
    frame(id) {
      const valid = stale.has(id) ? undefined : frames.valid(id, clock.now());
      if (valid !== undefined) return valid;
      // The timer is late, a sample is newer, or no page has asked yet: built now.
      const library = gists.has(id) || stale.has(id) ? registry.library(id) : undefined;
      return library === undefined ? frames.last(id) : buildFrame(library);
    },
    gist(id) {
      const known = gists.get(id);
      if (stale.has(id) || (known && clock.now() >= confirmation.dueAtMs(known))) refreshAnswer(id);
      return gists.get(id);
    },
    answerIf(id, changed) {
      const library = registry.library(id);
      if (library === undefined) return undefined;
      const nowMs = clock.now();
      const facts = factsNow(library, nowMs, (queue) => changed.get(queue) ?? timetables.of(queue));
      return answerAt(facts, nowMs, horizonAt(nowMs), assistance.passedOver(id));
    },
    availabilityIf: (library) => availabilityNow(library, clock.now()).availability,
    onChange: (listener, isFollowed = () => true) => listeners.add(listener, isFollowed),
    refresh,
    close,
  };
}
