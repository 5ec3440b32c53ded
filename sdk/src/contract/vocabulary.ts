import { z } from 'zod';
import { ID_PATTERN, PLACEMENT_NAME_PATTERN, TIERS } from './limits.js';

export const tierSchema = z.enum(TIERS);
export type Tier = z.infer<typeof tierSchema>;

/**
 * What a library's patron sees.
 * `available` and `busy` name a tier; `unknown` makes no claim; `closed` means that every tier is known not to answer.
 */
export const ANSWER_STATES = ['available', 'busy', 'unknown', 'closed'] as const;
export const answerStateSchema = z.enum(ANSWER_STATES);
export type AnswerState = z.infer<typeof answerStateSchema>;

/**
 * What one queue's desk is doing. `nobody` is observed; `closed` comes from the schedule alone.
 */
export const QUEUE_STATES = ['available', 'busy', 'nobody', 'unknown', 'closed'] as const;
export const queueStateSchema = z.enum(QUEUE_STATES);
export type QueueState = z.infer<typeof queueStateSchema>;

/**
 * How a state is known: seen at a presence source, read off a timetable, or not known at all.
 * A state whose evidence is `scheduled` is worded "open", never "available now".
 */
export const EVIDENCE = ['observed', 'scheduled', 'none'] as const;
export const evidenceSchema = z.enum(EVIDENCE);
export type Evidence = z.infer<typeof evidenceSchema>;

/** Width classes of the browser window: below 640, below 1024, and wider (CSS pixels). */
export const VIEWPORTS = ['phone', 'tablet', 'desktop'] as const;
export const viewportSchema = z.enum(VIEWPORTS);
export type Viewport = z.infer<typeof viewportSchema>;

/**
 * The tag's looks: a block with the whole status, a button with a short one, a link in running text with the short one after it,
 * a button that floats in a corner of the window.
 */
export const TAG_VARIANTS = ['card', 'button', 'link', 'tab'] as const;
export type TagVariant = (typeof TAG_VARIANTS)[number];

/**
 * The form of the entry point on the page: the script's tag, the same as a floating control, a frame, a live picture, a plain link.
 * A floating control is not placed: no rule that asks for a tag on a page counts it.
 */
export const FORMS = ['tag', 'tab', 'frame', 'badge', 'link'] as const;
export const formSchema = z.enum(FORMS);
export type Form = z.infer<typeof formSchema>;

/** Shape: `harford`, `anne-arundel`: lower-case letters, digits and inner hyphens, 1 to 40 characters. */
export const idSchema = z
  .string()
  .regex(ID_PATTERN, 'lower-case letters, digits and inner hyphens, 1 to 40 characters, like "harford"');

/** Shape: the webmaster's name for the tag's position, `[a-z0-9-]{1,32}`, like `header`. */
export const placementNameSchema = z
  .string()
  .regex(PLACEMENT_NAME_PATTERN, 'lower-case letters, digits and hyphens, 1 to 32 characters, like "header"');

/** Shape: ISO 8601 with milliseconds in UTC, `2026-11-24T14:00:00.000Z`. In responses; for requests: {@link askedInstantSchema}. */
export const instantSchema = z.iso.datetime({ precision: 3 });

const ASKED_INSTANT = 'an instant in UTC from 2000 to 2099, like "2026-11-24T14:00:00Z", with or without milliseconds';

/**
 * An instant as people and scripts write it: ISO 8601 in UTC, to the second or to the millisecond, in this century.
 * Another year is a slip, and no database or calendar agrees with another about the year 1.
 */
export const askedInstantSchema = z.iso.datetime({ error: ASKED_INSTANT, abort: true }).regex(/^20/, ASKED_INSTANT);

/** A caller passes a boolean; an address has its word. */
export const askedBooleanSchema = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true') as unknown as z.ZodType<boolean, boolean>;

/**
 * Words of a person on one line. No control characters and no half characters: no database keeps them, and no screen
 * shows them.
 */
export const lineSchema = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u, 'text on one line, without control characters');

/** One mail address. */
export const emailSchema = z.email().max(254);

/** Words of a person, line breaks and tabs included. */
export const noteSchema = z
  .string()
  .regex(/^(?:[\t\n\r]|[^\p{Cc}\p{Cs}])*$/u, 'text without control characters other than line breaks and tabs');

/** Characters that turn the direction of text around them: a page could show other words than it copies. */
export const NO_DIRECTION_CONTROLS = /^[^\u202a-\u202e\u2066-\u2069]*$/;
/** Without the two invisible marks of a direction, too. */
export const NO_DIRECTION_MARKS = /^[^\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/;
/** What a text without direction marks should be. */
export const DIRECTION_MARKS_FAULT = 'text without marks that change its direction';
/** What a text without direction controls should be. */
export const DIRECTION_FAULT = 'text without characters that turn its direction around';

/** A half-open stretch [start, end) of instants. */
export const stretchSchema = z.tuple([instantSchema, instantSchema]);

/** Shape: a civil day `YYYY-MM-DD`, in the zone of the library or queue that it belongs to. */
export const dateSchema = z.iso.date({
  error: ({ code }) => (code === 'invalid_format' ? 'a day like "2026-11-26"' : undefined),
});

const ASKED_DATE = 'a day from 2000 to 2099, like "2026-11-26"';

/** The same, as people and scripts write it, in this century: another year is a slip, and no database has the year 0. */
export const askedDateSchema = z.iso.date({ error: ASKED_DATE, abort: true }).regex(/^20/, ASKED_DATE);

/** A civil month: `2026-11`. */
export const monthSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month like "2026-11"')
  .meta({ example: '2026-11' });

/** The same, as it is asked for: a month of this century. */
export const askedMonthSchema = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'a month from 2000 to 2099, like "2026-11"')
  .meta({ example: '2026-11' });

/** Units: whole events or minutes, never negative. */
export const countSchema = z.int().nonnegative();

/** In a change: the revision that was read; 0: none was stored. The next one is at most the database's largest integer. */
export const revisionSchema = z
  .int()
  .nonnegative()
  .max(2 ** 31 - 2);
