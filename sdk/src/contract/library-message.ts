import { z } from 'zod';
import { libraryMessageSchema } from './availability.js';
import { api, endpoint } from './endpoint.js';
import { auditEntrySchema } from './hours.js';
import { MESSAGE_DAYS, MESSAGE_LENGTH } from './limits.js';
import { revisionQuerySchema } from './path-parameters.js';
import {
  DIRECTION_FAULT,
  NO_DIRECTION_CONTROLS,
  askedInstantSchema,
  countSchema,
  lineSchema,
  revisionSchema,
} from './vocabulary.js';

/** A sentence for patrons. */
export const messageTextSchema = lineSchema
  .regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT)
  .min(1)
  .max(MESSAGE_LENGTH)
  .refine((text) => text.trim() === text, 'a sentence without spaces around it');

/** Errors: 409 `stale-revision` where patrons see another sentence than the one that was read; 422 names the field. */
export const libraryMessageChangeSchema = z.object({
  text: messageTextSchema.describe('One sentence, like "The catalog is down until 3 PM; ask us."'),
  translations: z
    .record(z.string(), messageTextSchema)
    .optional()
    .describe('The same sentence in other `languages` of the view. Absent: none.'),
  until: askedInstantSchema.describe(`When it ends: ahead, and within ${MESSAGE_DAYS} days.`),
  revision: revisionSchema.describe('Of the sentence that was read; 0: patrons saw none.'),
});
export type LibraryMessageChange = z.infer<typeof libraryMessageChangeSchema>;

/** A library's present message and who changed it when. */
export const libraryMessageViewSchema = z
  .object({
    zone: z.string().describe("The library's IANA time zone, by which a message ends."),
    languages: z
      .array(z.string())
      .describe('What the tag speaks here beside English, by its names: a sentence may have a translation into each.'),
    message: libraryMessageSchema.nullable().describe('Null: none, or it has ended.'),
    revision: countSchema.describe('Of the sentence that was set last, which may have ended; 0: none is stored.'),
    entries: z.array(auditEntrySchema).describe('The latest changes, newest first.'),
  })
  .meta({ id: 'LibraryMessageView' });
export type LibraryMessageView = z.infer<typeof libraryMessageViewSchema>;

/** The routes of a library's message. */
export const libraryMessageApi = api('availability', {
  get: endpoint('GET /v1/libraries/{library}/message', {
    access: 'own-library',
    summary: 'The sentence that patrons see beside the button, and who changed it',
    reply: libraryMessageViewSchema,
  }),
  set: endpoint('PUT /v1/libraries/{library}/message', {
    access: 'own-library',
    summary: 'Set the sentence that patrons see beside the button; it ends by itself',
    body: libraryMessageChangeSchema,
    reply: libraryMessageViewSchema,
  }),
  end: endpoint('DELETE /v1/libraries/{library}/message', {
    access: 'own-library',
    summary: 'End the sentence now',
    query: revisionQuerySchema,
    reply: libraryMessageViewSchema,
  }),
});
