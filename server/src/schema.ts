// In:    the tables and the migrations of each module.
// Out:   all rows as `Tables`; all migrations in one order; a migrated database.
// Never: renames, moves or removes a migration: existing databases have recorded its name and order.
import * as accounts from './accounts/migrations.ts';
import {
  contents as accountContents,
  secretColumns as accountSecrets,
  type AccountsTables,
} from './accounts/tables.ts';
import * as availability from './availability/migrations.ts';
import { contents as availabilityContents, type AvailabilityTables } from './availability/tables.ts';
import * as cooperative from './cooperative/migrations.ts';
import {
  contents as cooperativeContents,
  secretColumns as cooperativeSecrets,
  type CooperativeTables,
} from './cooperative/tables.ts';
import * as ledger from './coverage/ledger/migrations.ts';
import { contents as ledgerContents, type LedgerTables } from './coverage/ledger/tables.ts';
import * as presence from './coverage/presence/migrations.ts';
import {
  contents as presenceContents,
  secretColumns as presenceSecrets,
  type PresenceTables,
} from './coverage/presence/tables.ts';
import * as assistance from './help/assistance/migrations.ts';
import { contents as assistanceContents, type AssistanceTables } from './help/assistance/tables.ts';
import * as notices from './help/notices/migrations.ts';
import {
  contents as noticeContents,
  secretColumns as noticeSecrets,
  type NoticesTables,
} from './help/notices/tables.ts';
import { removeDeskEmails } from './accounts/desk-email-store.ts';
import { systemClock } from './platform/clock.ts';
import * as audit from './platform/audit/migrations.ts';
import { secretColumns as auditSecrets, contents as auditContents, type AuditTables } from './platform/audit/tables.ts';
import type { Database } from './platform/db/database.ts';
import { migrateToLatest, type Migrations } from './platform/db/migrate.ts';
import * as db from './platform/db/migrations.ts';
import { contents as dbContents, type Contents, type SecretColumns, type Tables } from './platform/db/tables.ts';
import * as jobs from './platform/jobs/migrations.ts';
import { contents as jobContents, type JobsTables } from './platform/jobs/tables.ts';
import * as nodes from './platform/nodes/migrations.ts';
import { contents as nodeContents, type NodesTables } from './platform/nodes/tables.ts';
import * as simulated from './platform/simulated/migrations.ts';
import { contents as simulatedContents, type SimulatedTables } from './platform/simulated/tables.ts';
import * as calendars from './schedule/calendars/migrations.ts';
import {
  contents as calendarContents,
  secretColumns as calendarSecrets,
  type CalendarsTables,
} from './schedule/calendars/tables.ts';
import * as expansion from './schedule/expansion/migrations.ts';
import { contents as expansionContents, type ExpansionTables } from './schedule/expansion/tables.ts';
import * as assets from './serving/assets/migrations.ts';
import { contents as assetContents, type AssetsTables } from './serving/assets/tables.ts';
import * as alerts from './workspace/alerts/migrations.ts';
import { contents as alertContents, type AlertTables } from './workspace/alerts/tables.ts';
import * as policyPages from './workspace/policy-pages/migrations.ts';
import { contents as policyPageContents, type PolicyPagesTables } from './workspace/policy-pages/tables.ts';
import * as visibility from './visibility/migrations.ts';
import * as readiness from './workspace/readiness/migrations.ts';
import {
  contents as visibilityContents,
  secretColumns as visibilitySecrets,
  type VisibilityTables,
} from './visibility/tables.ts';
import * as sampling from './workspace/sampling/migrations.ts';
import { contents as samplingContents, type SamplingTables } from './workspace/sampling/tables.ts';
import * as reports from './workspace/reports/migrations.ts';
import {
  contents as reportContents,
  secretColumns as reportSecrets,
  type ReportsTables,
} from './workspace/reports/tables.ts';
import * as announcements from './workspace/announcements/migrations.ts';
import { contents as announcementContents, type AnnouncementTables } from './workspace/announcements/tables.ts';
import * as meetings from './workspace/meetings/migrations.ts';
import { contents as meetingContents, type MeetingTables } from './workspace/meetings/tables.ts';
import * as followUps from './workspace/follow-ups/migrations.ts';
import { contents as followUpContents, type FollowUpTables } from './workspace/follow-ups/tables.ts';
import * as problemReports from './workspace/problem-reports/migrations.ts';
import { contents as problemReportContents, type ProblemReportTables } from './workspace/problem-reports/tables.ts';
import * as training from './workspace/training/migrations.ts';
import { contents as trainingContents, type TrainingTables } from './workspace/training/tables.ts';
import * as localFacts from './workspace/local-facts/migrations.ts';
import {
  contents as localFactContents,
  secretColumns as localFactSecrets,
  type LocalFactsTables,
} from './workspace/local-facts/tables.ts';

declare module './platform/db/tables.ts' {
  interface Tables
    extends
      NodesTables,
      JobsTables,
      AuditTables,
      CooperativeTables,
      AccountsTables,
      CalendarsTables,
      ExpansionTables,
      PresenceTables,
      LedgerTables,
      AvailabilityTables,
      VisibilityTables,
      AssistanceTables,
      NoticesTables,
      SamplingTables,
      FollowUpTables,
      TrainingTables,
      AnnouncementTables,
      MeetingTables,
      ProblemReportTables,
      PolicyPagesTables,
      LocalFactsTables,
      AlertTables,
      AssetsTables,
      SimulatedTables,
      ReportsTables {}
}

/** In a migration of several modules, statements refer to tables of the modules before. A list, and no folder: a compiled server must find the same. */
export const MIGRATIONS: Migrations = {
  '0001-foundation': [
    ...cooperative.foundation,
    ...visibility.foundation,
    ...availability.foundation,
    ...accounts.foundation,
    ...audit.foundation,
    ...assets.foundation,
    ...db.foundation,
  ],
  '0002-coverage': [
    ...cooperative.coverage,
    ...accounts.coverage,
    ...calendars.coverage,
    ...expansion.coverage,
    ...presence.coverage,
    ...ledger.coverage,
    ...assistance.coverage,
    ...notices.coverage,
  ],
  '0003-node': nodes.node,
  '0004-accounts': [...accounts.accounts, ...presence.accounts, ...calendars.accounts, ...notices.accounts],
  '0005-feed-left-out': calendars.feedLeftOut,
  '0006-page-words': [...cooperative.pageWords, ...visibility.pageWords],
  '0007-languages': cooperative.languages,
  '0008-job': jobs.job,
  '0009-placement-diagnosis': visibility.placementDiagnosis,
  '0010-standard': [...cooperative.standard, ...visibility.ruleStatement],
  '0011-simulation': simulated.simulation,
  '0012-placement-retirement': visibility.retirement,
  '0013-page-check': visibility.pageCheck,
  '0014-site-notices': notices.siteNotices,
  '0015-urgent-line': cooperative.urgent,
  '0016-score-history': visibility.scoreHistory,
  '0017-library-message': availability.message,
  '0018-hand-over': visibility.handOver,
  '0019-campaign': visibility.campaign,
  '0020-floating-form': visibility.floatingForm,
  '0021-roles': accounts.roles,
  '0022-audit-chain': audit.auditChain,
  '0023-api-token': accounts.apiToken,
  '0024-account-email': accounts.email,
  '0025-account-openid': accounts.openId,
  '0026-row-policies': [
    ...cooperative.rowPolicies,
    ...accounts.rowPolicies,
    ...visibility.rowPolicies,
    ...availability.rowPolicies,
    ...presence.rowPolicies,
    ...ledger.rowPolicies,
    ...calendars.rowPolicies,
    ...expansion.rowPolicies,
    ...assistance.rowPolicies,
    ...notices.rowPolicies,
    ...audit.rowPolicies,
    ...visibility.partitionFunctions,
  ],
  '0027-audit-role': audit.auditRole,
  '0028-node-start': nodes.nodeStart,
  '0029-policy-pages': [...cooperative.policyTopics, ...policyPages.policyPages],
  '0030-local-facts': [...accounts.directory, ...localFacts.localFacts],
  '0031-follow-ups': followUps.followUps,
  '0032-training': [...training.training, ...announcements.announcements],
  '0033-readiness': readiness.readiness,
  '0034-sampling': sampling.sampling,
  '0035-reports': [...notices.ownMail, ...reports.reports],
  '0036-report-shares': reports.shares,
  '0037-meetings': meetings.meetings,
  '0038-policy-reports': policyPages.policyReports,
  '0039-provider-alerts': alerts.alerts,
  '0040-problem-reports': problemReports.problemReports,
  '0041-follow-up-lists': followUps.followUpLists,
  '0042-known-schedules': expansion.knownSince,
  '0043-audit-whole-chain': audit.wholeChain,
  '0044-limits': [...accounts.dailyQuotas, ...reports.shareMaker],
  '0045-email-change': accounts.emailChange,
  '0046-sent-request': audit.sentRequests,
  '0047-meeting-revision': meetings.revisions,
  '0048-lists-and-bundles-folded': [...followUps.oneTransactionLists, ...problemReports.factsOfLibrary],
  '0049-comment-revision': reports.commentRevision,
  '0050-statement-revision': visibility.statementRevision,
  '0051-revisions-and-calendar-tokens': [...assistance.revisions, ...calendars.numberedTokens],
  '0052-account-revision': accounts.revisions,
  '0053-message-revision': availability.messageRevision,
};

/** What a backup's manifest says about the secrets in it. */
export const SECRETS = {
  ...accountSecrets,
  ...auditSecrets,
  ...cooperativeSecrets,
  ...presenceSecrets,
  ...calendarSecrets,
  ...noticeSecrets,
  ...localFactSecrets,
  ...reportSecrets,
  ...visibilitySecrets,
} satisfies SecretColumns<Tables>;

/** What docs/data-flow.md says about each table, in the order of its sections. */
export const CONTENTS = {
  ...visibilityContents,
  ...availabilityContents,
  ...cooperativeContents,
  ...presenceContents,
  ...ledgerContents,
  ...calendarContents,
  ...expansionContents,
  ...assistanceContents,
  ...noticeContents,
  ...samplingContents,
  ...reportContents,
  ...followUpContents,
  ...trainingContents,
  ...announcementContents,
  ...meetingContents,
  ...problemReportContents,
  ...policyPageContents,
  ...localFactContents,
  ...alertContents,
  ...accountContents,
  ...auditContents,
  ...assetContents,
  ...dbContents,
  ...jobContents,
  ...nodeContents,
  ...simulatedContents,
} satisfies Contents<Tables>;

/** Returns the names of the migrations that were applied. */
export async function migrate(database: Database): Promise<string[]> {
  const maintenance = database.for('maintenance');
  const applied = await migrateToLatest(maintenance.db, MIGRATIONS);
  await removeDeskEmails(maintenance, systemClock.now());
  return applied;
}
