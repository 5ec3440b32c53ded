// In:    a library, work for its webmaster.
// Out:   the link for the webmaster; what is open, with notes and ages; for the coordinator, of all libraries.
import { handOversApi, type HandOver } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { createToken, hashToken } from '../../accounts/token.ts';
import { branchOf } from '../../cooperative/branch-of.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { serve } from '../../platform/http/serve.ts';
import { notFound, Refusal } from '../../platform/refusal.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { recipeOf, RECIPES } from '../snippets/recipes.ts';
import { toPage } from './hand-over.ts';
import { loadHandOvers, saveHandOver, saveNote, withdraw } from './store.ts';

export interface HandOverDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library'>;
}

const PLATFORMS = RECIPES.map(({ id, name }) => ({ id, name }));

export function handOverRoutes({ config, database, registry }: HandOverDeps) {
  const { db } = database;
  return async (app: FastifyInstance): Promise<void> => {
    serve(app, handOversApi.listOpen, async ({ atMs }) => ({
      // Nobody waits for the tag of a library that the cooperative's file has dropped.
      handOvers: (await loadHandOvers(db, 'open', atMs)).filter(({ library }) => registry.library(library)),
      platforms: PLATFORMS,
      branches: [],
    }));
    serve(app, handOversApi.list, async ({ library, atMs }) => ({
      handOvers: await loadHandOvers(db, { library }, atMs),
      platforms: PLATFORMS,
      branches: registry.library(library)!.branches.map(({ id, name }) => ({ id, name })),
    }));
    serve(app, handOversApi.add, async ({ library: id, body, ...authorship }) => {
      const library = registry.library(id)!;
      branchOf(library, body.branch ?? undefined);
      const page = toPage(body.page, library);
      const errors = [];
      if ('fault' in page) errors.push({ field: 'page', message: page.fault });
      if (body.platform !== null && recipeOf(body.platform) === undefined)
        errors.push({ field: 'platform', message: 'should be a content system that has a recipe, or nothing' });
      if ('fault' in page || errors.length > 0)
        throw new Refusal(422, 'invalid-hand-over', 'This cannot be handed over.', { errors });
      const { placement, branch, variant, platform, days, note } = body;
      const token = createToken();
      const work = {
        ...page,
        library: id,
        placement,
        branch,
        variant,
        platform,
        note,
        fromDate: windowOf(library.zone, authorship.atMs, 1).to,
        tokenHash: hashToken(token),
        expiresMs: authorship.atMs + days * DAY_MS,
      };
      const handOver = await saveHandOver(database, work, authorship);
      return { handOver, link: `${config.publicUrl}/hand-over/${token}` };
    });
    serve(app, handOversApi.addNote, async ({ library, work: id, body: { text }, ...authorship }) => {
      const find = async (): Promise<HandOver> => {
        const [found] = await loadHandOvers(db, { library, id }, authorship.atMs);
        if (found === undefined) throw notFound();
        return found;
      };
      await find();
      await saveNote(database, id, { from: 'library', text }, authorship);
      return find();
    });
    serve(app, handOversApi.withdraw, ({ library, work, ...authorship }) =>
      withdraw(database, library, work, authorship),
    );
  };
}
