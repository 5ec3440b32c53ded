import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { ALERT_CHARS_MAX, ALERT_DAYS_MAX } from './local-limits.js';
import { revisionQuerySchema } from './path-parameters.js';
import {
  DIRECTION_MARKS_FAULT,
  NO_DIRECTION_MARKS,
  askedInstantSchema,
  countSchema,
  idSchema,
  instantSchema,
  noteSchema,
  revisionSchema,
} from './vocabulary.js';

/** What those who answer a library's patrons should know until a time. Internal: patrons never see it. */
export const alertSchema = z
  .object({
    id: z.int().positive(),
    library: z.object({ id: idSchema, name: z.string() }),
    zone: z.string().describe("The library's IANA time zone, by which the alert ends."),
    text: z.string(),
    until: instantSchema.describe('When it ends by itself.'),
    by: z.string().describe('The account that wrote it.'),
    changedAt: instantSchema,
    revision: countSchema.describe(
      'Name it in a change: it is refused where somebody else has changed the alert since.',
    ),
  })
  .meta({ id: 'Alert' });
export type Alert = z.infer<typeof alertSchema>;

/** `GET /v1/libraries/{id}/alerts` and `GET /v1/alerts`: those that have not ended, by the name of the library and the end. */
export const alertListSchema = z
  .object({
    zone: z.string().nullable().describe("The library's IANA time zone; null: the list is of several libraries."),
    alerts: z.array(alertSchema),
  })
  .meta({ id: 'AlertList' });
export type AlertList = z.infer<typeof alertListSchema>;

/** A new alert, or a change of one. Errors: 409 `stale-revision`, `quota-reached`; 422 names the field. */
export const alertChangeSchema = z.strictObject({
  text: noteSchema
    .trim()
    .min(1)
    .max(ALERT_CHARS_MAX)
    .regex(NO_DIRECTION_MARKS, DIRECTION_MARKS_FAULT)
    .describe('Like "The public printers are down. Send patrons to the branch in Bel Air."'),
  until: askedInstantSchema.describe(`When it ends: ahead, and within ${ALERT_DAYS_MAX} days.`),
  revision: revisionSchema.describe('The one that was shown; 0: a new alert.'),
});
export type AlertChange = z.infer<typeof alertChangeSchema>;

/** The routes of alerts. */
export const alertsApi = api('alerts', {
  list: endpoint('GET /v1/libraries/{library}/alerts', {
    access: 'any-account',
    summary: "What those who answer a library's patrons should know now, the first to end first",
    reply: alertListSchema,
  }),
  listAll: endpoint('GET /v1/alerts', {
    access: 'any-account',
    summary: 'The alerts of all libraries that have not ended',
    reply: alertListSchema,
  }),
  add: endpoint('POST /v1/libraries/{library}/alerts', {
    access: 'own-library',
    summary: "Add an alert for those who answer a library's patrons; patrons never see it",
    body: alertChangeSchema,
    reply: alertSchema,
    status: 201,
  }),
  change: endpoint('PUT /v1/libraries/{library}/alerts/{alert}', {
    access: 'own-library',
    summary: 'Change an alert',
    body: alertChangeSchema,
    reply: alertSchema,
  }),
  end: endpoint('DELETE /v1/libraries/{library}/alerts/{alert}', {
    access: 'own-library',
    summary: 'End an alert now',
    query: revisionQuerySchema,
  }),
});
