import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { tagSnippetSchema } from './metrics.js';
import { idSchema, lineSchema, placementNameSchema, TAG_VARIANTS } from './vocabulary.js';

const colourSchema = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour like "#0b57a4"');

/** How a webmaster wants the entry point. */
export const snippetQuerySchema = z.object({
  variant: z.enum(TAG_VARIANTS).default('card').describe('The size.'),
  placement: placementNameSchema.default('header').describe("The webmaster's name for where it stands."),
  branch: idSchema.optional().describe('The branch of the library where it stands. Absent: none.'),
  label: lineSchema
    .min(1)
    .max(60)
    .refine((text) => text.trim() !== '', 'some words, like "Ask a librarian"')
    .default('Ask a librarian')
    .describe('The words of the link.'),
  lang: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}$/i, 'a language like "es" or "zh-Hans"')
    .optional()
    .describe("The language of the status; absent: the page's."),
  background: colourSchema.optional().describe('Behind the link while somebody can answer; a link in text has none.'),
  backgroundClosed: colourSchema.optional().describe('The same while nobody can, or nobody knows.'),
});
export type SnippetQuery = z.infer<typeof snippetQuerySchema>;

/** The HTML of one entry point in each form, ready to paste. */
export const snippetsSchema = z
  .object({
    library: idSchema,
    name: z.string(),
    tag: tagSnippetSchema,
    tagManager: z.string().describe('A script for a tag manager, which puts the tag into the page itself.'),
    frame: z.string().describe('For sites that strip scripts and keep frames: live.'),
    badge: z.string().describe('For sites that keep pictures and links alone: a picture that makes no claim.'),
    link: z.string().describe('For sites that keep links alone: it leads to who can answer now.'),
    address: z.url().describe('The address of such a link for letters and posters.'),
    qr: z.url().describe('The same as a QR code, a picture in SVG.'),
    poster: z.url().describe('A page to print, with the QR code.'),
    colours: z
      .array(z.object({ background: colourSchema, text: z.enum(['#000000', '#ffffff']), ratio: z.number() }))
      .describe('The text that the tag chooses for each given background, and their contrast: never less than 4.5.'),
  })
  .meta({ id: 'Snippets' });
export type Snippets = z.infer<typeof snippetsSchema>;

/** The route of the entry points that a webmaster pastes. */
export const snippetsApi = api('libraries', {
  get: endpoint('GET /v1/libraries/{library}/snippets', {
    access: 'anyone',
    summary: "The HTML of a library's entry point: tag, tag manager, frame, picture, link",
    query: snippetQuerySchema,
    reply: snippetsSchema,
    problems: [404],
  }),
});
