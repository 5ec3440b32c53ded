// In:    an announcement of the coordinator; an acknowledgement.
// Out:   announcements; for the coordinator, who has not been heard from.
// Never: shows an account who else has acknowledged something: the coordinator alone sees it.
import {
  announcementListSchema,
  announcementSchema,
  newAnnouncementSchema,
  problemSchema,
  type SilentLiaison,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { scopeOf } from '../../accounts/scope.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendNotFound } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { acknowledge, addAnnouncement, countLiaisons, loadAnnouncements, loadSilent } from './announcement-store.ts';

interface AnnouncementDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'librariesByName'>;
}

const tags = ['announcements'];

export function announcementRoutes({ config, database, clock, registry }: AnnouncementDeps): FastifyPluginAsyncZod {
  const silent = async (): Promise<SilentLiaison[]> =>
    (await loadSilent(database.db, clock.now())).map(({ libraries, ...liaison }) => ({
      ...liaison,
      libraries: libraries.map((id) => registry.library(id)?.name ?? id),
    }));

  return async (app) => {
    app.get(
      '/v1/announcements',
      {
        config: { access: 'any-account' },
        schema: {
          response: { 200: announcementListSchema },
          tags,
          summary: "The coordinator's announcements, and for the coordinator who has not been heard from",
        },
      },
      async ({ account }) => {
        const counts = scopeOf(account!) === 'all';
        return {
          announcements: await loadAnnouncements(database.db, { account: account!.id, counts }),
          liaisons: counts ? await countLiaisons(database.db) : null,
          silent: counts ? await silent() : null,
        };
      },
    );

    app.post(
      '/v1/announcements',
      {
        config: { access: 'coordinator' },
        schema: {
          body: newAnnouncementSchema,
          response: { 201: announcementSchema },
          tags,
          summary: 'Publish an announcement to all liaisons',
        },
      },
      async ({ body: { text }, account }, reply) => {
        const libraries = registry.librariesByName().map(({ id }) => id);
        const doing = { by: account!, atMs: clock.now() };
        const id = await addAnnouncement(database, { text, libraries, publicUrl: config.publicUrl }, doing);
        const [made] = await loadAnnouncements(database.db, { account: account!.id, counts: true, id });
        return reply.code(201).send(made!);
      },
    );

    app.post(
      '/v1/announcements/:announcement/acknowledgement',
      {
        config: { access: 'any-account' },
        schema: {
          params: z.object({ announcement: rowIdSchema }),
          response: { 200: announcementSchema, 404: problemSchema },
          tags,
          summary: 'Acknowledge an announcement',
        },
      },
      async ({ params: { announcement: id }, account }, reply) => {
        const isDone = await acknowledge(database, { id, account: account!.id, atMs: clock.now() });
        if (!isDone) return sendNotFound(reply);
        const counts = scopeOf(account!) === 'all';
        return (await loadAnnouncements(database.db, { account: account!.id, counts, id }))[0]!;
      },
    );
  };
}
