// In:    what a page sent, and from where.
// Out:   a receipt once it is committed, or why it was refused.
// Never: an address, a user agent or the page's own words past this file.
import { toPagePattern } from '@askusnow/sdk/page-pattern';
import type { EventReceipt } from '@askusnow/sdk/contract';
import { isbot } from 'isbot';
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Registry } from '../cooperative/registry.ts';
import type { Database } from '../db/database.ts';
import { withLease } from '../db/lease.ts';
import type { EventClass } from '../db/tables.ts';
import type { FieldError } from '../http/problem.ts';
import { readBatch, type Dropped } from './batch.ts';
import { createCivilHours, isBatchDay } from './civil-hour.ts';
import { toCells } from './counts.ts';
import { faultOf, isGone } from './faults.ts';
import { createGroupCommit, QueueFull } from './group-commit.ts';
import { createInflation } from './inflation.ts';
import { maintainPartitions } from './partitions.ts';
import { createPlacementMemory } from './placement-memory.ts';
import { record, type Submission } from './record.ts';
import { createRefusalCounter } from './refusals.ts';
import { slotKey, type Slot } from './standing.ts';
import { addRefusals } from './store.ts';

/** What the request says besides its body. Looked at, never kept. */
export interface Sender {
  origin: string | undefined;
  userAgent: string | undefined;
  address: string;
}

export const REFUSALS = {
  'malformed-batch': 400,
  'origin-not-registered': 403,
  'unknown-library': 404,
  'too-large': 413,
  'batch-day': 422,
} as const;
export type Refusal = keyof typeof REFUSALS;

export type Outcome =
  | { receipt: EventReceipt }
  | { refused: Refusal; errors?: FieldError[] }
  /** Not committed as far as is known here: the same batch may be sent again. */
  | { busy: true };

export interface Ingest {
  submit(body: string, sender: Sender): Promise<Outcome>;
  /** Counts a body that never became text: it was too large. */
  refuseTooLarge(): void;
  /** Resolves when refusals counted so far are saved. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Half a second's work at full load: past that a page had better come back later. */
const MOST_WAITING = 5_000;
const MOST_IN_GROUP = 500;
/** PGlite has one session. Elsewhere one transaction can gather while another waits for the disk. */
const LANES = { pglite: 1, postgres: 2 } as const;

const MAINTENANCE_MS = 3_600_000;
const MAINTENANCE_LEASE_MS = 60_000;

export async function createIngest(deps: {
  database: Database;
  registry: Registry;
  clock: Clock;
  onError?: (error: Error) => void;
}): Promise<Ingest> {
  const { database, registry, clock, onError = () => undefined } = deps;
  const memory = createPlacementMemory();
  const inflation = createInflation(clock);
  const civilHours = createCivilHours();
  const refusals = createRefusalCounter(clock, (rows) => addRefusals(database.db, rows), onError);
  const commits = createGroupCommit<Submission, boolean>({
    lanes: LANES[database.kind],
    maxWaiting: MOST_WAITING,
    maxGroup: MOST_IN_GROUP,
    faultOf,
    async write(group) {
      try {
        return await record(database.db, memory, group);
      } catch (error) {
        if (isGone(error)) memory.forgetAll();
        throw error;
      }
    },
  });

  const holder = randomUUID();
  const maintain = (): Promise<unknown> =>
    withLease(database.db, clock, 'partitions', holder, MAINTENANCE_LEASE_MS, () => maintainPartitions(database.db, clock.now()));
  let maintenance = Promise.resolve<unknown>(undefined);
  let timer: { cancel(): void };
  const maintainHourly = (): void => {
    timer = clock.after(MAINTENANCE_MS, () => {
      maintenance = maintenance.then(maintain).catch(onError);
      maintainHourly();
    });
  };
  await maintain();
  maintainHourly();

  function refuse(reason: Refusal, libraryId: string, errors?: FieldError[]): Outcome {
    const library = registry.library(libraryId);
    const date = civilHours(library?.zone ?? 'UTC', clock.now()).date;
    refusals.count({ library_id: library?.id ?? '', date, reason });
    return errors ? { refused: reason, errors } : { refused: reason };
  }

  function check(body: string, sender: Sender): { submission: Submission; dropped: Dropped; count: number } | Outcome {
    const read = readBatch(body);
    if ('malformed' in read) return refuse('malformed-batch', read.library, read.malformed);
    const { batch, dropped } = read;
    const library = registry.library(batch.library);
    if (!library) return refuse('unknown-library', '');
    const origin = registry.originOf(library, sender.origin);
    if (!origin) return refuse('origin-not-registered', library.id);
    const now = clock.now();
    const [day = '', id = ''] = batch.batch.split('-');
    if (!isBatchDay(day, now)) return refuse('batch-day', library.id);
    const slot: Slot = {
      library_id: library.id,
      origin_id: origin.id,
      pattern: toPagePattern(batch.page),
      name: batch.placement,
      form: batch.form,
    };
    const submission: Submission = {
      batch: { day: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`, id },
      slot,
      library,
      origin: origin.origin,
      widget: batch.widget,
      hour: civilHours(library.zone, now),
      cells: toCells(batch.events, batch.viewport, classify(batch.practice, slot, sender)),
    };
    return { submission, dropped, count: batch.events.length };
  }

  /** One class per event, the first that holds: practice, bot, suspect, counted. */
  function classify(practice: boolean, slot: Slot, { userAgent, address }: Sender): (event: { kind: 'impression' | 'viewable' | 'click' }) => EventClass {
    if (practice) return () => 'practice';
    // isbot takes an empty user agent for a person's; no browser sends one.
    if (!userAgent || isbot(userAgent)) return () => 'bot';
    const isPastCap = inflation.meter(address, slotKey(slot));
    return ({ kind }) => (isPastCap(kind) ? 'suspect' : 'counted');
  }

  return {
    async submit(body, sender) {
      const checked = check(body, sender);
      if (!('submission' in checked)) return checked;
      const { submission, dropped, count } = checked;
      // Nothing to count: no placement is made of it, either.
      if (count === 0) return { receipt: { accepted: 0, dropped } };
      try {
        const fresh = await commits.submit(submission);
        if (fresh) return { receipt: { accepted: count, dropped } };
        return { receipt: { accepted: 0, dropped: { ...dropped, 'repeated-batch': count } } };
      } catch (error) {
        if (!(error instanceof QueueFull)) {
          if (faultOf(error) === 'poison') throw error;
          onError(error instanceof Error ? error : new Error(String(error)));
        }
        return { busy: true };
      }
    },
    refuseTooLarge: () => void refuse('too-large', ''),
    settle: refusals.settle,
    async close() {
      timer.cancel();
      await maintenance;
      await commits.close();
      await refusals.close();
      inflation.close();
    },
  };
}
