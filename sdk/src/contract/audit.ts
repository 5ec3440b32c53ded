import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { AUDIT_KINDS } from './limits.js';
import { pageQuerySchema } from './page-query.js';
import { rowIdSchema } from './path-parameters.js';
import { ROLES } from './roles.js';
import { askedBooleanSchema, askedInstantSchema, countSchema, idSchema, instantSchema } from './vocabulary.js';

/** One entry of the audit log, as the coordinator reads it. */
export const auditLogEntrySchema = z
  .object({
    id: z.int().describe('Entries are chained in this order; numbers may be missing.'),
    at: instantSchema,
    account: z.int().positive().nullable().describe('The number of the account; null: `by` is a program.'),
    by: z.string().describe("The account's label today, or a program such as `command line`."),
    role: z
      .enum(ROLES)
      .nullable()
      .describe('The role of the account when it made the change; null: a program, or not recorded then.'),
    library: z
      .object({ id: idSchema, name: z.string() })
      .nullable()
      .describe('The one library that it belongs to: a coordinator acted for it; null: none, or several.'),
    kind: z.string().describe('What `about` is: one of the kinds that can be asked for; more may come.'),
    about: z.string().describe('What was changed, by its name today.'),
    subject: z.string().describe('The same as it is stored, such as `queue:harford`.'),
    action: z.string().describe('What was done, such as `hours-changed`.'),
    before: z.unknown(),
    after: z.unknown(),
    note: z.string().nullable(),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .describe(
        'SHA-256 over the hash of the entry before and the content of this one; null: it was removed from outside.',
      ),
  })
  .meta({ id: 'AuditLogEntry' });
export type AuditLogEntry = z.infer<typeof auditLogEntrySchema>;

/** The audit log, newest first, a page of it. Errors: 403 `coordinator-only`. */
export const auditLogSchema = z
  .object({ entries: z.array(auditLogEntrySchema), total: countSchema.describe('How many match, on all pages.') })
  .meta({ id: 'AuditLog' });
export type AuditLog = z.infer<typeof auditLogSchema>;

/** The accounts that have entries in the audit log, ended ones too, by label. */
export const auditPeopleSchema = z
  .object({ people: z.array(z.object({ account: z.int().positive(), label: z.string() })) })
  .meta({ id: 'AuditPeople' });
export type AuditPeople = z.infer<typeof auditPeopleSchema>;

/** What entries of the audit log are about. */
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** A page of the audit log. */
export const auditQuerySchema = pageQuerySchema.extend({
  account: rowIdSchema.optional().describe('Absent: by anybody.'),
  kind: z.enum(AUDIT_KINDS).optional().describe('Absent: about anything.'),
  library: idSchema.optional().describe('About this library, or a desk of its own. Absent: of any.'),
  signIns: askedBooleanSchema
    .optional()
    .describe('False: without sign-ins, sign-outs, invitations, and who came to a desk or left it. Absent: with them.'),
  since: askedInstantSchema.optional().describe('The first instant.'),
  until: askedInstantSchema.optional().describe('The instant after the last.'),
});

/** Which entries of the audit log are exported, or shown on all pages. */
export const auditFilterSchema = auditQuerySchema.omit({ limit: true, offset: true });
export type AuditFilter = z.input<typeof auditFilterSchema>;

/** The routes of the audit log that answer with JSON of a known size. */
export const auditApi = api('audit', {
  list: endpoint('GET /v1/audit', {
    access: 'coordinator',
    summary: 'Who changed what, newest first, a page at a time',
    query: auditQuerySchema,
    reply: auditLogSchema,
  }),
  people: endpoint('GET /v1/audit/people', {
    access: 'coordinator',
    summary: 'The accounts that have entries in the log',
    reply: auditPeopleSchema,
  }),
});
