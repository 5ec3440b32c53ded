// In:    the database; notifications that the cooperative has changed.
// Out:   an in-memory snapshot of libraries, queues and origins for the hot routes.
// Never: shows half of an import: each snapshot is read in one transaction and replaced in one step.
import type { PolicyTopic, Urgent } from '@askusnow/sdk/contract';
import { systemClock, type Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { createLiveSnapshot } from '../platform/live-snapshot/live-snapshot.ts';
import { createOriginMatcher } from './origin.ts';
import { createPageWords, type PageWords } from './page-words.ts';
import { MINUTE_MS } from '../platform/time/instants.ts';
import { sortYielding } from '../platform/yield-event-loop.ts';
import type { RegisteredLibrary, RegisteredQueue } from './registered.ts';
import { loadSnapshotRows } from './snapshot-store.ts';
import { subscribeToImports } from './store.ts';

export interface Registry {
  library(id: string): RegisteredLibrary | undefined;
  /** By id. Includes libraries that are not live; excludes those removed from the file. */
  libraries(): RegisteredLibrary[];
  /** The library's registered origin or wildcard that covers this Origin header. */
  originOf(library: RegisteredLibrary, origin: string | undefined): { id: number; origin: string } | undefined;
  /** Empty before the first import. */
  cooperativeName(): string;
  /** The hidden and published words of page addresses. */
  pageWords(): PageWords;
  /** The tag's languages in addition to those that are always on. */
  languages(): readonly string[];
  /** Where patrons find help at once; null: the cooperative has set none. */
  urgent(): Urgent | null;
  /** The topics of the libraries' policy pages; null: the default ones. */
  policyTopics(): readonly PolicyTopic[] | null;
  /** How long past its closing time a desk that still sends is shown as available. */
  afterClosingMs(): number;
  queue(id: string): RegisteredQueue | undefined;
  /** By id. */
  queues(): RegisteredQueue[];
  /** Sorted by name, in English order. */
  librariesByName(): readonly RegisteredLibrary[];
  queuesByName(): readonly RegisteredQueue[];
  /** Libraries that use a queue, by id. */
  librariesOf(queue: string): readonly RegisteredLibrary[];
  /** Resolves once everything committed before the call is in the snapshot. */
  reload(): Promise<void>;
  onReload(listener: () => void): () => void;
  close(): Promise<void>;
}

type OriginMatcher = (origin: string | undefined) => RegisteredLibrary['origins'][number] | undefined;

interface Snapshot {
  name: string;
  pageWords: PageWords;
  languages: string[];
  urgent: Urgent | null;
  policyTopics: PolicyTopic[] | null;
  afterClosingMs: number;
  libraries: Map<string, RegisteredLibrary>;
  list: RegisteredLibrary[];
  librariesByName: RegisteredLibrary[];
  queues: Map<string, RegisteredQueue>;
  queuesByName: RegisteredQueue[];
  librariesOf: Map<string, RegisteredLibrary[]>;
}

const collator = new Intl.Collator('en');

async function loadSnapshot({ db }: Database): Promise<Snapshot> {
  const { name, pageWords, languages, urgent, policyTopics, afterClosingMin, libraries, queues } =
    await loadSnapshotRows(db);
  const byName = <Named extends { name: string }>(list: readonly Named[]): Promise<Named[]> =>
    sortYielding(list, (one, other) => collator.compare(one.name, other.name));
  const librariesOf = new Map<string, RegisteredLibrary[]>();
  for (const library of libraries)
    for (const { queueId } of library.queues) {
      const others = librariesOf.get(queueId);
      if (others) others.push(library);
      else librariesOf.set(queueId, [library]);
    }
  return {
    name,
    pageWords: createPageWords(pageWords),
    languages,
    urgent,
    policyTopics,
    afterClosingMs: afterClosingMin * MINUTE_MS,
    list: libraries,
    libraries: new Map(libraries.map((library) => [library.id, library])),
    librariesByName: await byName(libraries),
    queues: new Map(queues.map((queue) => [queue.id, queue])),
    queuesByName: await byName(queues),
    librariesOf,
  };
}

/** `onError` is called with each failed reload; the last snapshot stays until a retry succeeds. */
export async function createRegistry(
  database: Database,
  onError: (error: Error) => void = () => {},
  clock: Clock = systemClock,
): Promise<Registry> {
  let snapshot: Snapshot | undefined;
  const listeners = new Set<() => void>();
  const { reload, close } = await createLiveSnapshot({
    clock,
    load: () => loadSnapshot(database),
    apply(fresh) {
      snapshot = fresh;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (changed) => subscribeToImports(database, changed),
    onError,
  });
  const current = (): Snapshot => snapshot as Snapshot;
  // Kept outside of the libraries: a snapshot's library is plain data.
  const matchers = new WeakMap<RegisteredLibrary, OriginMatcher>();
  const matcherOf = (library: RegisteredLibrary): OriginMatcher => {
    const matcher = matchers.get(library) ?? createOriginMatcher(library.origins);
    matchers.set(library, matcher);
    return matcher;
  };

  return {
    library: (id) => current().libraries.get(id),
    libraries: () => current().list,
    originOf: (library, origin) => matcherOf(library)(origin),
    cooperativeName: () => current().name,
    pageWords: () => current().pageWords,
    languages: () => current().languages,
    urgent: () => current().urgent,
    policyTopics: () => current().policyTopics,
    afterClosingMs: () => current().afterClosingMs,
    queue: (id) => current().queues.get(id),
    queues: () => [...current().queues.values()],
    librariesByName: () => current().librariesByName,
    queuesByName: () => current().queuesByName,
    librariesOf: (queue) => current().librariesOf.get(queue) ?? [],
    reload,
    onReload(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      listeners.clear();
      await close();
    },
  };
}
