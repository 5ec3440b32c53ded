// In:    payloads heard on the channel.
// Out:   the same to every subscriber, one's fault kept from the next.
// Never: opens a connection.
import { sql, type Kysely } from 'kysely';
import { CHANNEL, type Changes } from './database.ts';
import type { Tables } from './tables.ts';

export interface Hub extends Changes {
  /** Tells every subscriber. */
  tell(payload: string): void;
}

/** Heard on every node once the transaction commits. For code that has been handed a transaction and nothing else. */
export async function announce(trx: Kysely<Tables>, payload: string): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${payload})`.execute(trx);
}

export function createHub(db: Kysely<Tables>, onError: (error: Error) => void): Hub {
  const listeners = new Set<(payload: string) => void>();
  return {
    publish: (payload, trx = db) => announce(trx, payload),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(payload) {
      for (const listener of [...listeners]) {
        try {
          listener(payload);
        } catch (error) {
          onError(error as Error);
        }
      }
    },
  };
}
