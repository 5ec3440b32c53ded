import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { pageQuerySchema } from './page-query.js';
import {
  askedInstantSchema,
  countSchema,
  idSchema,
  instantSchema,
  noteSchema,
  revisionSchema,
  tierSchema,
} from './vocabulary.js';

/** Why help is asked for. `given-hour`: a library gives an hour of a shared desk, and none has accepted it; the clock's alone. */
export const ASSISTANCE_REASONS = ['forecast-gap', 'observed-gap', 'swamped', 'by-hand', 'given-hour'] as const;
export type AssistanceReason = (typeof ASSISTANCE_REASONS)[number];

/** open -> acknowledged -> taken -> covered -> closed, or expired. */
export const ASSISTANCE_STATES = ['open', 'acknowledged', 'taken', 'covered', 'closed', 'expired'] as const;
export type AssistanceState = (typeof ASSISTANCE_STATES)[number];

/**
 * What moved a request. `expired` and `uncovered` (the person who had come left again) are the clock's, the others a
 * person's; `opened`, `covered`, `closed` and `escalated` may be either's.
 */
export const ASSISTANCE_STEPS = [
  'opened',
  'acknowledged',
  'taken',
  'released',
  'covered',
  'uncovered',
  'closed',
  'escalated',
  'expired',
  'noted',
] as const;
export type AssistanceStep = (typeof ASSISTANCE_STEPS)[number];

const fartherTierSchema = tierSchema.exclude(['local']);

/**
 * How long each tier has to take a request before it moves on, at least: one that is asked for ahead of its gap stays with the
 * library's own people until half of the lead time is left, at most until 24 h before, and comes to the global tier when a
 * twelfth is left, at most 4 h before. Units: minutes. Source: the cooperative's file.
 */
export const escalationSchema = z.strictObject({
  localMin: z.int().min(1).max(1440).default(10).describe("The library's own liaisons; then statewide."),
  statewideMin: z.int().min(1).max(1440).default(15).describe('The statewide coordinator; then global.'),
  globalMin: z.int().min(1).max(1440).default(60).describe('The global cooperative; then the request expires.'),
  atOnce: z
    .array(fartherTierSchema)
    .max(2)
    .default(['statewide'])
    .describe('The tiers that a person may ask at once, before the turn of the tier.'),
});
export type Escalation = z.infer<typeof escalationSchema>;

/** Who has taken a request: a tier's desk, or a partner library. */
export const takerSchema = z.union([z.strictObject({ tier: tierSchema }), z.strictObject({ library: idSchema })]);
export type Taker = z.infer<typeof takerSchema>;

/** A call for help, and everything that happened to it. */
export const assistanceRequestSchema = z
  .object({
    id: z.int().positive(),
    library: idSchema
      .nullable()
      .describe('Whose desk it is; null: a statewide or global desk, which is no library’s own and calls for itself.'),
    queue: idSchema,
    names: z
      .object({ library: z.string().nullable(), queue: z.string(), taker: z.string().nullable() })
      .describe(
        'How people call them, also where the session sees nothing else of them; taker: a library alone has one.',
      ),
    reason: z.enum(ASSISTANCE_REASONS),
    state: z.enum(ASSISTANCE_STATES),
    gap: z
      .object({ start: instantSchema, end: instantSchema.nullable() })
      .describe('When help is needed; an end of null: until it is covered.'),
    owner: tierSchema.describe('The tier whose turn it is: its people answer for the request now.'),
    deadline: instantSchema
      .nullable()
      .describe(
        'When it moves on by itself: to the next tier, or, taken or covered, to its end. Null once it is over. One without an end lasts 12 h. Asked for more than 48 h ahead, it goes to the statewide tier 24 h before its gap and to the global one 4 h before; asked for later, at half and at a twelfth of the lead time; in a gap that has begun, after each tier’s minutes.',
      ),
    endsBy: instantSchema.describe(
      'When help is needed no longer, whatever happens: the end of the gap, or 12 h after its start or the call where it has none. The queue takes no second request for a time before.',
    ),
    taker: takerSchema.nullable(),
    passedOver: z
      .array(tierSchema)
      .describe(
        'Tiers that patrons pass over from the start of the gap until `endsBy`, since a farther one has taken the call; nearest first. Empty: none.',
      ),
    note: z
      .string()
      .nullable()
      .describe(
        "The note of those who asked; never about a patron. Null for readers outside of the library, its desk, its taker and the coordinator, and from 90 days after the end. The same goes for the notes of people's steps.",
      ),
    openedAt: instantSchema,
    overAt: instantSchema.nullable().describe('When it was closed or expired.'),
    told: countSchema.describe(
      'How many recipients were notified that help is wanted, or are being notified; failed deliveries do not count. 0: nobody knows.',
    ),
    revision: z.int().positive().describe('Grows with every step; a step must name the revision that it read.'),
    may: z.array(z.enum(ASSISTANCE_STEPS)).describe('The steps that the asking session may take now.'),
    steps: z.array(
      z.object({
        at: instantSchema,
        step: z.enum(ASSISTANCE_STEPS),
        by: z.string().nullable().describe("The account's label; null: the clock, as a deadline or a gap came."),
        owner: tierSchema.describe('Whose turn it was after this step.'),
        note: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'AssistanceRequest' });
export type AssistanceRequest = z.infer<typeof assistanceRequestSchema>;

/** The tiers at which a help request would notify somebody. */
export const assistanceReachSchema = z.object({
  library: idSchema.nullable().describe('Whose calls; null: those of desks that libraries share.'),
  tiers: z.array(tierSchema).describe('Nearest first. Empty: nobody would be notified, and a request is refused.'),
});
export type AssistanceReach = z.infer<typeof assistanceReachSchema>;

/** Requests that the session may see: the open ones by age, then those over, latest first; a page of them. */
export const assistanceListSchema = z
  .object({
    requests: z.array(assistanceRequestSchema),
    total: countSchema.describe('How many there are, on all pages.'),
    open: countSchema.describe('How many of them are not over.'),
    reach: z
      .array(assistanceReachSchema)
      .describe(
        'Who would be notified of a help request: of the library asked about, or of those that are the session’s own or name its desk, and of desks that libraries share.',
      ),
  })
  .meta({ id: 'AssistanceList' });
export type AssistanceList = z.infer<typeof assistanceListSchema>;

/**
 * Asks for help: at a library's address for its own desk, at that of all requests, by the coordinator, for a desk that
 * libraries share.
 * Errors: 403 `coordinator-only` at the address of all requests; 404 `unknown-library`; 409 `already-open` where the queue has
 * an open request for this time, `already-covered` where the request has `unlessCovered`; 422 names the field (`skipOwn` or `atOnce` where the cooperative's file does not allow it), `no-recipient` where no tier has a recipient, and `not-needed` where the
 * schedule has no such gap: `by-hand` asks at any time.
 */
export const assistanceOpeningSchema = z.strictObject({
  queue: idSchema,
  reason: z.enum(['forecast-gap', 'observed-gap', 'by-hand']),
  gap: z.strictObject({ start: askedInstantSchema, end: askedInstantSchema.nullable() }),
  skipOwn: z
    .boolean()
    .optional()
    .describe(
      "True: the desk's own people are not asked; the next tier is, at once. They learn who takes the request.",
    ),
  atOnce: fartherTierSchema
    .optional()
    .describe('The tiers up to this one are asked at once. Absent: each at its time.'),
  unlessCovered: z
    .boolean()
    .optional()
    .describe(
      'True: refused with 409 `already-covered` where somebody is at the desk now, or shifts cover all of a time to come; what a person sends who has seen nobody covering it. Absent: also asks for more people.',
    ),
  note: noteSchema.trim().max(500).optional(),
});
export type AssistanceOpening = z.infer<typeof assistanceOpeningSchema>;

/** Who covers a time before help is asked for it. */
export const assistanceCoverSchema = z.object({
  by: z
    .enum(['presence', 'shifts'])
    .describe('`presence`: somebody is at the desk now; `shifts`: shifts cover all of a time to come.'),
  shifts: z.array(z.string()).describe('The names of the shifts; none of a person.'),
});
export type AssistanceCover = z.infer<typeof assistanceCoverSchema>;

/** Whom a help request would ask, and when, while nobody takes it. */
export const assistancePlanSchema = z
  .object({
    calls: z
      .array(
        z.object({
          tier: tierSchema,
          at: instantSchema.describe('When the tier is asked: now, or when its turn comes.'),
          recipients: countSchema.describe('Who would be notified. 0: the tier is passed over.'),
        }),
      )
      .describe('Nearest first. A tier that is missing is not asked before the request ends.'),
    endsAt: instantSchema.describe('When the request ends if nobody takes it.'),
    mayAtOnce: z.array(fartherTierSchema).describe("The tiers beyond the desk's own that may be asked at once."),
    already: assistanceRequestSchema
      .nullable()
      .describe('The open request for this time, which stands in the way of another; null: none.'),
    coveredBy: assistanceCoverSchema
      .nullable()
      .describe('Who covers the time although no request is open; null: nobody, as far as is known.'),
  })
  .meta({ id: 'AssistancePlan' });
export type AssistancePlan = z.infer<typeof assistancePlanSchema>;

/**
 * A step by a person.
 * Errors: 409 `stale-revision`, `not-now` where the state has no such step; 403 `not-yours`; 422 `taker`.
 */
export const assistanceMoveSchema = z.strictObject({
  step: z
    .enum(['acknowledged', 'taken', 'released', 'covered', 'closed', 'noted', 'escalated'])
    .describe("`escalated` asks the next tier now, where the cooperative's file lets it be asked at once."),
  revision: revisionSchema,
  taker: takerSchema.optional().describe('With `taken` alone: who takes it.'),
  note: noteSchema.trim().max(500).optional(),
});
export type AssistanceMove = z.infer<typeof assistanceMoveSchema>;

/**
 * The desk's one button: one request for each library whose own desk this is; one of its own for a desk that they share.
 * Errors: 403 `shared-desk` for a liaison at a desk that libraries share; 409 `already-open`; 422 `unused-desk` where no library
 * names it, and `no-recipient`.
 */
export const swampedSchema = z.strictObject({ note: noteSchema.trim().max(500).optional() });
export type Swamped = z.infer<typeof swampedSchema>;

/** Default number of rows: each has its whole record. */
const ROWS = 200;
const listQuerySchema = pageQuerySchema
  .pick({ limit: true, offset: true })
  .extend({ limit: pageQuerySchema.shape.limit.removeDefault().default(ROWS) });

/** The routes of requests for assistance. */
export const assistanceApi = api('assistance', {
  open: endpoint('POST /v1/libraries/{library}/assistance', {
    access: 'own-library',
    summary: 'Ask for assistance',
    body: assistanceOpeningSchema,
    reply: assistanceRequestSchema,
    status: 201,
    problems: [409, 429],
  }),
  openShared: endpoint('POST /v1/assistance', {
    access: 'coordinator',
    summary: 'Ask for assistance at a desk that libraries share',
    body: assistanceOpeningSchema,
    reply: assistanceRequestSchema,
    status: 201,
    problems: [409, 429],
  }),
  preview: endpoint('POST /v1/libraries/{library}/assistance/preview', {
    access: 'own-library',
    isReadOnly: true,
    summary: 'Whom a request for assistance would ask, and when, before it is made',
    body: assistanceOpeningSchema,
    reply: assistancePlanSchema,
  }),
  previewShared: endpoint('POST /v1/assistance/preview', {
    access: 'coordinator',
    isReadOnly: true,
    summary: 'Whom a request at a desk that libraries share would ask, and when, before it is made',
    body: assistanceOpeningSchema,
    reply: assistancePlanSchema,
  }),
  openSwamped: endpoint('POST /v1/queues/{queue}/swamped', {
    access: 'attended-desk',
    summary:
      'The desk cannot keep up: ask for help now, for each library whose own desk this is, or for one they share',
    body: swampedSchema,
    reply: assistanceListSchema,
    status: 201,
    problems: [409, 429],
  }),
  list: endpoint('GET /v1/libraries/{library}/assistance', {
    access: 'own-library',
    summary: "A library's requests for assistance: open ones by age, then closed ones, in pages",
    query: listQuerySchema,
    reply: assistanceListSchema,
  }),
  listAll: endpoint('GET /v1/assistance', {
    access: 'signed-in',
    summary: 'Requests in the session’s scope: open ones by age, then closed ones, in pages',
    query: listQuerySchema,
    reply: assistanceListSchema,
  }),
  step: endpoint('POST /v1/assistance/{request}/steps', {
    access: 'signed-in',
    summary: 'Take a step: acknowledge, take, give back, mark as covered, close, add a note',
    body: assistanceMoveSchema,
    reply: assistanceRequestSchema,
    problems: [404],
  }),
});
