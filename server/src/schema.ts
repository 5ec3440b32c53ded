// In:    what each module brings to the database.
// Out:   all migrations in one order; what all columns hold; a migrated database.
// Never: loads a module's routes or jobs.
import { removeDeskEmails } from './accounts/desk-email-store.ts';
import { accountsTables } from './accounts/tables.ts';
import { availabilityTables } from './availability/tables.ts';
import { cooperativeTables } from './cooperative/tables.ts';
import { clockTables } from './coverage/clock/tables.ts';
import { ledgerTables } from './coverage/ledger/tables.ts';
import { monthsTables } from './coverage/months/tables.ts';
import { presenceTables } from './coverage/presence/tables.ts';
import { assistanceTables } from './help/assistance/tables.ts';
import { noticesTables } from './help/notices/tables.ts';
import { auditTables } from './platform/audit/tables.ts';
import type { Secrets } from './platform/backup/backup-file.ts';
import { systemClock } from './platform/clock.ts';
import type { Database } from './platform/db/database.ts';
import { leaseTables } from './platform/db/lease-tables.ts';
import { migrateToLatest } from './platform/db/migrate.ts';
import type { Migrations, TableContents } from './platform/db/tables.ts';
import { jobsTables } from './platform/jobs/tables.ts';
import { nodesTables } from './platform/nodes/tables.ts';
import { simulatedTables } from './platform/simulated/tables.ts';
import { calendarsTables } from './schedule/calendars/tables.ts';
import { coversTables } from './schedule/covers/tables.ts';
import { shiftRequestTables } from './schedule/shift-requests/tables.ts';
import { expansionTables } from './schedule/expansion/tables.ts';
import { assetsTables } from './serving/assets/tables.ts';
import { visibilityTables } from './visibility/tables.ts';
import { alertTables } from './workspace/alerts/tables.ts';
import { announcementTables } from './workspace/announcements/tables.ts';
import { followUpTables } from './workspace/follow-ups/tables.ts';
import { localFactsTables } from './workspace/local-facts/tables.ts';
import { meetingTables } from './workspace/meetings/tables.ts';
import { policyPagesTables } from './workspace/policy-pages/tables.ts';
import { problemReportTables } from './workspace/problem-reports/tables.ts';
import { proposedAddressTables } from './workspace/proposed-addresses/tables.ts';
import { readinessTables } from './workspace/readiness/tables.ts';
import { reportsTables } from './workspace/reports/tables.ts';
import { samplingTables } from './workspace/sampling/tables.ts';
import { trainingTables } from './workspace/training/tables.ts';

type AllContents = Readonly<Record<string, TableContents<unknown>>>;

/**
 * In a migration of several modules, statements refer to tables of the modules before; docs/data-flow.md has the same order.
 * A list, and no search in folders: a compiled server must find the same.
 */
const MODULES: readonly { migrations: Migrations; secretColumns?: Secrets; contents: AllContents }[] = [
  cooperativeTables,
  visibilityTables,
  availabilityTables,
  accountsTables,
  calendarsTables,
  expansionTables,
  coversTables,
  shiftRequestTables,
  presenceTables,
  clockTables,
  ledgerTables,
  monthsTables,
  assistanceTables,
  noticesTables,
  samplingTables,
  reportsTables,
  followUpTables,
  trainingTables,
  announcementTables,
  meetingTables,
  problemReportTables,
  policyPagesTables,
  localFactsTables,
  alertTables,
  proposedAddressTables,
  readinessTables,
  auditTables,
  assetsTables,
  leaseTables,
  jobsTables,
  nodesTables,
  simulatedTables,
];

const names = new Set(MODULES.flatMap(({ migrations }) => Object.keys(migrations)));

/** By name: its number is its place. */
export const MIGRATIONS: Migrations = Object.fromEntries(
  [...names].sort().map((name) => [name, MODULES.flatMap(({ migrations }) => migrations[name] ?? [])]),
);

/** What a backup's manifest says about the secrets in it. */
export const SECRETS: Secrets = Object.fromEntries(
  MODULES.flatMap(({ secretColumns = {} }) => Object.entries(secretColumns)),
);

/** What docs/data-flow.md says about each table. */
export const CONTENTS: AllContents = Object.fromEntries(MODULES.flatMap(({ contents }) => Object.entries(contents)));

/** Returns the names of the migrations that were applied. */
export async function migrate(database: Database): Promise<string[]> {
  const maintenance = database.for('maintenance');
  const applied = await migrateToLatest(maintenance.db, MIGRATIONS);
  await removeDeskEmails(maintenance, systemClock.now());
  return applied;
}
