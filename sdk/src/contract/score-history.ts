import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { scoreSchema } from './standard.js';
import {
  DIRECTION_FAULT,
  NO_DIRECTION_CONTROLS,
  askedDateSchema,
  countSchema,
  dateSchema,
  idSchema,
  instantSchema,
  lineSchema,
} from './vocabulary.js';

/** `GET /v1/libraries/{id}/scores`: the score of each day on which it was counted, earliest first. */
export const scoreHistorySchema = z
  .object({ library: idSchema, days: z.array(scoreSchema.extend({ date: dateSchema.describe('UTC.') })) })
  .meta({ id: 'ScoreHistory' });
export type ScoreHistory = z.infer<typeof scoreHistorySchema>;

/** Longest text of a note. Units: characters. */
export const NOTE_CHARS_MAX = 200;

/** A note of the library's people on one day: a redesign, a campaign. */
export const libraryNoteSchema = z
  .object({ id: countSchema, date: dateSchema, text: z.string(), by: z.string() })
  .meta({ id: 'LibraryNote' });
export type LibraryNote = z.infer<typeof libraryNoteSchema>;

/** `GET /v1/libraries/{id}/notes`: earliest first. */
export const libraryNoteListSchema = z.object({ notes: z.array(libraryNoteSchema) }).meta({ id: 'LibraryNoteList' });
export type LibraryNoteList = z.infer<typeof libraryNoteListSchema>;

/** `POST /v1/libraries/{id}/notes` */
export const newLibraryNoteSchema = z.strictObject({
  date: askedDateSchema,
  text: lineSchema.regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT).trim().min(1).max(NOTE_CHARS_MAX),
});
export type NewLibraryNote = z.infer<typeof newLibraryNoteSchema>;

/** Clicks on the open days of a period. */
const periodSchema = z.object({
  from: dateSchema,
  to: dateSchema,
  openDays: countSchema,
  clicks: countSchema,
  perDay: z.number().nonnegative().nullable().describe('Null: no open day.'),
});

/**
 * `more` and `fewer` only where the whole interval lies on one side of no change · `no-clear-change` it holds no change, so chance explains
 * the difference · `too-few` fewer than 7 open days on a side, fewer than 20 clicks in all, or fewer than 5 libraries to compare with.
 */
export const CHANGE_VERDICTS = ['more', 'fewer', 'no-clear-change', 'too-few'] as const;
export type ChangeVerdict = (typeof CHANGE_VERDICTS)[number];

/** How many other libraries a change is compared with. */
export const othersSchema = countSchema
  .nullable()
  .describe(
    'Other libraries that it is compared with, in the same weeks. Null: too few open days or clicks of its own.',
  );

/**
 * `GET /v1/libraries/{id}/before-after?date=`: clicks per open day in the four weeks before a day and the four after it, against the
 * same weeks of the cooperative's other libraries.
 */
export const beforeAfterSchema = z
  .object({
    library: idSchema,
    zone: z.string().describe("The library's IANA time zone, by which its days end."),
    date: dateSchema,
    before: periodSchema,
    after: periodSchema,
    others: othersSchema,
    ratio: z.number().nonnegative().nullable().describe("After over before, over the other libraries'; null: too few."),
    low: z.number().nonnegative().nullable().describe('95 % interval of the ratio.'),
    high: z.number().nonnegative().nullable(),
    verdict: z.enum(CHANGE_VERDICTS),
    sentence: z.string().describe('The comparison in words.'),
  })
  .meta({ id: 'BeforeAfter' });
export type BeforeAfter = z.infer<typeof beforeAfterSchema>;

/**
 * What meeting a rule is worth: the ratio of clicks per open day, after over before it was first met, within the same library, against
 * libraries where nothing changed in that time. Never a click-through rate: a template adds views and lowers it.
 */
export const ruleWorthSchema = z
  .object({
    rule: idSchema,
    title: z.string(),
    libraries: countSchema.describe('Those that came to meet it, and were counted four weeks before and after.'),
    ratio: z.number().positive().nullable().describe('Null: fewer than 5 libraries, or fewer than 5 to compare with.'),
    low: z.number().positive().nullable().describe('95 % interval of the ratio.'),
    high: z.number().positive().nullable(),
    verdict: z.enum(CHANGE_VERDICTS),
    sentence: z.string().describe('The comparison in words.'),
  })
  .meta({ id: 'RuleWorth' });
export type RuleWorth = z.infer<typeof ruleWorthSchema>;

/** `GET /v1/standard/worth` */
export const ruleWorthListSchema = z
  .object({ at: instantSchema.describe('When it was counted.'), rules: z.array(ruleWorthSchema) })
  .meta({ id: 'RuleWorthList' });
export type RuleWorthList = z.infer<typeof ruleWorthListSchema>;

/** The routes of a library's history: its scores, its dated notes, and what came after them. */
export const historyApi = api('standard', {
  scores: endpoint('GET /v1/libraries/{library}/scores', {
    access: 'own-library',
    summary: "A library's score by day",
    reply: scoreHistorySchema,
  }),
  notes: endpoint('GET /v1/libraries/{library}/notes', {
    access: 'own-library',
    summary: "A library's dated notes",
    reply: libraryNoteListSchema,
  }),
  addNote: endpoint('POST /v1/libraries/{library}/notes', {
    access: 'own-library',
    summary: 'Note something about a day',
    body: newLibraryNoteSchema,
    reply: libraryNoteListSchema,
    status: 201,
    problems: [409],
  }),
  removeNote: endpoint('DELETE /v1/libraries/{library}/notes/{note}', {
    access: 'own-library',
    summary: 'Remove a note',
    reply: libraryNoteListSchema,
  }),
  beforeAfter: endpoint('GET /v1/libraries/{library}/before-after', {
    access: 'own-library',
    summary: 'Clicks per open day in the four weeks before a day and the four after it, against other libraries',
    query: z.object({ date: askedDateSchema }),
    reply: beforeAfterSchema,
  }),
  worth: endpoint('GET /v1/standard/worth', {
    access: 'staff',
    isHeavy: true,
    summary: 'What meeting each rule is worth, in clicks',
    reply: ruleWorthListSchema,
  }),
});
