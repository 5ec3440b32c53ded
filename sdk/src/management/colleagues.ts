import { call } from '../call.js';
import type { colleaguesApi } from '../contract/colleagues.js';

/**
 * Whom the signed-in account has invited to a library and its desks.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `staff-only`, 404 `unknown-library`), ContractError.
 * @example const { colleagues } = await getColleagues(connection, 'harford');
 */
export const getColleagues = call<typeof colleaguesApi.list>('GET /v1/libraries/{library}/colleagues', {
  reply: ['colleagues'],
});

/**
 * Invites viewers or providers of a library, all of them or none. Each address is mailed a link that works once, for 72
 * hours; where the server sends no mail, the links are in this response alone.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `read-only` or `rights-changed`, 404
 * `unknown-library`, 409 or 429 `quota-reached`, 422 names the addresses that are wrong.
 * @example
 * await inviteColleagues(connection, 'harford', { role: 'provider', emails: ['new@harford.example'] });
 */
export const inviteColleagues = call<typeof colleaguesApi.invite>('POST /v1/libraries/{library}/colleagues', {
  body: true,
  reply: ['invited'],
});

/**
 * Makes an account of a desk: its link is in this response alone, and signs the desk's browser in.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `not-editable`, `read-only` or `rights-changed`,
 * 404 `unknown-queue`, 409 `quota-reached`.
 * @example const { link } = await inviteDesk(connection, 'harford');
 */
export const inviteDesk = call<typeof colleaguesApi.inviteDesk>('POST /v1/queues/{queue}/desk-accounts', {
  reply: ['colleague', 'link'],
});

/**
 * Makes a new link for somebody whom the signed-in account has invited, in place of the unused ones.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `read-only`, 404 where the account is not theirs to
 * invite any more, 429 `quota-reached`.
 * @example await inviteColleagueAgain(connection, colleague.id);
 */
export const inviteColleagueAgain = call<typeof colleaguesApi.inviteAgain>(
  'POST /v1/colleagues/{account}/invitations',
  {
    reply: ['colleague', 'link'],
  },
);

/**
 * Ends the invitation or account of somebody whom the signed-in account has invited.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 403 `read-only`, 404 where the account is not theirs to end any more.
 * @example await endColleague(connection, colleague.id);
 */
export const endColleague = call<typeof colleaguesApi.end>('DELETE /v1/colleagues/{account}');
