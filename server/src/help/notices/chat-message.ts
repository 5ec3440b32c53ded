// In:    a notice; the address of this server.
// Out:   what a channel of Microsoft Teams or Slack shows of it, with one button, in the format of either.
// Never: an address besides the button's, which is a page behind the sign-in; markup from a library's or a desk's name: both
//        formats have elements whose text is shown as it is, and no other is used.
import type { KnownBlock } from '@slack/types';
import { messages } from './messages.ts';
import type { KeptNotice } from './notice.ts';

/** Units: characters. */
const MAX_SUBJECT = 150;
const MAX_TEXT = 600;

export interface ChatMessage {
  subject: string;
  /** Its lines; none: the subject says all. */
  lines: string[];
  /** A page of the dashboard. */
  url: string;
}

/** Whole characters: half of a pair is no text. */
const cut = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

/** A paragraph with an address says where the page is: the button does. */
export function toChatMessage(
  { subject, text, library }: Pick<KeptNotice, 'subject' | 'text' | 'library'>,
  publicUrl: string,
): ChatMessage {
  const dashboard = `${publicUrl}/dashboard`;
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => !/https?:\/\//.test(paragraph));
  return {
    subject: cut(subject.replace(/\s+/g, ' '), MAX_SUBJECT),
    lines: cut(paragraphs.join('\n').trim(), MAX_TEXT)
      .split('\n')
      .filter((line) => line.trim() !== ''),
    url:
      text.split(/\s+/).find((word) => word === dashboard || word.startsWith(`${dashboard}/`)) ??
      (library === null ? dashboard : `${dashboard}/${library}`),
  };
}

const richText = (text: string, look: object = {}): object => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text, ...look }],
});

/**
 * Adaptive Cards 1.2, the first version with RichTextBlock: text in a TextRun has no Markdown.
 * Source: https://adaptivecards.io/schemas/adaptive-card.json; the message around it: Microsoft Learn, "Create incoming
 * webhooks with Workflows for Microsoft Teams".
 */
export const toTeams = ({ subject, lines, url }: ChatMessage): object => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.2',
        body: [richText(subject, { size: 'medium', weight: 'bolder' }), ...lines.map((line) => richText(line))],
        actions: [{ type: 'Action.OpenUrl', title: messages.openPage, url }],
      },
    },
  ],
});

/** Slack's three control characters. */
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Block Kit: text of a `rich_text` block has no markup. `text` is what a notification shows; there the control characters
 * are escaped, so that no name mentions or links anything.
 * Source: `@slack/types`, which the blocks are checked against; docs.slack.dev, "Rich text block", "Button element", "Formatting message text" (escaping), "Sending messages using
 * incoming webhooks".
 */
export const toSlack = ({ subject, lines, url }: ChatMessage): object => ({
  text: subject.replace(/[&<>]/g, (character) => ENTITIES[character]!),
  blocks: [
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: subject, style: { bold: true } },
            ...lines.map((line) => ({ type: 'text' as const, text: `\n${line}` })),
          ],
        },
      ],
    },
    { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: messages.openPage }, url }] },
  ] satisfies KnownBlock[],
});
