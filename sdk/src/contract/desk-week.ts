import { z } from 'zod';
import { openNowFields } from './coverage.js';
import { api, endpoint } from './endpoint.js';
import { cooperativeHolidaysSchema, sharedDeskSchema, shiftServiceSchema } from './shared-hours.js';
import {
  askedDateSchema,
  countSchema,
  dateSchema,
  idSchema,
  instantSchema,
  stretchSchema,
  tierSchema,
} from './vocabulary.js';

const span = { start: instantSchema, end: instantSchema };

/** A time in which a library is to be at a shared desk. */
export const dutySchema = z.object({
  ...span,
  library: idSchema.describe('That works the hour.'),
  service: shiftServiceSchema,
  people: countSchema,
  why: z
    .enum(['owed', 'covering', 'making-up'])
    .describe('By the weekly pattern; accepted from another library; for an hour that it did not cover.'),
  owedBy: idSchema.describe('Whose hour it is: of a covering one the library that gave it.'),
  endsAtClosing: z.boolean().describe('Its people may leave ten minutes earlier.'),
});
/** A time in which a library is to be at a shared desk. */
export type DeskDuty = z.infer<typeof dutySchema>;

/**
 * A week of a shared desk: who is to be there when, and where that is too few people or too many.
 * Shape: lists sorted by start. What extends beyond the week is complete, but for `hours` and `uneven`, which are cut to it.
 * Units: instants in UTC.
 * Source: the desk's shifts, hours and needs, with the hours that libraries give, take and make up.
 */
export const deskWeekSchema = z
  .object({
    queue: idSchema,
    name: z.string(),
    tier: tierSchema,
    zone: z.string().describe('IANA time zone of the desk: its days begin and end by it.'),
    week: dateSchema.describe("First of seven civil days of the desk's zone."),
    from: instantSchema,
    to: instantSchema,
    knownUntil: instantSchema
      .nullable()
      .describe('How far ahead shifts are written out as instants: later ones are left out. Null: not yet.'),
    shared: sharedDeskSchema.describe('Of the libraries those that this week names, also where one has left since.'),
    now: z.object(openNowFields).describe('Whether patrons find the desk open now, whichever week is asked for.'),
    hours: z
      .array(stretchSchema)
      .nullable()
      .describe(
        "Service hours, merged, without the cooperative's holidays: nobody owes an hour on one. Null: unknown.",
      ),
    duties: z.array(dutySchema),
    open: z
      .array(z.object({ ...span, label: z.string() }))
      .describe('Open hours: shifts that no library owes. Nobody counts as scheduled by them.'),
    offers: z
      .array(
        z.object({
          id: z.int().positive(),
          ...span,
          library: idSchema.describe('That owes the hour and gives it.'),
          service: shiftServiceSchema,
        }),
      )
      .describe('Hours that libraries give and nobody has accepted yet.'),
    uneven: z
      .array(z.object({ ...span, needed: countSchema, scheduled: countSchema }))
      .describe(
        'Where another number of people is scheduled than needed. Empty while the hours are unknown, and of a desk without shifts, which is open by its hours.',
      ),
    holidays: cooperativeHolidaysSchema.describe('Of these days.'),
    closings: z
      .array(z.object({ ...span, library: idSchema }))
      .describe('Times in which libraries have announced that they are closed.'),
  })
  .meta({ id: 'DeskWeek' });
export type DeskWeek = z.infer<typeof deskWeekSchema>;

/** The route of a shared desk's week. */
export const deskWeekApi = api('shifts', {
  get: endpoint('GET /v1/queues/{queue}/week', {
    access: 'any-account',
    summary: 'A week of a shared desk: which library is to be there when, and where people are too few or too many',
    query: z.object({
      from: askedDateSchema.optional().describe("First of seven days, by the desk's zone; absent: this week's Monday."),
    }),
    reply: deskWeekSchema,
  }),
});
