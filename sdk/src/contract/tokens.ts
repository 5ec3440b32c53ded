import { z } from 'zod';
import { TOKEN_MAX_DAYS, TOKEN_SCOPES } from './roles.js';
import {
  DIRECTION_FAULT,
  NO_DIRECTION_CONTROLS,
  dateSchema,
  idSchema,
  instantSchema,
  lineSchema,
} from './vocabulary.js';

/** An API token, without its secret. */
export const listedTokenSchema = z
  .object({
    id: z.int().positive(),
    name: z.string().describe('What it is for.'),
    scopes: z.array(z.enum(TOKEN_SCOPES)),
    libraries: z
      .array(z.object({ id: idSchema, name: z.string() }))
      .describe('The libraries that it may read; empty: each that its account may read.'),
    endsAt: instantSchema,
    usedOn: dateSchema.nullable().describe('The UTC day of its last use; null: never.'),
  })
  .meta({ id: 'ListedToken' });
/** What {@link listedTokenSchema} describes. */
export type ListedToken = z.infer<typeof listedTokenSchema>;

/** The tokens of an account that still work, by name. */
export const tokenListSchema = z.object({ tokens: z.array(listedTokenSchema) }).meta({ id: 'TokenList' });
/** What {@link tokenListSchema} describes. */
export type TokenList = z.infer<typeof tokenListSchema>;

/** A token to make, for what its account may read or less. Errors: 422 names the field. */
export const newTokenSchema = z.strictObject({
  name: lineSchema.regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT).trim().min(1).max(80),
  scopes: z.array(z.enum(TOKEN_SCOPES)).min(1).max(TOKEN_SCOPES.length),
  libraries: z.array(idSchema).max(2000).default([]).describe('Empty: each library that the account may read.'),
  days: z.int().min(1).max(TOKEN_MAX_DAYS).describe('How long it works.'),
});
/** What {@link newTokenSchema} describes. */
export type NewToken = z.input<typeof newTokenSchema>;

/** A new token. Its secret is in this answer, and never shown again. */
export const madeTokenSchema = z
  .object({ token: listedTokenSchema, secret: z.string().describe('Send it as `Authorization: Bearer`.') })
  .meta({ id: 'MadeToken' });
/** What {@link madeTokenSchema} describes. */
export type MadeToken = z.infer<typeof madeTokenSchema>;
