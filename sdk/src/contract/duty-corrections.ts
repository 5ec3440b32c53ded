import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { shiftServiceSchema } from './shared-hours.js';
import { askedInstantSchema, idSchema, instantSchema, noteSchema } from './vocabulary.js';

/** Who may correct what the clock of a shared desk shows of a library's hours. */
export const CORRECTION_SIDES = ['library', 'coordinator'] as const;
export type CorrectionSide = (typeof CORRECTION_SIDES)[number];

/** What one side says of hours that a library was to work. What the clock showed stays; the latest correction counts. */
export const dutyCorrectionSchema = z.object({
  side: z.enum(CORRECTION_SIDES).describe('The library, or the coordinator.'),
  there: z
    .object({ from: instantSchema, to: instantSchema })
    .nullable()
    .describe('When its people were there; null: they were not.'),
  why: z.string(),
  by: z.string().describe("The account's label."),
  at: instantSchema,
});
export type DutyCorrection = z.infer<typeof dutyCorrectionSchema>;

/** What stands of both sides, oldest first. */
export const dutyCorrectionsSchema = z
  .array(dutyCorrectionSchema)
  .describe('What the library and the coordinator say otherwise, one each at most. The last one counts.');

const dutyShape = {
  queue: idSchema.describe('The shared desk.'),
  service: shiftServiceSchema,
  start: askedInstantSchema.describe('The start of the hours, as the month of the library lists them.'),
  end: askedInstantSchema,
};
const whySchema = noteSchema.trim().min(3).max(500);

/**
 * What the session's side says of hours that are over. It replaces what that side has said before; `taken-back` leaves nothing.
 * Errors: 422 `invalid-correction` or `invalid-request` names the field: hours that the library was not to work, that are not
 * over or began more than 400 days ago; a time that is not within them; 409 `not-now` where nothing is to be taken back.
 */
export const dutyCorrectionChangeSchema = z.discriminatedUnion('said', [
  z.strictObject({
    ...dutyShape,
    said: z.literal('there'),
    from: askedInstantSchema,
    to: askedInstantSchema,
    why: whySchema,
  }),
  z.strictObject({ ...dutyShape, said: z.literal('absent'), why: whySchema }),
  z.strictObject({ ...dutyShape, said: z.literal('taken-back') }),
]);
export type DutyCorrectionChange = z.infer<typeof dutyCorrectionChangeSchema>;

/** What both sides say of these hours, after a change. */
export const dutySaidSchema = z.object({ corrections: dutyCorrectionsSchema }).meta({ id: 'DutyCorrections' });
export type DutySaid = z.infer<typeof dutySaidSchema>;

/** The route of corrections of the clock at a shared desk. */
export const dutyCorrectionsApi = api('coverage', {
  correct: endpoint('POST /v1/libraries/{library}/duty-corrections', {
    access: 'own-library',
    summary: 'Say who was at a shared desk in hours of a library, against its clock, or take that back',
    body: dutyCorrectionChangeSchema,
    reply: dutySaidSchema,
    status: 201,
    problems: [409],
  }),
});
