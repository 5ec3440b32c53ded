import { z } from 'zod';
import { type AskEvent, EVENT_KINDS, type EventKind } from './event-kinds.js';
import { EVENTS_PER_BATCH } from './limits.js';
import {
  answerStateSchema,
  countSchema,
  formSchema,
  idSchema,
  placementNameSchema,
  tierSchema,
  viewportSchema,
} from './vocabulary.js';

/**
 * Shape: `YYYYMMDD-` and 32 lower-case hex digits: the UTC day on which the batch was made, and 128 random bits.
 * Per send, not per person. The day names the partition, so a retry over midnight meets its twin.
 */
export const batchIdSchema = z
  .string()
  .regex(/^\d{8}-[0-9a-f]{32}$/, 'the UTC day as YYYYMMDD, a hyphen and 32 hex digits');

/**
 * Shape: a lower-cased path whose changing segments are `:id` or `:slug`; no query, no fragment; at most 200 characters.
 * Source: sdk/src/page-pattern.ts makes it, and the server makes it again.
 */
export const pagePatternSchema = z
  .string()
  .regex(
    /^\/(?:[a-z0-9._~=$:-]+(?:\/[a-z0-9._~=$:-]+)*)?\/?$/,
    'a lower-cased path without query or fragment, like "/catalog/:id"',
  )
  .max(200);

const names = Object.keys(EVENT_KINDS) as EventKind[];

/** Schema of one kind's events. */
function schemaOf(kind: EventKind): z.ZodObject<{ kind: z.ZodLiteral<string> }> {
  const { meaning, flag, values } = { flag: undefined, values: undefined, ...EVENT_KINDS[kind] };
  return z
    .strictObject({
      kind: z.literal(kind),
      state: answerStateSchema.describe('What the entry point said when it happened.'),
      tier: tierSchema.nullable().describe('The tier that it named, null for none.'),
      ...(flag && { [flag.name]: z.boolean().describe(flag.meaning) }),
      ...(values && { value: z.enum(values).describe('What was measured.') }),
    })
    .describe(meaning);
}

const [first, ...rest] = names.map(schemaOf);
/** One event of a kind in {@link EVENT_KINDS}. */
export const eventSchema = z.discriminatedUnion('kind', [first!, ...rest]) as unknown as z.ZodType<AskEvent>;

/**
 * What a page sends. Nothing in it is about a patron.
 * Shape: `text/plain` JSON of at most 8 KiB, so that no preflight is needed.
 */
export const eventBatchSchema = z
  .strictObject({
    batch: batchIdSchema,
    library: idSchema,
    page: pagePatternSchema,
    placement: placementNameSchema,
    branch: idSchema
      .optional()
      .catch(undefined)
      .describe('The branch that the tag names. One that is malformed or not registered counts to the library alone.'),
    form: formSchema,
    widget: z
      .string()
      .regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'a version like "0.1.0"')
      .describe("The tag's version."),
    practice: z.boolean().describe('A trial by staff: counted apart.'),
    viewport: viewportSchema,
    events: z
      .array(z.looseObject({ kind: z.string().max(32) }))
      .min(1)
      .max(EVENTS_PER_BATCH)
      .describe('Each is checked by itself against its kind.'),
  })
  .meta({ id: 'EventBatch' });
/** What {@link eventBatchSchema} describes, with the events of this version's kinds. */
export type EventBatch = Omit<z.infer<typeof eventBatchSchema>, 'events'> & { events: AskEvent[] };

/** Why a whole batch was refused, none of it counted. Each is counted by library and day, and is the problem's `code`. */
export const REFUSAL_REASONS = [
  'malformed-batch',
  'origin-not-registered',
  'unknown-library',
  'too-large',
  'batch-day',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Why an event of an accepted batch was not counted; `gpc`: its browser sends Global Privacy Control. */
export const DROP_REASONS = ['unknown-kind', 'malformed-event', 'repeated-batch', 'gpc'] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/**
 * Sent after the counters are committed, and only then.
 * Errors: 400 `malformed-batch`, 403 `origin-not-registered`, 404 `unknown-library`, 413 `too-large`,
 * 422 `batch-day`, 503 `busy` with Retry-After.
 */
export const eventReceiptSchema = z
  .object({
    accepted: countSchema.describe('Events counted by this request.'),
    dropped: z.partialRecord(z.enum(DROP_REASONS), countSchema).describe('Events not counted, by reason.'),
  })
  .meta({ id: 'EventReceipt' });
export type EventReceipt = z.infer<typeof eventReceiptSchema>;
