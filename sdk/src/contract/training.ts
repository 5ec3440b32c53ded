import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import {
  NO_DIRECTION_CONTROLS,
  askedDateSchema,
  countSchema,
  dateSchema,
  idSchema,
  instantSchema,
  lineSchema,
} from './vocabulary.js';

/** Longest name of a training session. Units: characters. */
export const TRAINING_NAME_CHARS_MAX = 80;
/** Most people at one session. */
export const TRAINING_HEADCOUNT_MAX = 1_000;

/** What a session is about. */
export const TRAINING_TOPICS = [
  'new-providers',
  'chat-skills',
  'policies',
  'technology',
  'refresher',
  'other',
] as const;
export type TrainingTopic = (typeof TRAINING_TOPICS)[number];

/** For whom training is asked. */
export const TRAINING_REQUESTS = ['new-staff', 'refresher', 'whole-team'] as const;
export type TrainingRequest = (typeof TRAINING_REQUESTS)[number];
/** How far ahead a session may be dated. Units: days. */
export const TRAINING_AHEAD_DAYS = 365;

/** A session that took place or is planned: how many people, and never who. */
export const trainingSessionSchema = z
  .object({
    id: z.int().positive(),
    date: dateSchema,
    topic: z.enum(TRAINING_TOPICS),
    name: z.string().nullable(),
    headcount: z.int().positive(),
    isPlanned: z.boolean().describe('Its day is ahead.'),
    by: z.string().describe('The account that wrote it down.'),
    addedAt: instantSchema,
  })
  .meta({ id: 'TrainingSession' });
export type TrainingSession = z.infer<typeof trainingSessionSchema>;

/** `GET /v1/libraries/{id}/training`: the latest session first. */
export const trainingSchema = z
  .object({
    library: idSchema,
    zone: z.string().describe("The library's IANA time zone."),
    sessions: z.array(trainingSessionSchema),
    years: z
      .array(z.object({ year: z.int(), sessions: countSchema, headcount: countSchema }))
      .describe('Sums by calendar year until today, the latest first. A person who came twice counts twice.'),
    practice: z
      .object({ clicks: countSchema, first: dateSchema.nullable(), last: dateSchema.nullable() })
      .describe('Practice clicks: they show that the library has tried the service. Null: none yet.'),
    refresherAskedOn: dateSchema.nullable().describe('When the coordinator was last asked for training.'),
    request: z
      .object({ kind: z.enum(TRAINING_REQUESTS), on: dateSchema.nullable().describe('The day that would suit.') })
      .nullable()
      .describe('What was asked for then.'),
  })
  .meta({ id: 'Training' });
export type Training = z.infer<typeof trainingSchema>;

/** `POST /v1/libraries/{id}/training`. Errors: 422 names the field. */
export const newTrainingSessionSchema = z.strictObject({
  date: askedDateSchema.describe(`At most ${TRAINING_AHEAD_DAYS} days ahead.`),
  topic: z.enum(TRAINING_TOPICS),
  name: lineSchema
    .trim()
    .min(1)
    .max(TRAINING_NAME_CHARS_MAX)
    .regex(NO_DIRECTION_CONTROLS, 'text without characters that turn its direction')
    .nullable()
    .default(null)
    .describe('Of the session, not of a person.'),
  headcount: z.int().min(1).max(TRAINING_HEADCOUNT_MAX),
});
/** What {@link newTrainingSessionSchema} describes, with what may be left out. */
export type NewTrainingSession = z.input<typeof newTrainingSessionSchema>;

/** What is asked for. Errors: 422 names the field. */
export const trainingRequestQuerySchema = z.object({
  kind: z.enum(TRAINING_REQUESTS).default('refresher'),
  on: askedDateSchema.optional().describe('A day that would suit, not in the past; absent: any.'),
});

/** The routes of training. */
export const trainingApi = api('training', {
  get: endpoint('GET /v1/libraries/{library}/training', {
    access: 'own-library',
    summary: "A library's training sessions, their sums by year, and its practice clicks",
    reply: trainingSchema,
  }),
  add: endpoint('POST /v1/libraries/{library}/training', {
    access: 'own-library',
    summary: 'Write a training session down, or plan one',
    body: newTrainingSessionSchema,
    reply: trainingSchema,
    status: 201,
  }),
  remove: endpoint('DELETE /v1/libraries/{library}/training/{training}', {
    access: 'own-library',
    summary: 'Remove a training session',
  }),
  requestRefresher: endpoint('POST /v1/libraries/{library}/refresher', {
    access: 'own-library',
    summary:
      'Ask the coordinator for training of new staff, a refresher or training of the whole team; each once a day at most',
    query: trainingRequestQuerySchema,
  }),
});
