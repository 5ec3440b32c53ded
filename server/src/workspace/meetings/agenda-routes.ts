// In:    a meeting's number.
// Out:   what happened since the last meeting; an agenda as Markdown.
import { meetingsApi, problemSchema, rowIdSchema, type Meeting } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { visibleLibraries } from '../../accounts/scope.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { notFound } from '../../platform/refusal.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { toAgenda } from './agenda.ts';
import { readHappened } from './happened.ts';
import { lastBefore, loadMeetings } from './meeting-store.ts';
import { loadProposals, readerOf, type StoredProposal } from './proposal-store.ts';
import { createMeetingView, type MeetingDeps } from './view.ts';

/** Before the first meeting, what happened is that of so many days. */
const FIRST_DAYS = 90;

const params = z.object({ meeting: rowIdSchema });

export function agendaRoutes(deps: MeetingDeps): FastifyPluginAsyncZod {
  const { config, database, clock, registry } = deps;
  const { named, homeZone, visitsFrom } = createMeetingView(deps);

  const happenedUntil = async (account: Account, meetings: readonly Meeting[], untilMs: number, nowMs: number) => {
    const last = lastBefore(meetings, untilMs);
    const startMs = last === undefined ? untilMs - FIRST_DAYS * DAY_MS : Date.parse(last.startsAt);
    const libraries = visibleLibraries(account, registry);
    const period = { startMs, endMs: Math.min(untilMs, nowMs) };
    const items = await readHappened(database.db, libraries, period, homeZone(), nowMs);
    return { last: last ?? null, startMs, libraries: libraries.length, items };
  };

  return async (app) => {
    serve(app, meetingsApi.happened, async ({ by, atMs }) => {
      const meetings = await loadMeetings(database.db);
      const { last, startMs, libraries, items } = await happenedUntil(by, meetings, atMs, atMs);
      return { since: toInstant(startMs), lastMeeting: last, libraries, items };
    });

    app.get(
      '/v1/meetings/:meeting/agenda.md',
      {
        config: { access: 'staff' },
        schema: {
          params,
          response: {
            200: { description: 'CommonMark.', content: { 'text/markdown': { schema: z.string() } } },
            404: problemSchema,
          },
          tags: ['meetings'],
          summary: 'The agenda of a meeting: topics, site visits, what happened since the last one',
        },
      },
      async ({ params: { meeting: id }, account }, reply) => {
        const nowMs = clock.now();
        const meetings = await loadMeetings(database.db);
        const meeting = meetings.find((each) => each.id === id);
        if (meeting === undefined) throw notFound();
        const [{ startMs, items }, proposals, visits] = await Promise.all([
          happenedUntil(account!, meetings, Date.parse(meeting.startsAt), nowMs),
          loadProposals(database.db, readerOf(account!)),
          visitsFrom(Math.min(nowMs, Date.parse(meeting.startsAt))),
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
  };
}
