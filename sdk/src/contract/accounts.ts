import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { auditListSchema } from './hours.js';
import { pageQuerySchema } from './page-query.js';
import { ROLES, SIGN_IN_WAYS, TOKEN_SCOPES } from './roles.js';
import {
  DIRECTION_FAULT,
  NO_DIRECTION_CONTROLS,
  countSchema,
  dateSchema,
  emailSchema,
  idSchema,
  instantSchema,
  lineSchema,
  revisionSchema,
} from './vocabulary.js';

const named = z.object({ id: idSchema, name: z.string() });

/** An account that may sign in, as the coordinator sees it. */
export const listedAccountSchema = z
  .object({
    id: z.int().positive(),
    label: z.string().describe('A function such as "Harford liaison", not a person.'),
    email: emailSchema.nullable().describe('Where its sign-in links are mailed; null: nowhere. A desk has none.'),
    isEmailConfirmed: z.boolean().describe('Whether a link that was mailed to the address has been used.'),
    role: z.enum(ROLES),
    signsInBy: z
      .enum(SIGN_IN_WAYS)
      .describe('`organization`: by OpenID Connect; it has no link, and its role follows its organization.'),
    libraries: z.array(named).describe('Those of a liaison, a viewer or a provider; empty for other roles.'),
    queues: z.array(named).describe('Those at which a desk answers; empty for other roles.'),
    signedInOn: dateSchema.nullable().describe('The UTC day of the last sign-in; null: never.'),
    activeOn: dateSchema
      .nullable()
      .optional()
      .describe('The UTC day of the last sign-in, use of a page or change; null: none. Absent: an older server.'),
    sessions: countSchema.describe('Browsers that are signed in.'),
    sessionsUntil: instantSchema.nullable().describe('When the last of them is signed out if none is used again.'),
    invitedUntil: instantSchema.nullable().describe('Until when there is a link that nobody has used yet.'),
    isYou: z.boolean().describe('Whether this session is of that account.'),
    revision: countSchema.describe('Name it in a change: it is refused where somebody has changed the account since.'),
  })
  .meta({ id: 'ListedAccount' });
export type ListedAccount = z.infer<typeof listedAccountSchema>;

/** Accounts by label, a page of them. Errors: 403 `coordinator-only`. */
export const accountListSchema = z
  .object({
    accounts: z.array(listedAccountSchema),
    total: countSchema.describe('How many match, on all pages.'),
  })
  .meta({ id: 'AccountList' });
export type AccountList = z.infer<typeof accountListSchema>;

const labelSchema = lineSchema.regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT).trim().min(1).max(80);

/** Somebody to invite. The same label, role, libraries and queues are the same account. Errors: 422 names the field. */
export const newAccountSchema = z.strictObject({
  role: z.enum(ROLES),
  label: labelSchema.optional().describe('Absent: named after the role and what it is for; required for a provider.'),
  email: emailSchema
    .optional()
    .describe(
      'Where its sign-in links are mailed; absent: as it is. Two accounts cannot have the same; a desk has none.',
    ),
  libraries: z
    .array(idSchema)
    .max(2000)
    .default([])
    .describe('At least one for a liaison or a viewer, any for a provider, none for other roles; 2,000 at most.'),
  queues: z
    .array(idSchema)
    .max(2000)
    .default([])
    .describe('At least one for a desk, none for other roles; 2,000 at most.'),
});
export type NewAccount = z.input<typeof newAccountSchema>;

/** What a person's account should be from now on; a desk's cannot be changed. Errors: 409 `stale-revision`; 422 names the field. */
export const roleChangeSchema = z.strictObject({
  role: z.enum(ROLES).exclude(['desk']),
  label: labelSchema.optional().describe('Absent: named after the role and what it is for.'),
  libraries: z
    .array(idSchema)
    .max(2000)
    .default([])
    .describe('At least one for a liaison or a viewer, any for a provider, none for other roles; 2,000 at most.'),
  revision: revisionSchema.describe('The one that was shown.'),
});
export type RoleChange = z.input<typeof roleChangeSchema>;

/** Something that an account has made and that works without it; it ends with the account. */
export const credentialSchema = z.object({
  kind: z.enum(['api-token', 'desk-token', 'calendar-address', 'atom-address', 'report-link']),
  name: z.string().describe('What it is for: the name of the token, desk, library or tier.'),
});
export type Credential = z.infer<typeof credentialSchema>;

/** All of an account. */
export const credentialListSchema = z.object({ credentials: z.array(credentialSchema) }).meta({ id: 'CredentialList' });
export type CredentialList = z.infer<typeof credentialListSchema>;

/** What an account has made. */
export const credentialsApi = api('accounts', {
  list: endpoint('GET /v1/accounts/{account}/credentials', {
    access: 'coordinator',
    summary: 'The tokens, addresses and links that an account has made, which end with it',
    reply: credentialListSchema,
    problems: [404],
  }),
});

/** Where the sign-in links of this session's account are mailed. */
export const accountEmailSchema = z
  .object({
    email: emailSchema.nullable().describe('Null: nowhere.'),
    isConfirmed: z.boolean().describe('Whether a link that was mailed to the address has been used.'),
    pending: z
      .object({ email: emailSchema, until: instantSchema })
      .nullable()
      .describe('An address that replaces it once the link in a mail to it is used, until then.'),
    changeableUntil: instantSchema
      .nullable()
      .describe('Until when this session may change it: ten minutes after its sign-in. Null: sign in again.'),
    isAvailable: z
      .boolean()
      .describe('Whether this server can send mail; if not, only the coordinator sets addresses.'),
    revision: countSchema.describe('Of the account: name it in a change.'),
  })
  .meta({ id: 'AccountEmail' });
export type AccountEmail = z.infer<typeof accountEmailSchema>;

/**
 * A new address, or null for none. An address counts once the link that is mailed to it is used; the former one is notified.
 * The answer is the same where another account has the address: that one's mail does not come. Errors: 403 `sign-in-again`;
 * 409 `no-mail` where the server sends none; 409 `desk-account`; 409 `stale-revision`.
 */
export const emailChangeSchema = z.strictObject({
  email: emailSchema.nullable(),
  revision: revisionSchema.describe('The one that was shown.'),
});
export type EmailChange = z.infer<typeof emailChangeSchema>;

/** A sign-in link. It is in this answer, and never shown again. */
export const invitationSchema = z
  .object({
    account: listedAccountSchema,
    link: z.url().describe('Works once.'),
    until: instantSchema.describe('72 hours after it was made.'),
    mail: z
      .enum(['sent', 'failed', 'none'])
      .describe('Whether it was mailed to the account; `none`: no address is known, or no mail server is set up.'),
  })
  .meta({ id: 'InvitationLink' });
export type InvitationLink = z.infer<typeof invitationSchema>;

/** A browser that is signed in: when, and nothing about which. Units: instants to the hour. */
export const listedSessionSchema = z.object({
  id: z.int().positive(),
  openedAt: instantSchema,
  usedAt: instantSchema,
  endsAt: instantSchema.describe('When it is signed out if it is not used again.'),
  isThis: z.boolean().describe('Whether it is the browser that asks.'),
});
export type ListedSession = z.infer<typeof listedSessionSchema>;

/** Where an account is signed in, the browser used last first. */
export const sessionListSchema = z.object({ sessions: z.array(listedSessionSchema) }).meta({ id: 'SessionList' });
export type SessionList = z.infer<typeof sessionListSchema>;

/** What is kept about an account. */
export const accountDataSchema = z
  .object({
    account: z.object({
      number: z.int().positive(),
      label: z.string(),
      email: emailSchema.nullable(),
      isEmailConfirmed: z.boolean().describe('Whether a link that was mailed to the address has been used.'),
      phone: z.string().nullable(),
      showsPhone: z.boolean().describe('Whether liaisons and coordinators see the phone in the directory.'),
      role: z.enum(ROLES),
      signsInBy: z.enum(SIGN_IN_WAYS).describe('`organization`: a hash of who it is at the provider is kept.'),
      libraries: z.array(idSchema),
      queues: z.array(idSchema),
      createdAt: instantSchema,
      endedAt: instantSchema.nullable(),
      signedInOn: dateSchema.nullable().describe('The UTC day of the last sign-in; null: never.'),
      invitedEmail: emailSchema.nullable().describe('The address that a colleague invited.'),
      invitedBy: z.number().nullable().describe('The number of the account that invited it; null: not recorded.'),
    }),
    sessions: z.array(z.object({ openedAt: instantSchema, usedAt: instantSchema, endsAt: instantSchema })),
    emailChanges: z
      .array(
        z.object({
          kind: z.enum(['confirm', 'undo', 'undone']),
          email: emailSchema,
          createdAt: instantSchema,
          endsAt: instantSchema,
        }),
      )
      .describe(
        'Mails about a change of the address: to the new one for confirmation, to the former one for its undo.',
      ),
    tokens: z
      .array(
        z.object({
          name: z.string(),
          scopes: z.array(z.enum(TOKEN_SCOPES)),
          libraries: z.array(idSchema),
          endsAt: instantSchema,
          usedOn: dateSchema.nullable(),
        }),
      )
      .describe('API tokens, with those that have ended.'),
    entries: z
      .array(
        z.object({
          id: z.int(),
          at: instantSchema,
          byThisAccount: z.boolean().describe('False: something that was done to this account.'),
          subject: z.string(),
          action: z.string(),
          before: z.unknown(),
          after: z.unknown(),
          note: z.string().nullable(),
        }),
      )
      .describe('The entries of the audit log by this account or about it, oldest first.'),
  })
  .meta({ id: 'AccountData' });
export type AccountData = z.infer<typeof accountDataSchema>;

/** The routes of accounts, and of the account of a session. */
export const accountsApi = api('accounts', {
  list: endpoint('GET /v1/accounts', {
    access: 'coordinator',
    summary: 'Who may sign in, by label, a page at a time',
    query: pageQuerySchema,
    reply: accountListSchema,
  }),
  invite: endpoint('POST /v1/accounts', {
    access: 'coordinator',
    summary: 'Invite a person: a sign-in link for 72 hours, shown once, and mailed where an address is known',
    body: newAccountSchema,
    reply: invitationSchema,
    status: 201,
  }),
  inviteAgain: endpoint('POST /v1/accounts/{account}/invitations', {
    access: 'coordinator',
    summary: 'Invite again: a new link that replaces the unused ones',
    reply: invitationSchema,
    status: 201,
    problems: [404, 409],
  }),
  withdrawInvitations: endpoint('DELETE /v1/accounts/{account}/invitations', {
    access: 'coordinator',
    summary: 'Withdraw the unused links',
    problems: [404],
  }),
  endSessions: endpoint('POST /v1/accounts/{account}/sessions/end', {
    access: 'coordinator',
    summary: 'Sign an account out wherever it is signed in',
    problems: [404],
  }),
  end: endpoint('DELETE /v1/accounts/{account}', {
    access: 'coordinator',
    summary: 'End an account, its links, its sessions and its streams, and what it has made that works without it',
    reply: credentialListSchema,
    problems: [404, 409],
  }),
  changeRole: endpoint('PUT /v1/accounts/{account}/role', {
    access: 'coordinator',
    summary: 'Change the role, libraries and label of a person’s account; its next request has them',
    body: roleChangeSchema,
    reply: listedAccountSchema,
    problems: [404],
  }),
  audit: endpoint('GET /v1/accounts/{account}/audit', {
    access: 'coordinator',
    summary: 'Sign-ins, invitations and endings of an account, newest first',
    reply: auditListSchema,
    problems: [404],
  }),
  data: endpoint('GET /v1/accounts/{account}/data', {
    access: 'coordinator',
    summary: 'What is kept about an account',
    reply: accountDataSchema,
    problems: [404],
  }),
  deleteData: endpoint('DELETE /v1/accounts/{account}/data', {
    access: 'coordinator',
    summary: 'End an account and delete what is kept about it; its number stays in the audit log',
    problems: [404, 409],
  }),
  ownData: endpoint('GET /v1/session/data', {
    access: 'own-account',
    summary: 'What is kept about this account',
    reply: accountDataSchema,
  }),
  deleteOwnData: endpoint('DELETE /v1/session/data', {
    access: 'own-account',
    summary: 'End this account and delete what is kept about it',
    problems: [409],
  }),
  ownEmail: endpoint('GET /v1/session/email', {
    access: 'own-account',
    summary: 'Where this account’s sign-in links are mailed',
    reply: accountEmailSchema,
  }),
  setOwnEmail: endpoint('PUT /v1/session/email', {
    access: 'own-account',
    summary: 'Ask for another address for sign-in links, or remove it',
    body: emailChangeSchema,
    reply: accountEmailSchema,
    problems: [429],
  }),
  ownSessions: endpoint('GET /v1/sessions', {
    access: 'own-account',
    summary: 'Where this account is signed in, the browser used last first',
    reply: sessionListSchema,
  }),
  endOwnSessions: endpoint('POST /v1/sessions/end', {
    access: 'own-account',
    summary: 'Sign out everywhere, here too',
  }),
  endOwnSession: endpoint('DELETE /v1/sessions/{session}', {
    access: 'own-account',
    summary: 'Sign one of this account’s browsers out',
    problems: [404],
  }),
});
