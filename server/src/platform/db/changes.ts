// In:    payloads received on the channel.
// Out:   each payload passed to every subscriber; an error of one subscriber does not reach the next.
// Never: opens a connection.
import { sql, type Kysely } from 'kysely';
import { CHANNEL, type Changes } from './database.ts';
import type { Tables } from './tables.ts';

export interface Hub {
  /** Notifies every subscriber. */
  notify(payload: string): void;
  /** The same channel; a publish outside of a transaction uses `db`. */
  through(db: Kysely<Tables>): Changes;
}

/** Published to every node when the transaction commits. For code that has only a transaction. */
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
