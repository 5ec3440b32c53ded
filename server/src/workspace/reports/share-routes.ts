// In:    a library in the path; for how long a link should work.
// Out:   links to its month reports, for people without an account; a link's address once, when it is made.
import { reportsApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { createToken, hashToken } from '../../accounts/token.ts';
import type { ContributionDeps } from '../../coverage/contribution/read-contributions.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { serve } from '../../platform/http/serve.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { endShare, loadShares, saveShare } from './share-store.ts';

export interface ShareDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: ContributionDeps['registry'];
}

export const shareRoutes =
  ({ config, database, registry }: ShareDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, reportsApi.listShares, async ({ library, atMs }) => ({
      zone: registry.library(library)!.zone,
      shares: await loadShares(database.db, library, atMs),
    }));
    serve(app, reportsApi.addShare, async ({ library, body: { days }, ...authorship }) => {
      const token = createToken();
      const wanted = { tokenHash: hashToken(token), expiresMs: authorship.atMs + days * DAY_MS };
      const share = await saveShare(database, library, wanted, authorship);
      return { share, link: `${config.publicUrl}/share/${token}` };
    });
    serve(app, reportsApi.endShare, ({ library, share, ...authorship }) =>
      endShare(database, library, share, authorship),
    );
  };
