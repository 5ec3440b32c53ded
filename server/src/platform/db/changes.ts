// In:    payloads heard on the channel.
// Out:   the same to every subscriber, one's fault kept from the next.
// Never: opens a connection.
import { sql, type Kysely } from 'kysely';
import { CHANNEL, type Changes } from './database.ts';
import type { Tables } from './tables.ts';

export interface Hub {
  /** Notifies every subscriber. */
  notify(payload: string): void;
  /** The same channel; what is published outside of a transaction goes through `db`. */
  through(db: Kysely<Tables>): Changes;
}

/** Heard on every node once the transaction commits. For code that has been handed a transaction and nothing else. */
export async function announce(trx: Kysely<Tables>, payload: string): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${payload})`.execute(trx);
}

export function createHub(onError: (error: Error) => void): Hub {
  const listeners = new Set<(payload: string) => void>();
  const subscribe = (listener: (payload: string) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    through: (db) => ({ publish: (payload, trx = db) => announce(trx, payload), subscribe }),
    notify(payload) {
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
