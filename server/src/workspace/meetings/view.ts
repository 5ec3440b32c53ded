// In:    the registry; stored site visits and topics.
// Out:   both with their libraries' names; the zones of the cooperative.
import { COVER_AHEAD_DAYS, type CooperativeHoliday, type Proposal, type SiteVisit } from '@askusnow/sdk/contract';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { addDays, windowOf } from '../../platform/time/day-window.ts';
import { holidaysIn } from '../../schedule/hours/cooperative-holidays.ts';
import { loadVisits, type StoredVisit } from './meeting-store.ts';
import type { StoredProposal } from './proposal-store.ts';

export interface MeetingDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'librariesByName' | 'holidays'>;
}

const UTC = 'UTC';

export function createMeetingView({ database, registry }: MeetingDeps) {
  const named = (id: string): SiteVisit['library'] => ({ id, name: registry.library(id)?.name ?? id });
  /** Libraries' zones, the most frequent first. */
  const zones = (): string[] => {
    const byZone = Map.groupBy(registry.librariesByName(), ({ zone }) => zone);
    return [...byZone].sort(([, one], [, other]) => other.length - one.length).map(([zone]) => zone);
  };
  const homeZone = (): string => zones()[0] ?? UTC;
  return {
    named,
    zones,
    homeZone,
    toVisit: ({ id, library, date }: StoredVisit): SiteVisit => ({ id, library: named(library), date }),
    toProposal: ({ library, at, ...proposal }: StoredProposal): Proposal => ({
      ...proposal,
      library: library === null ? null : named(library),
      at: at.toISOString(),
    }),
    holidaysFrom: (nowMs: number): CooperativeHoliday[] => {
      const from = windowOf(homeZone(), nowMs, 1).to;
      return holidaysIn(registry.holidays(), { from, to: addDays(from, COVER_AHEAD_DAYS) });
    },
    visitsFrom: (nowMs: number): Promise<StoredVisit[]> => loadVisits(database.db, windowOf(homeZone(), nowMs, 1).to),
  };
}
