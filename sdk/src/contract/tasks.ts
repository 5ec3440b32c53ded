import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { countSchema, idSchema, instantSchema } from './vocabulary.js';

/**
 * What a task left undone does, the worst first:
 * `patrons-now` patrons get no answer, or do not see the button · `unchecked` nobody knows: its source could not be read ·
 * `patrons-soon` patrons will get no answer in days to come · `numbers` events are not counted, or should not be reported ·
 * `overdue` a date has passed · `due` a date is near, or something is not set up yet · `better` the service could be easier to find.
 */
export const TASK_HARMS = ['patrons-now', 'unchecked', 'patrons-soon', 'numbers', 'overdue', 'due', 'better'] as const;
export type TaskHarm = (typeof TASK_HARMS)[number];

/** One thing that waits for the reader. */
export const taskSchema = z
  .object({
    key: z.string().describe('What it is about, for programs: `desk-empty`, `help-request`.'),
    harm: z.enum(TASK_HARMS),
    library: z.object({ id: idSchema, name: z.string() }).nullable().describe('Null: it is about no single library.'),
    title: z.string().describe('What is so, in one line.'),
    action: z.string().describe('What to do about it, as the words of a link.'),
    path: z.string().describe("The page where it is done, after the server's own address."),
    since: instantSchema.nullable().describe('Since when it is so; null: not known.'),
  })
  .meta({ id: 'Task' });
export type Task = z.infer<typeof taskSchema>;

/** `GET /v1/tasks`: what waits for the signed-in account, in order of harm. */
export const taskListSchema = z
  .object({
    checkedAt: instantSchema,
    checked: z.array(z.string()).describe('What was read; what could not be read is a task of its own.'),
    total: countSchema.describe('How many there are; the worst are listed.'),
    tasks: z.array(taskSchema),
    zone: z.string().describe("The IANA time zone of the reader's first library: times are shown in it."),
  })
  .meta({ id: 'TaskList' });
export type TaskList = z.infer<typeof taskListSchema>;

/** The routes of tasks. */
export const tasksApi = api('tasks', {
  list: endpoint('GET /v1/tasks', {
    access: 'own-account',
    summary: 'What waits for the signed-in account, in order of harm',
    reply: taskListSchema,
  }),
});
