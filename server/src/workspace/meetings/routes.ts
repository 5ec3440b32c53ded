// In:    a meeting or a site visit of the coordinator; a topic of any account.
// Out:   meetings, visits and topics; what happened since the last meeting; an agenda as Markdown.
// Never: shows a withdrawn topic to another account than its author's.
import {
  happenedSchema,
  meetingChangeSchema,
  meetingListSchema,
  meetingSchema,
  newMeetingSchema,
  newProposalSchema,
  newSiteVisitSchema,
  problemSchema,
  proposalChangeSchema,
  proposalSchema,
  proposalStateChangeSchema,
  siteVisitSchema,
  type Happened,
  type Meeting,
  type Proposal,
  type SiteVisit,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { scopeOf, visibleLibraries } from '../../accounts/scope.ts';
import type { Registry } from '../../cooperative/registry.ts';
import { zoneFault } from '../../cooperative/zone.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Account } from '../../platform/http/access.ts';
import { sendInvalid, sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { toAgenda } from './agenda.ts';
import { readHappened } from './happened.ts';
import {
  addMeeting,
  addVisit,
  changeMeeting,
  lastBefore,
  loadMeeting,
  loadMeetings,
  loadVisits,
  removeMeeting,
  removeVisit,
  type StoredVisit,
} from './meeting-store.ts';
import { messages } from './messages.ts';
import {
  addProposal,
  changeProposal,
  loadProposals,
  moveProposal,
  type Reader,
  type Refused,
  type StoredProposal,
} from './proposal-store.ts';
import { daysUntil } from './when.ts';

interface MeetingDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'librariesByName'>;
}

const tags = ['meetings'];
/** Before the first meeting, what happened is that of so many days. */
const FIRST_DAYS = 90;
const PAST_SHOWN = 12;
const UTC = 'UTC';

const meetingParams = z.object({ meeting: rowIdSchema });
const visitParams = z.object({ visit: rowIdSchema });
const proposalParams = z.object({ proposal: rowIdSchema });

const readerOf = (account: Account): Reader => ({ account: account.id, isCoordinator: scopeOf(account) === 'all' });

const refuseField = (reply: FastifyReply, field: string, message: string) => sendInvalid(reply, [{ field, message }]);

function refuseProposal(reply: FastifyReply, refused: Refused) {
  if (refused === 'unknown') return sendNotFound(reply);
  return refused === 'stale'
    ? sendProblem(reply, 409, 'stale-version', messages.staleProposal)
    : sendProblem(reply, 409, 'not-now', messages.notNow);
}

export function meetingRoutes({ config, database, clock, registry }: MeetingDeps): FastifyPluginAsyncZod {
  const named = (id: string): SiteVisit['library'] => ({ id, name: registry.library(id)?.name ?? id });
  const toVisit = ({ id, library, date }: StoredVisit): SiteVisit => ({ id, library: named(library), date });
  const toProposal = ({ library, at, ...proposal }: StoredProposal): Proposal => ({
    ...proposal,
    library: library === null ? null : named(library),
    at: at.toISOString(),
  });
  /** Libraries' zones, the most frequent first. */
  const zones = (): string[] => {
    const byZone = Map.groupBy(registry.librariesByName(), ({ zone }) => zone);
    return [...byZone].sort(([, one], [, other]) => other.length - one.length).map(([zone]) => zone);
  };
  const homeZone = (): string => zones()[0] ?? UTC;
  const visitsFrom = (nowMs: number): Promise<StoredVisit[]> =>
    loadVisits(database.db, windowOf(homeZone(), nowMs, 1).to);
  const happenedUntil = async (account: Account, meetings: readonly Meeting[], untilMs: number) => {
    const last = lastBefore(meetings, untilMs);
    const startMs = last === undefined ? untilMs - FIRST_DAYS * DAY_MS : Date.parse(last.startsAt);
    const nowMs = clock.now();
    const libraries = visibleLibraries(account, registry);
    const period = { startMs, endMs: Math.min(untilMs, nowMs) };
    const items = await readHappened(database.db, libraries, period, homeZone(), nowMs);
    return { last: last ?? null, startMs, libraries: libraries.length, items };
  };
  const refuseZone = (reply: FastifyReply, { zone }: { zone: string }) => {
    const fault = zoneFault(zone);
    return fault === undefined ? undefined : refuseField(reply, 'zone', fault);
  };

  return async (app) => {
    app.get(
      '/v1/meetings',
      {
        config: { access: 'any-account' },
        schema: { response: { 200: meetingListSchema }, tags, summary: 'Meetings, site visits and proposed topics' },
      },
      async ({ account }) => {
        const nowMs = clock.now();
        const [meetings, visits, proposals] = await Promise.all([
          loadMeetings(database.db),
          visitsFrom(nowMs),
          loadProposals(database.db, readerOf(account!)),
        ]);
        const isOver = (meeting: Meeting): boolean => daysUntil(meeting, nowMs) < 0;
        return {
          zones: zones(),
          upcoming: meetings.filter((meeting) => !isOver(meeting)),
          past: meetings.filter(isOver).reverse().slice(0, PAST_SHOWN),
          visits: visits.map(toVisit),
          proposals: proposals.map(toProposal),
        };
      },
    );

    app.post(
      '/v1/meetings',
      {
        config: { access: 'coordinator' },
        schema: { body: newMeetingSchema, response: { 201: meetingSchema }, tags, summary: 'Add a meeting' },
      },
      async ({ body, account }, reply) => {
        const refused = refuseZone(reply, body);
        if (refused) return refused;
        if (daysUntil(body, clock.now()) < 0) return refuseField(reply, 'date', messages.pastDay);
        return reply.code(201).send(await addMeeting(database, body, { by: account!, atMs: clock.now() }));
      },
    );

    app.put(
      '/v1/meetings/:meeting',
      {
        config: { access: 'coordinator' },
        schema: {
          params: meetingParams,
          body: meetingChangeSchema,
          response: { 200: meetingSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Change a meeting as it was read',
        },
      },
      async ({ params: { meeting: id }, body, account }, reply) => {
        const refused = refuseZone(reply, body);
        if (refused) return refused;
        const changed = await changeMeeting(database, id, body, { by: account!, atMs: clock.now() });
        if (changed === 'unknown') return sendNotFound(reply);
        if (changed === 'stale') return sendProblem(reply, 409, 'stale-version', messages.staleMeeting);
        return changed;
      },
    );

    app.delete(
      '/v1/meetings/:meeting',
      {
        config: { access: 'coordinator' },
        schema: {
          params: meetingParams,
          response: { 204: z.null(), 404: problemSchema },
          tags,
          summary: 'Remove a meeting; topics on its agenda are proposed again',
        },
      },
      async ({ params: { meeting: id }, account }, reply) => {
        const isDone = await removeMeeting(database, id, { by: account!, atMs: clock.now() });
        return isDone ? reply.code(204).send(null) : sendNotFound(reply);
      },
    );

    app.get(
      '/v1/meetings/happened',
      {
        config: { access: 'staff' },
        schema: {
          response: { 200: happenedSchema },
          tags,
          summary: "What happened at the reader's libraries since the last meeting",
        },
      },
      async ({ account }): Promise<Happened> => {
        const meetings = await loadMeetings(database.db);
        const { last, startMs, libraries, items } = await happenedUntil(account!, meetings, clock.now());
        return { since: toInstant(startMs), lastMeeting: last, libraries, items };
      },
    );

    app.get(
      '/v1/meetings/:meeting/agenda.md',
      {
        config: { access: 'staff' },
        schema: {
          params: meetingParams,
          response: {
            200: { description: 'CommonMark.', content: { 'text/markdown': { schema: z.string() } } },
            404: problemSchema,
          },
          tags,
          summary: 'The agenda of a meeting: topics, site visits, what happened since the last one',
        },
      },
      async ({ params: { meeting: id }, account }, reply) => {
        const meetings = await loadMeetings(database.db);
        const meeting = meetings.find((each) => each.id === id);
        if (meeting === undefined) return sendNotFound(reply);
        const [{ startMs, items }, proposals, visits] = await Promise.all([
          happenedUntil(account!, meetings, Date.parse(meeting.startsAt)),
          loadProposals(database.db, readerOf(account!)),
          visitsFrom(Math.min(clock.now(), Date.parse(meeting.startsAt))),
        ]);
        const toTopic = ({ title, detail, by, library }: StoredProposal) => ({
          title,
          detail,
          by,
          library: library === null ? null : named(library).name,
        });
        const isOn = ({ meeting: on, state }: StoredProposal): boolean => on === id && state !== 'withdrawn';
        const markdown = toAgenda({
          meeting,
          topics: proposals.filter(isOn).map(toTopic),
          open: proposals.filter(({ state }) => state === 'proposed').map(toTopic),
          visits: visits.map(({ date, library }) => ({ date, library: named(library).name })),
          since: windowOf(meeting.zone, startMs, 1).to,
          items,
          publicUrl: config.publicUrl,
        });
        return reply
          .header('content-type', 'text/markdown; charset=utf-8')
          .header('content-disposition', `attachment; filename="askusnow-agenda-${meeting.date}.md"`)
          .send(markdown);
      },
    );

    app.post(
      '/v1/visits',
      {
        config: { access: 'coordinator' },
        schema: { body: newSiteVisitSchema, response: { 201: siteVisitSchema }, tags, summary: 'Add a site visit' },
      },
      async ({ body, account }, reply) => {
        const library = registry.library(body.library);
        if (library === undefined) return refuseField(reply, 'library', messages.ownLibrary);
        if (body.date < windowOf(library.zone, clock.now(), 1).to) return refuseField(reply, 'date', messages.pastDay);
        return reply.code(201).send(toVisit(await addVisit(database, body, { by: account!, atMs: clock.now() })));
      },
    );

    app.delete(
      '/v1/visits/:visit',
      {
        config: { access: 'coordinator' },
        schema: {
          params: visitParams,
          response: { 204: z.null(), 404: problemSchema },
          tags,
          summary: 'Remove a site visit',
        },
      },
      async ({ params: { visit }, account }, reply) => {
        const isDone = await removeVisit(database, visit, { by: account!, atMs: clock.now() });
        return isDone ? reply.code(204).send(null) : sendNotFound(reply);
      },
    );

    app.post(
      '/v1/proposals',
      {
        config: { access: 'any-account' },
        schema: {
          body: newProposalSchema,
          response: { 201: proposalSchema },
          tags,
          summary: 'Propose a topic for a meeting',
        },
      },
      async ({ body, account }, reply) => {
        const isOwnLibrary = visibleLibraries(account!, registry).some(({ id }) => id === body.library);
        if (body.library !== null && !isOwnLibrary) return refuseField(reply, 'library', messages.ownLibrary);
        return reply.code(201).send(toProposal(await addProposal(database, readerOf(account!), body, clock.now())));
      },
    );

    app.put(
      '/v1/proposals/:proposal',
      {
        config: { access: 'any-account' },
        schema: {
          params: proposalParams,
          body: proposalChangeSchema,
          response: { 200: proposalSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Change the words of an own topic as it was read',
        },
      },
      async ({ params: { proposal: id }, body, account }, reply) => {
        const changed = await changeProposal(database, readerOf(account!), { id, ...body });
        return typeof changed === 'string' ? refuseProposal(reply, changed) : toProposal(changed);
      },
    );

    app.put(
      '/v1/proposals/:proposal/state',
      {
        config: { access: 'any-account' },
        schema: {
          params: proposalParams,
          body: proposalStateChangeSchema,
          response: { 200: proposalSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Withdraw a topic, put it on an agenda, take it off, or mark it as discussed',
        },
      },
      async ({ params: { proposal: id }, body, account }, reply) => {
        const { state, meeting, version } = body;
        const isThere = meeting !== null && (await loadMeeting(database.db, meeting)) !== undefined;
        if (state === 'on-agenda' && !isThere) return refuseField(reply, 'meeting', messages.noSuchMeeting);
        const moved = await moveProposal(database, readerOf(account!), { id, state, meeting, version });
        return typeof moved === 'string' ? refuseProposal(reply, moved) : toProposal(moved);
      },
    );
  };
}
