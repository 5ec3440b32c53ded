import { call } from '../call.js';
import type {
  AccountData,
  AccountEmail,
  AccountList,
  credentialsApi,
  CredentialList,
  EmailChange,
  InvitationLink,
  ListedAccount,
  NewAccount,
  RoleChange,
  SessionList,
} from '../contract/accounts.js';
import type { AuditList } from '../contract/hours.js';
import { path } from '../path.js';
import { type Connection, readNothing, readObject, request, type RequestOptions } from '../request.js';
import { type PageQuery, toQuery } from './page-query.js';
import { signedIn } from './signed-in.js';

const readLink = readObject<InvitationLink>('account', 'link');
const readCredentials = readObject<CredentialList>('credentials');

/**
 * The accounts by label, a page of them. Each word of `q` is in the label, or in a library or queue of the account.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { accounts, total } = await getAccounts(connection, { q: 'harford' });
 */
export const getAccounts = (
  connection: Connection,
  page: PageQuery = {},
  options?: RequestOptions,
): Promise<AccountList> =>
  request(
    connection,
    path`/v1/accounts` + toQuery(page),
    readObject<AccountList>('accounts', 'total'),
    signedIn(options),
  );

/**
 * Invites a person. The link is in this response, and never shown again; it works once, for 72 hours. It is mailed if
 * the account has an address and the server sends mail.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 names the field.
 * @example const { link } = await inviteAccount(connection, { role: 'liaison', libraries: ['harford'] });
 */
export const inviteAccount = (
  connection: Connection,
  account: NewAccount,
  options?: RequestOptions,
): Promise<InvitationLink> =>
  request(connection, path`/v1/accounts`, readLink, { ...signedIn(options), method: 'POST', body: account });

/**
 * Makes a new link for an account, in place of its unused ones, and mails it as {@link inviteAccount} does.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, or `sign-in-again` for one's own
 * ten minutes after a sign-in, 404 where it has ended, 409 `by-organization` where it signs in by OpenID Connect.
 * @example const { link } = await inviteAgain(connection, account.id);
 */
export const inviteAgain = (
  connection: Connection,
  account: number,
  options?: RequestOptions,
): Promise<InvitationLink> =>
  request(connection, path`/v1/accounts/${account}/invitations`, readLink, { ...signedIn(options), method: 'POST' });

/**
 * Withdraws an account's unused links.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 where the account has ended.
 * @example await withdrawInvitations(connection, account.id);
 */
export const withdrawInvitations = (connection: Connection, account: number, options?: RequestOptions): Promise<void> =>
  request(connection, path`/v1/accounts/${account}/invitations`, readNothing, {
    ...signedIn(options),
    method: 'DELETE',
  });

/**
 * Signs an account out wherever it is signed in; its open streams end at once, and so do its links and API tokens.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 where the account has ended.
 * @example await endAccountSessions(connection, account.id);
 */
export const endAccountSessions = (connection: Connection, account: number, options?: RequestOptions): Promise<void> =>
  request(connection, path`/v1/accounts/${account}/sessions/end`, readNothing, {
    ...signedIn(options),
    method: 'POST',
  });

/**
 * Changes the role, libraries and label of a person's account. People who are signed in with it stay signed in, with the new role.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 where it has ended, 409
 * `last-coordinator`, `desk-account` or `by-organization`, 409 `stale-revision` where somebody else has changed the account
 * since it was read, 422 names the field.
 * @example
 * const { accounts: [account] } = await getAccounts(connection, { q: 'Harford liaison' });
 * const { id, role, label, libraries } = account!;
 * const replaces = { role, label, libraries: libraries.map((library) => library.id) };
 * await changeRole(connection, id, { role: 'viewer', libraries: ['harford'], replaces });
 */
export const changeRole = (
  connection: Connection,
  account: number,
  change: RoleChange,
  options?: RequestOptions,
): Promise<ListedAccount> =>
  request(connection, path`/v1/accounts/${account}/role`, readObject<ListedAccount>('id', 'role'), {
    ...signedIn(options),
    method: 'PUT',
    body: change,
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
export const endAccount = (
  connection: Connection,
  account: number,
  options?: RequestOptions,
): Promise<CredentialList> =>
  request(connection, path`/v1/accounts/${account}`, readCredentials, { ...signedIn(options), method: 'DELETE' });

/**
 * Sign-ins, invitations and endings of an account, newest first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`, 404 where it has ended), ContractError.
 * @example const { entries } = await getAccountAudit(connection, account.id);
 */
export const getAccountAudit = (
  connection: Connection,
  account: number,
  options?: RequestOptions,
): Promise<AuditList> =>
  request(connection, path`/v1/accounts/${account}/audit`, readObject<AuditList>('entries'), signedIn(options));

const readEmail = readObject<AccountEmail>('email', 'isAvailable');

/**
 * Where the sign-in links of this session's account are mailed.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { email } = await getOwnEmail(connection);
 */
export const getOwnEmail = (connection: Connection, options?: RequestOptions): Promise<AccountEmail> =>
  request(connection, path`/v1/session/email`, readEmail, signedIn(options));

/**
 * Asks for another address for the sign-in links of this session's account: it counts once the link that is mailed to it is
 * used. Null removes the address at once. The answer does not say whether another account has it.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `sign-in-again` more than ten minutes after the
 * sign-in, 409 `no-mail` where the server sends none and the account is not the coordinator's, 409 `desk-account`, 409
 * `stale-revision` where somebody else has changed it since it was read, 422 names the field, 429 `too-many-changes`.
 * @example
 * const { email: replaces } = await getOwnEmail(connection);
 * await setOwnEmail(connection, { email: 'harford@library.example', replaces });
 */
export const setOwnEmail = (
  connection: Connection,
  change: EmailChange,
  options?: RequestOptions,
): Promise<AccountEmail> =>
  request(connection, path`/v1/session/email`, readEmail, { ...signedIn(options), method: 'PUT', body: change });

/**
 * Where the account of this session is signed in, the browser used last first.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { sessions } = await getSessions(connection);
 */
export const getSessions = (connection: Connection, options?: RequestOptions): Promise<SessionList> =>
  request(connection, path`/v1/sessions`, readObject<SessionList>('sessions'), signedIn(options));

/**
 * Signs one of this account's browsers out.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 where the account has no such session).
 * @example await endOneSession(connection, session.id);
 */
export const endOneSession = (connection: Connection, session: number, options?: RequestOptions): Promise<void> =>
  request(connection, path`/v1/sessions/${session}`, readNothing, { ...signedIn(options), method: 'DELETE' });

/**
 * Signs this account out everywhere, here too; its unused links and its API tokens end.
 * Errors: NetworkError, ProblemError (401 `signed-out`).
 * @example await endAllSessions(connection);
 */
export const endAllSessions = (connection: Connection, options?: RequestOptions): Promise<void> =>
  request(connection, path`/v1/sessions/end`, readNothing, { ...signedIn(options), method: 'POST' });

const readData = readObject<AccountData>('account', 'sessions', 'entries');

/**
 * What is kept about an account, for its person.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`, 404), ContractError.
 * @example const { account, entries } = await getAccountData(connection, 7);
 */
export const getAccountData = (
  connection: Connection,
  account: number,
  options?: RequestOptions,
): Promise<AccountData> => request(connection, path`/v1/accounts/${account}/data`, readData, signedIn(options));

/**
 * Ends an account and deletes what is kept about it, for good; its number stays in the audit log.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 where it is deleted already, 409
 * `last-coordinator` if no other coordinator can sign in.
 * @example await deleteAccountData(connection, 7);
 */
export const deleteAccountData = (connection: Connection, account: number, options?: RequestOptions): Promise<void> =>
  request(connection, path`/v1/accounts/${account}/data`, readNothing, { ...signedIn(options), method: 'DELETE' });

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
export const getOwnData = (connection: Connection, options?: RequestOptions): Promise<AccountData> =>
  request(connection, path`/v1/session/data`, readData, signedIn(options));

/**
 * Ends the account of this session and deletes what is kept about it, for good.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 409 `last-coordinator` if no other coordinator can sign in.
 * @example await deleteOwnData(connection);
 */
export const deleteOwnData = (connection: Connection, options?: RequestOptions): Promise<void> =>
  request(connection, path`/v1/session/data`, readNothing, { ...signedIn(options), method: 'DELETE' });
