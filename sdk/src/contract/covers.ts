import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { cooperativeHolidaysSchema, shiftServiceSchema } from './shared-hours.js';
import { askedInstantSchema, countSchema, idSchema, instantSchema } from './vocabulary.js';

/** Why a library gives an hour. One of a list: no words, which could be about a person. */
export const COVER_REASONS = ['illness', 'meeting', 'closed', 'other'] as const;
export type CoverReason = (typeof COVER_REASONS)[number];

/** open -> accepted, withdrawn or expired: the hour has begun, and nobody had accepted it. */
export const COVER_STATES = ['open', 'accepted', 'withdrawn', 'expired'] as const;
export type CoverState = (typeof COVER_STATES)[number];

/** What people do with an hour that is offered. `undone`: the account that accepted or withdrew it takes that step back. */
export const COVER_STEPS = ['accepted', 'withdrawn', 'undone'] as const;
export type CoverStep = (typeof COVER_STEPS)[number];

/** How long a person may take a step back. Units: minutes. */
export const COVER_UNDO_MIN = 10;
/** How far ahead hours are shown and can be given. Units: days. */
export const COVER_AHEAD_DAYS = 28;

const namedSchema = z.object({ id: idSchema, name: z.string() });

const hourShape = {
  queue: namedSchema,
  zone: z.string().describe("The desk's IANA time zone."),
  library: namedSchema,
  service: shiftServiceSchema,
  start: instantSchema,
  end: instantSchema,
};

/** A time in which a library is to be at a shared desk. */
export const sharedHourSchema = z.object({
  ...hourShape,
  people: countSchema.describe('How many people the library owes.'),
  why: z
    .enum(['owed', 'covering', 'making-up'])
    .describe('By the schedule; accepted from another library; or for an hour that it did not cover.'),
  owedBy: namedSchema.describe('Whose hour a covering one is; elsewhere the library itself.'),
});
export type SharedHour = z.infer<typeof sharedHourSchema>;

/** An hour of a shared desk, or a part of one, that a library gives. */
export const coverSchema = z
  .object({
    id: z.int().positive(),
    ...hourShape,
    reason: z
      .enum(COVER_REASONS)
      .nullable()
      .describe('For readers of the library that gives it, and the coordinator; null for everybody else.'),
    state: z.enum(COVER_STATES),
    takenBy: namedSchema.nullable().describe('The library that has accepted it; null in every other state.'),
    offeredAt: instantSchema,
    decidedAt: instantSchema.nullable().describe('When its state became what it is; null: open.'),
    mayAccept: z.array(idSchema).describe('The libraries for which the session may accept it now.'),
    mayWithdraw: z.boolean().describe('Whether the session may withdraw it now.'),
    undo: z
      .object({ library: idSchema, until: instantSchema })
      .nullable()
      .describe('Of a step that the session took: for which library, and until when it may be undone; null: none.'),
  })
  .meta({ id: 'Cover' });
export type Cover = z.infer<typeof coverSchema>;

/** Hours that are offered, given and taken; and the hours of libraries in the next weeks. */
export const coverListSchema = z
  .object({
    services: z
      .object({ statewide: z.string(), global: z.string() })
      .describe('What each service is called, as the cooperative says.'),
    hours: z
      .array(sharedHourSchema)
      .describe(`When the library is to work in the next ${COVER_AHEAD_DAYS} days, or those of the session, by start.`),
    holidays: cooperativeHolidaysSchema.describe('Of these days: no library owes an hour then.'),
    covers: z
      .array(coverSchema)
      .describe('By start: what is open, and what the library has given or taken since four weeks ago.'),
  })
  .meta({ id: 'CoverList' });
export type CoverList = z.infer<typeof coverListSchema>;

/**
 * An hour to give: one that the library owes, or a part of it that begins and ends with the shift or at a half hour.
 * Errors: 422 names the field; 409 `hour-begun` where it has begun.
 */
export const coverOfferSchema = z.strictObject({
  queue: idSchema.describe('The shared desk.'),
  service: shiftServiceSchema,
  start: askedInstantSchema,
  end: askedInstantSchema,
  reason: z.enum(COVER_REASONS).describe('Seen by the library itself and the coordinator alone.'),
});
export type CoverOffer = z.infer<typeof coverOfferSchema>;

/**
 * A step. The library in the path is the one that accepts, withdraws, or takes that back.
 * Errors: 404; 409 `not-now`, `hour-begun`, `not-owing`, `on-duty`, `library-closed`: one sentence says why.
 */
export const coverMoveSchema = z.strictObject({ step: z.enum(COVER_STEPS) });
export type CoverMove = z.infer<typeof coverMoveSchema>;

/** The routes of hours that libraries give and take. */
export const coversApi = api('shared hours', {
  list: endpoint('GET /v1/libraries/{library}/covers', {
    access: 'any-person',
    summary: "A library's hours at shared desks in the next weeks, what others offer, what it gave and took",
    reply: coverListSchema,
  }),
  listAll: endpoint('GET /v1/covers', {
    access: 'any-person',
    summary: "The hours of the session's libraries at shared desks, and all that is offered, given and taken",
    reply: coverListSchema,
  }),
  offer: endpoint('POST /v1/libraries/{library}/covers', {
    access: 'own-library',
    summary: 'Give an hour of a shared desk, or a part of it, to whichever library accepts it',
    body: coverOfferSchema,
    reply: coverSchema,
    status: 201,
    problems: [409],
  }),
  step: endpoint('POST /v1/libraries/{library}/covers/{cover}/steps', {
    access: 'own-library',
    summary: 'Accept an hour that another library gives, withdraw your own, or take either back',
    body: coverMoveSchema,
    reply: coverSchema,
    problems: [409],
  }),
});
