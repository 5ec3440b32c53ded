import { z } from 'zod';
import { listedAccountSchema } from './accounts.js';
import { api, endpoint } from './endpoint.js';
import { COLLEAGUE_ROLES, COLLEAGUES_AT_ONCE } from './roles.js';
import { emailSchema, instantSchema } from './vocabulary.js';

/** An account that the reader has invited, and that has no more rights than the reader may give. */
export const colleagueSchema = z
  .object({
    ...listedAccountSchema.pick({ id: true, label: true, libraries: true, queues: true }).shape,
    role: z.enum([...COLLEAGUE_ROLES, 'desk']),
    email: emailSchema
      .nullable()
      .describe('The address that was invited; null: none. It does not say whether another account has it.'),
    signedInOn: listedAccountSchema.shape.signedInOn,
    invitedUntil: instantSchema.nullable().describe('Until when there is a link that nobody has used yet.'),
  })
  .meta({ id: 'Colleague' });
export type Colleague = z.infer<typeof colleagueSchema>;

/** An account with a library that the reader has not invited, or may not end. */
export const otherAccessSchema = listedAccountSchema.pick({ label: true, role: true }).meta({ id: 'OtherAccess' });
export type OtherAccess = z.infer<typeof otherAccessSchema>;

/** Who has an account of a library or of its own desk, but for the reader and for coordinators: they have all libraries. */
export const colleagueListSchema = z
  .object({
    colleagues: z.array(colleagueSchema).describe('Whom the reader has invited: by role and address.'),
    others: z.array(otherAccessSchema).describe('All others: by role and label.'),
  })
  .meta({ id: 'ColleagueList' });
export type ColleagueList = z.infer<typeof colleagueListSchema>;

/** All of them are invited, or none. Errors: 422 names each address that is wrong, like `emails.1`. */
export const newColleaguesSchema = z.strictObject({
  role: z.enum(COLLEAGUE_ROLES),
  emails: z
    .array(emailSchema)
    .min(1)
    .max(COLLEAGUES_AT_ONCE)
    .describe('Each once. An address gets three invitations in a day at most: further ones are not mailed.'),
});
export type NewColleagues = z.infer<typeof newColleaguesSchema>;

/** An account with its new link. */
export const invitedColleagueSchema = z
  .object({
    colleague: colleagueSchema,
    link: z
      .url()
      .nullable()
      .describe('Works once, and is never shown again; null: it was mailed, and nobody else has it.'),
    until: instantSchema.describe('72 hours after it was made.'),
    mail: z
      .enum(['sent', 'failed', 'none'])
      .describe('`none`: a desk, or this server sends no mail. A request that is sent again mails nothing more.'),
  })
  .meta({ id: 'InvitedColleague' });
export type InvitedColleague = z.infer<typeof invitedColleagueSchema>;

/** In the order of the addresses. */
export const invitedColleaguesSchema = z
  .object({ invited: z.array(invitedColleagueSchema) })
  .meta({ id: 'InvitedColleagues' });
export type InvitedColleagues = z.infer<typeof invitedColleaguesSchema>;

/** The routes by which a liaison invites viewers and providers of a library, and makes accounts of its desks. */
export const colleaguesApi = api('accounts', {
  list: endpoint('GET /v1/libraries/{library}/colleagues', {
    access: 'own-library',
    summary: 'Who has an account of the library or its desks, and whom of them this account has invited',
    reply: colleagueListSchema,
  }),
  invite: endpoint('POST /v1/libraries/{library}/colleagues', {
    access: 'own-library',
    summary: 'Invite viewers or providers of the library by their addresses: all of them, or none',
    body: newColleaguesSchema,
    reply: invitedColleaguesSchema,
    status: 201,
    problems: [409, 429],
  }),
  inviteDesk: endpoint('POST /v1/queues/{queue}/desk-accounts', {
    access: 'editable-queue',
    summary: 'Make an account of a desk: a sign-in link for its browser, shown once',
    reply: invitedColleagueSchema,
    status: 201,
    problems: [409],
  }),
  inviteAgain: endpoint('POST /v1/colleagues/{account}/invitations', {
    access: 'staff',
    summary: 'A new link for somebody whom this account has invited, in place of the unused ones',
    reply: invitedColleagueSchema,
    status: 201,
    problems: [404, 429],
  }),
  end: endpoint('DELETE /v1/colleagues/{account}', {
    access: 'staff',
    summary: 'End the invitation or account of somebody whom this account has invited',
    problems: [404],
  }),
});
