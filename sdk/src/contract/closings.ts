import { z } from 'zod';
import { availabilitySchema } from './availability.js';
import { api, endpoint } from './endpoint.js';
import { messageTextSchema } from './library-message.js';
import { MESSAGE_DAYS } from './limits.js';
import {
  askedInstantSchema,
  countSchema,
  idSchema,
  instantSchema,
  noteSchema,
  stretchSchema,
  tierSchema,
} from './vocabulary.js';

/** Why a desk stays as it is: it is closed for as long already; its hours are not known; it does not open again today. */
export const CLOSING_STAYS = ['closed-already', 'hours-unknown', 'no-hours-left'] as const;

const namedSchema = z.object({ id: idSchema, name: z.string() });

/**
 * Desks to close, as on a snow day: the local desks of libraries, and shared desks that are named one by one.
 * Errors: 404 `unknown-library`, `unknown-queue` and 422 name the field.
 */
export const closingAskSchema = z.strictObject({
  libraries: z
    .union([z.literal('all'), z.array(idSchema).max(2000)], { error: '"all", or a list of at most 2,000 libraries' })
    .describe('Whose local desks close; `all`: every library of the session.'),
  shared: z.array(idSchema).max(100).default([]).describe('Statewide and global desks that close, too.'),
  until: z
    .union([z.enum(['closing', 'morning']), askedInstantSchema], {
      error: '"closing", "morning", or an instant in UTC like "2026-11-24T14:00:00Z"',
    })
    .describe("`closing`: each desk's own end of today's hours; `morning`: 6 AM tomorrow by each desk's clock."),
  text: messageTextSchema
    .optional()
    .describe(`What patrons of these libraries read meanwhile; then \`until\` is within ${MESSAGE_DAYS} days.`),
});
export type ClosingAsk = z.input<typeof closingAskSchema>;

/** What a closing would do, before it is made. */
export const closingPlanSchema = z
  .object({
    at: instantSchema.describe('Closed from then on.'),
    seen: z
      .string()
      .describe('Names this preview: a closing that sends it is refused where anything has changed since.'),
    desks: z.array(
      z.object({
        queue: idSchema,
        name: z.string(),
        tier: tierSchema,
        zone: z.string(),
        until: instantSchema.nullable().describe('Null: it stays as it is.'),
        stays: z.enum(CLOSING_STAYS).nullable(),
        hours: z.array(stretchSchema).describe('The service hours of the next seven days in which it is closed.'),
      }),
    ),
    libraries: z
      .array(
        availabilitySchema.pick({ state: true, tier: true, evidence: true, nextChange: true }).extend({
          library: idSchema,
          name: z.string(),
          zone: z.string(),
          desks: z.array(idSchema).describe('Its closing desks.'),
          message: z.boolean().describe('Whether its patrons read the sentence.'),
          replaces: z.string().nullable().describe('The sentence that this one replaces.'),
        }),
      )
      .describe('The answer that the patrons of each library of a closing desk then see.'),
    shared: z.array(namedSchema).describe('The shared desks that the session may close.'),
  })
  .meta({ id: 'ClosingPlan' });
export type ClosingPlan = z.infer<typeof closingPlanSchema>;

/** A closing. Errors: those of its preview; 409 `stale-revision` where `seen` is outdated, `nothing-to-close`. */
export const closingStartSchema = closingAskSchema.extend({
  seen: z
    .string()
    .regex(/^[\w-]{1,30}$/, 'the `seen` of a preview')
    .optional()
    .describe('Of the preview. Absent: whatever has changed since.'),
  note: noteSchema.max(200).optional(),
});

/** A closing that was made. */
export const closingMadeSchema = z
  .object({
    id: z.int().positive(),
    at: instantSchema,
    by: z.string().describe("The account's label."),
    deskCount: countSchema,
    until: instantSchema.describe('When the last of its desks opens again.'),
    zone: z.string().describe('The zone of most of its desks.'),
    undoable: z.boolean().describe('Whether it can be undone: it is not over, and was not undone.'),
  })
  .meta({ id: 'ClosingMade' });
export type ClosingMade = z.infer<typeof closingMadeSchema>;

/** The latest closings, newest first. */
export const closingListSchema = z.object({ closings: z.array(closingMadeSchema) }).meta({ id: 'ClosingList' });
export type ClosingList = z.infer<typeof closingListSchema>;

/** What an undo has restored, and what it left since somebody else has changed it. */
export const closingUndoneSchema = z
  .object({
    deskCount: countSchema.describe('Desks that are as they were before.'),
    left: z.object({
      desks: z.array(namedSchema),
      libraries: z.array(namedSchema).describe('Whose sentence was left.'),
    }),
  })
  .meta({ id: 'ClosingUndone' });
export type ClosingUndone = z.infer<typeof closingUndoneSchema>;

/** The routes of closings of several desks. */
export const closingsApi = api('hours', {
  preview: endpoint('POST /v1/closings/preview', {
    access: 'staff',
    isReadOnly: true,
    summary: 'What a closing of local desks would do, before it is made',
    body: closingAskSchema,
    reply: closingPlanSchema,
  }),
  close: endpoint('POST /v1/closings', {
    access: 'staff',
    summary: 'Close the local desks of libraries; a shared desk only where it is named',
    body: closingStartSchema,
    reply: closingMadeSchema,
    status: 201,
    problems: [409],
  }),
  list: endpoint('GET /v1/closings', {
    access: 'staff',
    summary: "The latest closings: the session's own, the coordinator's all, newest first",
    reply: closingListSchema,
  }),
  undo: endpoint('POST /v1/closings/{closing}/undo', {
    access: 'staff',
    summary: 'Restore what a closing has changed, but for what somebody has changed since',
    reply: closingUndoneSchema,
    problems: [404, 409],
  }),
});
