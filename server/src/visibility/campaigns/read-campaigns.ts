// In:    a library and its stored campaigns.
// Out:   campaigns as people see them: link, follows by day, what changed.
import type { Campaign } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { daysOf, windowOf } from '../../platform/time/day-window.ts';
import { paperAddresses } from '../snippets/snippets.ts';
import { loadComparedDays, type ComparedDays } from '../standard/library-days.ts';
import { linkEndsOn, stateOf } from './campaign.ts';
import { campaignChange, sidesOf } from './comparison.ts';
import { loadFollows, type StoredCampaign } from './store.ts';

interface CampaignSources {
  database: Database;
  registry: Pick<Registry, 'libraries'>;
}

interface CampaignContext {
  library: RegisteredLibrary;
  publicUrl: string;
  today: string;
  followsOf: ReadonlyMap<string, ReadonlyMap<string, number>>;
  clicks: ComparedDays;
  follows: ComparedDays;
}

function toCampaign(
  { hasLink, createdAt, ...stored }: StoredCampaign,
  { library, publicUrl, today, followsOf, clicks, follows }: CampaignContext,
): Campaign {
  const { from, to, placement } = stored;
  const state = stateOf(stored, today);
  const own = followsOf.get(placement);
  const byDay =
    state === 'planned'
      ? []
      : daysOf({ from, to: state === 'ended' ? to : today }).map((date) => ({ date, follows: own?.get(date) ?? 0 }));
  const sides = sidesOf(stored, today);
  return {
    ...stored,
    state,
    createdAt: createdAt.toISOString(),
    ...paperAddresses(library, publicUrl, { placement }),
    follows: byDay.reduce((sum, day) => sum + day.follows, 0),
    byDay,
    changes: sides && {
      clicks: campaignChange(sides, clicks, 'click'),
      follows: campaignChange(sides, follows, 'followed link'),
    },
    linkEndsOn: hasLink ? linkEndsOn(stored) : null,
  };
}

/** In the order in which they are given. */
export async function readCampaigns(
  { database, registry }: CampaignSources,
  stored: readonly StoredCampaign[],
  { library, publicUrl, nowMs }: { library: RegisteredLibrary; publicUrl: string; nowMs: number },
): Promise<Campaign[]> {
  const today = windowOf(library.zone, nowMs, 1).to;
  const from = stored
    .map((each) => sidesOf(each, today)?.before.from ?? today)
    .reduce((first, day) => (day < first ? day : first), today);
  const window = { from, to: today };
  const [followsOf, clicks, follows] = await Promise.all([
    loadFollows(database.db, library.id, window),
    loadComparedDays({ database, registry }, library, window, 'click'),
    loadComparedDays({ database, registry }, library, window, 'follow'),
  ]);
  const context = { library, publicUrl, today, followsOf, clicks, follows };
  return stored.map((each) => toCampaign(each, context));
}
