// In:    an import's changes.
// Out:   audit entries: what was imported, and each queue's hours and shifts before and after.
import { isDeepStrictEqual } from 'node:util';
import { queueSubject } from '../platform/audit/audit-store.ts';
import type { ChangeRecord } from '../platform/audit/change.ts';
import { chunksOf } from '../platform/chunks.ts';
import type { Difference } from './difference.ts';

/** Changes per entry of the audit: the database compresses a long text without yielding. */
const AUDIT_LINES = 2_000;

export function recordImport(record: ChangeRecord, { lines, queues }: Difference): void {
  for (const some of chunksOf(lines, AUDIT_LINES))
    record.entry({ subject: 'cooperative', action: 'imported', before: null, after: { changes: some } });
  for (const { id, hours } of queues.written) {
    const before = queues.before.get(id)?.hours ?? null;
    record.entry({ subject: queueSubject(id), action: 'imported', before, after: hours });
  }
  for (const { id, shifts } of queues.written) {
    const before = queues.before.get(id)?.shifts ?? [];
    if (!isDeepStrictEqual(before, shifts))
      record.entry({ subject: queueSubject(id), action: 'shifts-imported', before, after: shifts });
  }
  for (const { id, hours } of queues.removed)
    record.entry({ subject: queueSubject(id), action: 'imported', before: hours, after: null });
}
