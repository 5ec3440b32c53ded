import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { QUESTION_SOURCES } from './questions.js';
import {
  isClosedList,
  mayBeChoice,
  SURVEY_ANSWER,
  SURVEY_ANSWER_CHARS_MAX,
  SURVEY_ANSWERED_MIN,
  SURVEY_ANSWERS_MAX,
  SURVEY_MONTHS_MAX,
  SURVEY_QUESTION_CHARS_MAX,
  SURVEY_QUESTIONS_MAX,
} from './survey-limits.js';
import {
  askedMonthSchema,
  countSchema,
  DIRECTION_FAULT,
  idSchema,
  instantSchema,
  lineSchema,
  monthSchema,
  NO_DIRECTION_CONTROLS,
  revisionSchema,
} from './vocabulary.js';

/** Most chats of a month. */
export const SURVEY_CHATS_MAX = 300_000;

const isOnce = (values: readonly string[]): boolean => new Set(values).size === values.length;
const answerCountSchema = countSchema.max(SURVEY_CHATS_MAX);

/** How many patrons gave an answer. */
export const surveyAnswerSchema = z.strictObject({
  answer: z
    .string()
    .min(1)
    .max(SURVEY_ANSWER_CHARS_MAX, { abort: true })
    .regex(SURVEY_ANSWER, 'a choice of a list, like "Good" or "4"; never what a patron typed'),
  count: answerCountSchema,
  isGood: z.boolean().describe('Of the rating: counts as good.'),
});
export type SurveyAnswer = z.infer<typeof surveyAnswerSchema>;

const answeredOf = (answers: readonly SurveyAnswer[]): number => answers.reduce((sum, { count }) => sum + count, 0);

const questionSchema = z.strictObject({
  question: lineSchema
    .trim()
    .min(1)
    .max(SURVEY_QUESTION_CHARS_MAX)
    .regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT)
    .describe('As the chat system asks it.'),
  isRating: z.boolean().describe('It is the one that says how good the chat was; at most one of a month.'),
  answers: z
    .array(surveyAnswerSchema)
    .max(SURVEY_ANSWERS_MAX)
    .refine((answers) => isOnce(answers.map(({ answer }) => answer)), 'each answer once'),
});

/** A month to store in place of what is there. */
export const surveyMonthEntrySchema = z
  .strictObject({
    month: askedMonthSchema,
    chats: answerCountSchema.nullable().describe('Chats of the month in the file; null: the month is taken back.'),
    questions: z.array(questionSchema).max(SURVEY_QUESTIONS_MAX).default([]),
    revision: revisionSchema.describe('The revision that was read; 0: the month had no entry.'),
  })
  .superRefine(({ chats, questions }, { addIssue }) => {
    const fault = (path: (string | number)[], message: string): void => addIssue({ code: 'custom', path, message });
    if (chats === null && questions.length > 0) fault(['questions'], 'no questions for a month that is taken back');
    if (!isOnce(questions.map(({ question }) => question))) fault(['questions'], 'each question once');
    if (questions.filter(({ isRating }) => isRating).length > 1) fault(['questions'], 'at most one rating');
    for (const [index, { answers, isRating }] of questions.entries()) {
      if (answeredOf(answers) > (chats ?? 0))
        fault(['questions', index, 'answers'], `at most ${chats ?? 0} answers, one a chat`);
      if (!isRating && answers.some(({ isGood }) => isGood))
        fault(['questions', index, 'answers'], 'a good answer of the rating alone');
    }
  });
export type SurveyMonthEntry = z.input<typeof surveyMonthEntrySchema>;

/**
 * `PUT /v1/libraries/{id}/survey`: all months or none; each replaces its month as a whole.
 * Errors: 409 `stale-revision` names the months that somebody else has changed; 422 names the field.
 */
export const surveyChangeSchema = z
  .strictObject({
    source: z.enum(QUESTION_SOURCES),
    months: z
      .array(surveyMonthEntrySchema)
      .min(1)
      .max(SURVEY_MONTHS_MAX)
      .refine((months) => isOnce(months.map(({ month }) => month)), 'each month once'),
  })
  .superRefine(({ months }, { addIssue }) => {
    const asked = new Map<string, { path: (string | number)[]; counts: Map<string, number> }>();
    for (const [month, { questions }] of months.entries())
      for (const [index, { question, answers }] of questions.entries()) {
        const path = ['months', month, 'questions', index, 'answers'];
        const { counts } = asked.get(question) ?? asked.set(question, { path, counts: new Map() }).get(question)!;
        for (const { answer, count } of answers)
          // Another one has its own fault.
          if (mayBeChoice(answer)) counts.set(answer, (counts.get(answer) ?? 0) + count);
      }
    for (const { path, counts } of asked.values())
      if (!isClosedList(counts))
        addIssue({
          code: 'custom',
          path,
          message: `at most ${SURVEY_ANSWERS_MAX} different answers; each a number from 0 to 10, a word of a usual scale, or given by at least ${SURVEY_ANSWERED_MIN} patrons of the request`,
        });
  });
export type SurveyChange = z.input<typeof surveyChangeSchema>;

const FEW = `fewer than ${SURVEY_ANSWERED_MIN} patrons answered`;
const shownQuestionSchema = z.object({
  question: z.string(),
  isRating: z.boolean(),
  answered: countSchema.nullable().describe(`Null: ${FEW}.`),
  answers: z.array(surveyAnswerSchema).describe(`Empty where ${FEW}.`),
});
export type SurveyQuestion = z.infer<typeof shownQuestionSchema>;

/** What patrons answered in a month. */
export const surveyMonthSchema = z.object({
  month: monthSchema,
  chats: countSchema.nullable().describe('Chats of the month in the file; null: the month was taken back.'),
  questions: z.array(shownQuestionSchema),
  source: z.enum(QUESTION_SOURCES),
  revision: z.int().positive().describe('Grows with each change of the month.'),
  by: z.string().describe('The account that entered it.'),
  at: instantSchema,
});
export type SurveyMonth = z.infer<typeof surveyMonthSchema>;

/** The rating of a month. */
export const surveyRatingSchema = shownQuestionSchema.omit({ isRating: true }).extend({ chats: countSchema });
export type SurveyRating = z.infer<typeof surveyRatingSchema>;

/** `GET /v1/libraries/{id}/survey`: the latest month first. */
export const surveySchema = z
  .object({
    library: idSchema,
    zone: z.string().describe("The library's IANA time zone, by which a month begins."),
    months: z.array(surveyMonthSchema),
  })
  .meta({ id: 'Survey' });
export type Survey = z.infer<typeof surveySchema>;

/** The routes of what patrons said. */
export const surveysApi = api('surveys', {
  // No token's scope: it names who entered a month.
  get: endpoint('GET /v1/libraries/{library}/survey', {
    access: 'own-library',
    summary: 'What patrons answered to the chat system’s survey, counted by month',
    reply: surveySchema,
  }),
  save: endpoint('PUT /v1/libraries/{library}/survey', {
    access: 'own-library',
    summary: 'Enter, replace or take back months of patrons’ answers, all or none',
    body: surveyChangeSchema,
    problems: [409],
  }),
});
