import { z } from 'zod';
import { POLL_MAX_SEC, POLL_MIN_SEC } from './limits.js';
import {
  answerStateSchema,
  evidenceSchema,
  idSchema,
  instantSchema,
  stretchSchema,
  queueStateSchema,
  tierSchema,
} from './vocabulary.js';

/** A chat address that a patron can be sent to: https, or http on loopback. */
export const chatSchema = z.object({
  url: z.url({ protocol: /^https?$/ }).describe('Where the chat opens. https, or http on a loopback host.'),
});

const telSchema = z
  .string()
  .optional()
  .describe('What to dial for `phone`: `tel:` and this is its link (RFC 3966). Absent: an older server, or no phone.');

/** Other ways to ask while nobody can chat. Each is the library's own, from the cooperative's file. */
export const fallbackSchema = z.object({
  phone: z.string().optional().describe('A telephone number as people write it.'),
  tel: telSchema,
  form: z.url().optional().describe('Address of a question form.'),
  page: z.url().optional().describe('Address of a page about asking.'),
});

/** The same sentence in other languages, by the tag's name of each: es, zh-Hans. */
export const translationsSchema = z.record(z.string(), z.string());

/** Where a patron finds help at once, whatever the chat's hours: the cooperative's own words and one address. */
export const urgentSchema = z.object({
  text: z.string().describe('A short sentence, like "In a crisis? Call or text 988."'),
  translations: translationsSchema.optional().describe('For a tag that speaks one of these languages. Absent: none.'),
  phone: z.string().optional().describe('A telephone number as people write it; absent: there is a page.'),
  tel: telSchema,
  page: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('https, or http on a loopback host; absent: there is a phone.'),
});
export type Urgent = z.infer<typeof urgentSchema>;

/** A sentence of the library for its patrons, which ends by itself. */
export const libraryMessageSchema = z.object({
  text: z.string().describe('One sentence, like "The catalog is down until 3 PM; ask us."'),
  translations: translationsSchema.optional().describe('For a tag that speaks one of these languages. Absent: none.'),
  until: instantSchema.describe('From this instant on it is not shown.'),
});
export type LibraryMessage = z.infer<typeof libraryMessageSchema>;

/** One tier of a library's answer. */
export const tierAnswerSchema = z.object({
  tier: tierSchema,
  state: queueStateSchema.describe('The state of the queue that the library names at this tier.'),
  evidence: evidenceSchema,
  chat: chatSchema.nullable().describe('The address to use when this tier answers; null where the file gives none.'),
  open: z
    .array(stretchSchema)
    .nullable()
    .describe(
      'Service hours of the next 8 days as half-open [start, end) instants, in order, merged; null where the hours are unknown.',
    ),
});

/**
 * What a patron of one library sees about the chat service.
 * The same body goes to everyone, so that a cache can carry it; therefore there is no `now` in it.
 * Units:  `asOf`, `validUntil`, `unconfirmedSince`, `nextChange` are instants, ISO 8601 with milliseconds, UTC.
 * Errors: none. What cannot be known is `state: 'unknown'`, never `'available'`.
 * Source: hours and presence per queue; the answer's algebra is in server/src/availability.
 */
export const availabilitySchema = z
  .object({
    library: idSchema,
    name: z.string().describe("The library's name."),
    zone: z.string().describe("The library's IANA time zone: times are shown in it."),
    offsets: z
      .array(z.tuple([instantSchema, z.int().describe('Minutes east of UTC: -300 is five hours behind.')]))
      .min(1)
      .optional()
      .describe(
        "The library's UTC offsets, each from an instant on, in order: local time is UTC plus the minutes. They hold for ten days from the first instant, which is the beginning of the UTC day before the answer.",
      ),
    languages: z
      .array(z.string())
      .min(1)
      .optional()
      .describe(
        'Languages that the cooperative has turned on in its file, as the tag names them: fr, zh-Hans. Absent: none beside those that are always on.',
      ),
    state: answerStateSchema,
    tier: tierSchema.nullable().describe('The tier that answers; null unless available or busy.'),
    evidence: evidenceSchema,
    chat: chatSchema.nullable().describe('Address of the tier that answers; null: use the link in the tag.'),
    fallback: fallbackSchema,
    urgent: urgentSchema
      .optional()
      .describe('To show while nobody can chat, or nobody knows. Absent: the cooperative has set none.'),
    message: libraryMessageSchema.optional().describe('To show beside the button until it ends. Absent: none.'),
    tiers: z.array(tierAnswerSchema).describe('Every tier that the library names, nearest first.'),
    byLanguage: z
      .record(z.string(), z.int().nonnegative())
      .optional()
      .describe(
        'For each language in which a tier answers that is available now: the place in `tiers` of the first such tier. A tag that speaks it shows that tier in place of `tier`. Absent: no desk says which languages it answers in.',
      ),
    asOf: instantSchema.describe('When the evidence was taken.'),
    validUntil: instantSchema.describe(
      'After this instant the answer is unknown: observed, sample + 90 s; scheduled, the next change, and one hour after the schedule was last confirmed at the latest.',
    ),
    unconfirmedSince: instantSchema
      .optional()
      .describe(
        'There only while the server cannot confirm the schedule, as while its database is away: when it last could. An hour after it scheduled answers are unknown.',
      ),
    nextChange: instantSchema
      .nullable()
      .describe('When the state or tier is next due to change by the schedule; null: not within 8 days, or not known.'),
    revision: z
      .string()
      .optional()
      .describe(
        'Equal for answers that differ in `asOf`, `validUntil` and `unconfirmedSince` alone. Absent: an older server.',
      ),
    updates: z
      .object({
        mode: z.enum(['stream', 'poll']).describe('How the server asks pages to keep up.'),
        everySec: z.int().min(POLL_MIN_SEC).max(POLL_MAX_SEC).describe('Seconds between polls where a page polls.'),
      })
      .describe('How to keep up.'),
  })
  .meta({ id: 'Availability' });

export type Availability = z.infer<typeof availabilitySchema>;
export type TierAnswer = z.infer<typeof tierAnswerSchema>;
export type Fallback = z.infer<typeof fallbackSchema>;

/**
 * The stream's `tick` event, at connect and every 15 s. Two missed ticks (30 s and a little) make every answer unknown; but
 * after a `retry` that follows an event, by which a server announces that it ends and will be back, a minute of silence does.
 */
export const tickSchema = z.object({
  now: instantSchema.describe("The server's clock."),
  validUntil: z
    .record(idSchema, instantSchema)
    .describe(
      'Per library of this stream: the answer that was sent last holds until then. A library whose change is about to be sent is left out.',
    ),
  revision: z
    .record(idSchema, z.string())
    .optional()
    .describe('The `revision` of each answer whose end this is: apply it to no other. Absent: an older server.'),
});
export type Tick = z.infer<typeof tickSchema>;
