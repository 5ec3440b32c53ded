// In:    the cooperative's hidden words, as they stand now.
// Out:   placements that were written before a word was hidden, counted under "(other)".
// Never: loses a count, or touches a page that the cooperative's file names.
import { isNamed } from '../../cooperative/key-page.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { foldAway } from './upsert-placements.ts';
import { loadMatchingPlacements, lockPlacements } from './store.ts';

/** Ids of deleted rows: caches drop them. */
export async function foldHiddenPatterns(
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
