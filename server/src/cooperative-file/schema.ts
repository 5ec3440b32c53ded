// In:    plain data from YAML.
// Out:   the file's type, and the rules for each field and object.
// Never: checks rules between objects: cross-check.ts does.
import {
  AFTER_CLOSING_MAX_MIN,
  AFTER_CLOSING_MIN,
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
  id: idSchema.describe('Its short name in this file, in addresses and in commands.'),
  name: nameSchema.describe('What people call it.'),
  tier: tierSchema.describe('Who is asked first, next and last. The statewide and the global desk exist once.'),
  zone: zoneSchema.describe('IANA time zone of its hours and shifts.'),
  note: longNoteSchema.optional().describe('A note about it.'),
  hours: checkedHoursSchema.describe('Chat hours, not building hours.'),
  shifts: checkedShiftsSchema.default([]).describe('Who is scheduled. None at all: the hours stand for them.'),
  needed: checkedNeededSchema.default([]).describe('How many people a shared desk needs; where nothing is said, one.'),
  presence: presenceSourceSchema.optional().describe('Where somebody is seen. Left out: by schedule alone.'),
  languages: languagesOf(z.string())
    .min(1)
    .max(20)
    .optional()
    .describe('In which it answers: a page in Spanish leads to the first available tier that answers in Spanish.'),
});

const queueUseSchema = z.strictObject({
  queue: idSchema.describe('The desk, by its id.'),
  chat: addressSchema.optional().describe('Where its chat opens for this library. Left out: the link inside the tag.'),
});

const keyPageSchema = z
  .strictObject({
    name: nameSchema.describe('What people call the page.'),
    kind: pageKindSchema
      .optional()
      .describe(
        'What a rule of the visibility standard finds it by. `section`: sections that share a template. `no-results`: the catalog without hits, known by its `placement` alone. `barrier`: not found, sign-in, or an error of an e-resource.',
      ),
    origin: originSchema
      .optional()
      .describe('Condition: a tag at this site. With `pattern` the page is read each week.'),
    pattern: patternSchema.optional().describe('Condition: a tag on pages that are counted under this pattern.'),
    placement: placementNameSchema.optional().describe('Condition: a tag with this name.'),
    viewport: viewportSchema
      .optional()
      .describe('Condition: a tag in windows of this width: below 640, below 1024, or wider. Units: CSS pixels.'),
    minPatterns: z.int().min(1).max(2000).default(1).describe('On how many different page patterns the tag has to be.'),
    weight: z.number().positive().max(1000).default(1).describe('Kept with the page: no number uses it.'),
  })
  .superRefine(({ kind, origin, pattern, placement, viewport }, context) => {
    if (!(origin ?? pattern ?? placement ?? viewport))
      context.addIssue('should have a condition: origin, pattern, placement or viewport');
    // A page without hits differs from one with hits by its query alone, and queries are not kept.
    if (kind === 'no-results' && placement === undefined)
      context.addIssue('should have a placement: a page of kind "no-results" is known by the name of its tag alone');
  });

export const tiersSchema = z
  .strictObject({
    local: queueUseSchema.describe('The library’s own desk.'),
    statewide: queueUseSchema.describe('The statewide desk.'),
    global: queueUseSchema.describe('The desk of the global cooperative.'),
  } satisfies Record<Tier, unknown>)
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
    text: urgentTextSchema.describe('One sentence, at most 80 characters.'),
    translations: z
      .record(z.string(), urgentTextSchema)
      .optional()
      .describe('The sentence by language, for tags that speak another one.'),
    phone: phoneSchema.optional().describe('The number that it names. This or `page`, not both.'),
    page: addressSchema
      .optional()
      .meta({ description: 'The page that it opens.', examples: ['https://988lifeline.org/'] }),
  })
  .refine(
    ({ phone, page }) => (phone === undefined) !== (page === undefined),
    'should have a phone, like "988", or a page, like "https://988lifeline.org/", and not both',
  );

/** What each library's policy pages are about: "Library cards", at its own short name. */
const policyTopicSchema = z.strictObject({
  id: idSchema.describe('Its short name.'),
  name: nameSchema.describe('What people call it.'),
});

const fallbackSchema = z
  .strictObject({
    phone: phoneSchema.describe('A telephone number as people write it.'),
    form: addressSchema.describe('A page with a form for questions.'),
    page: addressSchema.describe('Any other page that helps.'),
  } satisfies Record<Exclude<keyof Fallback, 'tel'>, unknown>)
  .partial()
  .default({});

/** One building of a library, with its own other ways to ask. */
const branchSchema = z.strictObject({
  id: idSchema.describe('What the tag says: `branch="bel-air"`.'),
  name: nameSchema.describe('What people call it.'),
  fallback: fallbackSchema.describe('Its own other ways to ask; what is absent is the library’s.'),
});

const librarySchema = z.strictObject({
  id: idSchema.describe('What the tag says: `library="harford"`.'),
  name: nameSchema.describe('What people call it.'),
  zone: zoneSchema.describe('IANA time zone of its days and of the times that patrons read.'),
  live: z.boolean().describe('`false` while it is being set up: it works, and is not in the public list.'),
  origins: z
    .array(originSchema)
    .max(100)
    .default([])
    .describe('Where its tag may stand, as browsers send it. `https://*.` takes any host below.'),
  queues: tiersSchema.describe('Its desk at each tier: one at least.'),
  fallback: fallbackSchema.describe('Other ways to ask while nobody can chat.'),
  branches: z.array(branchSchema).max(BRANCHES_MAX).default([]).describe('Its buildings.'),
  keyPages: z
    .array(keyPageSchema)
    .max(200)
    .default([])
    .describe('Where the tag is expected. Every condition that is given must hold; one at least is given.'),
});

const fileSchema = z.strictObject({
  cooperative: z.strictObject({
    name: nameSchema.describe('What people call the service.'),
    note: longNoteSchema.optional().describe('A note about it.'),
    escalation: escalationSchema
      .optional()
      .describe('How long each tier has, at least, to take a help request. Units: minutes.'),
    afterClosingMin: z
      .int()
      .min(0)
      .max(AFTER_CLOSING_MAX_MIN)
      .optional()
      .describe(
        `For how long past its closing time a desk that still sends its status is shown; left out: ${AFTER_CLOSING_MIN}, 0: not at all. Units: minutes.`,
      ),
    pageWords: z
      .strictObject({
        hide: z
          .array(pageWordSchema)
          .max(500)
          .default([])
          .describe('Never shown. Short words hide what begins with them, from five letters on what has them in it.'),
        show: z.array(pageWordSchema).max(500).default([]).describe('Whole words, never hidden, shown at once.'),
      })
      .optional()
      .describe('First words of page addresses.'),
    languages: languagesOf(text(languageFault))
      .max(100)
      .optional()
      .describe('What the tag speaks beside English and Spanish: tags of files in `widget/languages`.'),
    sharedHours: sharedHoursSchema.optional().describe('How the libraries share the hours of the shared desks.'),
    holidays: cooperativeHolidaysSchema.min(1).optional().describe('Days on which no library owes an hour.'),
    urgent: urgentSchema.optional().describe('One line for patrons in a crisis, while nobody can chat.'),
    policyTopics: z
      .array(policyTopicSchema)
      .min(1)
      .max(POLICY_TOPICS_MAX)
      .refine((topics) => new Set(topics.map(({ id }) => id)).size === topics.length, 'should name each topic once')
      .optional()
      .describe('What each library’s policy pages are about. Left out: ten default topics.'),
  }),
  standard: standardSchema.optional().describe('Changes to the default visibility standard.'),
  queues: z.array(queueSchema).max(20_000).describe('Desks that can answer.'),
  libraries: z.array(librarySchema).max(20_000).describe('Partner libraries.'),
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
