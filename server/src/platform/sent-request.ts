// In:    a request that creates something, with its Idempotency-Key.
// Out:   hashes by which it is recognized when it is sent again, because its answer was lost.
import { createHash } from 'node:crypto';

export interface SentRequest {
  /** Of the sender, the route and the key. */
  hash: Buffer;
  bodyHash: Buffer;
}

/** What `once` recognizes a request by; absent: its client has sent no key. */
export interface Sent {
  sent?: SentRequest | null;
}

const sha256 = (...parts: string[]): Buffer => createHash('sha256').update(JSON.stringify(parts)).digest();

/** Of a request that creates several rows, each in a transaction of its own. */
export const partOf = ({ hash, bodyHash }: SentRequest, part: string): SentRequest => ({
  hash: sha256(hash.toString('hex'), part),
  bodyHash,
});

/** `sender`: the account, or "link" where a link writes, whose token is in the `route`. */
export const toSentRequest = (sender: string, route: string, key: string, body: unknown): SentRequest => ({
  hash: sha256(sender, route, key),
  bodyHash: sha256(JSON.stringify(body) ?? ''),
});
