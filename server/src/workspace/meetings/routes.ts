// In:    a meeting or a site visit of the coordinator; a topic of any account.
// Out:   meetings with the site visits ahead and the topics that the reader may see; each stored change.
// Never: shows a withdrawn topic to another account than its author's.
import { meetingsApi, type Meeting } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { visibleLibraries } from '../../accounts/scope.ts';
import { zoneFault } from '../../cooperative/zone.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { invalid } from '../../platform/refusal.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { agendaRoutes } from './agenda-routes.ts';
import { addMeeting, addVisit, changeMeeting, loadMeetings, removeMeeting, removeVisit } from './meeting-store.ts';
import { messages } from './messages.ts';
import { addProposal, changeProposal, loadProposal, loadProposals, moveProposal, readerOf } from './proposal-store.ts';
import { createMeetingView, type MeetingDeps } from './view.ts';
import { daysUntil } from './when.ts';

const PAST_SHOWN = 12;

function checkZone({ zone }: { zone: string }): void {
  const message = zoneFault(zone);
  if (message !== undefined) throw invalid([{ field: 'zone', message }]);
}

export function meetingRoutes(deps: MeetingDeps) {
  const { database, registry } = deps;
  const { zones, holidaysFrom, visitsFrom, toVisit, toProposal } = createMeetingView(deps);

  const storedMeeting = async ({ meeting }: { meeting: number }) =>
    (await loadMeetings(database.db)).find(({ id }) => id === meeting);
  const storedProposal = async ({ proposal, by }: { proposal: number; by: Account }) =>
    toProposal((await loadProposal(database.db, readerOf(by), proposal))!);

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, meetingsApi.list, async ({ by, atMs }) => {
      const [meetings, visits, proposals] = await Promise.all([
        loadMeetings(database.db),
        visitsFrom(atMs),
        loadProposals(database.db, readerOf(by)),
      ]);
      const isOver = (meeting: Meeting): boolean => daysUntil(meeting, atMs) < 0;
      return {
        zones: zones(),
        upcoming: meetings.filter((meeting) => !isOver(meeting)),
        past: meetings.filter(isOver).reverse().slice(0, PAST_SHOWN),
        holidays: holidaysFrom(atMs),
        visits: visits.map(toVisit),
        proposals: proposals.map(toProposal),
      };
    });
    serve(app, meetingsApi.add, ({ body, ...authorship }) => {
      checkZone(body);
      if (daysUntil(body, authorship.atMs) < 0) throw invalid([{ field: 'date', message: messages.pastDay }]);
      return addMeeting(database, body, authorship);
    });
    serve(
      app,
      meetingsApi.change,
      ({ meeting, body, ...authorship }) => {
        checkZone(body);
        return changeMeeting(database, meeting, body, authorship);
      },
      { stored: storedMeeting },
    );
    serve(
      app,
      meetingsApi.remove,
      ({ meeting: id, query: { revision }, ...authorship }) => removeMeeting(database, { id, revision }, authorship),
      { stored: storedMeeting },
    );
    await app.register(agendaRoutes(deps));
    serve(app, meetingsApi.addVisit, async ({ body, ...authorship }) => {
      const library = registry.library(body.library);
      if (library === undefined) throw invalid([{ field: 'library', message: messages.ownLibrary }]);
      if (body.date < windowOf(library.zone, authorship.atMs, 1).to)
        throw invalid([{ field: 'date', message: messages.pastDay }]);
      return toVisit(await addVisit(database, body, authorship));
    });
    serve(app, meetingsApi.removeVisit, ({ visit, ...authorship }) => removeVisit(database, visit, authorship));
    serve(app, meetingsApi.propose, async ({ body, ...authorship }) => {
      const isOwnLibrary = visibleLibraries(authorship.by, registry).some(({ id }) => id === body.library);
      if (body.library !== null && !isOwnLibrary) throw invalid([{ field: 'library', message: messages.ownLibrary }]);
      return toProposal(await addProposal(database, body, authorship));
    });
    serve(
      app,
      meetingsApi.changeProposal,
      async ({ proposal, body, ...authorship }) =>
        toProposal(await changeProposal(database, proposal, body, authorship)),
      { stored: storedProposal },
    );
    serve(
      app,
      meetingsApi.moveProposal,
      async ({ proposal, body, ...authorship }) => toProposal(await moveProposal(database, proposal, body, authorship)),
      { stored: storedProposal },
    );
  };
}
