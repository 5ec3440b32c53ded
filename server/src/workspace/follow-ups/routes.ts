// In:    an account's follow-up to open, its list, or a step to take.
// Out:   the follow-ups that it may see: those of its libraries and those that it has opened.
// Never: takes anything that could name a patron: the contract has no field for it.
import {
  FOLLOW_UP_DUE_DAYS_MAX,
  FOLLOW_UP_FILTERS,
  FOLLOW_UP_LIST_LIMIT,
  FOLLOW_UP_ROWS_MAX,
  begunFollowUpListSchema,
  followUpListPartSchema,
  followUpListSchema,
  followUpsAddedSchema,
  followUpSchema,
  followUpStepSchema,
  idSchema,
  newFollowUpListSchema,
  newFollowUpSchema,
  problemSchema,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { quotaOf } from '../../accounts/quota-store.ts';
import { isForLibrary, scopeOf } from '../../accounts/scope.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Account } from '../../platform/http/access.ts';
import { sendNotFound, sendProblem, sendQuotaReached, type FieldError } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { addDays, startOfDayMs, windowOf } from '../../platform/time/day-window.ts';
import { EXPECTATION_DAYS, toExpectation } from './expectation.ts';
import {
  loadExpectation,
  loadFollowUp,
  loadFollowUps,
  openFollowUp,
  stepFollowUp,
  type Reader,
} from './follow-up-store.ts';
import { addToList, beginList, commitList, discardList, loadListLibrary } from './list-store.ts';
import { readList, rowErrors } from './read-list.ts';
import { todayAt } from './today.ts';

export interface FollowUpDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'libraries'>;
}

const tags = ['follow-ups'];
/** Three days are the 72 hours that patrons are promised. */
const DUE_DAYS = 3;

const querySchema = z.object({
  library: idSchema.optional(),
  filter: z.enum(FOLLOW_UP_FILTERS).default('open'),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(FOLLOW_UP_LIST_LIMIT).default(FOLLOW_UP_LIST_LIMIT),
});

const listParams = z.object({ list: rowIdSchema });
/** What is right about the reference number of a row. */
const NEW_NUMBER = 'a number that is not further up in the list, and that the library does not have yet';

const readerOf = (account: Account): Reader => ({ account: account.id, scope: scopeOf(account) });

const sendNoLibrary = (reply: FastifyReply, whose: string): FastifyReply =>
  sendProblem(reply, 422, 'invalid-request', `Choose a library ${whose}.`, [
    { field: 'library', message: `a library ${whose}` },
  ]);
const sendFull = (reply: FastifyReply, { role }: Account): FastifyReply =>
  sendQuotaReached(reply, 'open follow-ups', quotaOf(role, 'follow-ups'), 'Resolve or withdraw one first.');
/** Only of a library's people: a desk sees what it has opened, and adds one at a time. */
const OWN = 'of yours';
const ANY = 'of the cooperative';

export function followUpRoutes({ config, database, clock, registry }: FollowUpDeps): FastifyPluginAsyncZod {
  const todayIn = ({ zone }: RegisteredLibrary): string => windowOf(zone, clock.now(), 1).to;
  const dueIn = (library: RegisteredLibrary): string => addDays(todayIn(library), DUE_DAYS);
  const dateFaultIn = (library: RegisteredLibrary) => {
    const today = todayIn(library);
    const last = addDays(today, FOLLOW_UP_DUE_DAYS_MAX);
    return (date: string): string | null =>
      today <= date && date <= last ? null : `a day from today to a year ahead, ${today} to ${last}`;
  };
  const doing = (account: Account) => ({ by: account, atMs: clock.now() });
  const isOwn = (account: Account, { id }: RegisteredLibrary): boolean =>
    scopeOf(account) !== 'all' && isForLibrary(account, id);
  /** Undefined: there is no such list of the account, or its library is not the account's any more. */
  const libraryOfList = async (account: Account, id: number): Promise<RegisteredLibrary | undefined> => {
    const library = registry.library((await loadListLibrary(database, { id, account: account.id })) ?? '');
    return library !== undefined && isForLibrary(account, library.id) ? library : undefined;
  };

  return async (app) => {
    app.get(
      '/v1/follow-ups',
      {
        config: { access: 'any-account' },
        schema: {
          querystring: querySchema,
          response: { 200: followUpListSchema },
          tags,
          summary: 'Follow-ups of your libraries, and those that you have opened for others',
        },
      },
      async ({ query: { library: asked, filter, offset, limit }, account }, reply) => {
        const library = asked === undefined ? null : registry.library(asked);
        if (library === undefined || (library !== null && !isForLibrary(account!, library.id)))
          return sendNoLibrary(reply, OWN);
        const [reader, nowMs] = [readerOf(account!), clock.now()];
        const zone = library?.zone ?? 'UTC';
        const window = windowOf(zone, nowMs, EXPECTATION_DAYS);
        const of = { library: library?.id ?? null, sinceMs: startOfDayMs(zone, window.from) };
        return {
          ...(await loadFollowUps(database.db, reader, { ...of, filter, offset, limit }, todayAt(registry, nowMs))),
          expectation: toExpectation(window, await loadExpectation(database.db, reader, of, nowMs)),
        };
      },
    );

    app.post(
      '/v1/follow-ups',
      {
        config: { access: 'any-account' },
        schema: {
          body: newFollowUpSchema,
          response: { 201: followUpSchema, 409: problemSchema },
          tags,
          summary: 'Open a follow-up for a library',
        },
      },
      async ({ body, account }, reply) => {
        const library = registry.library(body.library);
        if (library === undefined) return sendNoLibrary(reply, ANY);
        const dueOn = body.dueOn ?? dueIn(library);
        const fault = dateFaultIn(library)(dueOn);
        if (fault !== null)
          return sendProblem(reply, 422, 'invalid-request', 'The due date cannot be used.', [
            { field: 'dueOn', message: fault },
          ]);
        const { reference } = body;
        const opening = { library, reference, dueOn, publicUrl: config.publicUrl, isOwn: isOwn(account!, library) };
        const id = await openFollowUp(database, opening, doing(account!));
        if (id === 'quota-reached') return sendFull(reply, account!);
        if (id === 'already-there')
          return sendProblem(
            reply,
            409,
            'already-there',
            'This library already has a follow-up with this reference number. It may be among the ended ones: undo its end there.',
          );
        const made = await loadFollowUp(database.db, readerOf(account!), id, todayAt(registry, clock.now()));
        return made === undefined ? sendNotFound(reply) : reply.code(201).send(made);
      },
    );

    app.post(
      '/v1/follow-ups/lists',
      {
        config: { access: 'signed-in' },
        schema: {
          body: newFollowUpListSchema,
          response: { 201: begunFollowUpListSchema },
          tags,
          summary: 'Begin a list of follow-ups, which is added in parts and seen once it is committed',
        },
      },
      async ({ body, account }, reply) => {
        const library = registry.library(body.library);
        if (library === undefined || !isForLibrary(account!, library.id)) return sendNoLibrary(reply, OWN);
        return reply.code(201).send({ id: await beginList(database, library.id, doing(account!)) });
      },
    );

    app.post(
      '/v1/follow-ups/lists/:list/rows',
      {
        config: { access: 'signed-in' },
        schema: {
          params: listParams,
          body: followUpListPartSchema,
          response: { 200: followUpsAddedSchema, 404: problemSchema },
          tags,
          summary: 'Add a part to a list of follow-ups: all of its rows, or none',
        },
      },
      async ({ params: { list: id }, body, account }, reply) => {
        const own = { id, account: account!.id };
        const library = await libraryOfList(account!, id);
        if (library === undefined) return sendNotFound(reply);
        const refuse = (errors: FieldError[]) =>
          sendProblem(reply, 422, 'invalid-request', 'Nothing was added. Correct the list, and add it again.', errors);
        const { firstRow, text } = body;
        const read = readList(text, { firstRow, dueOn: dueIn(library), dateFault: dateFaultIn(library) });
        if ('errors' in read) return refuse(read.errors);
        const outcome = await addToList(database, own, read.rows);
        if (outcome === 'unknown') return sendNotFound(reply);
        if (outcome === 'too-many')
          return refuse([{ field: 'text', message: `a list of at most ${FOLLOW_UP_ROWS_MAX} rows` }]);
        if ('added' in outcome) return outcome;
        const wrong = read.rows.filter(({ reference }) => outcome.alreadyThere.has(reference));
        return refuse(rowErrors(wrong.map(({ row }) => ({ row, message: NEW_NUMBER }))));
      },
    );

    app.post(
      '/v1/follow-ups/lists/:list/commit',
      {
        config: { access: 'signed-in' },
        schema: {
          params: listParams,
          response: { 201: followUpsAddedSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'End a list of follow-ups: from now on its library sees all of them',
        },
      },
      async ({ params: { list: id }, account }, reply) => {
        const library = await libraryOfList(account!, id);
        if (library === undefined) return sendNotFound(reply);
        const receiver = isOwn(account!, library) ? null : library;
        const notifies = { publicUrl: config.publicUrl, atMs: clock.now(), receiver };
        const outcome = await commitList(database, { id, account: account!.id }, notifies);
        if (outcome === 'unknown') return sendNotFound(reply);
        if (outcome === 'already-there')
          return sendProblem(
            reply,
            409,
            outcome,
            'Somebody has added some of these numbers meanwhile. Nothing was added. Add the list again to see which.',
          );
        return reply.code(201).send(outcome);
      },
    );

    app.delete(
      '/v1/follow-ups/lists/:list',
      {
        config: { access: 'signed-in', answerWithinMs: LONG_READ_WITHIN_MS },
        schema: {
          params: listParams,
          response: { 204: z.null(), 404: problemSchema },
          tags,
          summary: 'Discard a list of follow-ups that is not committed',
        },
      },
      async ({ params: { list: id }, account }, reply) =>
        (await discardList(database, { id, account: account!.id })) ? reply.code(204).send(null) : sendNotFound(reply),
    );

    app.post(
      '/v1/follow-ups/:followup/steps',
      {
        config: { access: 'any-account' },
        schema: {
          params: z.object({ followup: rowIdSchema }),
          body: followUpStepSchema,
          response: { 200: followUpSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Hand a follow-up over, resolve or withdraw it, or take its end back',
        },
      },
      async ({ params: { followup: id }, body, account }, reply) => {
        const receiver = body.step === 'hand-over' ? registry.library(body.library) : null;
        if (receiver === undefined) return sendNoLibrary(reply, ANY);
        const reader = readerOf(account!);
        const step = { id, asked: body, receiver, publicUrl: config.publicUrl };
        const outcome = await stepFollowUp(database, reader, step, doing(account!));
        switch (outcome) {
          case 'unknown':
            return sendNotFound(reply);
          case 'changed-meanwhile':
            return sendProblem(reply, 409, outcome, 'Somebody has changed this follow-up meanwhile. Look at it again.');
          case 'not-now':
            return sendProblem(reply, 409, outcome, 'The follow-up is not in a state that allows this.');
          case 'ended-by-library':
            return sendProblem(
              reply,
              409,
              'not-now',
              'Its library has ended this follow-up. Ask the library to open it again.',
            );
          case 'quota-reached':
            return sendFull(reply, account!);
          case 'already-there':
            return sendProblem(reply, 409, outcome, 'That library already has a follow-up with this reference number.');
          case 'done': {
            // What was handed to another library may be out of the account's sight: it is shown this once.
            const today = todayAt(registry, clock.now());
            const after = await acrossLibraries(() =>
              loadFollowUp(database.db, { ...reader, scope: 'all' }, id, today),
            );
            return after ?? sendNotFound(reply);
          }
        }
      },
    );
  };
}
