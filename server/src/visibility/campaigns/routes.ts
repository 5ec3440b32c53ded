// In:    a library in the path, a campaign of its people.
// Out:   its campaigns with what they brought; a link with which colleagues look at one.
import { campaignsApi, type Campaign } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { createToken, hashToken } from '../../accounts/token.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { serve } from '../../platform/http/serve.ts';
import { notFound } from '../../platform/refusal.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { readCampaigns } from './read-campaigns.ts';
import { addCampaign, endLink, loadCampaigns, makeLink, removeCampaign } from './store.ts';

export interface CampaignDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'libraries'>;
}

export function campaignRoutes({ config, database, registry }: CampaignDeps) {
  const { publicUrl } = config;
  const load = async (library: string, nowMs: number): Promise<Campaign[]> => {
    const context = { library: registry.library(library)!, publicUrl, nowMs };
    return readCampaigns({ database, registry }, await loadCampaigns(database.db, library), context);
  };
  const find = async (library: string, id: number, nowMs: number): Promise<Campaign> => {
    const campaign = (await load(library, nowMs)).find((each) => each.id === id);
    if (campaign === undefined) throw notFound();
    return campaign;
  };

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, campaignsApi.list, async ({ library, atMs }) => ({
      zone: registry.library(library)!.zone,
      campaigns: await load(library, atMs),
    }));
    serve(app, campaignsApi.add, async ({ library, body, ...authorship }) =>
      find(library, await addCampaign(database, library, body, authorship), authorship.atMs),
    );
    serve(app, campaignsApi.remove, ({ library, campaign, ...authorship }) =>
      removeCampaign(database, library, campaign, authorship),
    );
    serve(app, campaignsApi.makeLink, async ({ library, campaign: id, ...authorship }) => {
      const token = createToken();
      const today = windowOf(registry.library(library)!.zone, authorship.atMs, 1).to;
      await makeLink(database, { library, id }, { tokenHash: hashToken(token), today }, authorship);
      return { campaign: await find(library, id, authorship.atMs), link: `${publicUrl}/campaign/${token}` };
    });
    serve(app, campaignsApi.endLink, ({ library, campaign: id, ...authorship }) =>
      endLink(database, { library, id }, authorship),
    );
  };
}
