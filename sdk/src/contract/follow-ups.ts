import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { FOLLOW_UP_LIST_CHARS_MAX, FOLLOW_UP_LIST_LIMIT, FOLLOW_UP_ROWS_MAX } from './limits.js';
import { countSchema, dateSchema, idSchema, instantSchema, revisionSchema } from './vocabulary.js';

/** Max characters of a reference number. */
export const REFERENCE_CHARS_MAX = 32;
/** Max digits in a row. A phone number has 10, a library card 14, a bank card 16. */
export const REFERENCE_DIGITS_MAX = 9;
/** A follow-up should be resolved within so many hours after it was opened. */
export const FOLLOW_UP_HOURS = 72;
/** The latest due date, counted from today. Units: days. */
export const FOLLOW_UP_DUE_DAYS_MAX = 366;

const SHAPE = new RegExp(`^[A-Za-z0-9-]{1,${REFERENCE_CHARS_MAX}}$`);
const TOO_MANY_DIGITS = new RegExp(`[0-9]{${REFERENCE_DIGITS_MAX + 1}}`);

const REFERENCE_SHAPE = `the chat system's reference number: letters, digits and hyphens, 1 to ${REFERENCE_CHARS_MAX}`;
const REFERENCE_NOT_A_PERSONS =
  `a number with at most ${REFERENCE_DIGITS_MAX} digits in a row, not counting hyphens: ` +
  `a longer one may be a patron's phone or card number, which must not be kept here`;

/** Hyphens do not count: "410-555-0100" is a phone number. */
export const mayBePersonalNumber = (reference: string): boolean => TOO_MANY_DIGITS.test(reference.replaceAll('-', ''));

const LONG_NUMBER = new RegExp(`(?:\\p{Nd}[-\u2010-\u2015./()\\s+]{0,3}){${REFERENCE_DIGITS_MAX + 1}}`, 'u');

/** What a text that {@link mayHavePersonalNumber} should be. */
export const NOT_A_PERSONS_NUMBER =
  `text without a number of more than ${REFERENCE_DIGITS_MAX} digits: ` +
  `it may be a patron's phone or card number, which must not be kept here`;

/** The same for running text: what people put between the digits of a number does not count. */
export const mayHavePersonalNumber = (text: string): boolean => LONG_NUMBER.test(text);

/** What should be different about a reference number; null: nothing. */
export const referenceFault = (reference: string): string | null => {
  if (!SHAPE.test(reference)) return REFERENCE_SHAPE;
  return mayBePersonalNumber(reference) ? REFERENCE_NOT_A_PERSONS : null;
};

/** The chat system's number of one chat. Never a number of a patron's. */
export const referenceSchema = z
  .string()
  .regex(SHAPE, REFERENCE_SHAPE)
  .refine((reference) => !mayBePersonalNumber(reference), REFERENCE_NOT_A_PERSONS);

/**
 * How a follow-up ended, as the cooperative's chat system has it: Answered · Followup by me · Followup by patron's library ·
 * Lost call · Practice.
 */
export const RESOLUTION_CODES = ['answered', 'by-me', 'by-patrons-library', 'lost-call', 'practice'] as const;
export type ResolutionCode = (typeof RESOLUTION_CODES)[number];

/** `open` · `resolved` with a code · `withdrawn` it was marked by accident. */
export const FOLLOW_UP_STATES = ['open', 'resolved', 'withdrawn'] as const;
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number];

/** What happened to a follow-up. `undone`: a resolution or withdrawal was taken back. */
export const FOLLOW_UP_STEPS = ['opened', 'handed-over', 'resolved', 'withdrawn', 'undone'] as const;
export type FollowUpStep = (typeof FOLLOW_UP_STEPS)[number];

const resolutionSchema = z.enum(RESOLUTION_CODES);

/** A question that a library still owes a patron an answer to. It says nothing about the patron or the question. */
export const followUpSchema = z
  .object({
    id: z.int().positive(),
    library: idSchema.describe('The library that follows up.'),
    reference: z.string(),
    dueOn: dateSchema.describe('The last day, by the clock of the library.'),
    state: z.enum(FOLLOW_UP_STATES),
    resolution: resolutionSchema.nullable().describe('Null unless it is resolved.'),
    openedAt: instantSchema,
    endedAt: instantSchema.nullable().describe('Null: it is open.'),
    isOverdue: z.boolean().describe('It is open, and its last day is over.'),
    isDueToday: z.boolean().describe('It is open, and its last day is today.'),
    mayUndo: z
      .boolean()
      .describe('It has ended, and you may open it again: it is of your library, or you ended it yourself.'),
    hoursOpen: countSchema.describe('Whole hours from its opening to its end, or until now.'),
    revision: z.int().positive().describe('Send it with a step. It changes with every step.'),
    history: z
      .array(
        z.object({
          at: instantSchema,
          by: z.string().nullable().describe('The label of the account; null: its data was deleted.'),
          step: z.enum(FOLLOW_UP_STEPS),
          library: idSchema.describe('The library that had it after the step.'),
          resolution: resolutionSchema.nullable(),
        }),
      )
      .describe('Every step, the first one first. None is ever removed or changed.'),
  })
  .meta({ id: 'FollowUp' });
export type FollowUp = z.infer<typeof followUpSchema>;

/** What part of the follow-ups to list. */
export const FOLLOW_UP_FILTERS = ['open', 'overdue', 'ended'] as const;
export type FollowUpFilter = (typeof FOLLOW_UP_FILTERS)[number];

/** What part of the follow-ups to list. `library` absent: every one of the account, and what it has opened for others. */
export const followUpQuerySchema = z.object({
  library: idSchema.optional(),
  filter: z.enum(FOLLOW_UP_FILTERS).default('open'),
  offset: z.coerce.number<number>().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number<number>().int().min(1).max(FOLLOW_UP_LIST_LIMIT).default(FOLLOW_UP_LIST_LIMIT),
});
export type FollowUpQuery = z.input<typeof followUpQuerySchema>;

/** `GET /v1/follow-ups` */
export const followUpListSchema = z
  .object({
    total: countSchema.describe('How many there are; `followUps` has a part of them.'),
    followUps: z.array(followUpSchema),
    open: z
      .object({ all: countSchema, overdue: countSchema, dueToday: countSchema })
      .describe('How many are open, whichever part is listed, and how many of them are late or due today.'),
    expectation: z
      .object({
        from: dateSchema,
        to: dateSchema,
        due: countSchema.describe('Follow-ups opened on these days whose 72 hours are over.'),
        within: countSchema.describe('Those of them that were resolved within 72 hours, and are still resolved.'),
        share: z.number().min(0).max(1).nullable().describe('`within` / `due`; null: none is due.'),
        definition: z.string(),
      })
      .describe('How many were resolved within 72 hours.'),
  })
  .meta({ id: 'FollowUpList' });
export type FollowUpList = z.infer<typeof followUpListSchema>;

/** `POST /v1/follow-ups`. Errors: 422 names the field, 409 `already-there`. */
export const newFollowUpSchema = z.strictObject({
  library: idSchema.describe("The patron's library, or your own."),
  reference: referenceSchema,
  dueOn: dateSchema.nullable().default(null).describe('Null: three days after today.'),
});
export type NewFollowUp = z.input<typeof newFollowUpSchema>;

/** `POST /v1/follow-ups/lists`: all of its rows are added, or none. Errors: 422 names the rows. */
export const newFollowUpListSchema = z.strictObject({
  library: idSchema.describe('One of yours.'),
  text: z
    .string()
    .max(FOLLOW_UP_LIST_CHARS_MAX)
    .regex(/^[^\0]*$/, 'one reference number a line')
    .describe(
      `At most ${FOLLOW_UP_ROWS_MAX} lines: one reference number a line, or CSV with a due date in the second column.`,
    ),
});
export type NewFollowUpList = z.infer<typeof newFollowUpListSchema>;

/** How many follow-ups a list has added. */
export const followUpsAddedSchema = z.object({ added: countSchema }).meta({ id: 'FollowUpsAdded' });
export type FollowUpsAdded = z.infer<typeof followUpsAddedSchema>;

const revision = revisionSchema.describe('Of the follow-up as the page shows it.');

/**
 * `POST /v1/follow-ups/{id}/steps`. Errors: 409 `stale-revision`, or `not-now` if its state does not allow the step, or its
 * library has ended it and you are of another one.
 */
export const followUpStepSchema = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('hand-over'), revision, library: idSchema }),
  z.strictObject({ step: z.literal('resolve'), revision, resolution: resolutionSchema }),
  z.strictObject({ step: z.literal('withdraw'), revision }),
  z.strictObject({ step: z.literal('undo'), revision }),
]);
export type FollowUpStepRequest = z.infer<typeof followUpStepSchema>;

/** The routes of follow-ups. */
export const followUpsApi = api('follow-ups', {
  list: endpoint('GET /v1/follow-ups', {
    access: 'any-account',
    summary: 'Follow-ups of your libraries, and those that you have opened for others',
    query: followUpQuerySchema,
    reply: followUpListSchema,
  }),
  open: endpoint('POST /v1/follow-ups', {
    access: 'any-account',
    summary: 'Open a follow-up for a library',
    body: newFollowUpSchema,
    reply: followUpSchema,
    status: 201,
    problems: [409],
  }),
  openList: endpoint('POST /v1/follow-ups/lists', {
    access: 'signed-in',
    summary: 'Open the follow-ups of a pasted list: all of its rows, or none',
    body: newFollowUpListSchema,
    reply: followUpsAddedSchema,
    status: 201,
  }),
  step: endpoint('POST /v1/follow-ups/{followup}/steps', {
    access: 'any-account',
    summary: 'Hand a follow-up over, resolve or withdraw it, or take its end back',
    body: followUpStepSchema,
    reply: followUpSchema,
    problems: [404, 409],
  }),
});
