// In:    word that the outbox has work, and the clock.
// Out:   each waiting delivery sent by one node, marked as soon as its peer has accepted it; retried, or given up.
// Never: marked before it was accepted, so a process that is killed loses none. Between the peer's word and our commit
//        a kill makes the next process send again, under the same Message-ID or webhook-id, by which receivers know
//        it; one statement is all that lies between the two. So does a process that stands still for longer than a claim.
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { createLeaseHolder, type LeaseHolder } from '../../platform/db/lease.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { createMailer, type SendMail } from './mail.ts';
import type { Delivery, Outcome } from './notice.ts';
import { claimDelivery, loadNextDueMs, onWork, settleDelivery, type Settlement } from './outbox-store.ts';
import { stopRecipient } from './recipient-store.ts';
import { nextAttemptMs } from './retry.ts';
import { postWebhook } from './webhook.ts';

/** Longest time for one attempt. Standard Webhooks 1.0.0 recommends 15 to 30 s for a receiver. Units: ms. */
const SEND_WITHIN_MS = 20_000;
/** A claim outlasts its attempt by far, or two would send; and a killed process' work waits so long. Units: ms. */
const CLAIM_MS = MINUTE_MS;
/** Each on a recipient of its own, so that one that hangs holds up one hand, however much waits for it. */
const MAX_WORKERS = 4;
/** Looked for at least so often, whatever was heard. Units: ms. */
const POLL_EVERY_MS = MINUTE_MS;
/** Between looks that found nothing to take though something was due: somebody has it in hand. Units: ms. */
const RECHECK_AFTER_MS = 1_000;
/** A server that closes gives what is under way so long. Units: ms. */
const GRACE_MS = 5_000;

export interface Outbox {
  /** Takes nothing new, and waits a little for what is under way. */
  close(): Promise<void>;
}

export interface OutboxDeps {
  config: Pick<Config, 'mail'>;
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
  const sendMail: SendMail = config.mail
    ? createMailer({ ...config.mail, withinMs: sendWithinMs })
    : () => Promise.resolve({ failed: 'E-mail is not set up on this server, which its operator can mend.' });
  const workers = new Set<Promise<void>>();
  const busyRecipients = new Set<number>();
  let claiming: Promise<unknown> = Promise.resolve();
  let timer: { cancel(): void } | null = null;
  let isClosed = false;

  /** A fault of ours counts as an attempt, too: the delivery would come back for ever. */
  async function attempt(delivery: Delivery): Promise<Outcome> {
    try {
      if (delivery.channel === 'email') return await sendMail(delivery);
      return await postWebhook(egress, delivery, { nowMs: clock.now(), withinMs: sendWithinMs });
    } catch (error) {
      onError(error as Error);
      return { failed: 'This server could not send it.' };
    }
  }

  const toSettlement = (delivery: Delivery, outcome: Outcome): Settlement => {
    if (outcome === 'sent') return { state: 'sent', atMs: clock.now() };
    const { failed: error, again, notBeforeMs } = outcome;
    const { attempts, notice } = delivery;
    const nextMs = again
      ? null
      : nextAttemptMs({ attempts, createdAtMs: notice.atMs, nowMs: clock.now(), notBeforeMs });
    return nextMs === null ? { state: 'given-up', error } : { state: 'waiting', error, nextMs };
  };

  /** A database that is away just now must not make us forget what a peer has accepted. */
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

  /** One after the other, so that each knows whose turn it is not. */
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

  /** Takes one after another for as long as there is something to take; each find calls another hand. */
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
