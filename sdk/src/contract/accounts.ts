import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
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
    libraries: z.array(named).describe('Those of a liaison or a viewer; empty for other roles.'),
    queues: z.array(named).describe('Those at which a desk answers; empty for other roles.'),
    signedInOn: dateSchema.nullable().describe('The UTC day of the last sign-in; null: never.'),
    sessions: countSchema.describe('Browsers that are signed in.'),
    sessionsUntil: instantSchema.nullable().describe('When the last of them is signed out if none is used again.'),
    invitedUntil: instantSchema.nullable().describe('Until when there is a link that nobody has used yet.'),
    isYou: z.boolean().describe('Whether this session is of that account.'),
  })
  .meta({ id: 'ListedAccount' });
/** What {@link listedAccountSchema} describes. */
export type ListedAccount = z.infer<typeof listedAccountSchema>;

/** Accounts by label, a page of them. Errors: 403 `coordinator-only`. */
export const accountListSchema = z
  .object({
    accounts: z.array(listedAccountSchema),
    total: countSchema.describe('How many match, on all pages.'),
  })
  .meta({ id: 'AccountList' });
/** What {@link accountListSchema} describes. */
export type AccountList = z.infer<typeof accountListSchema>;

const labelSchema = lineSchema.regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT);
const newLabelSchema = labelSchema.trim().min(1).max(80);

/** Somebody to invite. The same label, role, libraries and queues are the same account. Errors: 422 names the field. */
export const newAccountSchema = z.strictObject({
  role: z.enum(ROLES),
  label: newLabelSchema
    .optional()
    .describe('Absent: named after the role and what it is for; required for a provider.'),
  email: emailSchema
    .optional()
    .describe(
      'Where its sign-in links are mailed; absent: as it is. Two accounts cannot have the same; a desk has none.',
    ),
  libraries: z
    .array(idSchema)
    .max(2000)
    .default([])
    .describe('At least one for a liaison or a viewer, none for other roles; 2,000 at most.'),
  queues: z
    .array(idSchema)
    .max(2000)
    .default([])
    .describe('At least one for a desk, none for other roles; 2,000 at most.'),
});
/** What {@link newAccountSchema} describes. */
export type NewAccount = z.input<typeof newAccountSchema>;

/** Role, label and libraries of an account, as they were read. */
export const shownRoleSchema = z.object({
  role: z.enum(ROLES),
  label: labelSchema,
  libraries: z.array(idSchema).max(2000).describe('In any order.'),
});
/** What {@link shownRoleSchema} describes. */
export type ShownRole = z.infer<typeof shownRoleSchema>;

/**
 * What a person's account should be from now on; a desk's cannot be changed. Errors: 409 `stale-revision` where the account
 * is not as in `replaces`; 422 names the field.
 */
export const roleChangeSchema = z.strictObject({
  role: z.enum(ROLES).exclude(['desk']),
  label: newLabelSchema.optional().describe('Absent: named after the role and what it is for.'),
  libraries: z
    .array(idSchema)
    .max(2000)
    .default([])
    .describe('At least one for a liaison or a viewer, none for other roles; 2,000 at most.'),
  replaces: shownRoleSchema.describe('What the account is now, as it was read.'),
});
/** What {@link roleChangeSchema} describes. */
export type RoleChange = z.input<typeof roleChangeSchema>;

/** Something that an account has made and that works without it; it ends with the account. */
export const credentialSchema = z.object({
  kind: z.enum(['api-token', 'desk-token', 'calendar-address', 'atom-address', 'report-link']),
  name: z.string().describe('What it is for: the name of the token, desk, library or tier.'),
});
/** What {@link credentialSchema} describes. */
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
  })
  .meta({ id: 'AccountEmail' });
/** What {@link accountEmailSchema} describes. */
export type AccountEmail = z.infer<typeof accountEmailSchema>;

/**
 * A new address, or null for none. An address counts once the link that is mailed to it is used; the former one is notified.
 * The answer is the same where another account has the address: that one's mail does not come. Errors: 403 `sign-in-again`;
 * 409 `no-mail` where the server sends none; 409 `desk-account`; 409 `stale-revision` where another than `replaces` is stored.
 */
export const emailChangeSchema = z.strictObject({
  email: emailSchema.nullable(),
  replaces: emailSchema.nullable().describe('The address that is stored now, as it was read. Null: none.'),
});
/** What {@link emailChangeSchema} describes. */
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
/** What {@link invitationSchema} describes. */
export type InvitationLink = z.infer<typeof invitationSchema>;

/** A browser that is signed in: when, and nothing about which. Units: instants to the hour. */
export const listedSessionSchema = z.object({
  id: z.int().positive(),
  openedAt: instantSchema,
  usedAt: instantSchema,
  endsAt: instantSchema.describe('When it is signed out if it is not used again.'),
  isThis: z.boolean().describe('Whether it is the browser that asks.'),
});
/** What {@link listedSessionSchema} describes. */
export type ListedSession = z.infer<typeof listedSessionSchema>;

/** Where an account is signed in, the browser used last first. */
export const sessionListSchema = z.object({ sessions: z.array(listedSessionSchema) }).meta({ id: 'SessionList' });
/** What {@link sessionListSchema} describes. */
export type SessionList = z.infer<typeof sessionListSchema>;

/** What is kept about an account. */
export const accountDataSchema = z
  .object({
    account: z.object({
      number: z.int().positive(),
      label: z.string(),
      email: emailSchema.nullable(),
      isEmailConfirmed: z.boolean().describe('Whether a link that was mailed to the address has been used.'),
      role: z.enum(ROLES),
      signsInBy: z.enum(SIGN_IN_WAYS).describe('`organization`: a hash of who it is at the provider is kept.'),
      libraries: z.array(idSchema),
      queues: z.array(idSchema),
      createdAt: instantSchema,
      endedAt: instantSchema.nullable(),
      signedInOn: dateSchema.nullable().describe('The UTC day of the last sign-in; null: never.'),
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
/** What {@link accountDataSchema} describes. */
export type AccountData = z.infer<typeof accountDataSchema>;
