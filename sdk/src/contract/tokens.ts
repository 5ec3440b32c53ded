import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
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
export type ListedToken = z.infer<typeof listedTokenSchema>;

/** The tokens of an account that still work, by name. */
export const tokenListSchema = z.object({ tokens: z.array(listedTokenSchema) }).meta({ id: 'TokenList' });
export type TokenList = z.infer<typeof tokenListSchema>;

/** A token to make, for what its account may read or less. Errors: 422 names the field. */
export const newTokenSchema = z.strictObject({
  name: lineSchema.regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT).trim().min(1).max(80),
  scopes: z.array(z.enum(TOKEN_SCOPES)).min(1).max(TOKEN_SCOPES.length),
  libraries: z.array(idSchema).max(2000).default([]).describe('Empty: each library that the account may read.'),
  days: z.int().min(1).max(TOKEN_MAX_DAYS).describe('How long it works.'),
});
export type NewToken = z.input<typeof newTokenSchema>;

/** A new token. Its secret is in this answer, and never shown again. */
export const madeTokenSchema = z
  .object({ token: listedTokenSchema, secret: z.string().describe('Send it as `Authorization: Bearer`.') })
  .meta({ id: 'MadeToken' });
export type MadeToken = z.infer<typeof madeTokenSchema>;

/** The routes of API tokens. */
export const tokensApi = api('accounts', {
  list: endpoint('GET /v1/tokens', {
    access: 'own-account',
    summary: 'This account’s API tokens that still work',
    reply: tokenListSchema,
  }),
  make: endpoint('POST /v1/tokens', {
    access: 'own-account',
    summary: 'Make an API token that reads what the account may, or less; its secret is shown once',
    body: newTokenSchema,
    reply: madeTokenSchema,
    status: 201,
    problems: [409],
  }),
  end: endpoint('DELETE /v1/tokens/{token}', {
    access: 'own-account',
    summary: 'End an API token of this account',
    problems: [404],
  }),
  listOfAccount: endpoint('GET /v1/accounts/{account}/tokens', {
    access: 'coordinator',
    summary: 'The API tokens of an account that still work',
    reply: tokenListSchema,
    problems: [404],
  }),
  endOfAccount: endpoint('DELETE /v1/accounts/{account}/tokens/{token}', {
    access: 'coordinator',
    summary: 'End an API token of an account',
    problems: [404],
  }),
});
