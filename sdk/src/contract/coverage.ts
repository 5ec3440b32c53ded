import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { LEDGER_DAYS } from './limits.js';
import { pageQuerySchema } from './page-query.js';
import { afterClosingSchema, presenceStateSchema } from './presence.js';
import {
  answerStateSchema,
  askedBooleanSchema,
  askedInstantSchema,
  countSchema,
  dateSchema,
  evidenceSchema,
  idSchema,
  instantSchema,
  noteSchema,
  stretchSchema,
  tierSchema,
} from './vocabulary.js';

/** Quarters of a day, from midnight on. */
export const DAYPARTS = ['night', 'morning', 'afternoon', 'evening'] as const;

/**
 * How scheduled time was kept. `unmonitored`: no fresh sample, so nobody can say. Busy is covered.
 * Source: server/src/coverage/ledger/timeline.ts, and the definitions beside the numbers.
 */
export const COVERAGE_KINDS = ['covered', 'unmonitored', 'uncovered'] as const;
export const coverageKindSchema = z.enum(COVERAGE_KINDS);
export type CoverageKind = z.infer<typeof coverageKindSchema>;

/** Not always whole: what is seen begins and ends at any instant. */
export const minutesSchema = z.number().nonnegative().describe('Units: minutes.');
const shareSchema = z.number().min(0).max(1).nullable();

/** A stretch of scheduled time, what it was, on what evidence. */
export const coverageIntervalSchema = z.object({
  start: instantSchema,
  end: instantSchema,
  kind: coverageKindSchema,
  observed: presenceStateSchema.nullable().describe('What the source said; null: the queue had none.'),
  correction: z.int().positive().nullable().describe('The correction by which it reads so; null: as observed.'),
});
export type CoverageInterval = z.infer<typeof coverageIntervalSchema>;

/**
 * Scheduled time with nobody there, as an incident. What goes on beyond the period is cut at its ends, and its kind and
 * whether it is alertable are those of the whole.
 */
export const coverageGapSchema = z.object({
  start: instantSchema,
  end: instantSchema.nullable().describe('Null: still open, and the period reaches to now.'),
  minutes: minutesSchema,
  kind: z
    .enum(['no-show', 'late-start', 'early-end', 'middle'])
    .describe('The whole shift, its first minutes, its last ones, or between.'),
  alertable: z.boolean().describe('5 minutes or longer, and not within the last 10 minutes before closing.'),
});
export type CoverageGap = z.infer<typeof coverageGapSchema>;

/**
 * Coverage of scheduled hours. `covered + unmonitored + uncovered = scheduled`.
 * `value` = covered / (scheduled - unmonitored); it stands between `low` = covered / scheduled and
 * `high` = (covered + unmonitored) / scheduled. Hidden where less than half was observed.
 */
export const coverageSumSchema = z.object({
  scheduledBy: z.enum(['shifts', 'hours', 'nothing']).describe('What counts as scheduled.'),
  scheduled: minutesSchema,
  covered: minutesSchema,
  unmonitored: minutesSchema,
  uncovered: minutesSchema,
  value: shareSchema.describe('Null: nothing was scheduled, or less than half of it observed.'),
  low: shareSchema,
  high: shareSchema,
  observedShare: shareSchema.describe('(scheduled - unmonitored) / scheduled.'),
  hidden: z.boolean().describe('Less than half was observed: no value is shown.'),
  unscheduled: minutesSchema.describe('Service hours with nobody scheduled: unscheduled gap.'),
  lateStart: minutesSchema.describe('Whole, in the period and on the day in which the shift began.'),
  earlyEnd: minutesSchema.describe(
    'Beyond the 10 minutes of grace at closing time. Whole, in the period and on the day in which the shift ended.',
  ),
});
export type CoverageSum = z.infer<typeof coverageSumSchema>;

/** A person's word over what was observed. The observed interval stays; the latest correction counts. */
export const correctionSchema = z.object({
  id: z.int().positive(),
  start: instantSchema,
  end: instantSchema,
  kind: coverageKindSchema,
  by: z.string().describe("The account's label."),
  at: instantSchema,
  why: z.string(),
});
export type Correction = z.infer<typeof correctionSchema>;

/** A correction to add. Errors: 422 where the stretch is empty, to come, or longer than 31 days or older than 400, or `why` is missing. */
export const correctionChangeSchema = z.strictObject({
  start: askedInstantSchema,
  end: askedInstantSchema,
  kind: coverageKindSchema,
  why: noteSchema.trim().min(3).max(500),
});
export type CorrectionChange = z.infer<typeof correctionChangeSchema>;

/** A metric's definition, as printed beside it. */
const definitionSchema = z.object({ term: z.string(), text: z.string() });

/** A queue's coverage over a period, with its ledger. */
export const queueCoverageSchema = z
  .object({
    queue: idSchema,
    zone: z.string(),
    from: instantSchema,
    to: instantSchema.describe('At most now: what is to come is a forecast, see the schedule.'),
    sum: coverageSumSchema,
    byDay: z.array(z.object({ date: dateSchema, sum: coverageSumSchema })).describe("The queue's civil days."),
    ledger: z
      .boolean()
      .describe(
        `Whether intervals, observed and gaps are listed: for at most ${LEDGER_DAYS} days. Of a longer period they are empty, whatever there was.`,
      ),
    intervals: z.array(coverageIntervalSchema),
    observed: z
      .array(z.object({ start: instantSchema, end: instantSchema, state: presenceStateSchema }))
      .describe('Raw samples as stretches, whatever was scheduled.'),
    gaps: z.array(coverageGapSchema),
    gapsCorrected: countSchema.describe(
      'Gaps that were observed and of which corrections have left nothing; they are not among `gaps`.',
    ),
    corrections: z.array(correctionSchema),
    definitions: z.array(definitionSchema),
  })
  .meta({ id: 'QueueCoverage' });
export type QueueCoverage = z.infer<typeof queueCoverageSchema>;

/** Whether patrons find a desk open now. Source: server/src/schedule/hours/open-now.ts. */
export const openNowFields = {
  hours: z
    .enum(['open', 'closed', 'unknown'])
    .describe('As patrons find the desk, whether or not a library owes the hour.'),
  neverCloses: z.boolean().describe('It is open, and its hours have no end.'),
  closesAt: instantSchema
    .nullable()
    .describe('When the hours that run now end, however far ahead. Null: it is not open, or never closes.'),
  opensAt: instantSchema
    .nullable()
    .describe('When its hours next begin. Null: it is open, or not in the next 14 days, or its hours are unknown.'),
};
const openNowSchema = z.object(openNowFields);
export type OpenNow = z.infer<typeof openNowSchema>;

/** A queue at this moment. */
export const queueNowSchema = z.object({
  queue: idSchema,
  name: z.string(),
  tier: tierSchema,
  zone: z.string(),
  libraries: z.int().nonnegative().describe('How many name it.'),
  ...openNowFields,
  holiday: z
    .string()
    .nullable()
    .describe(
      'The holiday of the cooperative on which no library owes the hour that runs now, while patrons find the desk open. Null: none.',
    ),
  scheduled: z
    .array(z.string())
    .describe(
      'What runs now: the labels of shifts, and at a shared desk the names of the libraries that are to be there.',
    ),
  hasShifts: z.boolean(),
  observed: presenceStateSchema
    .nullable()
    .describe('What the source says, on which kind rests; patrons may see it later: see heldUntil. Null: no source.'),
  since: instantSchema.nullable().describe('When what is observed began.'),
  heldUntil: instantSchema
    .nullable()
    .describe(
      'Somebody is back, and patrons see it from then on; until then they see that nobody is there. Null: they see what is observed.',
    ),
  sampledAt: instantSchema.nullable().describe('The last sample; it counts for 90 s.'),
  afterClosing: afterClosingSchema,
  kind: z.enum([...COVERAGE_KINDS, 'off']).describe('`off`: nothing is scheduled now.'),
  uncoveredSince: instantSchema.nullable().describe('When the gap that is open began; null: none is.'),
  nextChange: instantSchema.nullable().describe('When hours or shifts next turn.'),
  scheduledNext: z.array(z.string()).describe('What runs from then on, like `scheduled`; empty: nothing.'),
  forecastGaps: z.array(stretchSchema).describe('Unscheduled gaps of the next 14 days.'),
  openHours: z
    .array(stretchSchema)
    .describe(
      'Where libraries owe hours: service hours of the next 14 days in a shift that no library owes, and in which none is to be there. They are scheduled, and in no gap.',
    ),
  mayAsk: z
    .boolean()
    .describe('Whether the session may ask for help here: at a desk that libraries share the coordinator does.'),
});
export type QueueNow = z.infer<typeof queueNowSchema>;

/** The queues that the session may see, worst first: those that match, a page of them. */
export const coverageNowSchema = z
  .object({
    now: instantSchema,
    queues: z.array(queueNowSchema),
    total: countSchema.describe('How many match, on all pages.'),
    counts: z
      .object({
        queues: countSchema,
        covered: countSchema,
        uncovered: countSchema,
        unknown: countSchema.describe('Scheduled, and the source says nothing.'),
        unstaffed: countSchema.describe('Open with nobody scheduled, and nobody there.'),
        withoutSource: countSchema.describe('No presence source says who is there: no live status.'),
      })
      .describe('Of all queues that the session may see, whatever was searched for.'),
  })
  .meta({ id: 'CoverageNow' });
export type CoverageNow = z.infer<typeof coverageNowSchema>;

/** What every library's patrons see now, for those who look after all: those that match, a page of them, worst first. */
export const answersSchema = z
  .object({
    total: countSchema.describe('How many match, on all pages.'),
    answers: z.array(
      z.object({
        library: idSchema,
        name: z.string(),
        live: z.boolean(),
        state: answerStateSchema,
        tier: tierSchema.nullable(),
        evidence: evidenceSchema,
        passedOver: z
          .array(tierSchema)
          .describe(
            'Tiers that the answer passes over, as far as others can answer, since a farther one has taken their call for help; nearest first.',
          ),
        asOf: instantSchema,
        validUntil: instantSchema,
        nextChange: instantSchema.nullable(),
      }),
    ),
  })
  .meta({ id: 'Answers' });
export type Answers = z.infer<typeof answersSchema>;

/** The route of what patrons of each library see now. */
export const answersApi = api('coverage', {
  list: endpoint('GET /v1/answers', {
    access: 'staff',
    summary: "What the patrons of the session's libraries are told now, worst first, in pages",
    query: pageQuerySchema,
    reply: answersSchema,
  }),
});

const missedSchema = z.array(
  z.object({
    weekday: z.int().min(1).max(7).describe('1 is Monday.'),
    daypart: z.enum(DAYPARTS).describe('From 0, 6, 12 and 18 h, local time.'),
    clicks: z.int().nonnegative(),
    viewable: z.int().nonnegative(),
    suppressed: z.boolean(),
  }),
);

/** `GET /v1/coverage/missed`: unmet demand of all libraries together, each by its own clock. */
export const missedDemandSchema = z
  .object({
    countedAt: instantSchema.describe('Just now, or up to a minute ago.'),
    from: dateSchema,
    to: dateSchema,
    missed: missedSchema.describe(
      'Clicks and viewable impressions while every tier was closed or unknown. Small cells are hidden.',
    ),
  })
  .meta({ id: 'MissedDemand' });
export type MissedDemand = z.infer<typeof missedDemandSchema>;

/** What a library's patrons met over a period. */
export const libraryCoverageSchema = z
  .object({
    library: idSchema,
    zone: z.string(),
    from: instantSchema,
    to: instantSchema,
    told: z.object({
      minutes: minutesSchema.describe('Minutes of the period in which anything was recorded.'),
      since: instantSchema.nullable().describe('From when on anything is recorded of the period; null: nothing is.'),
      byState: z.array(z.object({ state: answerStateSchema, tier: tierSchema.nullable(), minutes: minutesSchema })),
      availability: shareSchema.describe('Minutes in which some tier could answer / minutes recorded.'),
    }),
    missed: missedSchema.describe(
      'Unmet demand: clicks and viewable impressions while every tier was closed or unknown, last 13 weeks. ' +
        'Hours are counted by the library’s clock: the one that comes twice when clocks go back is one.',
    ),
    accuracy: z
      .array(
        z.object({
          date: dateSchema,
          shownOpenSec: z
            .number()
            .nonnegative()
            .nullable()
            .describe(
              'Of observedOpenSec, those while nobody was seen there. Null: none was observed, so it is not known.',
            ),
          observedOpenSec: z
            .number()
            .nonnegative()
            .describe('Seconds shown open while the queue that answered was observed.'),
          shownClosedSec: z
            .number()
            .nonnegative()
            .nullable()
            .describe(
              'Of observedClosedSec, those while somebody was seen available. Null: none was observed, so it is not known.',
            ),
          observedClosedSec: z
            .number()
            .nonnegative()
            .describe('Seconds shown closed while at least one queue of it was observed.'),
        }),
      )
      .describe('Displayed-state accuracy per civil day.'),
    definitions: z.array(definitionSchema),
  })
  .meta({ id: 'LibraryCoverage' });
export type LibraryCoverage = z.infer<typeof libraryCoverageSchema>;

/** Longest period of a question about coverage. Units: days. */
export const COVERAGE_DAYS_MAX = 400;
/** Default of a period: so many civil days, today included. */
export const COVERAGE_DAYS = 7;

const periodQuerySchema = z.object({
  from: askedInstantSchema.optional().describe(`Absent: the first instant of the last ${COVERAGE_DAYS} civil days.`),
  to: askedInstantSchema
    .optional()
    .describe(`Absent: now. At most ${COVERAGE_DAYS_MAX} days after from; what is to come is left out.`),
});
/** A period of the past, as instants. Default: the last 7 civil days, until now. At most 400 days. */
export type CoveragePeriod = z.input<typeof periodQuerySchema>;

const MAX_QUEUES_ASKED = 100;

const queuesQuerySchema = pageQuerySchema.extend({
  library: idSchema.optional().describe('Only queues of this library.'),
  queue: z
    .union([idSchema, z.array(idSchema).max(MAX_QUEUES_ASKED)])
    .transform((ids) => [ids].flat())
    .optional()
    .describe('Only these queues.'),
  shared: askedBooleanSchema.optional().describe('Only shared queues.'),
});
/** A filter of the queues that the session may see. */
export type QueuesQuery = z.input<typeof queuesQuerySchema>;

/** The routes of coverage. */
export const coverageApi = api('coverage', {
  getQueue: endpoint('GET /v1/queues/{queue}/coverage', {
    access: 'own-queue',
    isHeavy: true,
    summary: "A queue's coverage over a period, with its ledger",
    query: periodQuerySchema,
    reply: queueCoverageSchema,
  }),
  correct: endpoint('POST /v1/queues/{queue}/corrections', {
    access: 'editable-queue',
    summary: 'Correct a time range; what was observed is kept',
    body: correctionChangeSchema,
    reply: correctionSchema,
    status: 201,
  }),
  getNow: endpoint('GET /v1/coverage/now', {
    access: 'signed-in',
    summary: 'The current status of the queues in the session’s scope, worst first, in pages',
    query: queuesQuerySchema,
    reply: coverageNowSchema,
  }),
  getMissed: endpoint('GET /v1/coverage/missed', {
    access: 'coordinator',
    summary: 'Unmet demand of all libraries, by weekday and part of the day',
    reply: missedDemandSchema,
  }),
  getLibrary: endpoint('GET /v1/libraries/{library}/coverage', {
    access: 'own-library',
    scope: 'coverage:read',
    isHeavy: true,
    summary: "The availability shown to a library's patrons over a period, and unmet demand",
    query: periodQuerySchema,
    reply: libraryCoverageSchema,
  }),
});
