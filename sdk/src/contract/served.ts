import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { askedDateSchema, dateSchema, idSchema, instantSchema } from './vocabulary.js';

/**
 * What a library says of its people's practice in answering chats: `two-weeks` all have served in the last two weeks ·
 * `six-months` all have served in the last six months · `needs-refresher` some have not, and need a refresher.
 */
export const SERVED_STATEMENTS = ['two-weeks', 'six-months', 'needs-refresher'] as const;
export type ServedStatement = (typeof SERVED_STATEMENTS)[number];
/** How long a statement is good. Units: months. Source: cooperatives ask for service in the last six months. */
export const SERVED_GOOD_MONTHS = 6;

/** What a library has said on a day, without a name. The latest counts. */
export const servedSchema = z
  .object({
    id: z.int().positive(),
    date: dateSchema.describe("The day on which it was so, in the library's zone."),
    says: z.enum(SERVED_STATEMENTS),
    by: z.string().describe('The account that wrote it down.'),
    addedAt: instantSchema,
  })
  .meta({ id: 'Served' });
export type Served = z.infer<typeof servedSchema>;

/** `GET /v1/libraries/{id}/served`: the latest first. */
export const libraryServedSchema = z
  .object({
    library: idSchema,
    zone: z.string().describe("The library's IANA time zone."),
    today: dateSchema,
    isDue: z.boolean().describe('None of the last six months, or that people need a refresher.'),
    statements: z.array(servedSchema),
  })
  .meta({ id: 'LibraryServed' });
export type LibraryServed = z.infer<typeof libraryServedSchema>;

/** `POST /v1/libraries/{id}/served`. Errors: 422 names the field. */
export const newServedSchema = z.strictObject({
  says: z.enum(SERVED_STATEMENTS),
  date: askedDateSchema.optional().describe('Not in the future; absent: today.'),
});
export type NewServed = z.input<typeof newServedSchema>;

/** `GET /v1/served`: libraries that owe hours at a shared desk, or have said it before; what is due first, then the oldest. */
export const servedListSchema = z
  .object({
    libraries: z.array(
      z.object({
        library: idSchema,
        name: z.string(),
        isDue: z.boolean().describe('None of the last six months, or that people need a refresher.'),
        latest: servedSchema.nullable().describe('Null: none yet.'),
      }),
    ),
  })
  .meta({ id: 'ServedList' });
export type ServedList = z.infer<typeof servedListSchema>;

/** The routes of what libraries say of their people's practice. */
export const servedApi = api('training', {
  get: endpoint('GET /v1/libraries/{library}/served', {
    access: 'own-library',
    summary: "What a library says of its people's practice in answering chats, without names",
    reply: libraryServedSchema,
  }),
  add: endpoint('POST /v1/libraries/{library}/served', {
    access: 'own-library',
    summary: "Say how long ago a library's people have served; the latest statement counts",
    body: newServedSchema,
    reply: libraryServedSchema,
    status: 201,
  }),
  remove: endpoint('DELETE /v1/libraries/{library}/served/{served}', {
    access: 'own-library',
    summary: 'Remove a statement that was wrong',
  }),
  list: endpoint('GET /v1/served', {
    access: 'coordinator',
    summary: "What each library has said last of its people's practice; what is due first",
    reply: servedListSchema,
  }),
});
