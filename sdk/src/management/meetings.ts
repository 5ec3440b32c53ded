import type {
  Happened,
  Meeting,
  MeetingChange,
  MeetingList,
  NewMeeting,
  NewProposal,
  NewSiteVisit,
  Proposal,
  ProposalChange,
  ProposalStateChange,
  SiteVisit,
} from '../contract/meetings.js';
import { path } from '../path.js';
import { type Connection, readNothing, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

const asMeeting = readObject<Meeting>('id', 'startsAt');
const asProposal = readObject<Proposal>('id', 'title');

/**
 * Meetings, site visits and the topics proposed for meetings.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`).
 * @example const { upcoming, proposals } = await getMeetings(connection);
 */
export const getMeetings = (connection: Connection, options?: RequestOptions): Promise<MeetingList> =>
  request(connection, path`/v1/meetings`, readObject<MeetingList>('upcoming', 'proposals'), signedIn(options));

/**
 * What happened at the reader's libraries since the last meeting.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 403 `staff-only`).
 * @example const { items } = await getHappened(connection);
 */
export const getHappened = (connection: Connection, options?: RequestOptions): Promise<Happened> =>
  request(connection, path`/v1/meetings/happened`, readObject<Happened>('since', 'items'), signedIn(options));

/**
 * The agenda of a meeting as Markdown; what people typed is escaped.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 403 `staff-only`, 404).
 * @example const markdown = await getAgenda(connection, meeting.id);
 */
export const getAgenda = (connection: Connection, meeting: number, options?: RequestOptions): Promise<string> =>
  request(connection, path`/v1/meetings/${meeting}/agenda.md`, (text) => text, signedIn(options));

/**
 * Adds a meeting. A second one at the same time and place is the same one.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 names the field.
 * @example await addMeeting(connection, { date: '2026-12-08', time: '10:00', zone: 'America/New_York', place: 'Online' });
 */
export const addMeeting = (connection: Connection, meeting: NewMeeting, options?: RequestOptions): Promise<Meeting> =>
  request(connection, path`/v1/meetings`, asMeeting, { ...signedIn(options), method: 'POST', body: meeting });

/**
 * Changes a meeting as it was read.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403, 404, 409 `stale-version`, 422 names the field.
 * @example await changeMeeting(connection, meeting.id, { date, time, zone, place, version: meeting.version });
 */
export const changeMeeting = (
  connection: Connection,
  meeting: number,
  change: MeetingChange,
  options?: RequestOptions,
): Promise<Meeting> =>
  request(connection, path`/v1/meetings/${meeting}`, asMeeting, {
    ...signedIn(options),
    method: 'PUT',
    body: change,
  });

/**
 * Removes a meeting; topics on its agenda are proposed again.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404, 409 `stale-version`:
 * somebody else has changed it since.
 * @example await removeMeeting(connection, meeting);
 */
export const removeMeeting = (
  connection: Connection,
  { id, version }: Pick<Meeting, 'id' | 'version'>,
  options?: RequestOptions,
): Promise<void> =>
  request(connection, path`/v1/meetings/${id}?version=${version}`, readNothing, {
    ...signedIn(options),
    method: 'DELETE',
  });

/**
 * Adds a site visit.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 names the field.
 * @example await addSiteVisit(connection, { library: 'harford', date: '2026-12-10' });
 */
export const addSiteVisit = (
  connection: Connection,
  visit: NewSiteVisit,
  options?: RequestOptions,
): Promise<SiteVisit> =>
  request(connection, path`/v1/visits`, readObject<SiteVisit>('id', 'date'), {
    ...signedIn(options),
    method: 'POST',
    body: visit,
  });

/**
 * Removes a site visit.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 403 `coordinator-only`, 404).
 * @example await removeSiteVisit(connection, visit.id);
 */
export const removeSiteVisit = (connection: Connection, visit: number, options?: RequestOptions): Promise<void> =>
  request(connection, path`/v1/visits/${visit}`, readNothing, { ...signedIn(options), method: 'DELETE' });

/**
 * Proposes a topic for a meeting.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403, 409 `quota-reached`, 422 names the field.
 * @example await proposeTopic(connection, { title: 'Holiday hours', library: 'harford' });
 */
export const proposeTopic = (
  connection: Connection,
  proposal: NewProposal,
  options?: RequestOptions,
): Promise<Proposal> =>
  request(connection, path`/v1/proposals`, asProposal, { ...signedIn(options), method: 'POST', body: proposal });

/**
 * Changes the words of an own proposal as it was read.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403, 404, 409 `stale-version` or `not-now`, 422 names the field.
 * @example await changeProposal(connection, proposal.id, { title, detail, version: proposal.version });
 */
export const changeProposal = (
  connection: Connection,
  proposal: number,
  change: ProposalChange,
  options?: RequestOptions,
): Promise<Proposal> =>
  request(connection, path`/v1/proposals/${proposal}`, asProposal, {
    ...signedIn(options),
    method: 'PUT',
    body: change,
  });

/**
 * Withdraws a proposal, proposes it again, puts it on an agenda, takes it off, or marks it as discussed.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403, 404, 409 `stale-version`, `not-now` or
 * `quota-reached`, 422.
 * @example await setProposalState(connection, proposal.id, { state: 'on-agenda', meeting: 3, version: proposal.version });
 */
export const setProposalState = (
  connection: Connection,
  proposal: number,
  change: ProposalStateChange,
  options?: RequestOptions,
): Promise<Proposal> =>
  request(connection, path`/v1/proposals/${proposal}/state`, asProposal, {
    ...signedIn(options),
    method: 'PUT',
    body: change,
  });

/**
 * Address of the same agenda, for a link.
 * Errors: none.
 * @example link.href = toAgendaUrl(connection, meeting.id);
 */
export const toAgendaUrl = ({ endpoint }: Connection, meeting: number): string =>
  endpoint + path`/v1/meetings/${meeting}/agenda.md`;
