// In:    a topic for a meeting, of any account.
// Out:   it is proposed, changed, or moved: on an agenda, discussed, withdrawn.
// Never: shows a withdrawn topic to another account than its author's.
import {
  newProposalSchema,
  problemSchema,
  proposalChangeSchema,
  proposalSchema,
  proposalStateChangeSchema,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { visibleLibraries } from '../../accounts/scope.ts';
import { quotaOf } from '../../accounts/quota-store.ts';
import { sendNotFound, sendProblem, sendQuotaReached } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { loadMeeting } from './meeting-store.ts';
import { messages } from './messages.ts';
import { addProposal, changeProposal, moveProposal, type Refused } from './proposal-store.ts';
import { createMeetingView, readerOf, refuseField, type MeetingDeps } from './view.ts';

const tags = ['meetings'];
const params = z.object({ proposal: rowIdSchema });

function refuseProposal(reply: FastifyReply, refused: Refused) {
  if (refused === 'unknown') return sendNotFound(reply);
  if (refused === 'quota-reached')
    return sendQuotaReached(reply, messages.openTopics, quotaOf('liaison', 'proposals'), messages.withdrawOne);
  return refused === 'stale'
    ? sendProblem(reply, 409, 'stale-version', messages.staleProposal)
    : sendProblem(reply, 409, 'not-now', messages.notNow);
}

export function proposalRoutes(deps: MeetingDeps): FastifyPluginAsyncZod {
  const { database, clock, registry } = deps;
  const { toProposal } = createMeetingView(deps);

  return async (app) => {
    app.post(
      '/v1/proposals',
      {
        config: { access: 'any-account' },
        schema: {
          body: newProposalSchema,
          response: { 201: proposalSchema, 409: problemSchema },
          tags,
          summary: 'Propose a topic for a meeting',
        },
      },
      async ({ body, account }, reply) => {
        const isOwnLibrary = visibleLibraries(account!, registry).some(({ id }) => id === body.library);
        if (body.library !== null && !isOwnLibrary) return refuseField(reply, 'library', messages.ownLibrary);
        const added = await addProposal(database, readerOf(account!), body, clock.now());
        return typeof added === 'string' ? refuseProposal(reply, added) : reply.code(201).send(toProposal(added));
      },
    );

    app.put(
      '/v1/proposals/:proposal',
      {
        config: { access: 'any-account' },
        schema: {
          params,
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
          params,
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
        if (moved === 'no-meeting') return refuseField(reply, 'meeting', messages.noSuchMeeting);
        return typeof moved === 'string' ? refuseProposal(reply, moved) : toProposal(moved);
      },
    );
  };
}
