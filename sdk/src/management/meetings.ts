import { call } from '../call.js';
import type { meetingsApi } from '../contract/meetings.js';
import { path } from '../path.js';
import { type Connection, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * Meetings, site visits and the topics proposed for meetings.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`).
 * @example const { upcoming, proposals } = await getMeetings(connection);
 */
export const getMeetings = call<typeof meetingsApi.list>('GET /v1/meetings', { reply: ['upcoming', 'proposals'] });

/**
 * What happened at the reader's libraries since the last meeting.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 403 `staff-only`).
 * @example const { items } = await getHappened(connection);
 */
export const getHappened = call<typeof meetingsApi.happened>('GET /v1/meetings/happened', {
  reply: ['since', 'items'],
});

/**
 * The agenda of a meeting as Markdown; what people typed is escaped.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 403 `staff-only`, 404).
 * @example const markdown = await getAgenda(connection, meeting.id);
 */
export const getAgenda = (connection: Connection, meeting: number, options?: RequestOptions): Promise<string> =>
  request(connection, path`/v1/meetings/${meeting}/agenda.md`, (text) => text, signedIn(options));

/**
 * Adds a meeting.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 names the field.
 * @example await addMeeting(connection, { date: '2026-12-08', time: '10:00', zone: 'America/New_York', place: 'Online' });
 */
export const addMeeting = call<typeof meetingsApi.add>('POST /v1/meetings', { body: true, reply: ['id', 'startsAt'] });

/**
 * Changes a meeting as it was read.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403, 404, 409 `stale-revision`, 422 names the field.
 * @example await changeMeeting(connection, meeting.id, { date, time, zone, place, revision: meeting.revision });
 */
export const changeMeeting = call<typeof meetingsApi.change>('PUT /v1/meetings/{meeting}', {
  body: true,
  reply: ['id', 'startsAt'],
});

/**
 * Removes a meeting; topics on its agenda are proposed again.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404, 409 `stale-revision`:
 * somebody else has changed it since.
 * @example await removeMeeting(connection, meeting.id, meeting);
 */
export const removeMeeting = call<typeof meetingsApi.remove>('DELETE /v1/meetings/{meeting}', { query: ['revision'] });

/**
 * Adds a site visit. A second one of the library on the same day is the same one.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 names the field.
 * @example await addSiteVisit(connection, { library: 'harford', date: '2026-12-10' });
 */
export const addSiteVisit = call<typeof meetingsApi.addVisit>('POST /v1/visits', { body: true, reply: ['id', 'date'] });

/**
 * Removes a site visit.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 403 `coordinator-only`, 404).
 * @example await removeSiteVisit(connection, visit.id);
 */
export const removeSiteVisit = call<typeof meetingsApi.removeVisit>('DELETE /v1/visits/{visit}');

/**
 * Proposes a topic for a meeting.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403, 409 `quota-reached`, 422 names the field.
 * @example await proposeTopic(connection, { title: 'Holiday hours', library: 'harford' });
 */
export const proposeTopic = call<typeof meetingsApi.propose>('POST /v1/proposals', {
  body: true,
  reply: ['id', 'title'],
});

/**
 * Changes the words of an own proposal as it was read.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403, 404, 409 `stale-revision` or `not-now`, 422 names the field.
 * @example await changeProposal(connection, proposal.id, { title, detail, revision: proposal.revision });
 */
export const changeProposal = call<typeof meetingsApi.changeProposal>('PUT /v1/proposals/{proposal}', {
  body: true,
  reply: ['id', 'title'],
});

/**
 * Withdraws a proposal, proposes it again, puts it on an agenda, takes it off, or marks it as discussed.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403, 404, 409 `stale-revision`, `not-now` or
 * `quota-reached`, 422.
 * @example await setProposalState(connection, proposal.id, { state: 'on-agenda', meeting: 3, revision: proposal.revision });
 */
export const setProposalState = call<typeof meetingsApi.moveProposal>('PUT /v1/proposals/{proposal}/state', {
  body: true,
  reply: ['id', 'title'],
});

/**
 * Address of the agenda of a meeting as Markdown, for a link.
 * Errors: none.
 * @example link.href = toAgendaUrl(connection, meeting.id);
 */
export const toAgendaUrl = ({ endpoint }: Connection, meeting: number): string =>
  endpoint + path`/v1/meetings/${meeting}/agenda.md`;
