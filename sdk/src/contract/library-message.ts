import { z } from 'zod';
import { libraryMessageSchema } from './availability.js';
import { auditEntrySchema } from './hours.js';
import { MESSAGE_DAYS, MESSAGE_LENGTH } from './limits.js';
import { DIRECTION_FAULT, NO_DIRECTION_CONTROLS, askedInstantSchema, lineSchema } from './vocabulary.js';

/**
 * The sentence that patrons see, as it was read. `DELETE /v1/libraries/{id}/message` names it in its query. Errors: 409
 * `stale-revision` where patrons see another one.
 */
export const shownMessageSchema = z.object({ text: lineSchema.max(MESSAGE_LENGTH), until: askedInstantSchema });

/** `PUT /v1/libraries/{id}/message`. Errors: 409 `stale-revision` where patrons see another sentence than `replaces`; 422 names the field. */
export const libraryMessageChangeSchema = z.object({
  text: lineSchema
    .regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT)
    .min(1)
    .max(MESSAGE_LENGTH)
    .refine((text) => text.trim() === text, 'a sentence without spaces around it')
    .describe('One sentence, like "The catalog is down until 3 PM; ask us."'),
  until: askedInstantSchema.describe(`When it ends: ahead, and within ${MESSAGE_DAYS} days.`),
  replaces: shownMessageSchema
    .nullable()
    .describe('The sentence that patrons see now, as it was read. Null: none. One that has ended counts as none.'),
});
/** What {@link libraryMessageChangeSchema} describes. */
export type LibraryMessageChange = z.infer<typeof libraryMessageChangeSchema>;

/** A library's present message and who changed it when. */
export const libraryMessageViewSchema = z
  .object({
    zone: z.string().describe("The library's IANA time zone, by which a message ends."),
    message: libraryMessageSchema.nullable().describe('Null: none, or it has ended.'),
    entries: z.array(auditEntrySchema).describe('The latest changes, newest first.'),
  })
  .meta({ id: 'LibraryMessageView' });
/** What {@link libraryMessageViewSchema} describes. */
export type LibraryMessageView = z.infer<typeof libraryMessageViewSchema>;
