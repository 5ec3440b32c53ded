import { z } from 'zod';
import { LANDMARKS } from './diagnosis.js';
import { api, endpoint } from './endpoint.js';
import { PLACEMENT_NAME_PATTERN } from './limits.js';
import { revisionQuerySchema } from './path-parameters.js';
import { countSchema, dateSchema, idSchema, instantSchema, lineSchema, revisionSchema } from './vocabulary.js';

/**
 * What a key page is for: rules of the visibility standard find their pages by it. `section` one of the site's sections that share a
 * template · `no-results` the catalog's page without hits, which is matched by placement name · `barrier` a page where people get
 * stuck: not found, sign-in, an e-resource's error.
 */
export const PAGE_KINDS = [
  'home',
  'section',
  'catalog-results',
  'no-results',
  'record',
  'databases',
  'guides',
  'contact',
  'young-adult',
  'readers-advisory',
  'barrier',
  'other',
] as const;
export const pageKindSchema = z.enum(PAGE_KINDS);
export type PageKind = z.infer<typeof pageKindSchema>;

/** Largest weight of a rule. */
export const RULE_WEIGHT_MAX = 100;
/** Most rules that a cooperative adds. */
export const OWN_RULES_MAX = 50;

const landmarkSchema = z.enum(LANDMARKS);
/** A rule's weight, in relation to those of the other rules. */
const weightSchema = z.number().positive().max(RULE_WEIGHT_MAX);
const ruleNameSchema = lineSchema.min(1).max(160);
const ruleHead = {
  id: idSchema.describe('Its short name.'),
  title: ruleNameSchema.describe('What people read.'),
  weight: weightSchema.describe('How much it counts beside the other rules.'),
};
/** The kind of key page that a rule is about. */
const rulePageSchema = pageKindSchema.describe('The kind of key page that it is about.');

/**
 * A cooperative's own rule, of a fixed kind. `tag` a live tag on each key page of a kind · `first-screen` seen there without scrolling, on a
 * phone and on a desktop · `landmark` in one of these landmarks there · `placement` a live tag with this name · `word` what a person
 * states, with a date.
 */
export const ownRuleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...ruleHead, kind: z.literal('tag'), page: rulePageSchema }),
  z.strictObject({ ...ruleHead, kind: z.literal('first-screen'), page: rulePageSchema }),
  z.strictObject({
    ...ruleHead,
    kind: z.literal('landmark'),
    page: rulePageSchema,
    landmarks: z.array(landmarkSchema).min(1).max(LANDMARKS.length).describe('One of these is around the tag.'),
  }),
  z.strictObject({
    ...ruleHead,
    kind: z.literal('placement'),
    placement: z
      .string()
      .regex(PLACEMENT_NAME_PATTERN, '1 to 32 lower-case letters, digits and hyphens, like "header"')
      .describe('A live tag with this name.'),
  }),
  z.strictObject({ ...ruleHead, kind: z.literal('word') }),
]);
export type OwnRule = z.infer<typeof ownRuleSchema>;

/** A cooperative's changes to the default visibility standard. Absent or empty: the default rules with their weights. */
export const standardSchema = z.strictObject({
  disabled: z.array(idSchema).max(100).default([]).describe('Default rules that do not apply in this cooperative.'),
  weights: z.record(idSchema, weightSchema).default({}).describe('Other weights of default rules, by rule.'),
  rules: z.array(ownRuleSchema).max(OWN_RULES_MAX).default([]).describe("The cooperative's own rules."),
});
export type Standard = z.infer<typeof standardSchema>;

/**
 * How a rule may be known: `event` reported by the tag · `page` read off the page by the doctor · `person` stated by a person, with a date.
 */
export const EVIDENCE_KINDS = ['event', 'page', 'person'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** A rule of the standard in force. */
export const standardRuleSchema = z
  .object({
    id: idSchema,
    title: z.string(),
    weight: z.number().nonnegative().nullable().describe('Null: advice, which carries no weight.'),
    defaultWeight: z.number().positive().nullable().describe("Null: advice, or the cooperative's own rule."),
    on: z.boolean(),
    own: z.boolean().describe("The cooperative's own rule."),
    page: pageKindSchema.nullable().describe('The kind of key page that it is about; null: the whole site.'),
    evidence: z.array(z.enum(EVIDENCE_KINDS)).describe('How it may be known.'),
    source: z.string().nullable().describe('Who published it; null: the cooperative itself.'),
  })
  .meta({ id: 'StandardRule' });
export type StandardRule = z.infer<typeof standardRuleSchema>;

/** `GET /v1/standard` */
export const standardViewSchema = z
  .object({
    standard: standardSchema,
    revision: countSchema,
    editedAt: instantSchema.nullable().describe('Last change by a person; null: as imported.'),
    rules: z.array(standardRuleSchema),
  })
  .meta({ id: 'StandardView' });
export type StandardView = z.infer<typeof standardViewSchema>;

/** `PUT /v1/standard`: the whole of it, as it was read at `revision`. */
export const standardChangeSchema = z.strictObject({ standard: standardSchema, revision: revisionSchema });
export type StandardChange = z.infer<typeof standardChangeSchema>;

/** `POST /v1/standard/preview` */
export const standardPreviewAskSchema = z.strictObject({ standard: standardSchema });
export type StandardPreviewAsk = z.infer<typeof standardPreviewAskSchema>;

/** What is known of a rule. `advice` carries no weight, and neither does `not-applicable`. */
export const RULE_RESULTS = ['pass', 'fail', 'unknown', 'not-applicable', 'advice'] as const;
export type RuleResult = (typeof RULE_RESULTS)[number];

/**
 * Where a result comes from, the highest rank first: a lower one never overrules a higher. `event` the tag's own report · `static` the
 * page's source · `person` a person's dated word.
 */
export const EVIDENCE_SOURCES = ['event', 'static', 'person'] as const;
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];

/** What a result rests on. */
export const ruleEvidenceSchema = z.object({
  source: z.enum(EVIDENCE_SOURCES),
  at: instantSchema.describe('When it was seen or stated.'),
  by: z.string().nullable().describe('The person, where one stated it.'),
});
export type RuleEvidence = z.infer<typeof ruleEvidenceSchema>;

/** What a person states of a rule. `not-applicable`: the library has nothing that the rule is about. */
export const STATEMENT_VERDICTS = ['met', 'not-met', 'not-applicable'] as const;
export type StatementVerdict = (typeof STATEMENT_VERDICTS)[number];

/** What was stated of a rule: valid for a year from its date. */
export const ruleStatementSchema = z.object({
  verdict: z.enum(STATEMENT_VERDICTS),
  date: dateSchema.describe('The day on which it was so.'),
  by: z.string().describe('The person, by the label of their account then.'),
  revision: countSchema.describe('Name it in a change: it is refused where somebody else has stated something since.'),
});
export type RuleStatement = z.infer<typeof ruleStatementSchema>;

/** Where a tag is missing: what to hand to the webmaster. */
export const missingTagSchema = z.object({
  page: z.url().nullable().describe('The page; null: no single address is known.'),
  placement: z.string().nullable().describe('The name that the tag should have; null: any.'),
});
export type MissingTag = z.infer<typeof missingTagSchema>;

/** What is known of a key page. */
export const scoredPageSchema = z.object({
  name: z.string().describe("As the cooperative's file calls it."),
  result: z.enum(['pass', 'fail', 'unknown']).describe('Whether it has a tag.'),
  reason: z.string().describe('One sentence.'),
  missingTag: missingTagSchema.nullable().describe('Null: it has a tag.'),
});
export type ScoredPage = z.infer<typeof scoredPageSchema>;

/** One rule at one library. */
export const ruleOutcomeSchema = z
  .object({
    rule: idSchema,
    title: z.string(),
    weight: z.number().positive().nullable(),
    result: z.enum(RULE_RESULTS),
    evidence: ruleEvidenceSchema.nullable(),
    reason: z.string().describe('One sentence.'),
    nextStep: z.string().nullable().describe('The one step that would change the result; null: none is needed.'),
    asksForAddress: z
      .boolean()
      .describe(
        'Whether that step is to name the address of a key page, which the library proposes to the coordinator.',
      ),
    mayState: z
      .array(z.enum(STATEMENT_VERDICTS))
      .describe('What a person of the library may state of it; empty: nothing.'),
    statement: ruleStatementSchema
      .nullable()
      .describe('What was stated last, whether or not the result rests on it. Null: nothing.'),
    source: z.string().nullable().describe('Who published the rule.'),
    missingTag: missingTagSchema
      .nullable()
      .describe('Where a tag would change the result; null: a tag alone would not.'),
  })
  .meta({ id: 'RuleOutcome' });
export type RuleOutcome = z.infer<typeof ruleOutcomeSchema>;

/** Weighted share of the rules that are met, from every unknown failed to every unknown passed. */
export const scoreSchema = z
  .object({
    passed: countSchema,
    of: countSchema.describe('Rules that carry weight here: passed, failed and unknown.'),
    unknown: countSchema,
    low: z.number().min(0).max(1).nullable().describe('With every unknown failed; null: no rule carries weight.'),
    high: z.number().min(0).max(1).nullable().describe('With every unknown passed.'),
  })
  .meta({ id: 'Score' });
export type Score = z.infer<typeof scoreSchema>;

/** The median of the other libraries' scores. Hidden below 5 of them. */
export const peerScoreSchema = z.object({
  libraries: countSchema,
  low: z.number().min(0).max(1).nullable(),
  high: z.number().min(0).max(1).nullable(),
});
export type PeerScore = z.infer<typeof peerScoreSchema>;

/** `GET /v1/libraries/{id}/score` */
export const libraryScoreSchema = z
  .object({
    library: idSchema,
    name: z.string(),
    at: instantSchema,
    score: scoreSchema,
    rules: z.array(ruleOutcomeSchema),
    keyPages: z.array(scoredPageSchema).describe("In the file's order."),
    peers: peerScoreSchema.nullable().describe('Null: not counted yet.'),
  })
  .meta({ id: 'LibraryScore' });
export type LibraryScore = z.infer<typeof libraryScoreSchema>;

/** What a change would do to every score. Sorted by how much changes, most first. */
export const standardPreviewSchema = z
  .object({
    changed: countSchema.describe('Libraries whose score would differ.'),
    libraries: z.array(z.object({ library: idSchema, name: z.string(), before: scoreSchema, after: scoreSchema })),
  })
  .meta({ id: 'StandardPreview' });
export type StandardPreview = z.infer<typeof standardPreviewSchema>;

/**
 * A person's word, valid for a year from its date. Errors: 409 `stale-revision` where another statement than the one that
 * was read is stored; 422 names the field.
 */
export const statementChangeSchema = z.strictObject({
  ...ruleStatementSchema.pick({ verdict: true, date: true }).shape,
  revision: revisionSchema.describe('Of the statement that was read; 0: nothing was stated.'),
});
export type StatementChange = z.infer<typeof statementChangeSchema>;

/** The routes of the visibility standard. */
export const standardApi = api('standard', {
  get: endpoint('GET /v1/standard', {
    access: 'staff',
    summary: 'The visibility standard in force',
    reply: standardViewSchema,
  }),
  change: endpoint('PUT /v1/standard', {
    access: 'coordinator',
    summary: 'Change the visibility standard',
    body: standardChangeSchema,
    reply: standardViewSchema,
  }),
  preview: endpoint('POST /v1/standard/preview', {
    access: 'coordinator',
    isHeavy: true,
    summary: 'What a change of the standard would do to every score; nothing is written',
    body: standardPreviewAskSchema,
    reply: standardPreviewSchema,
  }),
  score: endpoint('GET /v1/libraries/{library}/score', {
    access: 'own-library',
    scope: 'visibility:read',
    summary: "A library's score by the visibility standard, with each rule's result",
    reply: libraryScoreSchema,
  }),
  state: endpoint('PUT /v1/libraries/{library}/statements/{rule}', {
    access: 'own-library',
    summary: "State whether a rule is met; a person's word counts for a year",
    body: statementChangeSchema,
    reply: libraryScoreSchema,
  }),
  withdraw: endpoint('DELETE /v1/libraries/{library}/statements/{rule}', {
    access: 'own-library',
    summary: 'Withdraw what was stated of a rule',
    query: revisionQuerySchema,
    reply: libraryScoreSchema,
  }),
});
