// In:    a library, the account that reads.
// Out:   the library's policy pages, one a topic, with the errors that wait for an answer.
import type { PolicyPage, PolicyPages, PolicyReport, PolicyTopic } from '@askusnow/sdk/contract';
import { isForLibrary, mayChange } from '../../accounts/scope.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Account } from '../../platform/http/access.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { loadOpenReports } from './report-store.ts';
import { stateOf } from './state.ts';
import { loadPages, type PolicyRevision } from './store.ts';
import { topicsOf } from '../../cooperative/policy-topics.ts';

export interface PolicyViewDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'policyTopics'>;
}

const toPage = (
  { id, name }: PolicyTopic,
  row: PolicyRevision | undefined,
  reports: PolicyReport[],
  today: string,
): PolicyPage => {
  const page = {
    text: row?.text ?? '',
    reviewedOn: row?.reviewed_on ?? null,
    reviewBy: row?.review_by ?? null,
  };
  return {
    topic: id,
    name,
    ...page,
    owner: row?.owner ?? null,
    reviewedBy: row?.reviewed_by ?? null,
    coordinatorReviewedOn: row?.coordinator_reviewed_on ?? null,
    state: stateOf(page, today),
    revision: row?.revision ?? 0,
    changedAt: row?.at.toISOString() ?? null,
    changedBy: row?.by ?? null,
    reports,
  };
};

/** The library is one of the registry. */
export async function loadPolicyPages(
  { database, clock, registry }: PolicyViewDeps,
  library: string,
  account: Account,
): Promise<PolicyPages> {
  const { id, name, zone } = registry.library(library)!;
  const today = windowOf(zone, clock.now(), 1).to;
  const rows = await loadPages(database.db, library);
  const reports = await loadOpenReports(database.db, library);
  return {
    library: { id, name },
    zone,
    mayEdit: isForLibrary(account, library) && mayChange(account),
    pages: topicsOf(registry).map((topic) => toPage(topic, rows.get(topic.id), reports.get(topic.id) ?? [], today)),
  };
}
