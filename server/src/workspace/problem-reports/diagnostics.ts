// In:    the role of the asking account, a library or none.
// Out:   states of the library.
// Never: a name, an address, a label, a text or a token: only states, counts and instants have a place.
import { PLACEMENT_STATUSES, type Diagnostics, type Role } from '@askusnow/sdk/contract';
import type { LiveAvailability } from '../../availability/live.ts';
import { topicsOf } from '../../cooperative/policy-topics.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Config } from '../../platform/config.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { readVisibility, type VisibilityDeps } from '../../visibility/placements/read-visibility.ts';
import { loadReadinessFacts } from '../readiness/readiness-store.ts';
import type { ReadinessFacts } from '../readiness/readiness.ts';

export interface DiagnosticsDeps extends VisibilityDeps {
  config: Pick<Config, 'mail'>;
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

export const readDiagnostics = async (
  deps: DiagnosticsDeps,
  { role, library }: { role: Role; library: RegisteredLibrary | null },
  nowMs: number,
): Promise<Diagnostics> => ({
  madeAt: toInstant(nowMs),
  role,
  library: library === null ? null : await ofLibrary(deps, library, nowMs),
});
