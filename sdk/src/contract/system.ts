import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { countSchema, instantSchema } from './vocabulary.js';

/** Periodic work of the server, and how its last run went. A job runs on one node, however many nodes there are. */
export const jobSchema = z.object({
  name: z.string().describe('The label of its metrics, too.'),
  lastRunAt: instantSchema,
  lastRunMs: z.int().min(0).describe('How long that run took. Units: ms.'),
  lastSuccessAt: instantSchema.nullable().describe('When its last successful run began; null: it has never succeeded.'),
  lastFailureAt: instantSchema.nullable().describe('Null: it has never failed. The log of the nodes says why.'),
  failures: z.int().min(0).describe('Failed runs since the database was made.'),
  nextRunAt: instantSchema.describe('When it runs next, or earlier where something changes.'),
});
export type Job = z.infer<typeof jobSchema>;

/** All of them, by name. */
export const jobListSchema = z.object({ jobs: z.array(jobSchema) }).meta({ id: 'JobList' });
export type JobList = z.infer<typeof jobListSchema>;

/** Rights of the server's role beyond what it needs; any of them weakens the database's own check between libraries. */
export const ROLE_POWERS = ['superuser', 'bypasses-policies', 'owns-tables', 'changes-audit-log'] as const;
export type RolePower = (typeof ROLE_POWERS)[number];

/** What runs, for the coordinator and the operator. Errors: 403 `coordinator-only`. */
export const systemSchema = z
  .object({
    nodes: z
      .array(
        z.object({
          version: z.string().describe('Of the server and of the tag that it serves.'),
          startedAt: instantSchema.nullable().describe('Null: a node of an earlier version, which does not say.'),
          seenAt: instantSchema.describe('Its last sign of life; each gives one every 15 s.'),
          clockMs: z
            .int()
            .nullable()
            .describe("How far its clock is ahead of the database's; null: not measured. Units: ms."),
          isThis: z.boolean().describe('Whether it gave this answer.'),
        }),
      )
      .describe('Processes of the server on this database, the one that started first before the others.'),
    database: z.object({
      kind: z.enum(['pglite', 'postgres']).describe('`pglite`: embedded in the server.'),
      version: z.string().describe('Of Postgres.'),
      bytes: countSchema.describe('Its size on disk.'),
      schema: countSchema.describe('The number of its newest migration.'),
      powers: z
        .array(z.enum(ROLE_POWERS))
        .describe('Of the role of the server. Empty: the database checks by itself what each account may see.'),
    }),
    mail: z.boolean().describe('Whether a mail server is set up.'),
    openId: z.boolean().describe("Whether people sign in with their organization's accounts."),
  })
  .meta({ id: 'System' });
export type System = z.infer<typeof systemSchema>;

/** The routes of the System page. */
export const systemApi = api('operations', {
  get: endpoint('GET /v1/system', {
    access: 'coordinator',
    summary: 'The nodes of the server, its database, and what is set up',
    reply: systemSchema,
  }),
  jobs: endpoint('GET /v1/system/jobs', {
    access: 'coordinator',
    summary: "The server's periodic work: last run, last failure and next run of each job",
    reply: jobListSchema,
  }),
});
