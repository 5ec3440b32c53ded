// In:    the token of a link, in the path.
// Out:   the page with which colleagues look at a campaign.
// Never: changes anything: mail programs open links to look at them. Answers another method than GET.
import type { FastifyInstance } from 'fastify';
import { hashToken, isToken } from '../../accounts/token.ts';
import { sendWait, type TokenLookups } from '../../platform/http/token-lookups.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { linkEndsOn } from './campaign.ts';
import { campaignPage, endedPage } from './page.ts';
import { readCampaigns } from './read-campaigns.ts';
import type { CampaignDeps } from './routes.ts';
import { loadByToken } from './store.ts';

export const campaignPageRoutes =
  ({ config: { publicUrl }, database, clock, registry, lookups }: CampaignDeps & { lookups: TokenLookups }) =>
  async (scope: FastifyInstance): Promise<void> => {
    scope.get<{ Params: { token: string } }>(
      '/campaign/:token',
      { config: { access: 'anyone' }, schema: { hide: true } },
      async (request, reply) => {
        const { token } = request.params;
        reply.header('cache-control', 'private, no-store').type('text/html; charset=utf-8');
        const looked = isToken(token)
          ? await lookups.find(request.ip, token, () => loadByToken(database.db, hashToken(token)))
          : { found: undefined };
        if ('waitMs' in looked) return sendWait(reply.type('application/problem+json'), looked);
        const { found } = looked;
        const library = found && registry.library(found.library);
        if (!found || !library) return reply.code(404).send(endedPage());
        const nowMs = clock.now();
        if (linkEndsOn(found) < windowOf(library.zone, nowMs, 1).to) return reply.code(410).send(endedPage());
        const [campaign] = await readCampaigns({ database, registry }, [found], { library, publicUrl, nowMs });
        return reply.send(campaignPage(campaign!, library.name));
      },
    );
  };
