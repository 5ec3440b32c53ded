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

export function createHub(db: Kysely<Tables>, onError: (error: Error) => void): Hub {
  const listeners = new Set<(payload: string) => void>();
  return {
    async publish(payload, trx = db) {
      await sql`select pg_notify(${CHANNEL}, ${payload})`.execute(trx);
    },
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
