import { NetworkError } from './errors.js';
import { toBatchId } from './events/batch-id.js';
import { fetch as nativeFetch } from './natives.js';
import type { Connection } from './request.js';

/** Requests that got no answer, with their keys: whether they were carried out is not known. */
const unanswered = new Map<string, string>();
/** More than a person has open, so that a script that is offline for long does not fill the memory. */
const MAX_UNANSWERED = 100;

/**
 * Sends a request with an Idempotency-Key. A request that got no answer has the same key when the caller sends it again
 * with the same content, so that the server creates one where the first was carried out.
 * Errors: those of `send`.
 */
export async function sendOnce<T>(
  connection: Connection,
  content: string,
  send: (connection: Connection) => Promise<T>,
): Promise<T> {
  const { endpoint, fetch = nativeFetch } = connection;
  const request = `${endpoint} ${content}`;
  const key = unanswered.get(request) ?? toBatchId(Date.now());
  unanswered.delete(request);
  const withKey: typeof fetch = (url, options) =>
    fetch(url, { ...options, headers: { ...(options?.headers as Record<string, string>), 'idempotency-key': key } });
  try {
    return await send({ ...connection, fetch: withKey });
  } catch (error) {
    if (error instanceof NetworkError) unanswered.set(request, key);
    const [oldest] = unanswered.keys();
    if (oldest !== undefined && unanswered.size > MAX_UNANSWERED) unanswered.delete(oldest);
    throw error;
  }
}
