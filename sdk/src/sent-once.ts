import { isAskError } from './errors.js';
import { toBatchId } from './events/batch-id.js';
import { fetch as nativeFetch } from './natives.js';
import type { Connection } from './request.js';

/**
 * Requests whose outcome is not known, with their keys: no answer came, or one of something that stands before the server, as
 * a 502 or 504 of its proxy is, which comes after the commit, too.
 */
const unsettled = new Map<string, string>();
/** More than a person has open, so that a script that is offline for long does not fill the memory. */
const MAX_UNSETTLED = 100;

/**
 * Sends a request with an Idempotency-Key. Where it failed with an error that may be retried, it has the same key when the
 * caller sends it again with the same content, so that the server creates one where the first was carried out.
 * Errors: those of `send`.
 */
export async function sendOnce<T>(
  connection: Connection,
  content: string,
  send: (connection: Connection) => Promise<T>,
): Promise<T> {
  const { endpoint, fetch = nativeFetch } = connection;
  const request = `${endpoint} ${content}`;
  const key = unsettled.get(request) ?? toBatchId(Date.now());
  unsettled.delete(request);
  const withKey: typeof fetch = (url, options) =>
    fetch(url, { ...options, headers: { ...(options?.headers as Record<string, string>), 'idempotency-key': key } });
  try {
    return await send({ ...connection, fetch: withKey });
  } catch (error) {
    if (isAskError(error) && error.shouldRetry()) unsettled.set(request, key);
    const [oldest] = unsettled.keys();
    if (oldest !== undefined && unsettled.size > MAX_UNSETTLED) unsettled.delete(oldest);
    throw error;
  }
}
