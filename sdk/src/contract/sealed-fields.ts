import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { revisionQuerySchema } from './path-parameters.js';
import { SEALED_CHARS_MAX, SEALED_FIELDS } from './sealed-limits.js';
import {
  DIRECTION_MARKS_FAULT,
  NO_DIRECTION_MARKS,
  countSchema,
  idSchema,
  instantSchema,
  lineSchema,
  revisionSchema,
} from './vocabulary.js';

const sealedLineSchema = lineSchema
  .trim()
  .min(1)
  .max(SEALED_CHARS_MAX)
  .regex(NO_DIRECTION_MARKS, DIRECTION_MARKS_FAULT);

/** One field, without its value. */
export const sealedFieldSchema = z.object({
  field: z.enum(SEALED_FIELDS),
  label: z.string(),
  state: z
    .enum(['sealed', 'other-key'])
    .describe('`other-key`: it was sealed with a key that the server no longer has. Enter it again.'),
  revision: countSchema.describe('Name it in a change: it is refused where somebody else has changed the field since.'),
  changedAt: instantSchema,
  by: z.string().describe('The account that entered it.'),
});
export type SealedField = z.infer<typeof sealedFieldSchema>;

/** `GET /v1/libraries/{id}/sealed` */
export const sealedFieldListSchema = z
  .object({
    library: idSchema,
    zone: z.string().describe("The library's IANA time zone."),
    isSetUp: z.boolean().describe('False: the server has no key, stores no value, and reveals none.'),
    fields: z.array(sealedFieldSchema).describe('Those that were entered.'),
  })
  .meta({ id: 'SealedFieldList' });
export type SealedFieldList = z.infer<typeof sealedFieldListSchema>;

/** `PUT /v1/libraries/{id}/sealed/{field}`. Errors: 409 `not-set-up`, `stale-revision`; 422 names the field. */
export const sealedFieldChangeSchema = z.strictObject({
  label: sealedLineSchema.describe('What it is, like "Test card for e-books".'),
  value: sealedLineSchema.describe('It is encrypted before it is stored.'),
  revision: revisionSchema.describe('The one that was shown; 0: none was entered.'),
});
export type SealedFieldChange = z.infer<typeof sealedFieldChangeSchema>;

/** `POST /v1/libraries/{id}/sealed/{field}/reveal` */
export const revealedFieldSchema = z
  .object({
    value: z.string(),
    shownForSec: countSchema.describe('Hide it after this time.'),
  })
  .meta({ id: 'RevealedField' });
export type RevealedField = z.infer<typeof revealedFieldSchema>;

/** The routes of sealed fields. */
export const sealedFieldsApi = api('local-facts', {
  list: endpoint('GET /v1/libraries/{library}/sealed', {
    access: 'any-account',
    summary: "A library's sealed fields, without their values",
    reply: sealedFieldListSchema,
  }),
  set: endpoint('PUT /v1/libraries/{library}/sealed/{field}', {
    access: 'own-library',
    summary: 'Enter a sealed field, in place of the former one',
    body: sealedFieldChangeSchema,
    reply: sealedFieldListSchema,
  }),
  remove: endpoint('DELETE /v1/libraries/{library}/sealed/{field}', {
    access: 'own-library',
    summary: 'Remove a sealed field',
    query: revisionQuerySchema,
    reply: sealedFieldListSchema,
  }),
  reveal: endpoint('POST /v1/libraries/{library}/sealed/{field}/reveal', {
    access: 'any-account',
    summary: 'Reveal a sealed field; each time is in the audit log. Not for viewers',
    reply: revealedFieldSchema,
    problems: [409, 429],
  }),
});
