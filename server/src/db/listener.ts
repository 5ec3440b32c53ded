// In:    how to make a connection.
// Out:   what is heard on the channel; after a lost connection, "everything".
// Never: gives up, or asks the server for a new connection in step with the other nodes.
import type { Client } from 'pg';
import { CHANNEL, EVERYTHING } from './database.ts';

const RETRY_FIRST_MS = 100;
const RETRY_MOST_MS = 5_000;
/** A connection that died without a word is found out by asking. Units: ms. */
const PROBE_EVERY_MS = 15_000;
const PROBE_TIMEOUT_MS = 5_000;

/** The first connection must succeed: a database that is down at start is the caller's to report. */
export async function listenForChanges(
  createClient: () => Client,
  tell: (payload: string) => void,
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
      await next.query(`listen ${CHANNEL}`);
    } catch (error) {
      await next.end().catch(onError);
      throw error;
    }
    client = next;
    next.on('notification', ({ payload }) => tell(payload ?? ''));
    next.once('end', () => reconnect(RETRY_FIRST_MS));
    probe(next);
  };

  const probe = (current: Client): void => {
    timer = setTimeout(() => {
      const query = { text: 'select 1', query_timeout: PROBE_TIMEOUT_MS };
      current.query(query).then(
        () => probe(current),
        () => void current.end().catch(onError),
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
          () => tell(EVERYTHING),
          () => reconnect(Math.min(delayMs * 2, RETRY_MOST_MS)),
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
      await client?.end().catch(onError);
    },
  };
}
