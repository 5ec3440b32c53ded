// In:    an import's changes, and who imported them.
// Out:   audit entries, in the import's transaction.
// Never: stores a change without its entry.
import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import type { Tables } from '../platform/db/tables.ts';
import { addEntries, queueSubject, type AuditedChange, type Authorship } from '../platform/audit/audit-store.ts';
import type { Difference } from './difference.ts';
import { inChunks } from './in-chunks.ts';
import { chunksOf } from '../platform/chunks.ts';

/** Changes per entry of the audit. */
const AUDIT_LINES = 2_000;

/** Records who imported what, and each queue's hours and shifts before and after. */
export async function saveAudit(
  trx: Kysely<Tables>,
  { lines, queues }: Difference,
  authorship: Authorship,
): Promise<void> {
  function* changes(): Generator<AuditedChange> {
    for (const { id, hours } of queues.written) {
      const before = queues.before.get(id)?.hours ?? null;
      yield { subject: queueSubject(id), action: 'imported', before, after: hours };
    }
    for (const { id, shifts } of queues.written) {
      const before = queues.before.get(id)?.shifts ?? [];
      if (!isDeepStrictEqual(before, shifts))
        yield { subject: queueSubject(id), action: 'shifts-imported', before, after: shifts };
    }
    for (const { id, hours } of queues.removed)
      yield { subject: queueSubject(id), action: 'imported', before: hours, after: null };
  }
  // One entry, nine for a nation: the database compresses a long text without yielding.
  for (const some of chunksOf(lines, AUDIT_LINES)) {
    const after = { changes: some };
    await addEntries(trx, authorship, [{ subject: 'cooperative', action: 'imported', before: null, after }]);
  }
  await inChunks(changes(), (chunk) => addEntries(trx, authorship, chunk));
}
