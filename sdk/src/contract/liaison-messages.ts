import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { LIAISON_MESSAGE_DAYS, LIAISON_SUBJECT_CHARS_MAX, LIAISON_TEXT_CHARS_MAX } from './local-limits.js';
import {
  DIRECTION_FAULT,
  NO_DIRECTION_CONTROLS,
  countSchema,
  emailSchema,
  instantSchema,
  lineSchema,
  noteSchema,
} from './vocabulary.js';

/** A mail to all liaisons and the coordinator. Errors: 422 names the field. */
export const liaisonMessageSchema = z.strictObject({
  subject: lineSchema.trim().min(1).max(LIAISON_SUBJECT_CHARS_MAX).regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT),
  text: noteSchema.trim().min(1).max(LIAISON_TEXT_CHARS_MAX).regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT),
});
export type LiaisonMessage = z.infer<typeof liaisonMessageSchema>;

const people = countSchema.describe('Liaisons and coordinators to whom it goes, without the sender.');

/** `GET /v1/liaison-messages`: whether the signed-in account can write now. */
export const liaisonMessagingSchema = z
  .object({
    isAvailable: z.boolean().describe('Whether this server sends mail.'),
    replyTo: emailSchema.nullable().describe('The confirmed address of the account; null: it has none.'),
    people,
    left: countSchema.describe(`How many it may still send in ${LIAISON_MESSAGE_DAYS} days.`),
    nextAt: instantSchema.nullable().describe('When the next one is possible; null: now.'),
    sent: z
      .array(
        z.object({
          at: instantSchema,
          people: countSchema,
          waiting: countSchema.describe('Mails that have not been sent yet.'),
          givenUp: countSchema.describe('Mails that were given up: nobody gets them any more.'),
        }),
      )
      .describe(`What the account has sent in ${LIAISON_MESSAGE_DAYS} days, the latest first.`),
  })
  .meta({ id: 'LiaisonMessaging' });
export type LiaisonMessaging = z.infer<typeof liaisonMessagingSchema>;

/** `POST /v1/liaison-messages/preview`: the mail as each of them gets it, but for the link that stops these mails. */
export const liaisonMessagePreviewSchema = z
  .object({
    people,
    from: emailSchema.describe("The server's address."),
    replyTo: emailSchema,
    subject: z.string(),
    text: z.string(),
  })
  .meta({ id: 'LiaisonMessagePreview' });
export type LiaisonMessagePreview = z.infer<typeof liaisonMessagePreviewSchema>;

/** `POST /v1/liaison-messages` */
export const liaisonMessageSentSchema = z.object({ people }).meta({ id: 'LiaisonMessageSent' });
export type LiaisonMessageSent = z.infer<typeof liaisonMessageSentSchema>;

/** The routes of mails to all liaisons. */
export const liaisonMessagesApi = api('local-facts', {
  get: endpoint('GET /v1/liaison-messages', {
    access: 'staff',
    summary: 'Whether this account can write to all liaisons now, and to how many people',
    reply: liaisonMessagingSchema,
  }),
  preview: endpoint('POST /v1/liaison-messages/preview', {
    access: 'staff',
    isReadOnly: true,
    summary: 'The mail to all liaisons as it would be sent',
    body: liaisonMessageSchema,
    reply: liaisonMessagePreviewSchema,
    problems: [409],
  }),
  send: endpoint('POST /v1/liaison-messages', {
    access: 'staff',
    summary: 'Write to all liaisons and the coordinator: one mail each, replies to the sender',
    body: liaisonMessageSchema,
    reply: liaisonMessageSentSchema,
    status: 201,
    problems: [409, 429],
  }),
});
