import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import {
  KEY_PAGE_NAME_CHARS_MAX,
  PROPOSED_ADDRESSES_MAX,
  PROPOSED_REASON_CHARS_MAX,
} from './proposed-address-limits.js';
import { pageKindSchema } from './standard.js';
import { DIRECTION_MARKS_FAULT, idSchema, instantSchema, lineSchema, NO_DIRECTION_MARKS } from './vocabulary.js';

/** `waiting` for the coordinator · `accepted`: registered · `declined`. */
export const PROPOSED_ADDRESS_STATES = ['waiting', 'accepted', 'declined'] as const;
export type ProposedAddressState = (typeof PROPOSED_ADDRESS_STATES)[number];

/** A site or a key page that a library proposes. Nothing is counted there before the coordinator has accepted it. */
export const proposedAddressSchema = z
  .object({
    id: z.int().positive(),
    library: z.object({ id: idSchema, name: z.string(), zone: z.string().describe('IANA name.') }),
    origin: z.string().describe('The site, as browsers name it.'),
    isNewSite: z.boolean().describe('The site is not registered yet: accepting registers it.'),
    page: z
      .object({
        name: z.string(),
        kind: pageKindSchema,
        pattern: z.string().describe('Its path, as pages are counted.'),
      })
      .nullable()
      .describe('The key page; null: the site alone.'),
    state: z.enum(PROPOSED_ADDRESS_STATES),
    by: z.string().describe('The account that proposed it.'),
    isOwn: z.boolean().describe('The asking account proposed it, and may withdraw it while it waits.'),
    at: instantSchema,
    answer: z
      .object({ by: z.string(), at: instantSchema, reason: z.string().describe('Empty: none was given.') })
      .nullable()
      .describe('Null: it waits.'),
    isUnread: z.boolean().describe('The asking account proposed it, and has not acknowledged the answer.'),
  })
  .meta({ id: 'ProposedAddress' });
export type ProposedAddress = z.infer<typeof proposedAddressSchema>;

/** Those that wait come first, then those whose answer nobody has acknowledged, then the latest. */
export const proposedAddressListSchema = z
  .object({ addresses: z.array(proposedAddressSchema) })
  .meta({ id: 'ProposedAddressList' });
export type ProposedAddressList = z.infer<typeof proposedAddressListSchema>;

const textSchema = lineSchema.trim().regex(NO_DIRECTION_MARKS, DIRECTION_MARKS_FAULT);

/** `POST /v1/libraries/{library}/proposed-addresses`. Errors: 409 `quota-reached`; 422 names the field. */
export const newProposedAddressSchema = z.strictObject({
  address: textSchema
    .max(500)
    .describe('Of a page, like "https://www.example.org/contact", without what follows "?" or "#".'),
  kind: pageKindSchema
    .nullable()
    .default(null)
    .describe('What the page is; null: the site alone, which must be a new one.'),
  name: textSchema
    .max(KEY_PAGE_NAME_CHARS_MAX)
    .default('')
    .describe('What people call the page; empty: it is named by its kind.'),
});
export type NewProposedAddress = z.input<typeof newProposedAddressSchema>;
/** As the server reads it. */
export type AskedAddress = z.output<typeof newProposedAddressSchema>;

/** `PUT /v1/proposed-addresses/{address}/answer`. Errors: 409 `already-answered` or `not-now`. */
export const proposedAddressAnswerSchema = z.strictObject({
  state: z.enum(['accepted', 'declined']),
  reason: textSchema.max(PROPOSED_REASON_CHARS_MAX).default('').describe('A sentence for the one who proposed it.'),
});
export type ProposedAddressAnswer = z.input<typeof proposedAddressAnswerSchema>;
/** As the server reads it. */
export type ReadAnswer = z.output<typeof proposedAddressAnswerSchema>;

/** The routes of proposed addresses. */
export const proposedAddressesApi = api('registration', {
  list: endpoint('GET /v1/libraries/{library}/proposed-addresses', {
    access: 'own-library',
    summary: 'The sites and key pages that a library has proposed',
    reply: proposedAddressListSchema,
  }),
  propose: endpoint('POST /v1/libraries/{library}/proposed-addresses', {
    access: 'own-library',
    summary: `Propose a site or a key page of a library; at most ${PROPOSED_ADDRESSES_MAX} wait at once`,
    body: newProposedAddressSchema,
    reply: proposedAddressSchema,
    status: 201,
  }),
  withdraw: endpoint('DELETE /v1/libraries/{library}/proposed-addresses/{address}', {
    access: 'own-library',
    summary: 'Withdraw an address that the asking account has proposed, while it waits',
    problems: [409],
  }),
  acknowledge: endpoint('POST /v1/libraries/{library}/proposed-addresses/{address}/acknowledgement', {
    access: 'own-library',
    summary: 'Acknowledge the answer to an address that the asking account has proposed',
    reply: proposedAddressSchema,
    problems: [404, 409],
  }),
  listAll: endpoint('GET /v1/proposed-addresses', {
    access: 'coordinator',
    summary: 'The proposed addresses of all libraries that wait, the oldest first',
    reply: proposedAddressListSchema,
  }),
  answer: endpoint('PUT /v1/proposed-addresses/{address}/answer', {
    access: 'coordinator',
    summary: 'Accept a proposed address, which registers it at once, or decline it',
    body: proposedAddressAnswerSchema,
    reply: proposedAddressSchema,
    problems: [404, 409],
  }),
});
