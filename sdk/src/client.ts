import { getAvailability } from './availability/get.js';
import {
  type AvailabilityListener,
  type AvailabilityWatch,
  createAvailabilityWatcher,
  sharedWatcher,
} from './availability/watch.js';
import type { Clock } from './clock.js';
import type { Availability } from './contract/availability.js';
import type { AuditList, ClosedUntilChange, QueueHours, QueueHoursChange, QueueHoursList } from './contract/hours.js';
import type { LibraryList, OriginCheck } from './contract/libraries.js';
import type { WindowDays } from './contract/limits.js';
import type { Metrics, Overview, OverviewQuery, PlacementList } from './contract/metrics.js';
import type { Session } from './contract/session.js';
import { createEventSender } from './events/page-sender.js';
import type { EventSender } from './events/sender.js';
import * as management from './management/index.js';
import { checkOrigin, getLibraries } from './public-routes.js';
import type { Connection, RequestOptions } from './request.js';

/** What {@link createClient} needs to know. */
export interface ClientOptions extends Connection {
  /** The library's id in the cooperative's file, like `harford`. */
  library: string;
  /** Replaces the machine's clock and timers. */
  clock?: Clock;
}

/**
 * One library's view of an AskUsNow server.
 * Errors: every method that returns a promise of data rejects with an AskError; `shouldRetry()` tells whether to retry.
 */
export interface Client {
  availability: {
    /** What a patron sees, asked once. */
    get(options?: RequestOptions): Promise<Availability>;
    /** The same, kept up to date: called once as soon as something is known, then on every change. Never rejects, never throws. */
    watch(listener: AvailabilityListener): AvailabilityWatch;
  };
  /** Counts what a page's entry points show and do. Opened at first use. */
  events: EventSender;
  /** The libraries of the cooperative that are live. */
  libraries(options?: RequestOptions): Promise<LibraryList>;
  /** Whether the asking page's origin is registered for this library. */
  checkOrigin(options?: RequestOptions): Promise<OriginCheck>;
  session: {
    /** Who is signed in. */
    get(options?: RequestOptions): Promise<Session>;
    /** Signs out. */
    end(options?: RequestOptions): Promise<void>;
  };
  /** The placements of this library. */
  placements(days: WindowDays, options?: RequestOptions): Promise<PlacementList>;
  /** This library's numbers. */
  metrics(days: WindowDays, options?: RequestOptions): Promise<Metrics>;
  /** Every library in one table, for the coordinator. */
  overview(days: WindowDays, ask?: Omit<OverviewQuery, 'days'>, options?: RequestOptions): Promise<Overview>;
  queues: {
    /** The queues that this library names. */
    list(options?: RequestOptions): Promise<QueueHoursList>;
    /** One queue's hours. */
    hours(queue: string, options?: RequestOptions): Promise<QueueHours>;
    /** Changes them. */
    changeHours(queue: string, change: QueueHoursChange, options?: RequestOptions): Promise<QueueHours>;
    /** Closes a queue for now, or opens it again. */
    closeUntil(queue: string, change: ClosedUntilChange, options?: RequestOptions): Promise<QueueHours>;
    /** Who changed it. */
    audit(queue: string, options?: RequestOptions): Promise<AuditList>;
  };
  /** Ends every watch and sends what waits. */
  close(): Promise<void>;
}

/**
 * Opens a client of one server for one library. Works in pages, workers and Node; opens no connection until asked to.
 * Everything in it is a function of its own beside it, for those who count bytes.
 * Errors: none on creation; those of each method are listed at {@link Client}.
 * @example
 * const client = createClient({ endpoint: 'https://ask.example.org', library: 'harford' });
 * const watch = client.availability.watch(({ state }) => console.log(state));
 */
export function createClient({ library, clock, ...given }: ClientOptions): Client {
  const connection: Connection = { ...given, endpoint: given.endpoint.replace(/\/+$/, '') };
  const { endpoint } = connection;
  const own = { ...connection, ...(clock && { clock }) };
  // A `fetch` or clock of one's own is not shared with the page's other callers.
  const watcher = given.fetch || clock ? createAvailabilityWatcher(own) : sharedWatcher(endpoint);
  const watches = new Set<AvailabilityWatch>();
  let sender: EventSender | undefined;
  const events = (): EventSender => (sender ??= createEventSender({ ...own, now: watcher.now }));

  return {
    availability: {
      get: (options) => getAvailability(connection, library, options),
      watch(listener) {
        const inner = watcher.watch(library, listener);
        const watch: AvailabilityWatch = {
          close() {
            watches.delete(watch);
            inner.close();
          },
        };
        watches.add(watch);
        return watch;
      },
    },
    events: {
      send: (context, event) => events().send(context, event),
      async flush() {
        await sender?.flush();
      },
      close: () => sender?.close(),
    },
    libraries: (options) => getLibraries(connection, options),
    checkOrigin: (options) => checkOrigin(connection, library, options),
    session: {
      get: (options) => management.getSession(connection, options),
      end: (options) => management.endSession(connection, options),
    },
    placements: (days, options) => management.getPlacements(connection, library, { days }, options),
    metrics: (days, options) => management.getMetrics(connection, library, { days }, options),
    overview: (days, ask, options) => management.getOverview(connection, { ...ask, days }, options),
    queues: {
      list: (options) => management.getQueues(connection, library, options),
      hours: (queue, options) => management.getQueueHours(connection, queue, options),
      changeHours: (queue, change, options) => management.changeQueueHours(connection, queue, change, options),
      closeUntil: (queue, change, options) => management.closeQueueUntil(connection, queue, change, options),
      audit: (queue, options) => management.getQueueAudit(connection, queue, options),
    },
    async close() {
      for (const watch of [...watches]) watch.close();
      await sender?.flush();
      sender?.close();
    },
  };
}
