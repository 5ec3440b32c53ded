// In:    what a backup's file says about itself.
// Out:   lines for an operator.
import type { BackupSummary } from '../platform/backup/backup-file.ts';

export function summaryLines(verb: string, summary: BackupSummary): string[] {
  const { file, version, madeAt, engine, migration, tables, rows, secrets } = summary;
  const from = engine === 'pglite' ? 'an embedded database' : 'a Postgres database';
  const held = Object.values(secrets).flatMap((columns) => Object.values(columns));
  return [
    `${file}: ${verb}: ${rows} rows of ${tables} tables`,
    `made by askusnow ${version} at ${madeAt} from ${from} (${migration})`,
    `Keep it as you keep passwords. It holds ${new Intl.ListFormat('en').format(held)}. It holds nothing of the configuration.`,
  ];
}
