import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { idSchema, instantSchema } from './vocabulary.js';

const libraryShape = { library: idSchema, name: z.string() };

/** The clock of a shared desk: which libraries are there now, and for which of them the session may press it. */
export const deskClockSchema = z
  .object({
    queue: idSchema,
    name: z.string().describe("The desk's name."),
    zone: z.string(),
    here: z
      .array(
        z.object({
          ...libraryShape,
          since: instantSchema,
          until: instantSchema.describe(
            'When it ends by itself: with the hours that the library works, at the closing of the desk, or with its heartbeats.',
          ),
        }),
      )
      .describe('By name.'),
    libraries: z
      .array(
        z.object({
          ...libraryShape,
          duty: z
            .object({ start: instantSchema, end: instantSchema })
            .nullable()
            .describe('The time in which it works the desk, now or next within a day.'),
        }),
      )
      .describe('By name: those that owe hours at this desk, and for which the session may press the clock.'),
  })
  .meta({ id: 'DeskClock' });
export type DeskClock = z.infer<typeof deskClockSchema>;

/** A press of the clock. A second press of the same button changes nothing. */
export const deskPressSchema = z.strictObject({
  queue: idSchema.describe('The shared desk.'),
  library: idSchema.describe('One that owes hours at this desk.'),
  isHere: z.boolean().describe('True: its people are at the desk. False: they leave.'),
});
export type DeskPress = z.infer<typeof deskPressSchema>;

/** The routes of the clock. */
export const deskClockApi = api('presence', {
  // For those of `own-desk`, and for libraries that owe hours there without naming the desk.
  get: endpoint('GET /v1/queues/{queue}/clock', {
    access: 'signed-in',
    summary: 'Which libraries are at a shared desk now',
    reply: deskClockSchema,
    problems: [404],
  }),
  // The desk is in the body: a liaison presses at a desk whose settings are the coordinator's alone.
  press: endpoint('PUT /v1/clock', {
    access: 'signed-in',
    summary: 'Say that a library’s people are at a shared desk, or leave it',
    body: deskPressSchema,
    reply: deskClockSchema,
  }),
});
