// In:    an announcement of the coordinator; an acknowledgement.
// Out:   announcements; for the coordinator, who has not been heard from.
// Never: shows an account who else has acknowledged something: the coordinator alone sees it.
import { announcementsApi, type Announcement, type SilentLiaison } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { scopeOf } from '../../accounts/scope.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { acknowledge, addAnnouncement, countLiaisons, loadAnnouncements, loadSilent } from './announcement-store.ts';

interface AnnouncementDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  registry: Pick<Registry, 'library' | 'librariesByName'>;
}

const isCoordinator = (account: Account): boolean => scopeOf(account) === 'all';

export function announcementRoutes({ config, database, registry }: AnnouncementDeps) {
  const load = (by: Account, id?: number): Promise<Announcement[]> =>
    loadAnnouncements(database.db, { account: by.id, counts: isCoordinator(by), ...(id && { id }) });
  const silent = async (nowMs: number): Promise<SilentLiaison[]> =>
    (await loadSilent(database.db, nowMs)).map(({ libraries, ...liaison }) => ({
      ...liaison,
      libraries: libraries.map((id) => registry.library(id)?.name ?? id),
    }));

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, announcementsApi.list, async ({ by, atMs }) => ({
      announcements: await load(by),
      liaisons: isCoordinator(by) ? await countLiaisons(database.db) : null,
      silent: isCoordinator(by) ? await silent(atMs) : null,
    }));
    serve(app, announcementsApi.publish, async ({ body: { text }, ...authorship }) => {
      const libraries = registry.librariesByName().map(({ id }) => id);
      const id = await addAnnouncement(database, { text, libraries, publicUrl: config.publicUrl }, authorship);
      return (await load(authorship.by, id))[0]!;
    });
    serve(app, announcementsApi.acknowledge, async ({ announcement, ...authorship }) => {
      await acknowledge(database, announcement, authorship);
      return (await load(authorship.by, announcement))[0]!;
    });
  };
}
