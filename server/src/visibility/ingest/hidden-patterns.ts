// In:    the cooperative's hidden words, as they stand now.
// Out:   placements that were written before a word was hidden, counted under "(other)".
// Never: loses a count, or touches a page that the cooperative's file names.
import { isNamed } from '../../cooperative/key-page.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { lockPlacements } from './batch-store.ts';
import type { PlacementMemory } from './placement-memory.ts';
import { loadMatchingPlacements } from './placement-store.ts';
import { foldAway } from './upsert-placements.ts';

/** Returns the IDs of deleted rows. */
async function foldHiddenPatterns(
  { db }: Pick<Database, 'db'>,
  registry: Pick<Registry, 'library' | 'pageWords'>,
): Promise<ReadonlySet<number>> {
  const words = registry.pageWords();
  return db.transaction().execute(async (trx) => {
    await lockPlacements(trx);
    const rows = await loadMatchingPlacements(trx, words.hiddenExpression);
    return foldAway(
      trx,
      rows.filter(
        ({ library_id, pattern }) =>
          words.collapse(pattern) !== pattern && !isNamed(registry.library(library_id)?.keyPages ?? [], pattern),
      ),
    );
  });
}

/**
 * Folds at the start and at each reload of the registry, one after the other: an upgrade or an import may hide a word that
 * placements were written with.
 */
export function followHiddenPatterns({
  database,
  registry,
  memory,
  report,
}: {
  database: Database;
  registry: Pick<Registry, 'library' | 'pageWords' | 'onReload'>;
  memory: Pick<PlacementMemory, 'forget'>;
  report(error: unknown): void;
}): { close(): Promise<void> } {
  const fold = (): Promise<void> =>
    foldHiddenPatterns(database.for('maintenance'), registry).then(memory.forget, report);
  let folding = fold();
  const unsubscribe = registry.onReload(() => {
    folding = folding.then(fold);
  });
  return {
    close() {
      unsubscribe();
      return folding;
    },
  };
}
