import { z } from 'zod';
import type { Access } from './access.js';
import { api, endpoint } from './endpoint.js';
import { SCRIPT_NAME_CHARS_MAX, SCRIPT_TEXT_CHARS_MAX } from './local-limits.js';
import { revisionQuerySchema } from './path-parameters.js';
import {
  DIRECTION_MARKS_FAULT,
  NO_DIRECTION_MARKS,
  countSchema,
  idSchema,
  instantSchema,
  lineSchema,
  noteSchema,
  revisionSchema,
} from './vocabulary.js';

const lineOf = (max: number) => lineSchema.trim().min(1).max(max).regex(NO_DIRECTION_MARKS, DIRECTION_MARKS_FAULT);

/** A text to copy into a chat. */
export const scriptSchema = z
  .object({
    id: z.int().positive(),
    library: idSchema.nullable().describe('Null: a script of the cooperative, for all libraries.'),
    name: z.string(),
    text: z.string(),
    topic: z.string().nullable(),
    language: z.string().nullable().describe('BCP 47, like "es". Null: the language of the cooperative.'),
    revision: countSchema.describe(
      'Name it in a change: it is refused where somebody else has changed the script since.',
    ),
    changedAt: instantSchema,
    by: z.string().describe('The account that wrote it.'),
  })
  .meta({ id: 'Script' });
export type Script = z.infer<typeof scriptSchema>;

/** `GET /v1/libraries/{id}/scripts`: those of the library and of the cooperative, by name. */
export const scriptListSchema = z.object({ scripts: z.array(scriptSchema) }).meta({ id: 'ScriptList' });
export type ScriptList = z.infer<typeof scriptListSchema>;

/** A new script, or another text of one. Errors: 409 `name-taken`, `stale-revision`; 422 names the field. */
export const scriptChangeSchema = z.strictObject({
  name: lineOf(SCRIPT_NAME_CHARS_MAX),
  text: noteSchema.trim().min(1).max(SCRIPT_TEXT_CHARS_MAX).regex(NO_DIRECTION_MARKS, DIRECTION_MARKS_FAULT),
  topic: lineOf(SCRIPT_NAME_CHARS_MAX).nullable(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/, 'a language tag like "es", or nothing')
    .nullable(),
  revision: revisionSchema.describe('The one that was shown; 0: a new script.'),
});
export type ScriptChange = z.infer<typeof scriptChangeSchema>;

type ScriptsPath = '/v1/scripts' | '/v1/libraries/{library}/scripts';

const scriptsOf = <const P extends ScriptsPath, const A extends Access>(path: P, access: A, whose: string) =>
  api('local-facts', {
    add: endpoint(`POST ${path}`, {
      access,
      summary: `Add a script of ${whose}`,
      body: scriptChangeSchema,
      reply: scriptSchema,
      status: 201,
    }),
    change: endpoint(`PUT ${path}/{script}`, {
      access,
      summary: `Change a script of ${whose}`,
      body: scriptChangeSchema,
      reply: scriptSchema,
      problems: [404],
    }),
    remove: endpoint(`DELETE ${path}/{script}`, {
      access,
      summary: `Remove a script of ${whose}`,
      query: revisionQuerySchema,
      problems: [404],
    }),
  });

/** The routes of a library's scripts. */
export const scriptsApi = {
  ...api('local-facts', {
    list: endpoint('GET /v1/libraries/{library}/scripts', {
      access: 'any-account',
      summary: 'Texts to copy into a chat: of the library, and of the cooperative',
      reply: scriptListSchema,
      problems: [404],
    }),
  }),
  ...scriptsOf('/v1/libraries/{library}/scripts', 'own-library', 'a library'),
};

/** The routes of the cooperative's scripts. */
export const sharedScriptsApi = scriptsOf('/v1/scripts', 'coordinator', 'all libraries');
