// In:    an account's follow-up to open, its list, or a step to take.
// Out:   the follow-ups that it may see: those of its libraries and those that it has opened.
// Never: takes anything that could name a patron: the contract has no field for it.
import {
  FOLLOW_UP_DUE_DAYS_MAX,
  FOLLOW_UP_FILTERS,
  FOLLOW_UP_LIST_CHARS_MAX,
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
import { isForLibrary, scopeOf } from '../../accounts/scope.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Account } from '../../platform/http/access.ts';
import { sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { addDays, startOfDayMs, windowOf } from '../../platform/time/day-window.ts';
import { EXPECTATION_DAYS, toExpectation } from './expectation.ts';
import {
  loadExpectation,
  loadFollowUp,
  loadFollowUps,
  openFollowUps,
  stepFollowUp,
  type Reader,
} from './follow-up-store.ts';
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
/** Of UTF-8 in JSON, where a line break is two characters. */
const LIST_BYTES = FOLLOW_UP_LIST_CHARS_MAX * 2;

const querySchema = z.object({
  library: idSchema.optional(),
  filter: z.enum(FOLLOW_UP_FILTERS).default('open'),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

const readerOf = (account: Account): Reader => ({ account: account.id, scope: scopeOf(account) });

const sendNoLibrary = (reply: FastifyReply, whose: string): FastifyReply =>
  sendProblem(reply, 422, 'invalid-request', `Choose a library ${whose}.`, [
    { field: 'library', message: `a library ${whose}` },
  ]);
/** Only of a library's people: a desk sees what it has opened. */
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

  return async (app) => {
    app.get(
      '/v1/follow-ups',
      {
        config: { access: 'signed-in' },
        schema: {
          querystring: querySchema,
          response: { 200: followUpListSchema },
          tags,
          summary: 'Follow-ups of your libraries, and those that you have opened for others',
        },
      },
      async ({ query: { library: asked, filter, offset }, account }, reply) => {
        const library = asked === undefined ? null : registry.library(asked);
        if (library === undefined || (library !== null && !isForLibrary(account!, library.id)))
          return sendNoLibrary(reply, OWN);
        const [reader, nowMs] = [readerOf(account!), clock.now()];
        const zone = library?.zone ?? 'UTC';
        const window = windowOf(zone, nowMs, EXPECTATION_DAYS);
        const of = { library: library?.id ?? null, sinceMs: startOfDayMs(zone, window.from) };
        return {
          ...(await loadFollowUps(database.db, reader, { ...of, filter, offset }, todayAt(registry, nowMs))),
          expectation: toExpectation(window, await loadExpectation(database.db, reader, of, nowMs)),
        };
      },
    );

    app.post(
      '/v1/follow-ups',
      {
        config: { access: 'signed-in' },
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
        const rows = [{ reference: body.reference, dueOn }];
        const opening = { library, rows, publicUrl: config.publicUrl, isOwn: isOwn(account!, library) };
        const opened = await openFollowUps(database, opening, doing(account!));
        if ('alreadyThere' in opened)
          return sendProblem(
            reply,
            409,
            'already-there',
            'This library already has a follow-up with this reference number. It may be among the ended ones: undo its end there.',
          );
        const made = await loadFollowUp(
          database.db,
          readerOf(account!),
          opened.ids[0]!,
          todayAt(registry, clock.now()),
        );
        return made === undefined ? sendNotFound(reply) : reply.code(201).send(made);
      },
    );

    app.post(
      '/v1/follow-ups/list',
      {
        bodyLimit: LIST_BYTES,
        config: { access: 'signed-in' },
        schema: {
          body: newFollowUpListSchema,
          response: { 201: followUpsAddedSchema },
          tags,
          summary: 'Open follow-ups of a pasted list: all of them, or none',
        },
      },
      async ({ body, account }, reply) => {
        const library = registry.library(body.library);
        if (library === undefined) return sendNoLibrary(reply, ANY);
        const list = readList(body.text, { dueOn: dueIn(library), dateFault: dateFaultIn(library) });
        const nothingAdded = 'Nothing was added. Correct the rows that are named, and paste the list again.';
        if ('errors' in list) return sendProblem(reply, 422, 'invalid-request', nothingAdded, list.errors);
        const { rows } = list;
        const opening = { library, rows, publicUrl: config.publicUrl, isOwn: isOwn(account!, library) };
        const opened = await openFollowUps(database, opening, doing(account!));
        if ('ids' in opened) return reply.code(201).send({ added: opened.ids.length });
        const wrong = rows
          .filter(({ reference }) => opened.alreadyThere.has(reference))
          .map(({ row }) => ({ row, message: 'a number that the library does not have yet' }));
        return sendProblem(reply, 422, 'invalid-request', nothingAdded, rowErrors(wrong));
      },
    );

    app.post(
      '/v1/follow-ups/:followup/steps',
      {
        config: { access: 'signed-in' },
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
