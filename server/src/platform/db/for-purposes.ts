// In:    how an engine creates a dialect for a purpose.
// Out:   the database handle for each purpose, all on one engine and one channel.
// Never: creates two handles for one purpose.
import { Kysely, type Dialect } from 'kysely';
import type { Hub } from './changes.ts';
import type { Database, PurposeLoad } from './database.ts';
import { PURPOSES, type Purpose } from './purpose.ts';
import type { Tables } from './tables.ts';

export interface Engine {
  kind: Database['kind'];
  hub: Hub;
  dialectFor(purpose: Purpose): Dialect;
  loadOf(purpose: Purpose): Omit<PurposeLoad, 'purpose'>;
  /** Called after every handle has been destroyed. */
  close(): Promise<void>;
}

export function forPurposes({ kind, hub, dialectFor, loadOf, close }: Engine): Database {
  const load = (): PurposeLoad[] => PURPOSES.map((purpose) => ({ purpose, ...loadOf(purpose) }));
  const handles = new Map<Purpose, Database>();
  const closeAll = async (): Promise<void> => {
    await Promise.all([...handles.values()].map(({ db }) => db.destroy()));
    await close();
  };
  const handleFor = (purpose: Purpose): Database => handles.get(purpose)!;
  for (const purpose of PURPOSES) {
    const db = new Kysely<Tables>({ dialect: dialectFor(purpose) });
    handles.set(purpose, { kind, db, changes: hub.through(db), for: handleFor, load, close: closeAll });
  }
  return handleFor('people');
}
