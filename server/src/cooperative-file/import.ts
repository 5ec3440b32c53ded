// In:    the text of the cooperative's file, and who imports it.
// Out:   every change that it made, or every reason why it made none.
// Never: a part of the file: all of it commits in one transaction, or nothing changes.
import type { Database } from '../platform/db/database.ts';
import { difference, type Difference } from './difference.ts';
import { parseCooperativeFile, type FileError, type FileOptions, type FileText, type ParsedFile } from './file.ts';
import { forgetEdits, forgetSources, lockForImport, publishImport, saveAudit, saveDifference } from './import-store.ts';
import { loadRows, type CooperativeRows } from './rows-store.ts';
import { toCooperative } from './to-file.ts';

export interface ImportOptions extends FileOptions {
  /** Undo what people changed here since the last import. */
  replace: boolean;
  /** For the audit: an account's label, or "command line". */
  by: string;
  /** Now, by the clock that nodes share. */
  nowMs: number;
  /** How the file is read where somebody else waits for the event loop; absent: here, as in a command's own process. */
  read?: ((text: FileText, options: FileOptions) => Promise<ParsedFile>) | undefined;
}

export type ImportResult =
  /** One line per change; empty: the file says what is stored already. Warnings are of what was imported all the same. */
  | { changes: string[]; warnings: FileError[] }
  | { errors: FileError[] }
  /** What the import would undo. It changed nothing: say `replace`. */
  | { edited: string[] };

export async function importCooperative(
  database: Database,
  text: FileText,
  { replace, by, nowMs, read, ...options }: ImportOptions,
): Promise<ImportResult> {
  const parsed = await (read ?? parseCooperativeFile)(text, options);
  if ('errors' in parsed) return parsed;
  return database.db.transaction().execute(async (trx): Promise<ImportResult> => {
    await lockForImport(trx);
    const rows = await loadRows(trx);
    const found = await difference(await toCooperative(rows), parsed.cooperative);
    const edited = undoneEdits(rows, found);
    if (edited.length > 0 && !replace) return { edited };
    // The file agrees with the edits that are left: it was exported, or typed over.
    await forgetEdits(trx);
    if (found.lines.length > 0) {
      await saveDifference(trx, found, nowMs);
      await forgetSources(database, trx, found);
      await saveAudit(trx, found, { by, nowMs });
      await publishImport(database, trx);
    }
    return { changes: found.lines, warnings: parsed.warnings };
  });
}

/** Hours and shifts that a person changed here and the file would change again. An edit that the file repeats is none. */
function undoneEdits({ queues }: CooperativeRows, { hoursLines, shiftsLines }: Difference): string[] {
  const lost = (lines: string[] | undefined, at: Date | null): string[] =>
    at === null ? [] : (lines ?? []).map((line) => `${line} (changed here on ${at.toISOString().slice(0, 10)})`);
  return queues.flatMap(({ id, edited_at, shifts_edited_at }) => [
    ...new Set([...lost(hoursLines.get(id), edited_at), ...lost(shiftsLines.get(id), shifts_edited_at)]),
  ]);
}
