// In:    a library and its stored campaigns.
// Out:   campaigns as people see them: link, follows by day, what changed.
import type { Campaign } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Database } from '../../platform/db/database.ts';
import { daysOf, windowOf } from '../../platform/time/day-window.ts';
import { paperAddresses } from '../snippets/snippets.ts';
import { loadOpenDays } from '../standard/open-days.ts';
import { linkEndsOn, stateOf } from './campaign.ts';
import { campaignChange, sidesOf } from './comparison.ts';
import { loadCounts, type LibraryCounts, type StoredCampaign } from './store.ts';

interface CampaignContext {
  library: RegisteredLibrary;
  publicUrl: string;
  today: string;
  counts: LibraryCounts;
  openDays: readonly string[];
}

function toCampaign(
  { hasLink, createdAt, ...stored }: StoredCampaign,
  { library, publicUrl, today, counts, openDays }: CampaignContext,
): Campaign {
  const { from, to, placement } = stored;
  const state = stateOf(stored, today);
  const own = counts.followsOf.get(placement);
  const byDay =
    state === 'planned'
      ? []
      : daysOf({ from, to: state === 'ended' ? to : today }).map((date) => ({ date, follows: own?.get(date) ?? 0 }));
  const sides = sidesOf(stored, today);
  const { countingSince, clicks, follows } = counts;
  const days = { openDays, countingSince };
  return {
    ...stored,
    state,
    createdAt: createdAt.toISOString(),
    ...paperAddresses(library, publicUrl, { placement }),
    follows: byDay.reduce((sum, day) => sum + day.follows, 0),
    byDay,
    changes: sides && {
      clicks: campaignChange(sides, { ...days, counts: clicks }, 'click'),
      follows: campaignChange(sides, { ...days, counts: follows }, 'followed link'),
    },
    linkEndsOn: hasLink ? linkEndsOn(stored) : null,
  };
}

/** In the order in which they are given. */
export async function readCampaigns(
  database: Database,
  stored: readonly StoredCampaign[],
  { library, publicUrl, nowMs }: { library: RegisteredLibrary; publicUrl: string; nowMs: number },
): Promise<Campaign[]> {
  const today = windowOf(library.zone, nowMs, 1).to;
  const from = stored
    .map((each) => sidesOf(each, today)?.before.from ?? today)
    .reduce((first, day) => (day < first ? day : first), today);
  const window = { from, to: today };
  const [counts, openDays] = await Promise.all([
    loadCounts(database.db, library.id, window),
    loadOpenDays(database, [library], window),
  ]);
  const context = { library, publicUrl, today, counts, openDays: openDays.get(library.id)! };
  return stored.map((each) => toCampaign(each, context));
}
