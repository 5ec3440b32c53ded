// The published rules for what Microsoft Teams and Slack take, as far as our messages go: fields that are not named here are
// refused. Sources: the Adaptive Cards schema 1.2.0, https://github.com/microsoft/AdaptiveCards/blob/073148af28d17180395e9a81cabaa0f093b5b1d6/schemas/1.2.0/adaptive-card.json
// (AdaptiveCard, RichTextBlock, TextRun, Action.OpenUrl); Microsoft Learn, "Create incoming webhooks with Workflows for Microsoft Teams" (message, 28 KB);
// docs.slack.dev, Block Kit reference: "Rich text block", "Actions block", "Button element", "Text object"; "Sending messages
// using incoming webhooks"; "Formatting message text" (escaping).
import { z } from 'zod';

/** Units: bytes. */
export const TEAMS_MAX_BYTES = 28 * 1024;

const page = z.url({ protocol: /^https?$/ });
const textRun = z.strictObject({
  type: z.literal('TextRun'),
  text: z.string().min(1),
  size: z.enum(['default', 'small', 'medium', 'large', 'extraLarge']).optional(),
  weight: z.enum(['default', 'lighter', 'bolder']).optional(),
});

export const teamsMessage = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      contentUrl: z.null(),
      content: z.strictObject({
        $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
        type: z.literal('AdaptiveCard'),
        version: z.literal('1.2'),
        body: z.array(z.strictObject({ type: z.literal('RichTextBlock'), inlines: z.array(textRun).min(1) })).min(1),
        actions: z.tuple([z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string().min(1), url: page })]),
      }),
    }),
  ]),
});

const richText = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1),
  style: z.strictObject({ bold: z.boolean() }).optional(),
});
const button = z.strictObject({
  type: z.literal('button'),
  text: z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(75) }),
  url: page.max(3000),
});

export const slackMessage = z.strictObject({
  // A control character stands for a mention or a link unless it is one of three entities.
  text: z
    .string()
    .min(1)
    .max(3000)
    .refine((text) => !/[<>]|&(?!(?:amp|lt|gt);)/.test(text), 'has a control character'),
  blocks: z.tuple([
    z.strictObject({
      type: z.literal('rich_text'),
      elements: z.tuple([
        z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(richText).min(1) }),
      ]),
    }),
    z.strictObject({ type: z.literal('actions'), elements: z.tuple([button]) }),
  ]),
});
