// In:    the text of the cooperative's file, and its importer.
// Out:   every change that was made, or every reason why none was.
// Never: imports a part of the file: everything commits in one transaction, or nothing changes.
import { endSetUpLinks } from '../accounts/set-up-link-store.ts';
import { IMPORTED } from '../cooperative/store.ts';
import { change } from '../platform/audit/change.ts';
import type { Database } from '../platform/db/database.ts';
import { difference, type Difference } from './difference.ts';
import { parseCooperativeFile, type FileError, type FileOptions, type FileText, type ParsedFile } from './file.ts';
import { saveAudit } from './import-audit-store.ts';
import { forgetEdits, forgetSources, lockForImport, saveDifference } from './import-store.ts';
import { loadRows, type CooperativeRows } from './rows-store.ts';
import { toCooperative } from './to-file.ts';

export interface ImportOptions extends FileOptions {
  /** Undo people's changes since the last import. */
  replace: boolean;
  /** For the audit trail: an account's label, or "command line". */
  by: string;
  /** Now, by the shared clock. */
  nowMs: number;
  /** How to parse the file where others need the event loop; absent: in this thread, for a command's own process. */
  read?: ((text: FileText, options: FileOptions) => Promise<ParsedFile>) | undefined;
}

export type ImportResult =
  /** One line per change; empty: the file matches the database. Warnings do not prevent the import. */
  | { changes: string[]; warnings: FileError[] }
  | { errors: FileError[] }
  /** The changes that the import would undo. Nothing was imported: use `replace`. */
  | { edited: string[] };

export async function importCooperative(
  database: Database,
  text: FileText,
  { replace, by, nowMs, read, ...options }: ImportOptions,
): Promise<ImportResult> {
  const parsed = await (read ?? parseCooperativeFile)(text, options);
  if ('errors' in parsed) return parsed;
  const authorship = { by: { id: null, label: by }, atMs: nowMs };
  return change(database, null, authorship, async (trx, record): Promise<ImportResult> => {
    await lockForImport(trx);
    const rows = await loadRows(trx);
    const found = await difference(await toCooperative(rows), parsed.cooperative);
    const edited = undoneEdits(rows, found);
    if (edited.length > 0 && !replace) return { edited };
    // The file contains the remaining edits: it was exported, or edited to match.
    await forgetEdits(trx);
    if (!rows.cooperative) await endSetUpLinks(trx);
    if (found.lines.length > 0) {
      await saveDifference(trx, found, nowMs);
      await forgetSources(trx, record, found.queues);
      await saveAudit(trx, found, authorship);
      record.publish(IMPORTED);
    }
    return { changes: found.lines, warnings: parsed.warnings };
  });
}

/** What a person changed here and the file would change. An edit that the file contains is not undone. */
function undoneEdits(
  { cooperative, queues, endedQueues, libraries, ended }: CooperativeRows,
  { hoursLines, shiftsLines, factsLines, libraryLines, headLines, standardLines }: Difference,
): string[] {
  const lost = (lines: string[] | undefined, at: Date | null): string[] =>
    at === null ? [] : (lines ?? []).map((line) => `${line} (changed here on ${at.toISOString().slice(0, 10)})`);
  return [
    ...lost(headLines, cooperative?.edited_at ?? null),
    ...lost(standardLines, cooperative?.standard_edited_at ?? null),
    ...[...queues, ...endedQueues].flatMap(({ id, edited_at, shifts_edited_at, facts_edited_at }) => [
      ...new Set([
        ...lost(factsLines.get(id), facts_edited_at),
        ...lost(hoursLines.get(id), edited_at),
        ...lost(shiftsLines.get(id), shifts_edited_at),
      ]),
    ]),
    ...[...libraries, ...ended].flatMap(({ id, edited_at }) => lost(libraryLines.get(id), edited_at)),
  ];
}
