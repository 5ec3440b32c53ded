import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import {
  askedInstantSchema,
  dateSchema,
  idSchema,
  instantSchema,
  lineSchema,
  noteSchema,
  revisionSchema,
  stretchSchema,
  tierSchema,
} from './vocabulary.js';

/** Days of the week as the cooperative's file and the hours API write them, Monday first. */
export const WEEKDAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Shape: a 24-hour clock time, `09:00`; `24:00` ends a day. */
export const clockTimeSchema = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a 24-hour clock time like "09:00"; "24:00" is allowed');

/** One opening: half-open [open, close). `close <= open` ends on the next day; equal means 24 h. */
export const openingSchema = z.strictObject({
  open: clockTimeSchema.describe("Local clock time in the queue's zone."),
  close: clockTimeSchema.describe('Local clock time; `close <= open` is on the next day.'),
});
export type Opening = z.infer<typeof openingSchema>;

/** The same opening on some days of the week. */
export const weeklyRuleSchema = openingSchema.extend({
  days: z.array(z.enum(WEEKDAYS)).min(1).describe('The days on which it starts.'),
});
export type WeeklyRule = z.infer<typeof weeklyRuleSchema>;

/** Other weekly hours between two civil days, both included. A season outranks the base, an exception outranks both. */
export const seasonSchema = z.strictObject({
  name: lineSchema.min(1).max(80).describe('What people call it.'),
  from: dateSchema.describe('The first day.'),
  to: dateSchema.describe('The last day, included.'),
  weekly: z.array(weeklyRuleSchema).describe('Its week, instead of the base week.'),
});
export type Season = z.infer<typeof seasonSchema>;

/** What one civil day, or a run of them, is instead: it owns its days, spill from the eve included. */
export const exceptionSchema = z.strictObject({
  date: dateSchema.describe('The day, or the first of several.'),
  through: dateSchema.optional().describe('The last day, included; absent: one day.'),
  open: z.array(openingSchema).describe('Empty: closed all day.'),
  note: noteSchema.max(200).optional().describe('Why, as staff would say it: "Thanksgiving".'),
});
export type Exception = z.infer<typeof exceptionSchema>;

/** A queue's promise in local terms. */
export const hoursRulesSchema = z.strictObject({
  weekly: z.array(weeklyRuleSchema).nullable().describe('Base week; null: hours unknown, no claim is made.'),
  seasons: z.array(seasonSchema).default([]).describe('Other weeks between two days.'),
  exceptions: z.array(exceptionSchema).default([]).describe('Single days, instead of either.'),
});
export type HoursRules = z.infer<typeof hoursRulesSchema>;

/** A queue's hours as the hours route returns them. */
export const queueHoursSchema = z
  .object({
    queue: idSchema,
    name: z.string(),
    tier: tierSchema,
    zone: z.string().describe('IANA time zone of all local times here.'),
    hours: hoursRulesSchema,
    closedUntil: instantSchema
      .nullable()
      .describe('Closed until this instant, whatever the hours say; null: not closed.'),
    revision: z.int().nonnegative().describe('Grows with every change; a change must name the revision that it read.'),
    editable: z.boolean().describe('Whether the asking session may change it.'),
  })
  .meta({ id: 'QueueHours' });
export type QueueHours = z.infer<typeof queueHoursSchema>;

/**
 * A change of hours.
 * Errors: 409 `stale-revision` where somebody else changed it since; 422 `invalid-hours` names the field.
 */
export const queueHoursChangeSchema = z.strictObject({
  hours: hoursRulesSchema,
  revision: revisionSchema,
});
export type QueueHoursChange = z.infer<typeof queueHoursChangeSchema>;

/** A snow day or an early end. Errors: 409 `stale-revision`; 422 where `until` is past or more than a year ahead. */
export const closedUntilChangeSchema = z.strictObject({
  until: askedInstantSchema.nullable().describe('Null opens again. At most a year ahead.'),
  revision: revisionSchema,
  note: noteSchema.max(200).optional(),
});
export type ClosedUntilChange = z.infer<typeof closedUntilChangeSchema>;

/** One change of a queue, as it was made. */
export const auditEntrySchema = z
  .object({
    at: instantSchema,
    by: z.string().describe("The account's label."),
    action: z
      .string()
      .describe(
        'What was done: `hours-changed`, `closed-until`, `undone`, `imported`, `shifts-changed`, `needed-changed`, `shifts-imported`, `shift-feed-changed`, `calendar-address-made`, `calendar-addresses-dropped`, `coverage-corrected`, `desk-added`, `desk-removed`, `presence-set`, `message-set`, `message-ended`; more may come.',
      ),
    before: z.unknown(),
    after: z.unknown(),
    note: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** A library's queues, nearest tier first. */
export const queueHoursListSchema = z.object({ queues: z.array(queueHoursSchema) }).meta({ id: 'QueueHoursList' });
export type QueueHoursList = z.infer<typeof queueHoursListSchema>;

/** A queue's latest changes, newest first. */
export const auditListSchema = z.object({ entries: z.array(auditEntrySchema) }).meta({ id: 'AuditList' });
export type AuditList = z.infer<typeof auditListSchema>;

/** What a change would do, before it is made. Errors: 422 `invalid-hours` names the field. */
export const hoursPreviewAskSchema = z.strictObject({
  hours: hoursRulesSchema,
  closedUntil: askedInstantSchema.nullable().optional().describe('Absent: as it is now.'),
});

const openStretches = z.array(stretchSchema).nullable();

/** The civil days, of the next 60, on which a change makes a difference; each stretch lies under the day it starts on. */
export const hoursPreviewSchema = z
  .object({
    queue: idSchema,
    zone: z.string(),
    days: z.array(z.object({ date: dateSchema, before: openStretches, after: openStretches })),
    libraries: z.array(z.object({ id: idSchema, name: z.string() })).describe('Whose patrons will see a change.'),
  })
  .meta({ id: 'HoursPreview' });
export type HoursPreview = z.infer<typeof hoursPreviewSchema>;

/**
 * Takes back the latest change of a queue's hours or closing; asked again, the one before it: it is never a redo. What an
 * import has set since is not taken back. Errors: 409 `stale-revision`, `nothing-to-undo`.
 */
export const undoSchema = z.strictObject({ revision: revisionSchema });
export type Undo = z.infer<typeof undoSchema>;

/** Closes several queues at once, as on a snow day. Errors: 404 for a queue that is not theirs to change; 422 where `until` is past or more than a year ahead. */
export const closingSchema = z.strictObject({
  queues: z
    .union([z.literal('all'), z.array(idSchema).min(1).max(2000)])
    .describe(
      '`all`: every queue that the session may change; one that is closed for longer stays so, and `until` null opens each. A list names 2,000 at most.',
    ),
  until: askedInstantSchema.nullable().describe('Null opens again. At most a year ahead.'),
  note: noteSchema.max(200).optional(),
});
export type Closing = z.infer<typeof closingSchema>;

/** Usual closings of one year, to be confirmed day by day. Source: 5 U.S.C. 6103 and common library practice. */
export const holidaysSchema = z
  .object({
    year: z.int(),
    holidays: z.array(
      z.object({
        date: dateSchema,
        name: z.string(),
        set: z.boolean().describe('Whether the hours have an exception on that day already.'),
      }),
    ),
  })
  .meta({ id: 'Holidays' });
export type Holidays = z.infer<typeof holidaysSchema>;

/** The federal holidays of one year, and the days on which they are observed, in order. Source: 5 U.S.C. 6103. */
export const federalHolidaysSchema = z
  .object({ year: z.int(), holidays: z.array(z.object({ date: dateSchema, name: z.string() })) })
  .meta({ id: 'FederalHolidays' });
export type FederalHolidays = z.infer<typeof federalHolidaysSchema>;

/** Juneteenth became a federal holiday in this year: the list has not changed since. */
export const FIRST_HOLIDAY_YEAR = 2021;
/** Later than anybody plans. */
export const LAST_HOLIDAY_YEAR = 2199;

const holidayYearSchema = z.object({
  year: z.coerce.number<number>().int().min(FIRST_HOLIDAY_YEAR).max(LAST_HOLIDAY_YEAR),
});

/** The routes of hours, and of the audit trail of a queue. */
export const hoursApi = api('hours', {
  get: endpoint('GET /v1/queues/{queue}/hours', {
    access: 'own-queue',
    summary: "A queue's hours",
    reply: queueHoursSchema,
  }),
  change: endpoint('PUT /v1/queues/{queue}/hours', {
    access: 'editable-queue',
    summary: "Change a queue's hours",
    body: queueHoursChangeSchema,
    reply: queueHoursSchema,
  }),
  closeUntil: endpoint('PUT /v1/queues/{queue}/closed-until', {
    access: 'editable-queue',
    summary: 'Close a queue until an instant, or open it again',
    body: closedUntilChangeSchema,
    reply: queueHoursSchema,
  }),
  undo: endpoint('POST /v1/queues/{queue}/hours/undo', {
    access: 'editable-queue',
    summary: 'Undo the latest change of hours or closing; again: the one before it',
    body: undoSchema,
    reply: queueHoursSchema,
  }),
  listAudit: endpoint('GET /v1/queues/{queue}/audit', {
    access: 'own-queue',
    summary: 'Who changed a queue, newest first',
    reply: auditListSchema,
  }),
  list: endpoint('GET /v1/libraries/{library}/queues', {
    access: 'own-library',
    summary: "A library's queues with their hours, nearest tier first",
    reply: queueHoursListSchema,
  }),
  preview: endpoint('POST /v1/queues/{queue}/hours/preview', {
    access: 'own-queue',
    isReadOnly: true,
    summary: 'What a change of hours would do, before it is made',
    body: hoursPreviewAskSchema,
    reply: hoursPreviewSchema,
  }),
  listHolidays: endpoint('GET /v1/queues/{queue}/holidays', {
    access: 'own-queue',
    summary: 'The usual closings of a year, to be confirmed',
    query: holidayYearSchema,
    reply: holidaysSchema,
  }),
  listFederalHolidays: endpoint('GET /v1/federal-holidays', {
    access: 'coordinator',
    summary: 'The federal holidays of a year, to propose them as holidays of the cooperative',
    query: holidayYearSchema,
    reply: federalHolidaysSchema,
  }),
  closeSeveral: endpoint('PUT /v1/closing', {
    access: 'staff',
    summary: 'Close several queues until an instant, or open them again',
    body: closingSchema,
    reply: queueHoursListSchema,
  }),
});
