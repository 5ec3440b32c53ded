import { z } from 'zod';
import { clockTimeSchema, WEEKDAYS } from './hours.js';
import { CONTRIBUTIONS, SHARED_HOURS, SHIFT_SERVICES, type ShiftService } from './shared-hours-defaults.js';
import { dateSchema, idSchema, lineSchema } from './vocabulary.js';

/** See {@link SHIFT_SERVICES}. */
export const shiftServiceSchema = z.enum(SHIFT_SERVICES);

/** Most people that one shift, or one half hour of a desk, asks for. */
export const SHIFT_PEOPLE_MAX = 50;
/** Most rules of what one desk needs. */
const NEEDED_RULES_MAX = 400;
/** Most holidays in one list. */
const HOLIDAYS_MAX = 400;
/** Longest time in which an hour that was not covered is made up. Units: days. */
const MAKE_UP_DAYS_MAX = 90;

/** The words of a shared desk: the libraries that can owe its hours, and its services. */
export const sharedDeskSchema = z.object({
  libraries: z.array(z.object({ id: idSchema, name: z.string() })).describe('All partner libraries, by name.'),
  services: z
    .object({ statewide: z.string(), global: z.string() } satisfies Record<ShiftService, z.ZodString>)
    .describe('What the cooperative calls each service.'),
});
export type SharedDesk = z.infer<typeof sharedDeskSchema>;

const halfHourSchema = clockTimeSchema.regex(/:[03]0$/, 'a half hour like "09:30"');

/**
 * How many people a shared desk needs at some half hours of the week; elsewhere in its service hours it needs one.
 * Half-open [start, end) in the queue's zone, within one day: `end` may be "24:00".
 * Errors: 422 `invalid-shifts` names the field.
 */
export const neededRuleSchema = z.strictObject({
  days: z.array(z.enum(WEEKDAYS)).min(1).describe('Every week on these days.'),
  start: halfHourSchema.describe("Local clock time in the queue's zone."),
  end: halfHourSchema.describe('Local clock time on the same day.'),
  people: z.int().min(0).max(SHIFT_PEOPLE_MAX).describe('0: nobody has to be there.'),
});
export type NeededRule = z.infer<typeof neededRuleSchema>;
/** What one desk needs. */
export const neededRulesSchema = z.array(neededRuleSchema).max(NEEDED_RULES_MAX);

const nameSchema = lineSchema.regex(/^\S(?:.{0,58}\S)?$/u, 'a name on one line, at most 60 characters');

/** Days on which no library owes an hour, and none is made up. Civil days of each desk's zone, both included. */
export const cooperativeHolidaySchema = z
  .strictObject({
    date: dateSchema.describe('The day, or the first of several.'),
    through: dateSchema.optional().describe('The last day; absent: one day.'),
    name: nameSchema.describe('What people call it.'),
    closes: z.literal(true).optional().describe('The shared desks are closed to patrons as well.'),
  })
  .refine(({ date, through }) => through === undefined || through >= date, {
    path: ['through'],
    message: 'should be the first day or a later one',
  });
export type CooperativeHoliday = z.infer<typeof cooperativeHolidaySchema>;
/** All holidays of the cooperative. */
export const cooperativeHolidaysSchema = z.array(cooperativeHolidaySchema).max(HOLIDAYS_MAX);

const makeUpDaysSchema = z
  .int()
  .min(1)
  .max(MAKE_UP_DAYS_MAX)
  .nullable()
  .describe('An hour that was not covered is made up within so many days; null: it need not be. Units: days.');

const serviceSchema = (service: 'statewide' | 'global') => {
  const { name, makeUpDays } = SHARED_HOURS.services[service];
  return z
    .strictObject({
      name: nameSchema.default(name).describe('What it is called on screens.'),
      makeUpDays: makeUpDaysSchema.default(makeUpDays),
    })
    .prefault({});
};

/** How the libraries of a cooperative share the hours of its shared desks. */
export const sharedHoursSchema = z.strictObject({
  services: z
    .strictObject({
      statewide: serviceSchema('statewide').describe('The service for the own patrons of the state.'),
      global: serviceSchema('global').describe('The service for patrons of the global cooperative.'),
    })
    .prefault({})
    .describe('What each service is called on screens, and whether its hours are made up.'),
  contribution: z
    .enum(CONTRIBUTIONS)
    .default(SHARED_HOURS.contribution)
    .describe(
      'Hours given by hours owed; its share of all hours given; or hours given per 100 questions of its patrons.',
    ),
  excusesClosings: z
    .boolean()
    .default(SHARED_HOURS.excusesClosings)
    .describe('Whether an hour in which a library has announced that it is closed need not be made up.'),
  isPublished: z
    .boolean()
    .default(SHARED_HOURS.isPublished)
    .describe('Whether every library sees what each has contributed.'),
});
