import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { clockTimeSchema, WEEKDAYS } from './hours.js';
import { FORECAST_DAYS, SHIFTS_PER_QUEUE } from './limits.js';
import { neededRulesSchema, sharedDeskSchema, SHIFT_PEOPLE_MAX, shiftServiceSchema } from './shared-hours.js';
import {
  askedInstantSchema,
  countSchema,
  dateSchema,
  idSchema,
  instantSchema,
  lineSchema,
  revisionSchema,
  stretchSchema,
} from './vocabulary.js';

/** What a schedule calls a desk or team: 1 to 80 characters on one line. A function, not a person. */
const shiftLabelSchema = lineSchema.regex(/^\S(?:.{0,78}\S)?$/u, 'a desk or team on one line, like "Reference desk"');

/**
 * One shift: every week on some days, or once on a date. Half-open [start, end) in the queue's zone; `end <= start`
 * ends on the next day. Exactly one of `days` and `date` is given. It lasts 16 hours at most, and over midnight less:
 * 17:00–09:00 is nearly always a day written the wrong way round. A shift of a shared desk may name the library that owes it;
 * one that names none is an open hour.
 * Errors: 422 `invalid-shifts` names the field.
 */
export const shiftRuleSchema = z
  .strictObject({
    label: shiftLabelSchema
      .optional()
      .describe('The desk or team that is scheduled: a function, not a person. Required where no library is named.'),
    library: idSchema.optional().describe('The library that owes this shift; at a shared desk alone.'),
    service: shiftServiceSchema
      .optional()
      .describe("What the library's people answer meanwhile; absent: as the desk's tier. With a library alone."),
    people: z
      .int()
      .min(1)
      .max(SHIFT_PEOPLE_MAX)
      .optional()
      .describe('How many people the library owes; absent: one. With a library alone.'),
    endsAtClosing: z
      .literal(true)
      .optional()
      .describe('The shift ends as its library closes: people may leave ten minutes earlier. With a library alone.'),
    days: z.array(z.enum(WEEKDAYS)).min(1).optional().describe('Every week on these days.'),
    date: dateSchema
      .optional()
      .describe('Once, on this civil day. A change of shifts drops those whose day is more than 90 days past.'),
    start: clockTimeSchema.describe("Local clock time in the queue's zone."),
    end: clockTimeSchema.describe('Local clock time; `end <= start` is on the next day.'),
    from: dateSchema.optional().describe('First civil day of a weekly shift; absent: always.'),
    until: dateSchema.optional().describe('Last civil day of a weekly shift, included; absent: for ever.'),
    except: z.array(dateSchema).max(200).optional().describe('Civil days on which a weekly shift does not start.'),
  })
  .refine(({ days, date }) => (days === undefined) !== (date === undefined), {
    path: ['days'],
    message: 'exactly one of days (every week) and date (once)',
  })
  .refine(({ label, library }) => label !== undefined || library !== undefined, {
    path: ['label'],
    message: 'is missing; should be a desk or team on one line, or at a shared desk the library that owes the shift',
  })
  .superRefine((rule, context) => {
    if (rule.library !== undefined) return;
    for (const field of ['service', 'people', 'endsAtClosing'] as const)
      if (rule[field] !== undefined)
        context.addIssue({ code: 'custom', path: [field], message: 'only with the library that owes the shift' });
  });
export type ShiftRule = z.infer<typeof shiftRuleSchema>;

/** All shifts of one queue, as its file or screen writes them. */
export const shiftRulesSchema = z.array(shiftRuleSchema).max(SHIFTS_PER_QUEUE);

/** Events of a calendar that are no shifts, each by one reason: the first that fits. Units: events. */
export const feedLeftOutSchema = z.object({
  cancelled: countSchema.describe('STATUS:CANCELLED.'),
  allDay: countSchema.describe('They have days and no times.'),
  free: countSchema.describe('Shown as free (TRANSP:TRANSPARENT).'),
  tentative: countSchema.describe('STATUS:TENTATIVE.'),
});
export type FeedLeftOut = z.infer<typeof feedLeftOutSchema>;

/** Most rules by which one calendar's events belong to libraries. */
const FEED_OWNERS_MAX = 200;

/**
 * Which library owes an event of a shared desk's calendar. The first rule that fits counts; an event that none fits is an
 * open hour. Errors: 422 `invalid-feed` names the field.
 */
export const feedOwnerSchema = z.strictObject({
  text: lineSchema
    .regex(/^\S(?:.{0,78}\S)?$/u, 'a part of a title or location, at most 80 characters')
    .describe('A part of its title or location, in any case: a library or a place, better than a person.'),
  library: idSchema,
  service: shiftServiceSchema.optional().describe("Absent: as the desk's tier."),
});
export type FeedOwner = z.infer<typeof feedOwnerSchema>;
const feedOwnersSchema = z.array(feedOwnerSchema).max(FEED_OWNERS_MAX);

/** A calendar that shifts are read from, and how the last reading went. */
export const shiftFeedSchema = z.object({
  url: z
    .url()
    .describe('Address of the iCalendar file; those who may not change it see its host alone, as `https://host`.'),
  owners: feedOwnersSchema.describe('Which libraries owe its events; empty for those who may not change it.'),
  checkedAt: instantSchema.nullable().describe('When it was last asked for; null: not yet.'),
  goodAt: instantSchema
    .nullable()
    .describe(
      'When this address was last read whole: what is scheduled rests on that reading. Null: never yet; `events` are those of the address before it then, whose shifts stay in force.',
    ),
  fault: z
    .object({ code: z.string(), detail: z.string() })
    .nullable()
    .describe(
      'Why the last reading was not used, one that is empty where there were events (`empty-now`), too; null: it was. The last good reading stays.',
    ),
  events: countSchema.describe('Events of the last good reading that are shifts.'),
  leftOut: feedLeftOutSchema
    .nullable()
    .describe('Its events that are no shifts, and why; null: never read, or not since these are counted.'),
});
export type ShiftFeed = z.infer<typeof shiftFeedSchema>;

/** Who is scheduled at a queue, as rules and by a calendar. */
export const queueShiftsSchema = z
  .object({
    queue: idSchema,
    name: z.string(),
    zone: z.string().describe('IANA time zone of all local times here.'),
    shifts: shiftRulesSchema,
    needed: neededRulesSchema.describe('How many people a shared desk needs, where that is not one.'),
    shared: sharedDeskSchema.nullable().describe('Null: a desk of one library.'),
    feed: shiftFeedSchema.nullable(),
    revision: z.int().nonnegative().describe('Grows with every change; a change must name the revision that it read.'),
    editable: z.boolean().describe('Whether the asking session may change it.'),
  })
  .meta({ id: 'QueueShifts' });
export type QueueShifts = z.infer<typeof queueShiftsSchema>;

/** A change of shifts. Errors: 409 `stale-revision`; 422 `invalid-shifts` names the field. */
export const shiftsChangeSchema = z.strictObject({
  shifts: shiftRulesSchema,
  needed: neededRulesSchema.optional().describe('Absent: as it is.'),
  revision: revisionSchema,
});

/** Sets or drops a queue's calendar. Errors: 409 `stale-revision`; 422 where the address cannot be used. */
export const shiftFeedChangeSchema = z.strictObject({
  url: lineSchema.max(2000).nullable().describe('Address of an iCalendar file; null: no calendar.'),
  owners: feedOwnersSchema
    .optional()
    .describe('Which libraries owe its events; at a shared desk alone. Absent: as it is.'),
  revision: revisionSchema,
});

/** By whom a scheduled shift is owed. */
export const owedShape = {
  library: idSchema.nullable().describe('The library that owes it; null: an open hour, or a desk that is not shared.'),
  service: shiftServiceSchema.nullable().describe('Null where no library owes it.'),
  people: countSchema.describe('How many people are owed.'),
};

/** What a queue has promised and who is scheduled, as instants, from when its hours were first known to 60 days ahead. */
export const scheduleSchema = z
  .object({
    queue: idSchema,
    zone: z.string(),
    from: instantSchema,
    to: instantSchema,
    hours: z.array(stretchSchema).nullable().describe('Service hours, merged; null: unknown.'),
    shifts: z.array(
      z.object({
        start: instantSchema,
        end: instantSchema,
        label: z.string().describe('Empty where the shift has none: it has a library then.'),
        ...owedShape,
        source: z.enum(['rules', 'feed']).describe('Written here, or read from the calendar.'),
      }),
    ),
    shared: sharedDeskSchema.nullable().describe('Null: a desk of one library.'),
    scheduledBy: z
      .enum(['shifts', 'hours', 'nothing'])
      .describe('What counts as scheduled: the shifts where the queue has any, else its service hours.'),
    gaps: z
      .array(stretchSchema)
      .describe(
        'Unscheduled gaps: service hours with nobody scheduled. A forecast, not a no-show. Empty without shifts.',
      ),
    expandedAt: instantSchema.nullable().describe('When rules last became instants.'),
    tz: z.string().nullable().describe('Version of the tz database by which they did.'),
  })
  .meta({ id: 'Schedule' });
export type Schedule = z.infer<typeof scheduleSchema>;

/** A calendar address that needs no sign-in: anyone who has it can read shifts and gaps. Shown once. */
export const calendarLinkSchema = z.object({ url: z.url() }).meta({ id: 'CalendarLink' });
export type CalendarLink = z.infer<typeof calendarLinkSchema>;

/** Longest window of a schedule. Units: days. */
export const SCHEDULE_DAYS_MAX = 95;

/** The window of a schedule: instants. */
export const scheduleQuerySchema = z.object({
  from: askedInstantSchema.optional().describe('Absent: a day ago.'),
  to: askedInstantSchema.optional().describe(`Absent: ${FORECAST_DAYS} days ahead. At most ${SCHEDULE_DAYS_MAX} days.`),
});

/** The routes of shifts, of the calendar that they are read from, and of addresses at which others read them. */
export const shiftsApi = api('shifts', {
  get: endpoint('GET /v1/queues/{queue}/shifts', {
    access: 'own-queue',
    summary: 'Who is scheduled at a queue',
    reply: queueShiftsSchema,
  }),
  change: endpoint('PUT /v1/queues/{queue}/shifts', {
    access: 'editable-queue',
    summary: 'Change who is scheduled at a queue',
    body: shiftsChangeSchema,
    reply: queueShiftsSchema,
  }),
  changeFeed: endpoint('PUT /v1/queues/{queue}/shift-feed', {
    access: 'editable-queue',
    summary: 'Set or remove the iCalendar feed of a queue’s shifts',
    body: shiftFeedChangeSchema,
    reply: queueShiftsSchema,
  }),
  getSchedule: endpoint('GET /v1/queues/{queue}/schedule', {
    access: 'own-queue',
    summary: "A queue's schedule as instants, and its unscheduled gaps",
    query: scheduleQuerySchema,
    reply: scheduleSchema,
  }),
  makeCalendarLink: endpoint('POST /v1/queues/{queue}/calendar', {
    access: 'editable-queue',
    summary: 'Create an address that shows a queue’s shifts and gaps to anyone who has it',
    reply: calendarLinkSchema,
    status: 201,
    problems: [409],
  }),
  dropCalendarLinks: endpoint('DELETE /v1/queues/{queue}/calendar', {
    access: 'editable-queue',
    summary: 'Revoke all calendar addresses of a queue',
  }),
  makeLibraryCalendarLink: endpoint('POST /v1/libraries/{library}/calendar', {
    access: 'own-library',
    summary: 'Create an address that shows a library’s hours at shared desks, and open ones, to anyone who has it',
    reply: calendarLinkSchema,
    status: 201,
    problems: [409],
  }),
  dropLibraryCalendarLinks: endpoint('DELETE /v1/libraries/{library}/calendar', {
    access: 'own-library',
    summary: 'Revoke all calendar addresses of a library',
  }),
});
