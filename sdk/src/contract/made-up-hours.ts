import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { shiftServiceSchema } from './shared-hours.js';
import { askedInstantSchema, countSchema, dateSchema, idSchema, instantSchema } from './vocabulary.js';

const namedSchema = z.object({ id: idSchema, name: z.string() });
const span = { start: instantSchema, end: instantSchema };
const deskShape = { queue: namedSchema, zone: z.string().describe("The desk's IANA time zone.") };

/**
 * An hour of a shared desk that its library did not cover: it gave the hour and nobody accepted it, or the clock of the desk
 * shows that nobody came. A late or an early one is not among them, nor one of which nothing is known.
 * Units: minutes of one person.
 */
export const hourToMakeUpSchema = z
  .object({
    ...deskShape,
    library: namedSchema.describe('That was to be there.'),
    service: shiftServiceSchema,
    ...span,
    why: z.enum(['not-taken', 'not-there']),
    minutes: countSchema.describe('What can be made up: without times in which an announced closing excuses it.'),
    pickedMinutes: countSchema.describe('Of hours picked for it: to come, worked, or of which nothing is known.'),
    through: dateSchema
      .nullable()
      .describe("The last day on which to make it up, by the desk's clock; null: it need not be made up."),
    isLate: z.boolean().describe('That day is over, and what was worked, or picked until then, does not make it up.'),
  })
  .meta({ id: 'HourToMakeUp' });
export type HourToMakeUp = z.infer<typeof hourToMakeUpSchema>;

/** An hour that a library has picked for one that it did not cover. */
export const madeUpHourSchema = z
  .object({
    id: z.int().positive(),
    ...deskShape,
    library: namedSchema,
    service: shiftServiceSchema,
    ...span,
    missed: instantSchema.describe('The start of the hour that was not covered.'),
    outcome: z
      .enum(['ahead', 'covered', 'absent', 'unmonitored'])
      .describe('`ahead`: not over yet; `absent`: nobody came, so that it makes up nothing; `unmonitored`: not known.'),
    mayRemove: z.boolean().describe('Whether the session may remove it now: it has not begun.'),
  })
  .meta({ id: 'MadeUpHour' });
export type MadeUpHour = z.infer<typeof madeUpHourSchema>;

/** A time ahead in which fewer people are scheduled than needed, and a library is free. */
export const freeHourSchema = z.object({
  ...deskShape,
  ...span,
  needed: countSchema,
  scheduled: countSchema,
});
export type FreeHour = z.infer<typeof freeHourSchema>;

/** What a library, or those of the session, did not cover and made up. */
export const madeUpHourListSchema = z
  .object({
    services: z
      .object({ statewide: z.string(), global: z.string() })
      .describe('What each service is called, as the cooperative says.'),
    toMakeUp: z.array(hourToMakeUpSchema).describe('By start; what is made up whole, too, for four weeks.'),
    madeUp: z.array(madeUpHourSchema).describe('By start.'),
    free: z
      .array(freeHourSchema)
      .describe('At desks where the library has an hour to make up, by start; none in a list of several libraries.'),
  })
  .meta({ id: 'MadeUpHourList' });
export type MadeUpHourList = z.infer<typeof madeUpHourListSchema>;

/**
 * A time to work for an hour that was not covered: within a free time, from a full or half hour to another.
 * Errors: 422 names the field; 409 `hour-begun`, `on-duty`, `library-closed`, `enough-people`, `made-up-already`.
 */
export const hourToPickSchema = z.strictObject({
  queue: idSchema.describe('The shared desk, of both hours.'),
  service: shiftServiceSchema.describe('Of the hour that was not covered.'),
  missed: askedInstantSchema.describe('The start of the hour that was not covered.'),
  start: askedInstantSchema,
  end: askedInstantSchema,
});
export type HourToPick = z.infer<typeof hourToPickSchema>;

/** The routes of hours that libraries make up. */
export const madeUpHoursApi = api('shared hours', {
  list: endpoint('GET /v1/libraries/{library}/made-up-hours', {
    access: 'any-person',
    summary: 'What a library did not cover and picked for it, and free times to pick from; nothing of other libraries',
    reply: madeUpHourListSchema,
  }),
  listAll: endpoint('GET /v1/made-up-hours', {
    access: 'any-person',
    summary: "The hours that the session's libraries did not cover, and what they picked for them",
    reply: madeUpHourListSchema,
  }),
  pick: endpoint('POST /v1/libraries/{library}/made-up-hours', {
    access: 'own-library',
    summary: 'Pick a time to work for an hour that was not covered',
    body: hourToPickSchema,
    reply: madeUpHourSchema,
    status: 201,
    problems: [409],
  }),
  remove: endpoint('DELETE /v1/libraries/{library}/made-up-hours/{made}', {
    access: 'own-library',
    summary: 'Remove an hour that was picked, before it begins',
    problems: [409],
  }),
});
