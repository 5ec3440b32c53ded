// In:    plain data from YAML.
// Out:   the file's type, and the rules for each field and object.
// Never: checks rules between objects: cross-check.ts does.
import {
  AFTER_CLOSING_MAX_MIN,
  BRANCHES_MAX,
  cooperativeHolidaysSchema,
  escalationSchema,
  hoursRulesSchema,
  idSchema,
  lineSchema,
  neededRulesSchema,
  noteSchema,
  pageKindSchema,
  placementNameSchema,
  POLICY_TOPICS_MAX,
  presenceSourceSchema,
  sharedHoursSchema,
  shiftRulesSchema,
  standardSchema,
  tierSchema,
  TIERS,
  viewportSchema,
  type Fallback,
  type Tier,
} from '@askusnow/sdk/contract';
import { toPagePattern } from '@askusnow/sdk/page-pattern';
import { z } from 'zod';
import { checkHours } from '../schedule/hours/check.ts';
import { checkShifts } from '../schedule/shifts/check.ts';
import { checkNeeded } from '../schedule/shifts/needed.ts';
import { addressFault } from './address.ts';
import { languageFault, spokenWith } from '../cooperative/languages.ts';
import { originFault } from '../cooperative/origin.ts';
import { zoneFault } from '../cooperative/zone.ts';

/** Adds a rule with its own message. */
const text = (fault: (value: string) => string | undefined): z.ZodString =>
  z.string().superRefine((value, context) => {
    const message = fault(value);
    if (message !== undefined) context.addIssue(message);
  });
const isGood = (schema: z.ZodType, value: string): boolean => schema.safeParse(value).success;

const nameSchema = text((name) =>
  name.length > 0 && name.length <= 120 && name.trim() === name && isGood(lineSchema, name)
    ? undefined
    : 'should be a name on one line, 1 to 120 characters, without spaces around it or control characters',
);
const longNoteSchema = text((note) =>
  note.length > 0 && note.length <= 2000 && isGood(noteSchema, note)
    ? undefined
    : 'should be a note of 1 to 2000 characters, without control characters',
);
const phoneSchema = text((phone) =>
  phone.length <= 40 &&
  /^\+?[0-9A-Za-z ().,/-]+$/.test(phone) &&
  (phone.match(/[0-9A-Za-z]/g)?.length ?? 0) >= 3 &&
  /\d/.test(phone)
    ? undefined
    : 'should be a telephone number as people write it, like "410-555-0100"',
);

const zoneSchema = text(zoneFault);
const originSchema = text(originFault);
const addressSchema = text(addressFault);

/** A pattern that no page can have would make a key page that is always missing. */
const patternSchema = text((pattern) => {
  const real = toPagePattern(pattern);
  return real === pattern ? undefined : `should be "${real}": pages at "${pattern}" are counted under that pattern`;
});

const checkedHoursSchema = hoursRulesSchema.superRefine((hours, context) => {
  for (const { path, message } of checkHours(hours)) context.addIssue({ code: 'custom', path, message });
});

const checkedShiftsSchema = shiftRulesSchema.superRefine((shifts, context) => {
  for (const { path, message } of checkShifts(shifts)) context.addIssue({ code: 'custom', path, message });
});

const checkedNeededSchema = neededRulesSchema.superRefine((needed, context) => {
  for (const { path, message } of checkNeeded(needed)) context.addIssue({ code: 'custom', path, message });
});

const pageWordSchema = text((word) =>
  /^[a-z]{3,20}$/.test(word) ? undefined : 'should be a word of 3 to 20 letters from a to z, in lower case',
);

const languagesOf = (tag: z.ZodString) =>
  z.array(tag).refine((tags) => new Set(tags).size === tags.length, 'should name each language once');

const queueSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  tier: tierSchema,
  zone: zoneSchema,
  note: longNoteSchema.optional(),
  hours: checkedHoursSchema,
  shifts: checkedShiftsSchema.default([]),
  needed: checkedNeededSchema.default([]),
  presence: presenceSourceSchema.optional(),
  languages: languagesOf(z.string()).min(1).max(20).optional(),
});

const queueUseSchema = z.strictObject({
  queue: idSchema,
  chat: addressSchema.optional(),
});

const keyPageSchema = z
  .strictObject({
    name: nameSchema,
    kind: pageKindSchema.optional(),
    origin: originSchema.optional(),
    pattern: patternSchema.optional(),
    placement: placementNameSchema.optional(),
    viewport: viewportSchema.optional(),
    minPatterns: z.int().min(1).max(2000).default(1),
    weight: z.number().positive().max(1000).default(1),
  })
  .superRefine(({ kind, origin, pattern, placement, viewport }, context) => {
    if (!(origin ?? pattern ?? placement ?? viewport))
      context.addIssue('should have a condition: origin, pattern, placement or viewport');
    // A page without hits differs from one with hits by its query alone, and queries are not kept.
    if (kind === 'no-results' && placement === undefined)
      context.addIssue('should have a placement: a page of kind "no-results" is known by the name of its tag alone');
  });

export const tiersSchema = z
  .strictObject({ local: queueUseSchema, statewide: queueUseSchema, global: queueUseSchema } satisfies Record<
    Tier,
    unknown
  >)
  .partial()
  .refine(
    (tiers) => TIERS.some((tier) => tiers[tier]),
    `should name a queue at one tier at least: ${TIERS.join(', ')}`,
  );

/** One line beside a closed button: a phone or a page, so that nobody has to choose. */
const urgentTextSchema = text((words) =>
  words.length > 0 && words.length <= 80 && words.trim() === words && isGood(lineSchema, words)
    ? undefined
    : 'should be a sentence on one line, 1 to 80 characters, like "In a crisis? Call or text 988."',
);
const urgentSchema = z
  .strictObject({
    text: urgentTextSchema,
    translations: z.record(z.string(), urgentTextSchema).optional(),
    phone: phoneSchema.optional(),
    page: addressSchema.optional(),
  })
  .refine(
    ({ phone, page }) => (phone === undefined) !== (page === undefined),
    'should have a phone, like "988", or a page, like "https://988lifeline.org/", and not both',
  );

/** What each library's policy pages are about: "Library cards", at its own short name. */
const policyTopicSchema = z.strictObject({ id: idSchema, name: nameSchema });

const fallbackSchema = z
  .strictObject({ phone: phoneSchema, form: addressSchema, page: addressSchema } satisfies Record<
    keyof Fallback,
    unknown
  >)
  .partial()
  .default({});

/** One building of a library, with its own other ways to ask. */
const branchSchema = z.strictObject({ id: idSchema, name: nameSchema, fallback: fallbackSchema });

const librarySchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  zone: zoneSchema,
  live: z.boolean(),
  origins: z.array(originSchema).max(100).default([]),
  queues: tiersSchema,
  fallback: fallbackSchema,
  branches: z.array(branchSchema).max(BRANCHES_MAX).default([]),
  keyPages: z.array(keyPageSchema).max(200).default([]),
});

const fileSchema = z.strictObject({
  cooperative: z.strictObject({
    name: nameSchema,
    note: longNoteSchema.optional(),
    escalation: escalationSchema.optional(),
    afterClosingMin: z.int().min(0).max(AFTER_CLOSING_MAX_MIN).optional(),
    pageWords: z
      .strictObject({
        hide: z.array(pageWordSchema).max(500).default([]),
        show: z.array(pageWordSchema).max(500).default([]),
      })
      .optional(),
    languages: languagesOf(text(languageFault)).max(100).optional(),
    sharedHours: sharedHoursSchema.optional(),
    holidays: cooperativeHolidaysSchema.min(1).optional(),
    urgent: urgentSchema.optional(),
    policyTopics: z
      .array(policyTopicSchema)
      .min(1)
      .max(POLICY_TOPICS_MAX)
      .refine((topics) => new Set(topics.map(({ id }) => id)).size === topics.length, 'should name each topic once')
      .optional(),
  }),
  standard: standardSchema.optional(),
  queues: z.array(queueSchema).max(20_000),
  libraries: z.array(librarySchema).max(20_000),
});

/** What is said in a language that no tag of the cooperative speaks is never seen. */
export const cooperativeFileSchema = fileSchema.superRefine(
  ({ cooperative: { languages = [], urgent }, queues }, context) => {
    const spoken = spokenWith(languages);
    const check = (tag: string, path: (string | number)[], tags: readonly string[]): void => {
      if (tags.includes(tag)) return;
      const message = `should be a language that the tag speaks: ${tags.join(', ')}; others are turned on by "languages"`;
      context.addIssue({ code: 'custom', path, message });
    };
    for (const tag of Object.keys(urgent?.translations ?? {}))
      check(tag, ['cooperative', 'urgent', 'translations', tag], spoken);
    for (const [at, queue] of queues.entries())
      for (const [index, tag] of (queue.languages ?? []).entries())
        check(tag, ['queues', at, 'languages', index], ['en', ...spoken]);
  },
);

/** The file's content. Queues, libraries, branches and origins have no order and are sorted; key pages keep theirs. */
export type Cooperative = z.infer<typeof cooperativeFileSchema>;
export type CooperativeQueue = Cooperative['queues'][number];
export type CooperativeLibrary = Cooperative['libraries'][number];
export type CooperativeBranch = CooperativeLibrary['branches'][number];
export type CooperativeKeyPage = CooperativeLibrary['keyPages'][number];

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The same cooperative in the database's order. */
export function inOrder({ queues, libraries, ...rest }: Cooperative): Cooperative {
  return {
    ...rest,
    queues: queues.toSorted((a, b) => byText(a.id, b.id)),
    libraries: libraries
      .map((library) => ({
        ...library,
        origins: library.origins.toSorted(byText),
        branches: library.branches.toSorted((a, b) => byText(a.id, b.id)),
      }))
      .toSorted((a, b) => byText(a.id, b.id)),
  };
}
