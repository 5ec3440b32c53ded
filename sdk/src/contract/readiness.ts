import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { pageQuerySchema } from './page-query.js';
import { countSchema, dateSchema, idSchema, instantSchema } from './vocabulary.js';

/** What a library needs before it goes live, in the order in which it is set up. */
export const READINESS_KEYS = [
  'hours',
  'presence',
  'fallback',
  'recipients',
  'tag',
  'origins',
  'practice',
  'contacts',
  'policy',
] as const;
export type ReadinessKey = (typeof READINESS_KEYS)[number];

/** `met` an event proves it, or nothing is needed · `unmet` nothing does, or what did is out of date · `unknown` nobody has checked. */
export const READINESS_STATES = ['met', 'unmet', 'unknown'] as const;
export type ReadinessState = (typeof READINESS_STATES)[number];

/** One line of the checklist. */
export const readinessLineSchema = z
  .object({
    key: z.enum(READINESS_KEYS),
    title: z.string(),
    step: z.string().optional().describe('What is left to do, in a few words; absent: an older server.'),
    state: z.enum(READINESS_STATES),
    on: dateSchema
      .nullable()
      .describe("The day of the event that proves it, by the library's clock; null: there is none."),
    why: z.string().describe('One sentence.'),
    action: z.string().nullable().describe('What to do, as the words of a link; null: nothing.'),
    path: z.string().nullable().describe("The page where it is done, after the server's own address."),
    forCoordinator: z.literal(true).optional().describe('The coordinator takes this step; absent: the library does.'),
  })
  .meta({ id: 'ReadinessLine' });
export type ReadinessLine = z.infer<typeof readinessLineSchema>;

const partnerSchema = z.object({
  library: idSchema,
  name: z.string(),
  live: z.boolean().describe("Marked live in the cooperative's file."),
  met: countSchema,
  unmet: countSchema,
  unknown: countSchema,
  lines: z.array(readinessLineSchema),
});

/** `GET /v1/libraries/{id}/readiness`: whether a library can go live, each line proved by an event. */
export const readinessSchema = partnerSchema.extend({ checkedAt: instantSchema }).meta({ id: 'LibraryReadiness' });
export type Readiness = z.infer<typeof readinessSchema>;

const waitingSchema = z.partialRecord(z.enum(READINESS_KEYS), countSchema);

/** `GET /v1/readiness`: all partners, those with the fewest proved lines first; a page of them. */
export const readinessListSchema = z
  .object({
    checkedAt: instantSchema.describe('Just now, or up to a minute ago.'),
    total: countSchema.describe('How many match, on all pages.'),
    notReady: countSchema.describe('Libraries with an unmet line, of all, whatever was searched for.'),
    of: countSchema.describe('All libraries, whatever was searched for.'),
    met: z.record(z.enum(READINESS_KEYS), countSchema).describe('How many of all libraries meet each line.'),
    waiting: z
      .object({ coordinator: waitingSchema, libraries: waitingSchema })
      .optional()
      .describe('Of how many of all libraries a line is unmet, by who takes the step. Absent: an older server.'),
    libraries: z.array(partnerSchema),
  })
  .meta({ id: 'ReadinessList' });
export type ReadinessList = z.infer<typeof readinessListSchema>;

/** The routes of readiness. */
export const readinessApi = api('readiness', {
  get: endpoint('GET /v1/libraries/{library}/readiness', {
    access: 'own-library',
    summary: 'What a library needs before it goes live, each line proved by an event',
    reply: readinessSchema,
  }),
  list: endpoint('GET /v1/readiness', {
    access: 'coordinator',
    summary: "All partners' checklists, those with the fewest proved lines first",
    query: pageQuerySchema.extend({
      open: z
        .enum(['any', ...READINESS_KEYS])
        .optional()
        .describe('Only libraries that do not meet this line; `any`: with an unmet line.'),
    }),
    reply: readinessListSchema,
  }),
});
