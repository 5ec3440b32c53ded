import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { HAND_OVER_DAYS } from './limits.js';
import { checkedPageSchema, otherWidgetSchema } from './page-checks.js';
import { snippetsSchema } from './snippets.js';
import {
  DIRECTION_FAULT,
  NO_DIRECTION_CONTROLS,
  idSchema,
  instantSchema,
  lineSchema,
  noteSchema,
  placementNameSchema,
  TAG_VARIANTS,
} from './vocabulary.js';

/** `waiting` for the first view · `live` seen on the page · `expired` · `withdrawn` by its library. */
export const HAND_OVER_STATES = ['waiting', 'live', 'expired', 'withdrawn'] as const;
export type HandOverState = (typeof HAND_OVER_STATES)[number];

/** Words to and fro: plain text, several lines. */
export const handOverTextSchema = noteSchema.regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT).trim().min(1).max(1000);

/** A note on a hand-over. */
export const handOverNoteSchema = z.object({
  at: instantSchema,
  from: z.enum(['library', 'webmaster']),
  text: handOverTextSchema,
});
export type HandOverNote = z.infer<typeof handOverNoteSchema>;

/** One piece of work for a webmaster: the tag on one page. */
export const handOverSchema = z.object({
  id: z.int().positive(),
  library: idSchema,
  page: z.url().describe('Its address without query and fragment.'),
  placement: placementNameSchema,
  branch: idSchema.nullable().describe('The branch that the tag names; null: none.'),
  variant: z.enum(TAG_VARIANTS),
  platform: z.string().nullable().describe('The recipe for its content system; null: the general one.'),
  state: z.enum(HAND_OVER_STATES),
  createdAt: instantSchema,
  by: z.string().describe('The account that made it.'),
  expiresAt: instantSchema,
  liveSince: instantSchema.nullable().describe('When the tag was first seen on the page; null: not yet.'),
  lastCheck: checkedPageSchema
    .pick({ checkedAt: true, state: true, findings: true })
    .nullable()
    .describe('What a reading of the page found; null: none yet.'),
  notes: z.array(handOverNoteSchema),
});
export type HandOver = z.infer<typeof handOverSchema>;

/** Open ones first, the oldest first; then the others, the newest first. */
export const handOverListSchema = z
  .object({
    handOvers: z.array(handOverSchema),
    platforms: z.array(z.object({ id: z.string(), name: z.string() })).describe('Content systems that have a recipe.'),
    branches: z.array(z.object({ id: idSchema, name: z.string() })).describe("The library's; of all libraries: none."),
  })
  .meta({ id: 'HandOverList' });
export type HandOverList = z.infer<typeof handOverListSchema>;

/** Work to hand over. Errors: 422 names the field: `page` is not on a registered site of the library. */
export const handOverAskSchema = z.strictObject({
  page: lineSchema.max(2000).describe('The address of the page, as the browser shows it. Query and fragment are cut.'),
  placement: placementNameSchema.default('header'),
  branch: idSchema.nullable().default(null).describe('Null: the whole library.'),
  variant: z.enum(TAG_VARIANTS).default('card'),
  platform: lineSchema.max(40).nullable().default(null),
  days: z.union(HAND_OVER_DAYS.map((days) => z.literal(days))).default(30),
  note: handOverTextSchema.nullable().default(null),
});
export type HandOverAsk = z.input<typeof handOverAskSchema>;

/** A hand-over just made. */
export const newHandOverSchema = z
  .object({ handOver: handOverSchema, link: z.url().describe('For the webmaster. It is shown this once.') })
  .meta({ id: 'NewHandOver' });
export type NewHandOver = z.infer<typeof newHandOverSchema>;

/** A note to add. */
export const handOverNoteAskSchema = z.strictObject({ text: handOverTextSchema });

/** What the holder of the link sees. */
export const handedOverSchema = z
  .object({
    name: z.string().describe("The library's name."),
    handOver: handOverSchema.omit({ id: true, library: true, by: true }),
    snippets: snippetsSchema,
    pinned: z
      .string()
      .nullable()
      .describe('The script with its hash, in place of the first line of the tag; null: this server has no build.'),
    policy: z.array(z.string()).describe('Lines for a content security policy, where the site has one.'),
    otherWidgets: z.array(otherWidgetSchema).describe("Other vendors' chats on the page, for the tag to replace."),
  })
  .meta({ id: 'HandedOver' });
export type HandedOver = z.infer<typeof handedOverSchema>;

const linkParams = { token: z.string().regex(/^[A-Za-z0-9_-]{1,60}$/) };

/** The routes of hand-overs, and those that a link opens. */
export const handOversApi = api('hand-overs', {
  listOpen: endpoint('GET /v1/hand-overs', {
    access: 'coordinator',
    summary: 'Open work of all libraries, the oldest first',
    reply: handOverListSchema,
  }),
  list: endpoint('GET /v1/libraries/{library}/hand-overs', {
    access: 'own-library',
    summary: 'What was handed to the webmaster',
    reply: handOverListSchema,
  }),
  add: endpoint('POST /v1/libraries/{library}/hand-overs', {
    access: 'own-library',
    summary: 'Hand one page to the webmaster: a link that needs no account',
    body: handOverAskSchema,
    reply: newHandOverSchema,
    status: 201,
    problems: [409],
  }),
  addNote: endpoint('POST /v1/libraries/{library}/hand-overs/{work}/notes', {
    access: 'own-library',
    summary: 'Add a note for the webmaster',
    body: handOverNoteAskSchema,
    reply: handOverSchema,
    status: 201,
    problems: [409],
  }),
  withdraw: endpoint('DELETE /v1/libraries/{library}/hand-overs/{work}', {
    access: 'own-library',
    summary: 'Withdraw the link',
  }),
  getByLink: endpoint('GET /v1/hand-overs/{token}', {
    access: 'anyone',
    summary: 'What the holder of a link was handed',
    params: linkParams,
    reply: handedOverSchema,
    problems: [404, 410],
  }),
  checkByLink: endpoint('POST /v1/hand-overs/{token}/checks', {
    access: 'anyone',
    summary: 'Check the page now, at most once a minute',
    params: linkParams,
    reply: checkedPageSchema.pick({ checkedAt: true, state: true, findings: true, otherWidgets: true }),
    problems: [404, 410, 429],
  }),
  addNoteByLink: endpoint('POST /v1/hand-overs/{token}/notes', {
    access: 'anyone',
    summary: 'Add a note for the library',
    params: linkParams,
    body: handOverNoteAskSchema,
    reply: handedOverSchema,
    status: 201,
    problems: [404, 409, 410],
  }),
});
