import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { CONTACT_NAME_CHARS_MAX, CONTACT_NOTE_CHARS_MAX, CONTACT_VERIFY_DAYS } from './local-limits.js';
import { pageQuerySchema } from './page-query.js';
import { revisionQuerySchema } from './path-parameters.js';
import {
  DIRECTION_MARKS_FAULT,
  NO_DIRECTION_MARKS,
  countSchema,
  emailSchema,
  idSchema,
  instantSchema,
  lineSchema,
  noteSchema,
  revisionSchema,
} from './vocabulary.js';

/** What has become of a mail that asks whether a contact is right. */
export const CONTACT_CHECK_STATES = ['waiting', 'sent', 'not-sent', 'right', 'changed'] as const;

/** Whom those who answer chats refer a patron to: an office, a desk or a role of the library. */
export const contactSchema = z
  .object({
    id: z.int().positive(),
    library: idSchema,
    name: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    page: z.string().nullable(),
    note: z.string().nullable(),
    verifiedAt: instantSchema.describe('When somebody last said that it is right.'),
    isDue: z.boolean().describe(`Not verified for ${CONTACT_VERIFY_DAYS} days.`),
    check: z
      .object({
        at: instantSchema.describe('When it was asked for, or answered.'),
        state: z
          .enum(CONTACT_CHECK_STATES)
          .describe('`waiting` to be sent · `sent` · `not-sent`: given up · or what was answered.'),
        detail: z.string().nullable().describe('Why the last attempt to send it failed.'),
      })
      .nullable()
      .describe(
        'The latest mail that asks whether it is right; null: none, or the contact was verified since it found a fault.',
      ),
    revision: countSchema,
    changedAt: instantSchema,
    by: z.string().describe('The account that wrote it.'),
  })
  .meta({ id: 'Contact' });
export type Contact = z.infer<typeof contactSchema>;

/** `GET /v1/libraries/{id}/contacts`: by name. */
export const contactListSchema = z
  .object({
    zone: z.string().describe("The library's IANA time zone."),
    hasMail: z.boolean().describe('Whether this server can send mail.'),
    contacts: z.array(contactSchema),
  })
  .meta({ id: 'ContactList' });
export type ContactList = z.infer<typeof contactListSchema>;

/** Most contacts of one search. */
export const CONTACT_SEARCH_LIMIT = 20;

/** `GET /v1/contacts?q=`: contacts of all libraries that have these words, by name. */
export const contactSearchSchema = z
  .object({
    contacts: z.array(
      z.object({
        ...contactSchema.pick({ id: true, name: true, phone: true, email: true, page: true }).shape,
        library: z.object({ id: idSchema, name: z.string() }),
      }),
    ),
  })
  .meta({ id: 'ContactSearch' });
export type ContactSearch = z.infer<typeof contactSearchSchema>;

const phoneSchema = z
  .string()
  .trim()
  .regex(/^[0-9+()., x\-/]{3,40}$/, 'a phone number like "410-555-0100 x 12", or nothing');

/** A new contact, or a change of one: it counts as verified. Errors: 409 `stale-revision`; 422 names the field. */
export const contactChangeSchema = z.strictObject({
  name: lineSchema.trim().min(1).max(CONTACT_NAME_CHARS_MAX).regex(NO_DIRECTION_MARKS, DIRECTION_MARKS_FAULT),
  phone: phoneSchema.nullable(),
  email: emailSchema.nullable(),
  page: z
    .url({ protocol: /^https?$/, error: 'the address of a page, like "https://www.library.example/help", or nothing' })
    .max(500)
    .regex(/^[\x21-\x7e]+$/, 'an address without spaces')
    .nullable(),
  note: noteSchema
    .trim()
    .min(1)
    .max(CONTACT_NOTE_CHARS_MAX)
    .regex(NO_DIRECTION_MARKS, DIRECTION_MARKS_FAULT)
    .nullable(),
  revision: revisionSchema.describe('The one that was shown; 0: a new contact.'),
});
export type ContactChange = z.infer<typeof contactChangeSchema>;

/** `POST /v1/libraries/{id}/contacts/{contact}/check`. Errors: 409 `no-mail`, `no-address`, `too-soon`. */
export const contactCheckSchema = z.strictObject({
  to: z.enum(['contact', 'me']).describe("The contact's address, or that of the signed-in account."),
});
export type ContactCheck = z.infer<typeof contactCheckSchema>;

/** A liaison, for the others. */
export const liaisonSchema = z.object({
  name: z.string().describe('The label of the account.'),
  libraries: z.array(z.object({ id: idSchema, name: z.string() })),
  email: z.string().nullable().describe('Null: none, or the person does not show it here.'),
  phone: z
    .string()
    .nullable()
    .describe('Null: none, or the person does not show it, or the reader is neither a liaison nor the coordinator.'),
});
export type Liaison = z.infer<typeof liaisonSchema>;

/** `GET /v1/directory`: the liaisons, by name. */
export const directorySchema = z.object({ liaisons: z.array(liaisonSchema) }).meta({ id: 'Directory' });
export type Directory = z.infer<typeof directorySchema>;

/** `GET /v1/session/directory` */
export const directoryChoiceSchema = z
  .object({
    showEmail: z.boolean().describe('Whether everybody who is signed in sees the address in the directory.'),
    phone: z.string().nullable(),
    showPhone: z.boolean().describe('Whether liaisons and coordinators see the phone in the directory.'),
    getsMessages: z.boolean().describe('Whether the account gets what a liaison writes to all liaisons.'),
  })
  .meta({ id: 'DirectoryChoice' });
/** `PUT /v1/session/directory`: what is absent stays. Errors: 422 names the field. */
export const directoryChangeSchema = z
  .strictObject({ ...directoryChoiceSchema.shape, phone: phoneSchema.nullable() })
  .partial();
export type DirectoryChange = z.infer<typeof directoryChangeSchema>;
export type DirectoryChoice = z.infer<typeof directoryChoiceSchema>;

/** The routes of contacts. */
export const contactsApi = api('local-facts', {
  list: endpoint('GET /v1/libraries/{library}/contacts', {
    access: 'any-account',
    summary: "A library's contacts, by name",
    reply: contactListSchema,
  }),
  search: endpoint('GET /v1/contacts', {
    access: 'any-account',
    summary: "Search all libraries' contacts",
    query: z.object({
      q: pageQuerySchema.shape.q
        .unwrap()
        .min(1)
        .describe(
          'Words. Each is in the name or the note of the contact, or in the name of its library; not all in the latter.',
        ),
    }),
    reply: contactSearchSchema,
  }),
  add: endpoint('POST /v1/libraries/{library}/contacts', {
    access: 'own-library',
    summary: 'Add a contact',
    body: contactChangeSchema,
    reply: contactSchema,
    status: 201,
  }),
  change: endpoint('PUT /v1/libraries/{library}/contacts/{contact}', {
    access: 'own-library',
    summary: 'Change a contact; it counts as verified then',
    body: contactChangeSchema,
    reply: contactSchema,
  }),
  verify: endpoint('POST /v1/libraries/{library}/contacts/{contact}/verified', {
    access: 'own-library',
    summary: 'Say that a contact is right as it is',
    body: z.strictObject({ revision: revisionSchema.describe('The one that was shown.') }),
    reply: contactSchema,
  }),
  check: endpoint('POST /v1/libraries/{library}/contacts/{contact}/check', {
    access: 'own-library',
    summary: 'Ask by mail whether a contact is still right',
    body: contactCheckSchema,
    reply: contactSchema,
    status: 202,
    problems: [409, 429],
  }),
  remove: endpoint('DELETE /v1/libraries/{library}/contacts/{contact}', {
    access: 'own-library',
    summary: 'Remove a contact',
    query: revisionQuerySchema,
  }),
});

/** The routes of the directory. */
export const directoryApi = api('local-facts', {
  list: endpoint('GET /v1/directory', {
    access: 'any-account',
    summary: 'The liaisons of all libraries, by name',
    reply: directorySchema,
  }),
  getChoice: endpoint('GET /v1/session/directory', {
    access: 'own-account',
    summary: 'What the directory shows of this account, and whether it gets mails to all liaisons',
    reply: directoryChoiceSchema,
  }),
  choose: endpoint('PUT /v1/session/directory', {
    access: 'own-account',
    summary: 'Show or hide this account’s address or phone in the directory; start or stop mails to all liaisons',
    body: directoryChangeSchema,
    reply: directoryChoiceSchema,
  }),
});
