// In:    the role of the asking account, a library or none, recent errors of this process.
// Out:   states of the server and of the library.
// Never: a name, an address, a label, a text or a token: only states, counts, instants and versions have a place.
import { PLACEMENT_STATUSES, type Diagnostics, type Role } from '@askusnow/sdk/contract';
import type { LiveAvailability } from '../../availability/live.ts';
import { topicsOf } from '../../cooperative/policy-topics.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Config } from '../../platform/config.ts';
import { loadDatabaseFacts } from '../../platform/nodes/database-store.ts';
import { loadJobs } from '../../platform/jobs/store.ts';
import type { RecentError } from '../../platform/http/faults.ts';
import { loadNodes } from '../../platform/nodes/store.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { readVisibility, type VisibilityDeps } from '../../visibility/placements/read-visibility.ts';
import { loadReadinessFacts } from '../readiness/readiness-store.ts';
import type { ReadinessFacts } from '../readiness/readiness.ts';

export interface DiagnosticsDeps extends VisibilityDeps {
  config: Pick<Config, 'mail' | 'openId'>;
  live: Pick<LiveAvailability, 'gist'>;
  registry: VisibilityDeps['registry'] & Pick<Registry, 'policyTopics'>;
}

const REFUSALS_DAYS = 30;

type Desk = NonNullable<NonNullable<Diagnostics['library']>['desk']>;

function deskOf({ desk }: ReadinessFacts): Desk | null {
  if (desk === null) return null;
  const { presence, hoursThroughMs, scheduledThroughMs } = desk;
  const condition = (): Desk['presence'] => {
    if (presence === null) return 'no-source';
    if (presence.failingSinceMs !== null) return 'failing';
    return presence.sampledAtMs === null ? 'never-answered' : 'answering';
  };
  return {
    presence: condition(),
    sampledAt: toInstant(presence?.sampledAtMs ?? null),
    failingSince: toInstant(presence?.failingSinceMs ?? null),
    hoursThrough: toInstant(hoursThroughMs),
    scheduledThrough: toInstant(scheduledThroughMs),
  };
}

async function ofLibrary(
  deps: DiagnosticsDeps,
  library: RegisteredLibrary,
  nowMs: number,
): Promise<Diagnostics['library']> {
  const options = { hasMail: deps.config.mail !== null, topics: topicsOf(deps.registry) };
  const [[facts], [seen]] = await Promise.all([
    loadReadinessFacts(deps.database.db, [library], options, nowMs),
    readVisibility(deps, [library], REFUSALS_DAYS, nowMs),
  ]);
  const { state, tier, evidence } = deps.live.gist(library.id) ?? { state: 'unknown', tier: null, evidence: 'none' };
  const count = (status: string): number => seen!.placements.filter((each) => each.status === status).length;
  return {
    state,
    tier,
    evidence,
    desk: deskOf(facts!),
    placements: Object.fromEntries(PLACEMENT_STATUSES.map((status) => [status, count(status)])) as Record<
      (typeof PLACEMENT_STATUSES)[number],
      number
    >,
    refusals: seen!.refusals.map(({ reason, count: refused, lastDate }) => ({ reason, count: refused, lastDate })),
  };
}

export async function readDiagnostics(
  deps: DiagnosticsDeps,
  { role, library, errors }: { role: Role; library: RegisteredLibrary | null; errors: readonly RecentError[] },
  nowMs: number,
): Promise<Diagnostics> {
  const { database, config } = deps;
  const [nodes, facts, jobs, ownLibrary] = await Promise.all([
    loadNodes(database.db),
    loadDatabaseFacts(database),
    loadJobs(database),
    library === null ? null : ofLibrary(deps, library, nowMs),
  ]);
  return {
    madeAt: toInstant(nowMs),
    role,
    server: {
      versions: [...new Set(nodes.map(({ version }) => version))],
      database: database.kind,
      databaseVersion: facts.version,
      schema: facts.schema,
      mail: config.mail !== null,
      openId: config.openId !== null,
    },
    failingJobs: jobs
      .filter(({ lastFailureMs, lastSuccessMs }) => lastFailureMs !== null && lastFailureMs >= (lastSuccessMs ?? 0))
      .map(({ name, lastFailureMs, lastSuccessMs }) => ({
        name,
        lastFailureAt: toInstant(lastFailureMs),
        lastSuccessAt: toInstant(lastSuccessMs),
      })),
    errors: [...errors],
    library: ownLibrary,
  };
}
