// In:    this server's own origin.
// Out:   the row of each library that stands for it, made when it is first needed.
// Never: makes it one of the origins that the cooperative's file registers.
import type { Database } from '../../platform/db/database.ts';
import { upsertUnregisteredOrigin } from './own-origin-store.ts';

export interface OwnOrigin {
  origin: string;
  /** Undefined until {@link OwnOrigin.load} has resolved for the library. */
  of(library: string): { id: number; origin: string } | undefined;
  load(library: string): Promise<void>;
}

export function createOwnOrigin({ db }: Pick<Database, 'db'>, origin: string): OwnOrigin {
  const ids = new Map<string, number>();
  const loading = new Map<string, Promise<void>>();
  const loadId = async (library: string): Promise<void> => {
    try {
      ids.set(library, await upsertUnregisteredOrigin(db, library, origin));
    } finally {
      loading.delete(library);
    }
  };
  return {
    origin,
    of(library) {
      const id = ids.get(library);
      return id === undefined ? undefined : { id, origin };
    },
    load(library) {
      const running = loading.get(library) ?? loadId(library);
      if (!ids.has(library)) loading.set(library, running);
      return running;
    },
  };
}

/** What the tag reports from a page of GET /embed/{library}. */
export const isEmbedPage = (pattern: string): boolean => pattern.startsWith('/embed/');
