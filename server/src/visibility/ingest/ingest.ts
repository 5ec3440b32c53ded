// In:    what a page sent, and from where.
// Out:   a receipt once it is committed, or why it was refused.
// Never: an address, a user agent or the page's own words past this file.
import { toPagePattern } from '@askusnow/sdk/page-pattern';
import type { EventKind, EventReceipt } from '@askusnow/sdk/contract';
import type { Clock } from '../../platform/clock.ts';
import { isNamed } from '../../cooperative/key-page.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import type { LeaseHolder } from '../../platform/db/lease.ts';
import { startJob } from '../../platform/jobs/jobs.ts';
import type { EventClass } from '../../platform/db/tables.ts';
import type { FieldError } from '../../platform/http/problem.ts';
import { createAbuseCap } from './abuse-cap.ts';
import { readBatch, type Dropped } from './batch.ts';
import { createCountsAnnouncer } from './announce-counts.ts';
import { createBotCheck } from './bots.ts';
import { createCivilHours, isBatchDay } from './civil-hour.ts';
import { toCells } from './counts.ts';
import { isGone } from '../../platform/db/faults.ts';
import { HOUR_MS } from '../../platform/time/instants.ts';
import { faultOf } from './faults.ts';
import { createGroupCommit, type GroupCommitState } from './group-commit.ts';
import { maintainPartitions } from './partitions.ts';
import { foldHiddenPatterns } from './hidden-patterns.ts';
import { createPlacementMemory } from './placement-memory.ts';
import { record, type Submission } from './record.ts';
import { createRefusalCounter } from './refusals.ts';
import { slotKey, type Slot } from './placement-admission.ts';
import { addRefusals } from './store.ts';
import { toError } from '../../platform/to-error.ts';

/** What the request says besides its body. Looked at, never kept. */
export interface Sender {
  origin: string | undefined;
  userAgent: string | undefined;
  address: string;
  /** Their browser sends Global Privacy Control. */
  gpc: boolean;
}

export type Refusal = 'malformed-batch' | 'origin-not-registered' | 'unknown-library' | 'too-large' | 'batch-day';

export type Outcome =
  | { receipt: EventReceipt }
  | { refused: Refusal; errors?: FieldError[] }
  /** Not committed as far as is known here: the same batch may be sent again. */
  | { busy: true }
  /** A bug of ours; `onError` was called. */
  | { failed: true };

export interface Ingest {
  /** Never rejects. */
  submit(body: string, sender: Sender): Promise<Outcome>;
  /** Counts a body that never became text: it was too large. */
  refuseTooLarge(): void;
  /** Resolves when refusals counted so far are saved. */
  settle(): Promise<void>;
  /** For health and metrics. */
  state(): GroupCommitState;
  /** Nearly all events reach this node from one address, so that its cap per network is off. */
  isEventLimitSuspended(): boolean;
  close(): Promise<void>;
}

/** For the operator, who alone knows what the addresses are: of a proxy, an attack or a trial. */
const ONE_ADDRESS =
  'TRUSTED_PROXIES: nearly all events come from one address, as through a proxy that is not named there. The limit on ' +
  'events per network is off until it is: name the proxies in front of this server.';

/** On the channel of changes: pages that show counts read them again. */
const COUNTED = 'counts';

/** Half a second's work at full load: past that a page had better come back later. */
const MAX_WAITING = 5_000;
const MAX_GROUP = 500;
/** A batch is answered within this, from its arrival: less than the ten seconds that a closing server gives its requests. */
const BATCH_LIMIT_MS = 8_000;
/** Longer than db/purpose.ts lets a connection of ingest be held: what is abandoned here, the database could not end. */
const WRITE_LIMIT_MS = 7_000;
/** PGlite has one session. Elsewhere one transaction can gather while another waits for the disk. */
const MAX_WRITES = { pglite: 1, postgres: 2 } as const;

const MAINTENANCE_MS = HOUR_MS;
/** After a failure: a backup of a state's counts takes minutes. */
const MAINTENANCE_RETRY_MS = 300_000;

export async function createIngest(deps: {
  database: Database;
  registry: Registry;
  clock: Clock;
  holder?: LeaseHolder;
  /** This one among them. */
  liveNodes?: () => number;
  onError?: (error: Error) => void;
  /** Called with a line for the log: something that a person should mend. */
  onWarning?: (message: string) => void;
}): Promise<Ingest> {
  const {
    database,
    registry,
    clock,
    holder,
    liveNodes = () => 1,
    onError = () => undefined,
    onWarning = () => undefined,
  } = deps;
  const report = (error: unknown): void => onError(toError(error));
  const memory = createPlacementMemory();
  const abuseCap = createAbuseCap({
    clock,
    liveNodes,
    libraryCount: () => registry.libraries().length,
    onSuspend: () => onWarning(ONE_ADDRESS),
  });
  const isBot = createBotCheck();
  const civilHours = createCivilHours();
  const announcer = createCountsAnnouncer(clock, () => database.for('jobs').changes.publish(COUNTED), onError);
  const refusals = createRefusalCounter(
    clock,
    async (rows) => {
      await addRefusals(database.db, rows);
      announcer.counted();
    },
    onError,
  );
  const commits = createGroupCommit<Submission, boolean>({
    maxWrites: MAX_WRITES[database.kind],
    maxWaiting: MAX_WAITING,
    maxGroup: MAX_GROUP,
    faultOf,
    itemLimitMs: BATCH_LIMIT_MS,
    writeLimitMs: WRITE_LIMIT_MS,
    clock,
    onFault: report,
    async write(group) {
      try {
        return await record(database.db, memory, group);
      } catch (error) {
        if (isGone(error)) memory.forgetAll();
        throw error;
      }
    },
  });

  const partitions = startJob(
    { database: database.for('jobs'), clock, holder, onError },
    {
      name: 'partitions',
      everyMs: MAINTENANCE_MS,
      retryMs: MAINTENANCE_RETRY_MS,
      run: () => maintainPartitions(database.for('maintenance').db, clock.now()),
    },
  );
  // A backup's locks are no reason not to start: rows go to the default partition until a later run moves them.
  await partitions.wake();
  /** Where a word was written before it was hidden, at an upgrade or by an import. */
  const hidePatterns = (): Promise<void> =>
    foldHiddenPatterns(database.for('maintenance'), registry).then(memory.forget, report);
  let hiding = hidePatterns();
  const stopHiding = registry.onReload(() => {
    hiding = hiding.then(hidePatterns);
  });

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
    if (!isBatchDay(batch.batch.slice(0, 8), now)) return refuse('batch-day', library.id);
    // Not counted, nor metered by network. A tag sends nothing then; an old one, or somebody's own script, may.
    if (sender.gpc) return { receipt: { accepted: 0, dropped: { ...dropped, gpc: batch.events.length } } };
    const words = registry.pageWords();
    const page = toPagePattern(batch.page);
    const pattern = isNamed(library.keyPages, page) ? page : words.collapse(page);
    const slot: Slot = {
      library_id: library.id,
      origin_id: origin.id,
      pattern,
      name: batch.placement,
      form: batch.form,
    };
    const key = slotKey(slot);
    const submission: Submission = {
      batch: batch.batch,
      slot,
      key,
      library,
      origin: origin.origin,
      isPublished: words.isPublished(pattern),
      widget: batch.widget,
      hour: civilHours(library.zone, now),
      cells: toCells(batch.events, batch.viewport, classify(batch.practice, library.id, sender)),
    };
    return { submission, dropped, count: batch.events.length };
  }

  /** One class per event, the first that holds: practice, bot, suspect, counted. */
  function classify(
    practice: boolean,
    libraryId: string,
    { userAgent, address }: Sender,
  ): (event: { kind: EventKind }) => EventClass {
    if (practice) return () => 'practice';
    if (isBot(userAgent)) return () => 'bot';
    const isPastCap = abuseCap.meter(address, libraryId);
    return ({ kind }) => (isPastCap(kind) ? 'suspect' : 'counted');
  }

  async function take(body: string, sender: Sender): Promise<Outcome> {
    const checked = check(body, sender);
    if (!('submission' in checked)) return checked;
    const { submission, dropped, count } = checked;
    // Nothing to count: no placement is made of it, either.
    if (count === 0) return { receipt: { accepted: 0, dropped } };
    try {
      const isFresh = await commits.submit(submission);
      if (isFresh) {
        announcer.counted();
        return { receipt: { accepted: count, dropped } };
      }
      return { receipt: { accepted: 0, dropped: { ...dropped, 'repeated-batch': count } } };
    } catch (error) {
      return faultOf(error) === 'invalid' ? { failed: true } : { busy: true }; // Reported by onFault.
    }
  }

  function reportBug(error: unknown): Outcome {
    report(error);
    return { failed: true };
  }

  return {
    submit: (body, sender) => take(body, sender).catch(reportBug),
    refuseTooLarge: () => void refuse('too-large', ''),
    settle: refusals.settle,
    state: commits.state,
    isEventLimitSuspended: abuseCap.isSuspended,
    async close() {
      stopHiding();
      await hiding;
      await partitions.close();
      await commits.close();
      await refusals.close();
      announcer.close();
      abuseCap.close();
    },
  };
}
