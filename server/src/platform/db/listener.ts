// In:    how to open a connection.
// Out:   payloads of the channel; after a reconnect, "everything".
// Never: gives up, or reconnects in step with the other nodes.
import type { Client } from 'pg';
import { CHANNEL, EVERYTHING } from './database.ts';
import { destroyConnection } from './postgres-pool.ts';
import { applySettings } from './postgres-settings.ts';
import { LIMITS } from './purpose.ts';

const FIRST_RETRY_MS = 100;
/** With its jitter below the 2 s within which all nodes show the same. */
const MAX_RETRY_MS = 1_000;
/** A query at this interval detects a connection that died silently. Units: ms. */
const PROBE_EVERY_MS = 5_000;
const ANSWER_TIMEOUT_MS = 3_000;

/** Rejects if the first connection fails: the caller reports a database that is down at the start. */
export async function listenForChanges(
  createClient: () => Client,
  notify: (payload: string) => void,
  onError: (error: Error) => void,
): Promise<{ close(): Promise<void> }> {
  let closed = false;
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const next = createClient();
    next.on('error', onError);
    try {
      await next.connect();
      await applySettings(next, LIMITS.jobs, 'jobs');
      const query = { text: `listen ${CHANNEL}`, query_timeout: ANSWER_TIMEOUT_MS };
      await next.query(query);
    } catch (error) {
      destroyConnection(next);
      throw error;
    }
    if (closed) return destroyConnection(next);
    client = next;
    next.on('notification', ({ payload }) => notify(payload ?? ''));
    next.once('end', () => reconnect(FIRST_RETRY_MS));
    probe(next);
  };

  const probe = (current: Client): void => {
    timer = setTimeout(() => {
      const query = { text: 'select 1', query_timeout: ANSWER_TIMEOUT_MS };
      current.query(query).then(
        () => probe(current),
        () => destroyConnection(current),
      );
    }, PROBE_EVERY_MS);
    timer.unref();
  };

  const reconnect = (delayMs: number): void => {
    clearTimeout(timer);
    client = undefined;
    if (closed) return;
    timer = setTimeout(
      () => {
        connect().then(
          () => {
            if (!closed) notify(EVERYTHING);
          },
          () => reconnect(Math.min(delayMs * 2, MAX_RETRY_MS)),
        );
      },
      delayMs / 2 + Math.random() * delayMs,
    );
    timer.unref();
  };

  await connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      if (!client) return;
      // Does not wait for the close handshake of a dead connection.
      const ended = new Promise<void>((resolve) => client!.once('end', resolve));
      const giveUp = setTimeout(destroyConnection, ANSWER_TIMEOUT_MS, client);
      client.end().catch(onError);
      await ended;
      clearTimeout(giveUp);
    },
  };
}
