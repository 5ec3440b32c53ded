// In:    notifications that the outbox has work; the clock.
// Out:   each waiting delivery sent by one node, marked as soon as its peer accepts it; retried, or given up.
// Never: marks a delivery before it was accepted, so a killed process loses none. A kill between the peer's reply and our
//        commit repeats it, with the same Message-ID or webhook-id, by which receivers detect it; a single statement lies
//        between. A process that pauses for longer than a claim repeats it, too.
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { createLeaseHolder, type LeaseHolder } from '../../platform/db/lease.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { postChat } from './chat.ts';
import { createNoticeMailer, type MailNotice } from './mail.ts';
import { messages } from './messages.ts';
import type { Delivery, DeliveryOutcome } from './notice.ts';
import { claimDelivery, loadNextDueMs, onWork, settleDelivery, type Settlement } from './outbox-store.ts';
import { stopRecipient } from './recipient-store.ts';
import { nextAttemptMs } from './retry.ts';
import { postWebhook } from './webhook.ts';

/** Max time for one attempt. Standard Webhooks 1.0.0 recommends 15 to 30 s for a receiver. Units: ms. */
const SEND_WITHIN_MS = 20_000;
/**
 * A claim lasts much longer than its attempt, or two workers would send; a killed process's deliveries wait for this
 * time. Units: ms.
 */
const CLAIM_MS = MINUTE_MS;
/** Each sends to another recipient, so that a slow one blocks one worker only. */
const MAX_WORKERS = 4;
/** Max time between checks, even without a notification. Units: ms. */
const POLL_EVERY_MS = MINUTE_MS;
/** Wait after a check that found due deliveries, but none to claim: another worker has them. Units: ms. */
const RECHECK_AFTER_MS = 1_000;
/** How long a closing server waits for current deliveries. Units: ms. */
const GRACE_MS = 5_000;

export interface Outbox {
  /** Claims nothing more, and waits a little for current deliveries. */
  close(): Promise<void>;
}

export interface OutboxDeps {
  /** `simulated`: nothing is sent out; deliveries are given up, and say why. */
  config: Pick<Config, 'mail' | 'publicUrl'> & Partial<Pick<Config, 'simulated'>>;
  database: Database;
  egress: Pick<Egress, 'request'>;
  clock: Clock;
  holder?: LeaseHolder;
  onError: (error: Error) => void;
  /** Units: ms. */
  claimMs?: number;
  sendWithinMs?: number;
}

export function createOutbox(deps: OutboxDeps): Outbox {
  const { config, database, egress, clock, onError } = deps;
  const { holder = createLeaseHolder(), claimMs = CLAIM_MS, sendWithinMs = SEND_WITHIN_MS } = deps;
  const sendMail: MailNotice = config.mail
    ? createNoticeMailer({ ...config.mail, withinMs: sendWithinMs, publicUrl: config.publicUrl })
    : () => Promise.resolve({ failed: messages.noMail });
  const workers = new Set<Promise<void>>();
  const busyRecipients = new Set<number>();
  let claiming: Promise<unknown> = Promise.resolve();
  let timer: { cancel(): void } | null = null;
  let isClosed = false;

  /** A fault of ours counts as an attempt, too: otherwise the delivery would be retried forever. */
  async function attempt(delivery: Delivery): Promise<DeliveryOutcome> {
    if (config.simulated) return { failed: messages.simulated, again: 'never' };
    try {
      if (delivery.channel === 'email') return await sendMail(delivery);
      const times = { nowMs: clock.now(), withinMs: sendWithinMs };
      if (delivery.channel === 'webhook') return await postWebhook(egress, delivery, times);
      return await postChat(egress, delivery, { ...times, publicUrl: config.publicUrl });
    } catch (error) {
      onError(error as Error);
      return { failed: messages.serverFault };
    }
  }

  const toSettlement = (delivery: Delivery, outcome: DeliveryOutcome): Settlement => {
    if (outcome === 'sent') return { state: 'sent', atMs: clock.now() };
    const { failed: error, again, notBeforeMs } = outcome;
    const { attempts, notice } = delivery;
    const nextMs = again
      ? null
      : nextAttemptMs({ attempts, createdAtMs: notice.atMs, nowMs: clock.now(), notBeforeMs, kind: notice.kind });
    return nextMs === null ? { state: 'given-up', error } : { state: 'waiting', error, nextMs };
  };

  /** Retries while the database is unreachable: the peer has accepted the delivery. */
  async function settle(delivery: Delivery, to: Settlement): Promise<void> {
    for (;;) {
      try {
        return await settleDelivery(database.db, delivery, to);
      } catch (error) {
        if (isClosed || clock.now() >= delivery.claimedUntilMs) throw error;
        await new Promise<void>((resolve) => void clock.after(RECHECK_AFTER_MS, resolve));
      }
    }
  }

  async function deliver(delivery: Delivery): Promise<void> {
    const outcome = await attempt(delivery);
    await settle(delivery, toSettlement(delivery, outcome));
    if (outcome !== 'sent' && outcome.again === 'stop')
      await stopRecipient(database, delivery.recipientId, clock.now());
  }

  /** Claims are serialized, so that each sees which recipients are busy. */
  function claim(): Promise<Delivery | undefined> {
    const next = claiming.then(async () => {
      if (isClosed || !holder.mayHold()) return undefined;
      const nowMs = clock.now();
      const delivery = await claimDelivery(database.db, {
        nowMs,
        untilMs: nowMs + claimMs,
        except: [...busyRecipients],
      });
      if (delivery) busyRecipients.add(delivery.recipientId);
      return delivery;
    });
    claiming = next.catch(() => undefined);
    return next;
  }

  /** Delivers until nothing is due; each claim starts another worker. */
  async function work(): Promise<void> {
    for (;;) {
      const delivery = await claim();
      if (delivery === undefined) return;
      startWorker();
      await deliver(delivery).finally(() => busyRecipients.delete(delivery.recipientId));
    }
  }

  function startWorker(): void {
    if (isClosed || workers.size >= MAX_WORKERS) return;
    const worker = work()
      .catch((error: unknown) => onError(error as Error))
      .finally(() => {
        workers.delete(worker);
        void scheduleNext();
      });
    workers.add(worker);
  }

  async function scheduleNext(): Promise<void> {
    const dueMs = await loadNextDueMs(database.db).catch(() => null);
    if (isClosed) return;
    const waitMs = dueMs === null ? POLL_EVERY_MS : dueMs - clock.now();
    timer?.cancel();
    timer = clock.after(Math.min(Math.max(waitMs, RECHECK_AFTER_MS), POLL_EVERY_MS), startWorker);
  }

  const unsubscribe = onWork(database, startWorker);
  startWorker();

  return {
    async close() {
      isClosed = true;
      unsubscribe();
      timer?.cancel();
      let grace: { cancel(): void } | undefined;
      const graceOver = new Promise<void>((resolve) => (grace = clock.after(GRACE_MS, resolve)));
      await Promise.race([Promise.all(workers), graceOver]);
      grace?.cancel();
    },
  };
}
