// In:    a site visit of the coordinator.
// Out:   it is added or removed.
import { newSiteVisitSchema, problemSchema, siteVisitSchema } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendNotFound } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { addVisit, removeVisit } from './meeting-store.ts';
import { messages } from './messages.ts';
import { createMeetingView, refuseField, type MeetingDeps } from './view.ts';

const tags = ['meetings'];
const params = z.object({ visit: rowIdSchema });

export function visitRoutes(deps: MeetingDeps): FastifyPluginAsyncZod {
  const { database, clock, registry } = deps;
  const { toVisit } = createMeetingView(deps);

  return async (app) => {
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
          params,
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
  };
}
