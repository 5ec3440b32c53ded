import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { clockTimeSchema, WEEKDAYS } from './hours.js';
import { SHIFT_PEOPLE_MAX, shiftServiceSchema } from './shared-hours.js';
import {
  SHIFT_REQUEST_AHEAD_DAYS,
  SHIFT_REQUEST_REASON_CHARS_MAX,
  SHIFT_REQUEST_UNDO_MIN,
  SHIFT_REQUESTS_MAX,
} from './shift-request-limits.js';
import {
  askedDateSchema,
  dateSchema,
  DIRECTION_MARKS_FAULT,
  idSchema,
  instantSchema,
  lineSchema,
  NO_DIRECTION_MARKS,
} from './vocabulary.js';

/** `waiting` for the coordinator · `accepted`: in the weekly pattern · `declined` · `withdrawn` by the library. */
export const SHIFT_REQUEST_STATES = ['waiting', 'accepted', 'declined', 'withdrawn'] as const;
export type ShiftRequestState = (typeof SHIFT_REQUEST_STATES)[number];

/** A shift that a library owes at a shared desk every week, on one weekday. Half-open [start, end) in the desk's zone. */
export const weeklyShiftSchema = z.strictObject({
  day: z.enum(WEEKDAYS).describe('The day on which it starts.'),
  start: clockTimeSchema,
  end: clockTimeSchema.describe('`end <= start` is on the next day.'),
  service: shiftServiceSchema,
  people: z.int().min(1).max(SHIFT_PEOPLE_MAX).describe('How many people the library owes.'),
  endsAtClosing: z.boolean().describe('The shift ends as its library closes: people may leave ten minutes earlier.'),
});
export type WeeklyShift = z.infer<typeof weeklyShiftSchema>;

const namedSchema = z.object({ id: idSchema, name: z.string() });

/** A change of a shared desk's weekly pattern that a library asks for. Nothing changes before the coordinator accepts it. */
export const shiftRequestSchema = z
  .object({
    id: z.int().positive(),
    library: namedSchema,
    queue: namedSchema.describe('The shared desk.'),
    zone: z.string().describe("The desk's IANA time zone."),
    shift: weeklyShiftSchema.nullable().describe('The shift that changes or ends; null: one is added.'),
    wanted: weeklyShiftSchema.nullable().describe('What it is to be; null: it ends.'),
    from: dateSchema.describe("The first day of the change, by the desk's zone."),
    state: z.enum(SHIFT_REQUEST_STATES),
    by: z.string().describe('The account that made it.'),
    at: instantSchema,
    answer: z
      .object({
        by: z.string(),
        at: instantSchema,
        reason: z.string().describe('Empty: none was given.'),
        changed: z
          .object({ wanted: weeklyShiftSchema.nullable(), from: dateSchema })
          .nullable()
          .describe('What was accepted in place of what was asked for; null: as asked, or declined.'),
      })
      .nullable()
      .describe('Null: it waits.'),
    isUnread: z.boolean().describe('It is answered, and the library has not acknowledged the answer.'),
    undoUntil: instantSchema
      .nullable()
      .describe('Until when the coordinator may undo the acceptance, if the shifts of the desk stay as they are.'),
  })
  .meta({ id: 'ShiftRequest' });
export type ShiftRequest = z.infer<typeof shiftRequestSchema>;

const servicesSchema = z
  .object({ statewide: z.string(), global: z.string() })
  .describe('What each service is called, as the cooperative says.');

/** Requests that wait come first, then those whose answer is not acknowledged, then the latest. */
export const shiftRequestListSchema = z
  .object({
    services: servicesSchema,
    desks: z
      .array(
        z.object({
          queue: namedSchema,
          zone: z.string(),
          service: shiftServiceSchema.describe('What people answer at this desk where nothing else is agreed.'),
          shifts: z.array(weeklyShiftSchema).describe('What the library owes there each week, from today on.'),
        }),
      )
      .describe('All shared desks, by name.'),
    requests: z.array(shiftRequestSchema),
  })
  .meta({ id: 'ShiftRequestList' });
export type ShiftRequestList = z.infer<typeof shiftRequestListSchema>;

/** What waits for the coordinator, the oldest first, and acceptances that can still be undone. */
export const allShiftRequestsSchema = z
  .object({ services: servicesSchema, requests: z.array(shiftRequestSchema) })
  .meta({ id: 'AllShiftRequests' });
export type AllShiftRequests = z.infer<typeof allShiftRequestsSchema>;

const fromSchema = askedDateSchema.describe(
  `The first day of the change: tomorrow or later, at most ${SHIFT_REQUEST_AHEAD_DAYS} days ahead.`,
);

/**
 * A request: `shift` alone ends a weekly shift, `wanted` alone adds one, both change one.
 * Errors: 409 `quota-reached`; 422 names the field.
 */
export const newShiftRequestSchema = z
  .strictObject({
    queue: idSchema.describe('The shared desk.'),
    shift: weeklyShiftSchema.nullable().describe('A weekly shift that the library owes there.'),
    wanted: weeklyShiftSchema.nullable(),
    from: fromSchema,
  })
  .refine(({ shift, wanted }) => shift !== null || wanted !== null, {
    path: ['wanted'],
    message: 'a weekly shift: none is named that could end',
  });
export type NewShiftRequest = z.infer<typeof newShiftRequestSchema>;

/**
 * The coordinator's answer.
 * Errors: 409 `already-answered`, or `not-now`: the shifts of the desk do not allow it any more; 422 names the field.
 */
export const shiftRequestAnswerSchema = z
  .strictObject({
    state: z.enum(['accepted', 'declined']),
    reason: lineSchema
      .trim()
      .regex(NO_DIRECTION_MARKS, DIRECTION_MARKS_FAULT)
      .max(SHIFT_REQUEST_REASON_CHARS_MAX)
      .default('')
      .describe('A sentence for the library; a decline needs one.'),
    changed: z
      .strictObject({ wanted: weeklyShiftSchema.nullable(), from: fromSchema })
      .nullable()
      .default(null)
      .describe('What is accepted in place of what was asked for; null: as asked.'),
  })
  .refine(({ state, reason }) => state === 'accepted' || reason !== '', {
    path: ['reason'],
    message: 'a sentence that says why',
  })
  .refine(({ state, changed }) => state === 'accepted' || changed === null, {
    path: ['changed'],
    message: 'only with an acceptance',
  });
export type ShiftRequestAnswer = z.input<typeof shiftRequestAnswerSchema>;
/** As the server reads it. */
export type ReadShiftRequestAnswer = z.output<typeof shiftRequestAnswerSchema>;

/** The routes of requests to change the weekly pattern of a shared desk. */
export const shiftRequestsApi = api('shifts', {
  list: endpoint('GET /v1/libraries/{library}/shift-requests', {
    access: 'own-library',
    summary: "A library's requests to change the weekly pattern of shared desks, and what it owes there each week",
    reply: shiftRequestListSchema,
  }),
  add: endpoint('POST /v1/libraries/{library}/shift-requests', {
    access: 'own-library',
    summary: `Ask for another weekly shift at a shared desk, for other times, or for its end; at most ${SHIFT_REQUESTS_MAX} wait at once`,
    body: newShiftRequestSchema,
    reply: shiftRequestSchema,
    status: 201,
    problems: [409],
  }),
  withdraw: endpoint('DELETE /v1/libraries/{library}/shift-requests/{request}', {
    access: 'own-library',
    summary: 'Withdraw a request of the library while it waits',
    problems: [409],
  }),
  acknowledge: endpoint('POST /v1/libraries/{library}/shift-requests/{request}/acknowledgement', {
    access: 'own-library',
    summary: 'Acknowledge the answer to a request of the library',
    reply: shiftRequestSchema,
    problems: [404, 409],
  }),
  listAll: endpoint('GET /v1/shift-requests', {
    access: 'coordinator',
    summary: 'The requests of all libraries that wait, the oldest first, and acceptances that can still be undone',
    reply: allShiftRequestsSchema,
  }),
  answer: endpoint('PUT /v1/shift-requests/{request}/answer', {
    access: 'coordinator',
    summary: 'Accept a request, as asked or changed, which changes the weekly pattern at once, or decline it',
    body: shiftRequestAnswerSchema,
    reply: shiftRequestSchema,
    problems: [404, 409],
  }),
  undo: endpoint('POST /v1/shift-requests/{request}/undo', {
    access: 'coordinator',
    summary: `Undo an acceptance within ${SHIFT_REQUEST_UNDO_MIN} minutes, if the shifts of the desk are as it left them`,
    reply: shiftRequestSchema,
    problems: [404, 409],
  }),
});
