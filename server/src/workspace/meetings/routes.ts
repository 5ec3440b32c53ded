// In:    a meeting of the coordinator.
// Out:   meetings with the site visits ahead and the topics that the reader may see.
import {
  meetingChangeSchema,
  meetingListSchema,
  meetingSchema,
  newMeetingSchema,
  problemSchema,
  type Meeting,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { zoneFault } from '../../cooperative/zone.ts';
import { sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { addMeeting, changeMeeting, loadMeetings, removeMeeting } from './meeting-store.ts';
import { messages } from './messages.ts';
import { loadProposals } from './proposal-store.ts';
import { createMeetingView, readerOf, refuseField, type MeetingDeps } from './view.ts';
import { daysUntil } from './when.ts';

const tags = ['meetings'];
const PAST_SHOWN = 12;

const meetingParams = z.object({ meeting: rowIdSchema });

function refuseZone(reply: FastifyReply, { zone }: { zone: string }): FastifyReply | undefined {
  const fault = zoneFault(zone);
  return fault === undefined ? undefined : refuseField(reply, 'zone', fault);
}

export function meetingRoutes(deps: MeetingDeps): FastifyPluginAsyncZod {
  const { database, clock } = deps;
  const { zones, visitsFrom, toVisit, toProposal } = createMeetingView(deps);

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
          querystring: z.object({
            version: rowIdSchema.describe(
              'The one that was shown: refused where somebody else has made a change since.',
            ),
          }),
          response: { 204: z.null(), 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Remove a meeting; topics on its agenda are proposed again',
        },
      },
      async ({ params: { meeting: id }, query: { version }, account }, reply) => {
        const done = await removeMeeting(database, { id, version }, { by: account!, atMs: clock.now() });
        if (done === 'unknown') return sendNotFound(reply);
        if (done === 'stale') return sendProblem(reply, 409, 'stale-version', messages.staleMeeting);
        return reply.code(204).send(null);
      },
    );
  };
}
