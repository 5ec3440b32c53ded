// In:    an account's follow-up to open, its list, or a step to take.
// Out:   the follow-ups that it may see: those of its libraries and those that it has opened.
// Never: takes anything that could name a patron: the contract has no field for it.
import { FOLLOW_UP_DUE_DAYS_MAX, FOLLOW_UP_LIST_CHARS_MAX, followUpsApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { isForLibrary, scopeOf } from '../../accounts/scope.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { invalid } from '../../platform/refusal.ts';
import { addDays, startOfDayMs, windowOf } from '../../platform/time/day-window.ts';
import { EXPECTATION_DAYS, toExpectation } from './expectation.ts';
import {
  loadExpectation,
  loadFollowUp,
  loadFollowUps,
  loadOpenCounts,
  openFollowUp,
  openFollowUps,
  readerOf,
  stepFollowUp,
} from './follow-up-store.ts';
import { messages } from './messages.ts';
import { readList } from './read-list.ts';
import { todayAt } from './today.ts';

export interface FollowUpDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  registry: Pick<Registry, 'library' | 'libraries'>;
}

/** Three days are the 72 hours that patrons are promised. */
const DUE_DAYS = 3;
/** A list's text in JSON, where some of its characters take two bytes or more. */
const LIST_BODY_LIMIT_BYTES = 2 * FOLLOW_UP_LIST_CHARS_MAX;

/** Only of a library's people: a desk sees what it has opened, and adds one at a time. */
const OWN = 'of yours';
const ANY = 'of the cooperative';
const noLibrary = (whose: string) =>
  invalid([{ field: 'library', message: `a library ${whose}` }], `Choose a library ${whose}.`);

const datesOf = ({ zone }: RegisteredLibrary, nowMs: number) => {
  const today = windowOf(zone, nowMs, 1).to;
  const last = addDays(today, FOLLOW_UP_DUE_DAYS_MAX);
  return {
    dueOn: addDays(today, DUE_DAYS),
    dateFault: (date: string): string | null =>
      today <= date && date <= last ? null : `a day from today to a year ahead, ${today} to ${last}`,
  };
};

const isOwn = (account: Account, { id }: RegisteredLibrary): boolean =>
  scopeOf(account) !== 'all' && isForLibrary(account, id);

export function followUpRoutes({ config: { publicUrl }, database, registry }: FollowUpDeps) {
  const { db } = database;
  const anyLibrary = (id: string): RegisteredLibrary => {
    const library = registry.library(id);
    if (library === undefined) throw noLibrary(ANY);
    return library;
  };
  const ownLibrary = (by: Account, id: string): RegisteredLibrary => {
    const library = registry.library(id);
    if (library === undefined || !isForLibrary(by, id)) throw noLibrary(OWN);
    return library;
  };

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, followUpsApi.list, async ({ query: { library: asked, ...part }, by, atMs }) => {
      const library = asked === undefined ? null : ownLibrary(by, asked);
      const reader = readerOf(by);
      const zone = library?.zone ?? 'UTC';
      const window = windowOf(zone, atMs, EXPECTATION_DAYS);
      const of = { library: library?.id ?? null, sinceMs: startOfDayMs(zone, window.from) };
      const today = todayAt(registry, atMs);
      return {
        ...(await loadFollowUps(db, reader, { ...of, ...part }, today)),
        open: await loadOpenCounts(db, reader, of.library, today),
        expectation: toExpectation(window, await loadExpectation(db, reader, of, atMs)),
      };
    });
    serve(app, followUpsApi.open, async ({ body, ...authorship }) => {
      const { by, atMs } = authorship;
      const library = anyLibrary(body.library);
      const { dueOn: usual, dateFault } = datesOf(library, atMs);
      const { reference, dueOn } = { ...body, dueOn: body.dueOn ?? usual };
      const fault = dateFault(dueOn);
      if (fault !== null) throw invalid([{ field: 'dueOn', message: fault }], messages.badDate);
      const opening = { library, publicUrl, isOwn: isOwn(by, library), reference, dueOn };
      const id = await openFollowUp(database, opening, authorship);
      return loadFollowUp(db, readerOf(by), id, todayAt(registry, atMs));
    });
    serve(
      app,
      followUpsApi.openList,
      async ({ body, ...authorship }) => {
        const library = ownLibrary(authorship.by, body.library);
        const rows = readList(body.text, datesOf(library, authorship.atMs));
        const opening = { library, publicUrl, isOwn: isOwn(authorship.by, library), rows };
        await openFollowUps(database, opening, authorship);
        return { added: rows.length };
      },
      { bodyLimit: LIST_BODY_LIMIT_BYTES },
    );
    serve(
      app,
      followUpsApi.step,
      async ({ followup: id, body, by, atMs }) => {
        const receiver = body.step === 'hand-over' ? anyLibrary(body.library) : null;
        await stepFollowUp(database, id, body, { receiver, publicUrl }, { by, atMs });
        // What was handed to another library may be out of the account's sight: it is shown this once.
        return acrossLibraries(() => loadFollowUp(db, { account: by.id, scope: 'all' }, id, todayAt(registry, atMs)));
      },
      { stored: ({ followup: id, by, atMs }) => loadFollowUp(db, readerOf(by), id, todayAt(registry, atMs)) },
    );
  };
}
