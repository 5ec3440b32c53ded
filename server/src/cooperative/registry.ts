// In:    the database; notifications that the cooperative has changed.
// Out:   an in-memory snapshot of libraries, queues and origins for the hot routes.
// Never: shows half of an import: each snapshot is read in one transaction and replaced in one step.
import type { CooperativeHoliday, PolicyTopic, SharedHours, Urgent } from '@askusnow/sdk/contract';
import { systemClock, type Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { createLiveSnapshot } from '../platform/live-snapshot/live-snapshot.ts';
import { createOriginMatcher } from './origin.ts';
import { createPageWords, type PageWords } from './page-words.ts';
import { MINUTE_MS } from '../platform/time/instants.ts';
import { sortYielding } from '../platform/yield-event-loop.ts';
import type { RegisteredLibrary, RegisteredQueue } from './registered.ts';
import { loadSnapshotRows } from './snapshot-store.ts';
import { subscribeToChanges, type Changed } from './store.ts';

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
  /** Of the desks that libraries share. */
  holidays(): readonly CooperativeHoliday[];
  sharedHours(): SharedHours;
  queue(id: string): RegisteredQueue | undefined;
  /** By id. */
  queues(): RegisteredQueue[];
  /** Sorted by name, in English order. */
  librariesByName(): readonly RegisteredLibrary[];
  queuesByName(): readonly RegisteredQueue[];
  /** Libraries that use a queue, by id. */
  librariesOf(queue: string): readonly RegisteredLibrary[];
  /** Resolves once everything committed before the call is in the snapshot, or that of these libraries and queues. */
  reload(changed?: Changed): Promise<void>;
  onReload(listener: (changed: Changed) => void): () => void;
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
  holidays: readonly CooperativeHoliday[];
  sharedHours: SharedHours;
  libraries: Map<string, RegisteredLibrary>;
  list: RegisteredLibrary[];
  librariesByName: RegisteredLibrary[];
  queues: Map<string, RegisteredQueue>;
  queuesByName: RegisteredQueue[];
  librariesOf: Map<string, RegisteredLibrary[]>;
}

type Rows = Awaited<ReturnType<typeof loadSnapshotRows>>;

const collator = new Intl.Collator('en');
/** By code units: the database's own order is its server's. */
const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1);
const byName = (one: { id: string; name: string }, other: { id: string; name: string }): number =>
  collator.compare(one.name, other.name) || byId(one, other);

/** `former`: its order by name is that of most. */
async function toSnapshot(rows: Rows, former: Snapshot | undefined): Promise<Snapshot> {
  const { name, pageWords, languages, urgent, policyTopics, afterClosingMin, holidays, sharedHours } = rows;
  const list = rows.libraries.toSorted(byId);
  const libraries = new Map(list.map((library) => [library.id, library]));
  const queues = new Map(rows.queues.toSorted(byId).map((queue) => [queue.id, queue]));
  /** Those of the former snapshot first, in its order: what is sorted already sorts quickly. */
  const sorted = <Named extends { id: string; name: string }>(all: Map<string, Named>, before: readonly Named[]) => {
    const known = new Set(before.map(({ id }) => id));
    const kept = before.flatMap(({ id }) => all.get(id) ?? []);
    return sortYielding([...kept, ...[...all.values()].filter(({ id }) => !known.has(id))], byName);
  };
  const librariesOf = new Map<string, RegisteredLibrary[]>();
  for (const library of list)
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
    holidays,
    sharedHours,
    list,
    libraries,
    librariesByName: await sorted(libraries, former?.librariesByName ?? []),
    queues,
    queuesByName: await sorted(queues, former?.queuesByName ?? []),
    librariesOf,
  };
}

const union = (one: Iterable<string>, other: Iterable<string>): Set<string> => new Set([...one, ...other]);

/** More are read with all: their answers have to be made anew in any case. */
const MAX_CHANGED = 200;

/** A library's copy says in which languages its queues answer: it changes with them. */
function withUsers({ librariesOf }: Snapshot, changed: Exclude<Changed, 'all'>): Changed {
  const users = [...changed.queues].flatMap((id) => (librariesOf.get(id) ?? []).map((library) => library.id));
  const libraries = union(changed.libraries, users);
  return libraries.size > MAX_CHANGED ? 'all' : { libraries, queues: changed.queues };
}

/** Reads what has changed alone: all of a nation's libraries take a second. */
async function loadSnapshot({ db }: Database, former: Snapshot | undefined, changed: Changed): Promise<Snapshot> {
  const which = former === undefined || changed === 'all' ? 'all' : withUsers(former, changed);
  const rows = await loadSnapshotRows(db, which);
  if (former === undefined || which === 'all') return toSnapshot(rows, former);
  const others = <Row extends { id: string }>(all: Iterable<Row>, ids: ReadonlySet<string>): Row[] =>
    [...all].filter(({ id }) => !ids.has(id));
  const readQueues = union(
    which.queues,
    rows.queues.map(({ id }) => id),
  );
  return toSnapshot(
    {
      ...rows,
      libraries: [...others(former.list, which.libraries), ...rows.libraries],
      queues: [...others(former.queues.values(), readQueues), ...rows.queues],
    },
    former,
  );
}

const NOTHING: Changed = { libraries: new Set(), queues: new Set() };
const both = (one: Changed, other: Changed): Changed =>
  one === 'all' || other === 'all'
    ? 'all'
    : { libraries: union(one.libraries, other.libraries), queues: union(one.queues, other.queues) };

/** `onError` is called with each failed reload; the last snapshot stays until a retry succeeds. */
export async function createRegistry(
  database: Database,
  onError: (error: Error) => void = () => {},
  clock: Clock = systemClock,
): Promise<Registry> {
  let snapshot: Snapshot | undefined;
  /** What has changed since the load that is under way, or was the last. */
  let wanted: Changed = 'all';
  const listeners = new Set<(changed: Changed) => void>();
  const { reload, close } = await createLiveSnapshot({
    clock,
    async load() {
      const changed = wanted;
      wanted = NOTHING;
      try {
        return { changed, fresh: await loadSnapshot(database, snapshot, changed) };
      } catch (error) {
        wanted = both(wanted, changed);
        throw error;
      }
    },
    apply({ changed, fresh }) {
      snapshot = fresh;
      for (const listener of [...listeners]) listener(changed);
    },
    subscribe: (follow) =>
      subscribeToChanges(database, (changed) => {
        wanted = both(wanted, changed);
        follow();
      }),
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
    holidays: () => current().holidays,
    sharedHours: () => current().sharedHours,
    queue: (id) => current().queues.get(id),
    queues: () => [...current().queues.values()],
    librariesByName: () => current().librariesByName,
    queuesByName: () => current().queuesByName,
    librariesOf: (queue) => current().librariesOf.get(queue) ?? [],
    reload(changed = 'all') {
      wanted = both(wanted, changed);
      return reload();
    },
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
