// In:    a library in the path; a closing to announce or to withdraw.
// Out:   when it is closed and works no hour of a shared desk.
// Never: closes anything to patrons: the desk's hours and its closings do.
import { announcedClosingsApi, type AnnouncedClosing } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { isForLibrary, mayChange } from '../../accounts/scope.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { notFound } from '../../platform/refusal.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { announceClosing, loadClosingsAfter, withdrawClosing } from './announced-closing-store.ts';

export interface AnnouncedClosingDeps {
  database: Database;
  registry: Pick<Registry, 'library'>;
}

export function announcedClosingRoutes({ database, registry }: AnnouncedClosingDeps) {
  /** Whose hours others took is counted, which are rows of other libraries. */
  const list = async (library: string, by: Account, atMs: number): Promise<AnnouncedClosing[]> => {
    const closings = await acrossLibraries(() => loadClosingsAfter(database.db, library, atMs));
    return closings.map(({ startMs, endMs, announcedMs, ...closing }) => ({
      ...closing,
      start: toInstant(startMs),
      end: toInstant(endMs),
      announcedAt: toInstant(announcedMs),
      mayWithdraw: mayChange(by) && isForLibrary(by, library),
    }));
  };

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, announcedClosingsApi.list, async ({ library, by, atMs }) => ({
      zone: registry.library(library)!.zone,
      closings: await list(library, by, atMs),
    }));
    serve(app, announcedClosingsApi.announce, async ({ library, body: { start, end }, by, atMs, sent }) => {
      const time = { startMs: Date.parse(start), endMs: Date.parse(end) };
      const made = await announceClosing(database, library, time, { by, atMs, sent });
      const closing = (await list(library, by, atMs)).find(({ id }) => id === made);
      // Sent again, and withdrawn since.
      if (closing === undefined) throw notFound();
      return closing;
    });
    serve(app, announcedClosingsApi.withdraw, async ({ library, closing, by, atMs }) =>
      withdrawClosing(database, library, closing, { by, atMs }),
    );
  };
}
