// In:    an import's changes, and who imported them.
// Out:   audit entries, in the import's transaction.
// Never: stores a change without its entry.
import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import type { Tables } from '../platform/db/tables.ts';
import { queueSubject } from '../platform/audit/audit-store.ts';
import type { Difference } from './difference.ts';
import { inChunks } from './in-chunks.ts';

/** Changes per entry of the audit. */
const AUDIT_LINES = 2_000;

/** Records who imported what, and each queue's hours and shifts before and after. */
export async function saveAudit(
  trx: Kysely<Tables>,
  { lines, queues }: Difference,
  { by, nowMs }: { by: string; nowMs: number },
): Promise<void> {
  const entry = (subject: string, before: unknown, after: unknown, action = 'imported') => ({
    at: new Date(nowMs),
    account_id: null,
    by,
    subject,
    action,
    before: before === undefined ? null : JSON.stringify(before),
    after: after === undefined ? null : JSON.stringify(after),
    note: null,
  });
  function* entries() {
    for (const queue of queues.written) {
      const before = queues.before.get(queue.id);
      yield entry(queueSubject(queue.id), before?.hours, queue.hours);
    }
    for (const { id, shifts } of queues.written) {
      const before = queues.before.get(id)?.shifts ?? [];
      if (!isDeepStrictEqual(before, shifts)) yield entry(queueSubject(id), before, shifts, 'shifts-imported');
    }
    for (const queue of queues.removed) yield entry(queueSubject(queue.id), queue.hours, undefined);
  }
  // One entry, nine for a nation: the database compresses a long text without yielding.
  for (let at = 0; at < lines.length; at += AUDIT_LINES)
    await trx
      .insertInto('audit_entry')
      .values(entry('cooperative', undefined, { changes: lines.slice(at, at + AUDIT_LINES) }))
      .execute();
  await inChunks(entries(), (chunk) => trx.insertInto('audit_entry').values(chunk).execute());
}
