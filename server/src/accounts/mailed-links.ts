// In:    addresses that people type on the sign-in page.
// Out:   a mail with a sign-in link to each that an account has.
// Never: lets a request wait for the look-up or the mail: how long it takes would show which addresses have accounts.
//        Keeps an address that no account has: those that wait are in memory, and a killed server forgets them.
import { randomUUID } from 'node:crypto';
import type { Registry } from '../cooperative/registry.ts';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/db/database.ts';
import { createMailer, type SendMail } from '../platform/mail/mail.ts';
import { MINUTE_MS } from '../platform/time/instants.ts';
import { toError } from '../platform/to-error.ts';
import { saveMailedLink, type Addressee } from './mailed-link-store.ts';
import { messages } from './messages.ts';
import { createToken } from './token.ts';

/** Units: ms. */
export const MAILED_LINK_TTL_MS = 15 * MINUTE_MS;
const SEND_WITHIN_MS = 20_000;
/** Waits before further attempts: a link that comes later than this has little of its 15 minutes left. Units: ms. */
const RETRY_AFTER_MS = [5_000, 30_000, 2 * MINUTE_MS];
/** Two, so that one slow mail server's reply does not hold up everybody. */
const MAX_WORKERS = 2;
/** Max requests that wait; further ones are dropped, and the person asks again. */
const MAX_WAITING = 200;

export interface MailedLinks {
  /** False: no mail can be sent, and the sign-in page offers none. */
  isAvailable: boolean;
  /** Returns at once, whether or not an account has the address. */
  request(typedAddress: string): void;
  /** Waits for mails that are being sent; drops the others. */
  close(): Promise<void>;
}

export interface MailedLinksDeps {
  config: Pick<Config, 'mail' | 'publicUrl'> & Partial<Pick<Config, 'simulated'>>;
  database: Database;
  registry: Pick<Registry, 'cooperativeName'>;
  clock: Clock;
  onError: (error: Error) => void;
  /** Units: ms. */
  sendWithinMs?: number;
}

export function createMailedLinks(deps: MailedLinksDeps): MailedLinks {
  const { config, sendWithinMs = SEND_WITHIN_MS } = deps;
  if (!config.mail || config.simulated)
    return { isAvailable: false, request: () => undefined, close: () => Promise.resolve() };
  const sendMail = createMailer({ ...config.mail, withinMs: sendWithinMs });
  return { isAvailable: true, ...startQueue((address) => mailLink(deps, sendMail, address), deps) };
}

/** Returns an attempt that is repeatable: each repeats the same mail. Undefined: no account has the address. */
async function mailLink(deps: MailedLinksDeps, sendMail: SendMail, typedAddress: string): Promise<Attempt | undefined> {
  const { database, registry, clock, config } = deps;
  const [token, atMs, id] = [createToken(), clock.now(), randomUUID()];
  const to: Addressee | undefined = await saveMailedLink(
    database.db,
    typedAddress,
    { token, ttlMs: MAILED_LINK_TTL_MS },
    atMs,
  );
  if (to === undefined) return undefined;
  const subject = messages.mailSubject(registry.cooperativeName());
  const text = messages.mailText(to.label, `${config.publicUrl}/sign-in/${token}`);
  return async () => {
    const outcome = await sendMail({ to: to.email, subject, text, atMs, id });
    if (outcome === 'sent') return undefined;
    return { error: new Error(`a sign-in mail was not sent: ${outcome.failed}`), isFinal: outcome.again === 'never' };
  };
}

type Attempt = () => Promise<{ error: Error; isFinal: boolean } | undefined>;
type Task = () => Promise<void>;

function startQueue(
  prepare: (typedAddress: string) => Promise<Attempt | undefined>,
  { clock, onError }: Pick<MailedLinksDeps, 'clock' | 'onError'>,
): Pick<MailedLinks, 'request' | 'close'> {
  const waiting: Task[] = [];
  const workers = new Set<Promise<void>>();
  const retries = new Set<{ cancel(): void }>();
  let isClosed = false;

  async function work(): Promise<void> {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift())
      await task().catch((error: unknown) => onError(toError(error)));
  }
  function enqueue(task: Task): void {
    if (isClosed || waiting.length >= MAX_WAITING) return;
    waiting.push(task);
    if (workers.size >= MAX_WORKERS) return;
    // Not in this turn: the response is written first.
    const worker: Promise<void> = new Promise<void>((resolve) => setImmediate(resolve))
      .then(work)
      .finally(() => workers.delete(worker));
    workers.add(worker);
  }
  async function send(attempt: Attempt, failures: number): Promise<void> {
    const failed = await attempt();
    if (failed === undefined) return;
    const waitMs = RETRY_AFTER_MS[failures];
    if (failed.isFinal || waitMs === undefined || isClosed) return onError(failed.error);
    const retry = clock.after(waitMs, () => {
      retries.delete(retry);
      enqueue(() => send(attempt, failures + 1));
    });
    retries.add(retry);
  }
  return {
    request: (typedAddress) =>
      enqueue(async () => {
        const attempt = await prepare(typedAddress);
        if (attempt !== undefined) await send(attempt, 0);
      }),
    async close() {
      isClosed = true;
      waiting.length = 0;
      for (const retry of retries) retry.cancel();
      await Promise.all(workers);
    },
  };
}
