// In:    a delivery to a receiver, signed with its secret.
// Out:   one POST by Standard Webhooks 1.0.0, or why it was not accepted.
// Never: follows a redirect, reaches a private address, or stores the receiver's reply.
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { NoticeBody } from '@askusnow/sdk/contract';
import { EgressError, type Egress } from '../../platform/egress/egress.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { messages } from './messages.ts';
import { toDeliveryId, type Delivery, type DeliveryOutcome } from './notice.ts';

/** The reply is not used; reading a little of it closes the connection cleanly. Units: bytes. */
const MAX_BYTES = 65_536;
/** Source: Standard Webhooks 1.0.0, "Signature scheme": 24 to 64 bytes. */
const SECRET_BYTES = 32;

export const createSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;

/** `assistance-opened` has the type `assistance.opened`: the specification separates parts by full stops. */
const toBody = ({ id, kind, tier, library, subject, text, data, atMs }: Delivery['notice']): string =>
  JSON.stringify({
    type: kind.replace('-', '.'),
    timestamp: toInstant(atMs),
    data: { id, tier, library, subject, text, about: data },
  } satisfies NoticeBody);

/**
 * The timestamp is the attempt's, so that a receiver can reject a replay: the specification's libraries reject more than
 * five minutes. The id stays the same for all attempts.
 */
export function signedHeaders(secret: string, id: string, nowMs: number, body: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(nowMs / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, new Date(nowMs), body),
  };
}

const FAULTS: Record<EgressError['code'], string> = {
  'bad-address': messages.badAddress,
  'private-address': messages.privateAddress,
  timeout: messages.receiverTimeout,
  'too-large': messages.receiverTooLarge,
  'too-many-redirects': messages.receiverRedirects,
  unreachable: messages.receiverUnreachable,
};

const toOutcome = (
  status: number,
  retryAfter: string | undefined,
  nowMs: number,
  isFinal: (status: number) => boolean,
): DeliveryOutcome => {
  if (status >= 200 && status < 300) return 'sent';
  if (status === 410) return { failed: messages.receiverGone(status), again: 'stop' };
  if (status >= 300 && status < 400) return { failed: FAULTS['too-many-redirects'] };
  if (isFinal(status)) return { failed: messages.receiverRefuses(status), again: 'never' };
  const askedMs = 1000 * Number(retryAfter);
  return {
    failed: messages.receiverAnswered(status),
    ...(askedMs > 0 && Number.isFinite(askedMs) ? { notBeforeMs: nowMs + askedMs } : {}),
  };
};

export interface Attempt {
  nowMs: number;
  withinMs: number;
}

export async function postWebhook(
  egress: Pick<Egress, 'request'>,
  delivery: Delivery,
  attempt: Attempt,
): Promise<DeliveryOutcome> {
  if (delivery.secret === null) return { failed: messages.noSecret, again: 'never' };
  const body = toBody(delivery.notice);
  const headers = signedHeaders(delivery.secret, toDeliveryId(delivery), attempt.nowMs, body);
  return post(egress, delivery.address, { headers, body }, attempt);
}

/** One POST to a receiver, and what its reply says. `isFinal`: a status after which nothing is tried again. */
export async function post(
  egress: Pick<Egress, 'request'>,
  address: string | null,
  { headers, body }: { headers: Record<string, string>; body: string },
  { nowMs, withinMs }: Attempt,
  isFinal: (status: number) => boolean = () => false,
): Promise<DeliveryOutcome> {
  if (address === null) return { failed: messages.noAddress, again: 'never' };
  try {
    const reply = await egress.request(address, {
      method: 'POST',
      headers,
      body,
      timeoutMs: withinMs,
      maxBytes: MAX_BYTES,
      maxRedirects: 0,
    });
    return toOutcome(reply.status, reply.headers['retry-after'], nowMs, isFinal);
  } catch (error) {
    if (error instanceof EgressError) return { failed: FAULTS[error.code] };
    throw error;
  }
}
