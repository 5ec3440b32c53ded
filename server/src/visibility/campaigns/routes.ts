// In:    a library in the path, a campaign of its people.
// Out:   its campaigns with what they brought; a link with which colleagues look at one.
// Never: checks access: http/access.ts declares it, accounts/access.ts enforces it.
import {
  campaignLinkSchema,
  campaignListSchema,
  campaignSchema,
  idSchema,
  newCampaignSchema,
  problemSchema,
  type Campaign,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { createToken, hashToken } from '../../accounts/token.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { linkEndsOn } from './campaign.ts';
import { readCampaigns } from './read-campaigns.ts';
import { addCampaign, loadCampaigns, MAX_CAMPAIGNS, removeCampaign, saveLink } from './store.ts';

export interface CampaignDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'libraries'>;
}

const tags = ['campaigns'];
const params = z.object({ library: idSchema });
const ownParams = params.extend({ campaign: rowIdSchema });

export function campaignRoutes({ config, database, clock, registry }: CampaignDeps): FastifyPluginAsyncZod {
  const { publicUrl } = config;
  const load = async (library: string): Promise<Campaign[]> => {
    const context = { library: registry.library(library)!, publicUrl, nowMs: clock.now() };
    return readCampaigns({ database, registry }, await loadCampaigns(database.db, library), context);
  };
  const find = async (library: string, id: number): Promise<Campaign | undefined> =>
    (await load(library)).find((campaign) => campaign.id === id);

  return async (app) => {
    app.get(
      '/v1/libraries/:library/campaigns',
      {
        config: { access: 'own-library' },
        schema: {
          params,
          response: { 200: campaignListSchema },
          tags,
          summary: "A library's campaigns and what they brought",
        },
      },
      async ({ params: { library } }) => ({
        zone: registry.library(library)!.zone,
        campaigns: await load(library),
      }),
    );

    app.post(
      '/v1/libraries/:library/campaigns',
      {
        config: { access: 'own-library' },
        schema: {
          params,
          body: newCampaignSchema,
          response: { 201: campaignSchema, 409: problemSchema },
          tags,
          summary: 'Add a campaign',
        },
      },
      async ({ params: { library }, body, account }, reply) => {
        const id = await addCampaign(database, library, body, { by: account!, atMs: clock.now() });
        if (id === null)
          return sendProblem(
            reply,
            409,
            'quota-reached',
            `A library can have ${MAX_CAMPAIGNS} campaigns. Remove an old one first.`,
          );
        return reply.code(201).send((await find(library, id))!);
      },
    );

    app.delete(
      '/v1/libraries/:library/campaigns/:campaign',
      {
        config: { access: 'own-library' },
        schema: {
          params: ownParams,
          response: { 204: z.null(), 404: problemSchema },
          tags,
          summary: 'Remove a campaign; what was printed still leads to the chat',
        },
      },
      async ({ params: { library, campaign: id }, account }, reply) => {
        const isDone = await removeCampaign(database, library, id, { by: account!, atMs: clock.now() });
        return isDone ? reply.code(204).send(null) : sendNotFound(reply);
      },
    );

    app.post(
      '/v1/libraries/:library/campaigns/:campaign/link',
      {
        config: { access: 'own-library' },
        schema: {
          params: ownParams,
          response: { 201: campaignLinkSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Make a link that shows the campaign without an account; a former one ends',
        },
      },
      async ({ params: { library, campaign: id }, account }, reply) => {
        const campaign = await find(library, id);
        if (campaign === undefined) return sendNotFound(reply);
        if (linkEndsOn(campaign) < windowOf(registry.library(library)!.zone, clock.now(), 1).to)
          return sendProblem(reply, 409, 'link-ended', 'This campaign ended too long ago to be shown by a link.');
        const token = createToken();
        await saveLink(database, library, id, hashToken(token), { by: account!, atMs: clock.now() });
        const made = await find(library, id);
        if (made === undefined) return sendNotFound(reply);
        return reply.code(201).send({ campaign: made, link: `${publicUrl}/campaign/${token}` });
      },
    );

    app.delete(
      '/v1/libraries/:library/campaigns/:campaign/link',
      {
        config: { access: 'own-library' },
        schema: {
          params: ownParams,
          response: { 204: z.null(), 404: problemSchema },
          tags,
          summary: 'End the link that shows the campaign',
        },
      },
      async ({ params: { library, campaign: id }, account }, reply) => {
        const isDone = await saveLink(database, library, id, null, { by: account!, atMs: clock.now() });
        return isDone ? reply.code(204).send(null) : sendNotFound(reply);
      },
    );
  };
}
