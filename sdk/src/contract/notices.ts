import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { CHAT_CHANNELS, NOTICE_DIGESTS, NOTICE_KINDS } from './notice-kinds.js';
import { idSchema, instantSchema, lineSchema, revisionSchema, tierSchema } from './vocabulary.js';

/** How a notice travels: `teams` to a Microsoft Teams workflow, `slack` to an incoming webhook of Slack. */
export const NOTICE_CHANNELS = ['email', ...CHAT_CHANNELS, 'webhook', 'atom'] as const;
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];

/** A recipient: who is notified, about what, over which channel. */
export const recipientSchema = z.object({
  id: z.int().positive(),
  tier: tierSchema.describe(
    '`local`: for one library; `statewide` and `global`: for requests that have come that far.',
  ),
  library: idSchema.nullable().describe('Null unless the tier is local.'),
  channel: z.enum(NOTICE_CHANNELS),
  address: z
    .string()
    .nullable()
    .describe(
      'A mail address, or a webhook’s https address; null for a feed, and for Teams and Slack, whose addresses are secrets.',
    ),
  name: z.string().nullable().describe('What a channel of Teams or Slack is called; null for the others.'),
  kinds: z.array(z.enum(NOTICE_KINDS)),
  revision: z.int().positive(),
  digest: z
    .enum(NOTICE_DIGESTS)
    .nullable()
    .describe('One mail a day or a week has what is not urgent; null: each notice is sent as it comes.'),
  lastSentAt: instantSchema.nullable(),
  failing: z.object({ since: instantSchema, detail: z.string() }).nullable(),
  pending: z
    .object({ until: instantSchema.nullable() })
    .nullable()
    .describe(
      'Null: it is notified. Else its address gets nothing but a link, until somebody opens that and agrees; `until`: how long the link works, null where none was mailed. With no kinds: somebody there has refused.',
    ),
});
export type Recipient = z.infer<typeof recipientSchema>;

/** Recipients that the session looks after. */
export const recipientListSchema = z
  .object({
    recipients: z.array(recipientSchema),
    channels: z
      .array(z.enum(NOTICE_CHANNELS))
      .describe('Those that this server can use: `email` is absent where no mail server is set up.'),
  })
  .meta({ id: 'RecipientList' });
export type RecipientList = z.infer<typeof recipientListSchema>;

/** A recipient to add. Errors: 422 names the field; 403 where the tier is the coordinator's to set. */
export const recipientChangeSchema = z.strictObject({
  tier: tierSchema,
  library: idSchema.nullable(),
  channel: z.enum(NOTICE_CHANNELS),
  address: lineSchema.max(500).nullable().describe('Of Teams and Slack it is never shown again.'),
  name: lineSchema.max(60).nullish().describe('Required for Teams and Slack, null or absent for the others.'),
  digest: z
    .enum(NOTICE_DIGESTS)
    .nullish()
    .describe('For email alone: one mail a day or a week has what is not urgent.'),
  kinds: z
    .array(z.enum(NOTICE_KINDS))
    .min(1)
    .describe(
      'A call for help is `assistance-opened` at the local tier and `assistance-escalated` at the others: without it the recipient does not count as notified of help requests.',
    ),
});
export type RecipientChange = z.infer<typeof recipientChangeSchema>;

/** What a recipient gets from now on. Errors: 409 `stale-revision`, or `stopped`: somebody there has stopped all; 422 names the field. */
export const recipientKindsSchema = z.strictObject({
  kinds: recipientChangeSchema.shape.kinds,
  revision: revisionSchema,
});
export type RecipientKinds = z.infer<typeof recipientKindsSchema>;

/** A recipient just added, with what is shown this once. */
export const newRecipientSchema = z
  .object({
    recipient: recipientSchema,
    secret: z.string().nullable().describe("A webhook's signing secret, `whsec_…` (Standard Webhooks)."),
    feed: z.url().nullable().describe("An Atom feed's address."),
  })
  .meta({ id: 'NewRecipient' });
export type NewRecipient = z.infer<typeof newRecipientSchema>;

/**
 * What a webhook is sent, signed as Standard Webhooks 1.0.0 has it. Refuse what is more than five minutes old by its
 * `webhook-timestamp`, and know by its `webhook-id` what you have had before: it is sent again where an answer was lost.
 */
export const noticeBodySchema = z.object({
  type: z.string().describe('The kind, its first hyphen a full stop: `assistance.opened`.'),
  timestamp: instantSchema.describe('When it happened, however late it is sent.'),
  data: z.object({
    id: z.guid().describe('The notice, the same for every recipient.'),
    tier: tierSchema,
    library: idSchema.nullable(),
    subject: z.string(),
    text: z.string(),
    about: z.unknown().describe('What the notice is about, as far as programs may want it.'),
  }),
});
export type NoticeBody = z.infer<typeof noticeBodySchema>;

/** The routes of recipients. */
export const recipientsApi = api('notices', {
  list: endpoint('GET /v1/recipients', {
    access: 'staff',
    summary: 'Recipients of notices, with kinds and channel',
    reply: recipientListSchema,
  }),
  add: endpoint('POST /v1/recipients', {
    access: 'staff',
    summary: 'Add a recipient',
    body: recipientChangeSchema,
    reply: newRecipientSchema,
    status: 201,
    problems: [409, 429],
  }),
  changeKinds: endpoint('PUT /v1/recipients/{recipient}/kinds', {
    access: 'staff',
    summary: 'Change what a recipient is notified about; its address stays confirmed',
    body: recipientKindsSchema,
    reply: recipientSchema,
    problems: [404, 409],
  }),
  mailLink: endpoint('POST /v1/recipients/{recipient}/link', {
    access: 'staff',
    summary: 'Mail the link again by which an address agrees to notices',
    reply: recipientSchema,
    status: 202,
    problems: [404, 409, 429],
  }),
  test: endpoint('POST /v1/recipients/{recipient}/test', {
    access: 'staff',
    summary: 'Send a test to a webhook, or to a channel of Teams or Slack',
    reply: recipientSchema,
    status: 202,
    problems: [404, 409, 429],
  }),
  remove: endpoint('DELETE /v1/recipients/{recipient}', {
    access: 'staff',
    summary: 'Remove a recipient',
    problems: [404],
  }),
});
