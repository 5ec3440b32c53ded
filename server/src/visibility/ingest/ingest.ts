// In:    what a page sent, and its sender.
// Out:   a receipt once it is committed, or why it was refused.
// Never: an answer before the commit.
import type { RefusalReason } from '@askusnow/sdk/contract';
import { COUNTS } from '../counts-channel.ts';
import type { Clock } from '../../platform/clock.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { isGone } from '../../platform/db/faults.ts';
import type { LeaseHolder } from '../../platform/db/lease.ts';
import type { FieldError } from '../../platform/http/problem.ts';
import { startJob } from '../../platform/jobs/jobs.ts';
import { HOUR_MS } from '../../platform/time/instants.ts';
import { toError } from '../../platform/to-error.ts';
import { createAbuseCap } from './abuse-cap.ts';
import { createCountsAnnouncer } from './announce-counts.ts';
import { createBatchCheck } from './check-batch.ts';
import { createCivilHours } from './civil-hour.ts';
import { createClassify } from './event-class.ts';
import { faultOf } from './faults.ts';
import { toSubmission, type Follow } from './follow.ts';
import { createGroupCommit, type GroupCommitState } from './group-commit.ts';
import { followHiddenPatterns } from './hidden-patterns.ts';
import type { Outcome, Sender } from './outcome.ts';
import { createOwnOrigin } from './own-origin.ts';
import { maintainPartitions } from './partitions.ts';
import { createPlacementMemory } from './placement-memory.ts';
import { record, type Submission } from './record.ts';
import { addRefusals } from './refusal-store.ts';
import { createRefusalCounter } from './refusals.ts';

export interface Ingest {
  /** Never rejects. */
  submit(body: string, sender: Sender): Promise<Outcome>;
  /** Counts a plain link that was followed; resolves after its commit. Never rejects. */
  follow(follow: Follow): Promise<void>;
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
  /** Origin of this server as pages reach it. */
  publicUrl: string;
  version: string;
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
    publicUrl,
    version,
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
  const civilHours = createCivilHours();
  const classify = createClassify(abuseCap);
  const ownOrigin = createOwnOrigin(database, publicUrl);
  const checkBatch = createBatchCheck({ registry, ownOrigin, classify, civilHours, version });
  const announcer = createCountsAnnouncer(clock, () => database.for('jobs').changes.publish(COUNTS), onError);
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
  const hiding = followHiddenPatterns({ database, registry, memory, report });

  function refuse(reason: RefusalReason, library: RegisteredLibrary | undefined, errors?: FieldError[]): Outcome {
    const date = civilHours(library?.zone ?? 'UTC', clock.now()).date;
    refusals.count({ library_id: library?.id ?? '', date, reason });
    return errors ? { refused: reason, errors } : { refused: reason };
  }

  async function take(body: string, sender: Sender): Promise<Outcome> {
    const checked = checkBatch(body, sender, clock.now());
    if ('withoutOwnOrigin' in checked) {
      try {
        await ownOrigin.load(checked.withoutOwnOrigin.id);
      } catch (error) {
        report(error);
        return { busy: true };
      }
      return take(body, sender);
    }
    if ('refused' in checked) return refuse(checked.refused, checked.library, checked.errors);
    if ('receipt' in checked) return checked;
    const { submission, dropped, count } = checked;
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

  async function takeFollow(follow: Follow): Promise<void> {
    const { id, zone } = follow.library;
    if (!ownOrigin.of(id)) await ownOrigin.load(id);
    const nowMs = clock.now();
    const context = { origin: ownOrigin.of(id)!, version, hour: civilHours(zone, nowMs), nowMs, classify };
    const isCommitted = await commits.submit(toSubmission(follow, context)).catch(() => false); // Reported by onFault.
    if (isCommitted) announcer.counted();
  }

  function reportBug(error: unknown): Outcome {
    report(error);
    return { failed: true };
  }

  return {
    submit: (body, sender) => take(body, sender).catch(reportBug),
    follow: (follow) => takeFollow(follow).catch(report),
    refuseTooLarge: () => void refuse('too-large', undefined),
    settle: refusals.settle,
    state: commits.state,
    isEventLimitSuspended: abuseCap.isSuspended,
    async close() {
      await hiding.close();
      await partitions.close();
      await commits.close();
      await refusals.close();
      announcer.close();
      abuseCap.close();
    },
  };
}
