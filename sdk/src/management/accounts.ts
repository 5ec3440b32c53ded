import { call } from '../call.js';
import type { accountsApi, credentialsApi } from '../contract/accounts.js';
import { path } from '../path.js';
import type { Connection } from '../request.js';

/**
 * The accounts by label, a page of them. Each word of `q` is in the label, or in a library or queue of the account.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { accounts, total } = await getAccounts(connection, { q: 'harford' });
 */
export const getAccounts = call<typeof accountsApi.list>('GET /v1/accounts', {
  query: ['q', 'limit', 'offset'],
  reply: ['accounts', 'total'],
});

/**
 * Invites a person. The link is in this response, and never shown again; it works once, for 72 hours. It is mailed if
 * the account has an address and the server sends mail.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 names the field.
 * @example const { link } = await inviteAccount(connection, { role: 'liaison', libraries: ['harford'] });
 */
export const inviteAccount = call<typeof accountsApi.invite>('POST /v1/accounts', {
  body: true,
  reply: ['account', 'link'],
});

/**
 * Makes a new link for an account, in place of its unused ones, and mails it as {@link inviteAccount} does.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, or `sign-in-again` for one's own
 * ten minutes after a sign-in, 404 where it has ended, 409 `by-organization` where it signs in by OpenID Connect.
 * @example const { link } = await inviteAgain(connection, account.id);
 */
export const inviteAgain = call<typeof accountsApi.inviteAgain>('POST /v1/accounts/{account}/invitations', {
  reply: ['account', 'link'],
});

/**
 * Withdraws an account's unused links.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 where the account has ended.
 * @example await withdrawInvitations(connection, account.id);
 */
export const withdrawInvitations = call<typeof accountsApi.withdrawInvitations>(
  'DELETE /v1/accounts/{account}/invitations',
);

/**
 * Signs an account out wherever it is signed in; its open streams end at once, and so do its links and API tokens.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 where the account has ended.
 * @example await endAccountSessions(connection, account.id);
 */
export const endAccountSessions = call<typeof accountsApi.endSessions>('POST /v1/accounts/{account}/sessions/end');

/**
 * Changes the role, libraries and label of a person's account. People who are signed in with it stay signed in, with the new role.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 where it has ended, 409
 * `last-coordinator`, `desk-account` or `by-organization`, 409 `stale-revision` where somebody else has changed the account
 * since it was read, 422 names the field.
 * @example
 * const { accounts: [account] } = await getAccounts(connection, { q: 'Harford liaison' });
 * const { id, revision } = account!;
 * await changeRole(connection, id, { role: 'viewer', libraries: ['harford'], revision });
 */
export const changeRole = call<typeof accountsApi.changeRole>('PUT /v1/accounts/{account}/role', {
  body: true,
  reply: ['id', 'role'],
});

/**
 * What an account has made that works without it: tokens, addresses and links. They end with it.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 where it has ended.
 * @example const { credentials } = await getAccountCredentials(connection, account.id);
 */
export const getAccountCredentials = call<typeof credentialsApi.list>('GET /v1/accounts/{account}/credentials', {
  reply: ['credentials'],
});

/**
 * Ends an account with its links, sessions, streams and desks, and what it has made that works without it, which it returns.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 where it has ended already, 409
 * `last-coordinator` if no other coordinator can sign in.
 * @example await endAccount(connection, account.id);
 */
export const endAccount = call<typeof accountsApi.end>('DELETE /v1/accounts/{account}', { reply: ['credentials'] });

/**
 * Sign-ins, invitations and endings of an account, newest first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`, 404 where it has ended), ContractError.
 * @example const { entries } = await getAccountAudit(connection, account.id);
 */
export const getAccountAudit = call<typeof accountsApi.audit>('GET /v1/accounts/{account}/audit', {
  reply: ['entries'],
});

/**
 * Where the sign-in links of this session's account are mailed.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { email } = await getOwnEmail(connection);
 */
export const getOwnEmail = call<typeof accountsApi.ownEmail>('GET /v1/session/email', {
  reply: ['email', 'isAvailable'],
});

/**
 * Asks for another address for the sign-in links of this session's account: it counts once the link that is mailed to it is
 * used. Null removes the address at once. The answer does not say whether another account has it.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `sign-in-again` more than ten minutes after the
 * sign-in, 409 `no-mail` where the server sends none and the account is not the coordinator's, 409 `desk-account`, 409
 * `stale-revision` where somebody else has changed it since it was read, 422 names the field, 429 `too-many-changes`.
 * @example
 * const { revision } = await getOwnEmail(connection);
 * await setOwnEmail(connection, { email: 'harford@library.example', revision });
 */
export const setOwnEmail = call<typeof accountsApi.setOwnEmail>('PUT /v1/session/email', {
  body: true,
  reply: ['email', 'isAvailable'],
});

/**
 * Where the account of this session is signed in, the browser used last first.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { sessions } = await getSessions(connection);
 */
export const getSessions = call<typeof accountsApi.ownSessions>('GET /v1/sessions', { reply: ['sessions'] });

/**
 * Signs one of this account's browsers out.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 where the account has no such session).
 * @example await endOneSession(connection, session.id);
 */
export const endOneSession = call<typeof accountsApi.endOwnSession>('DELETE /v1/sessions/{session}');

/**
 * Signs this account out everywhere, here too; its unused links and its API tokens end.
 * Errors: NetworkError, ProblemError (401 `signed-out`).
 * @example await endAllSessions(connection);
 */
export const endAllSessions = call<typeof accountsApi.endOwnSessions>('POST /v1/sessions/end');

/**
 * What is kept about an account, for its person.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`, 404), ContractError.
 * @example const { account, entries } = await getAccountData(connection, 7);
 */
export const getAccountData = call<typeof accountsApi.data>('GET /v1/accounts/{account}/data', {
  reply: ['account', 'sessions', 'entries'],
});

/**
 * Ends an account and deletes what is kept about it, for good; its number stays in the audit log.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 where it is deleted already, 409
 * `last-coordinator` if no other coordinator can sign in.
 * @example await deleteAccountData(connection, 7);
 */
export const deleteAccountData = call<typeof accountsApi.deleteData>('DELETE /v1/accounts/{account}/data');

/**
 * Address of what is kept about an account, for a link.
 * Errors: none.
 * @example link.href = toAccountDataUrl(connection, 7);
 */
export const toAccountDataUrl = ({ endpoint }: Connection, account: number): string =>
  endpoint + path`/v1/accounts/${account}/data`;

/**
 * Address of what is kept about the account of this session, for a link.
 * Errors: none.
 * @example link.href = toOwnDataUrl(connection);
 */
export const toOwnDataUrl = ({ endpoint }: Connection): string => endpoint + path`/v1/session/data`;

/**
 * What is kept about the account of this session.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { account, entries } = await getOwnData(connection);
 */
export const getOwnData = call<typeof accountsApi.ownData>('GET /v1/session/data', {
  reply: ['account', 'sessions', 'entries'],
});

/**
 * Ends the account of this session and deletes what is kept about it, for good.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 409 `last-coordinator` if no other coordinator can sign in.
 * @example await deleteOwnData(connection);
 */
export const deleteOwnData = call<typeof accountsApi.deleteOwnData>('DELETE /v1/session/data');
