import {
  getQueuePresence,
  HEARTBEAT_SEC,
  isProblemError,
  sendHeartbeat,
  type Connection,
  type DeskState,
  type QueuePresence,
} from '@askusnow/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { reportSignedOut } from '../ui/events.js';
import { failureOf, type ShownFailure } from '../logic/failure.js';
import { connection } from '../ui/connection.js';
import { serverNowMs } from '../ui/server-clock.js';

/** After a failed heartbeat the next one is sent sooner. */
const RETRY_MS = 5_000;
/** Source: a sample older than this is unknown, so the status of a page that slept longer was unknown. */
const UNSEEN_MS = 90_000;

/** The page may close before the answer comes, right after a status was set, too. */
const outlivesPage: Connection = {
  ...connection,
  fetch: (input, init) => connection.fetch(input, { ...init, keepalive: true }),
};

/**
 * Sends a desk's status every 30 s. Nothing is sent before a person sets it: a page that a browser restores by itself does not
 * prove that somebody is there. A heartbeat is sent at once when the page is visible again or back online, and five seconds
 * after one that failed. A page that is closed or left sends `away`; one that crashes is unknown after 90 s.
 */
export class Heartbeats implements ReactiveController {
  /** The status that the person has set; null: none yet. */
  status: DeskState | null = null;
  /** When the server last received it, by the server's clock. */
  receivedAt: string | null = null;
  /** The status of the queue, all of its desks together. */
  presence: QueuePresence | undefined;
  /** Why the last heartbeat failed. */
  fault: ShownFailure | 'not-heartbeats' | undefined;
  /** '': none is attended. */
  queue = '';
  /** When the page slept and the status was unknown. Units: ms, by the server's clock. */
  slept: { fromMs: number; toMs: number } | undefined;
  #host: ReactiveControllerHost & EventTarget;
  #seq = 0;
  /** The last status that was sent; what is set while an earlier one is on its way is not sent yet. */
  #sent: DeskState | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #aliveMs = 0;
  #sending: Promise<void> | undefined;
  #again = false;

  constructor(host: ReactiveControllerHost & EventTarget) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onSeen);
    window.addEventListener('online', this.#onSeen);
    window.addEventListener('pageshow', this.#onSeen);
    window.addEventListener('pagehide', this.#onHide);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onSeen);
    window.removeEventListener('online', this.#onSeen);
    window.removeEventListener('pageshow', this.#onSeen);
    window.removeEventListener('pagehide', this.#onHide);
    void this.leave();
    this.queue = '';
  }

  /** Switches to another queue; the last one is set to `away`. */
  async attend(queue: string): Promise<void> {
    if (this.queue !== '') await this.leave();
    this.queue = queue;
    this.status = null;
    this.#sent = null;
    this.receivedAt = null;
    this.presence = undefined;
    await this.#beat();
  }

  async say(state: DeskState): Promise<void> {
    this.status = state;
    this.slept = undefined;
    this.#aliveMs = serverNowMs();
    this.#host.requestUpdate();
    await this.#beat();
  }

  /** Sends `away`. */
  async leave(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.status === null || (this.status === 'away' && this.#sent === 'away')) return;
    this.status = 'away';
    // If this fails, the desk is unknown after 90 s: nothing more can be done here.
    await this.#send(this.queue, 'away').catch(() => undefined);
  }

  #onSeen = (): void => {
    if (document.visibilityState === 'visible' && this.queue !== '') void this.#beat();
  };
  #onHide = (): void => void this.leave();

  /** Above every sequence number of this queue on the server, and above those of other tabs. */
  #nextSeq(): number {
    const known = this.presence?.desks.map(({ seq }) => seq) ?? [];
    this.#seq = Math.max(Date.now(), this.#seq + 1, ...known.map((seq) => seq + 1));
    return this.#seq;
  }

  /** One at a time; a status that is set meanwhile is sent right after. */
  #beat(): Promise<void> {
    if (this.#sending) {
      this.#again = true;
      return this.#sending;
    }
    clearTimeout(this.#timer);
    this.#detectSleep();
    this.#sending = this.#sendStatus().finally(() => {
      this.#sending = undefined;
      this.#host.requestUpdate();
      if (this.#again) {
        this.#again = false;
        void this.#beat();
      } else if (this.queue !== '') {
        const isSoon = this.fault !== undefined && this.fault !== 'not-found';
        this.#timer = setTimeout(() => void this.#beat(), isSoon ? RETRY_MS : HEARTBEAT_SEC * 1000);
      }
    });
    return this.#sending;
  }

  #detectSleep(): void {
    const now = serverNowMs();
    const isAtDesk = this.status === 'available' || this.status === 'busy';
    if (isAtDesk && now - this.#aliveMs > UNSEEN_MS) this.slept = { fromMs: this.#aliveMs, toMs: now };
  }

  async #sendStatus(): Promise<void> {
    const [queue, state] = [this.queue, this.status];
    try {
      const seq = state === null ? null : await this.#send(queue, state);
      const presence = await getQueuePresence(connection, queue);
      if (queue !== this.queue) return;
      this.presence = presence;
      this.fault = undefined;
      this.#aliveMs = serverNowMs();
      if (seq !== null) this.receivedAt = presence.desks.find((desk) => desk.seq === seq)?.beatAt ?? this.receivedAt;
    } catch (error) {
      this.fault = this.#faultOf(error);
    }
  }

  /** The accepted sequence number; if another tab has used a higher one, one above that. Null: another status was set meanwhile. */
  async #send(queue: string, state: DeskState): Promise<number | null> {
    this.#sent = state;
    try {
      return (await sendHeartbeat(outlivesPage, queue, { state, seq: this.#nextSeq() })).seq;
    } catch (error) {
      if (!isProblemError(error) || error.problem.code !== 'old-sequence') throw error;
      this.presence = await getQueuePresence(connection, queue);
      // Sent by itself, and above it this one would count.
      if (state !== this.status) return null;
      return (await sendHeartbeat(outlivesPage, queue, { state, seq: this.#nextSeq() })).seq;
    }
  }

  #faultOf(error: unknown): Heartbeats['fault'] {
    if (isProblemError(error) && error.problem.code === 'not-a-heartbeat-queue') return 'not-heartbeats';
    const failure = failureOf(error);
    if (failure === 'signed-out') reportSignedOut(this.#host);
    return failure === 'signed-out' ? 'server' : failure;
  }
}
