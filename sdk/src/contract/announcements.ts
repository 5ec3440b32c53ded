import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { NO_DIRECTION_CONTROLS, countSchema, dateSchema, instantSchema, noteSchema } from './vocabulary.js';

/** Longest announcement. Units: characters. */
export const ANNOUNCEMENT_CHARS_MAX = 2_000;
/** After so many days without acknowledgement a liaison is reminded, and listed for the coordinator. */
export const UNACKNOWLEDGED_DAYS = 7;

/** What the coordinator tells all liaisons. */
export const announcementSchema = z
  .object({
    id: z.int().positive(),
    text: z.string(),
    by: z.string().describe('The account that published it.'),
    at: instantSchema,
    acknowledgedAt: instantSchema.nullable().describe('By the asking account; null: not yet.'),
    isUnread: z
      .boolean()
      .describe('Whether the asking account has yet to acknowledge it: not if it is older than the account.'),
    acknowledged: countSchema
      .nullable()
      .describe('Liaison accounts that have acknowledged it; null for all but the coordinator.'),
    waiting: z
      .array(z.string())
      .nullable()
      .describe('Labels of liaison accounts that have yet to acknowledge it; null for all but the coordinator.'),
  })
  .meta({ id: 'Announcement' });
export type Announcement = z.infer<typeof announcementSchema>;

/** A liaison account that has not been heard from. */
export const silentLiaisonSchema = z
  .object({
    account: z.int().positive(),
    label: z.string(),
    libraries: z.array(z.string()).describe('Names.'),
    signedInOn: dateSchema.nullable().describe('The UTC day of its last sign-in; null: never.'),
    unacknowledged: countSchema.describe('Announcements that it has not acknowledged for 7 days.'),
  })
  .meta({ id: 'SilentLiaison' });
export type SilentLiaison = z.infer<typeof silentLiaisonSchema>;

/** `GET /v1/announcements`: the latest first. */
export const announcementListSchema = z
  .object({
    announcements: z.array(announcementSchema),
    liaisons: countSchema.nullable().describe('How many liaison accounts there are; null for all but the coordinator.'),
    silent: z
      .array(silentLiaisonSchema)
      .nullable()
      .describe(
        'Who has not been heard from: never signed in, or something unacknowledged; null for all but the coordinator.',
      ),
  })
  .meta({ id: 'AnnouncementList' });
export type AnnouncementList = z.infer<typeof announcementListSchema>;

/** `POST /v1/announcements` */
export const newAnnouncementSchema = z.strictObject({
  text: noteSchema
    .trim()
    .min(1)
    .max(ANNOUNCEMENT_CHARS_MAX)
    .regex(NO_DIRECTION_CONTROLS, 'text without characters that turn its direction'),
});
export type NewAnnouncement = z.infer<typeof newAnnouncementSchema>;

/** The routes of announcements. */
export const announcementsApi = api('announcements', {
  list: endpoint('GET /v1/announcements', {
    access: 'any-account',
    summary: "The coordinator's announcements, and for the coordinator who has not been heard from",
    reply: announcementListSchema,
  }),
  publish: endpoint('POST /v1/announcements', {
    access: 'coordinator',
    summary: 'Publish an announcement to all liaisons',
    body: newAnnouncementSchema,
    reply: announcementSchema,
    status: 201,
  }),
  acknowledge: endpoint('POST /v1/announcements/{announcement}/acknowledgement', {
    access: 'any-account',
    summary: 'Acknowledge an announcement',
    reply: announcementSchema,
    problems: [404],
  }),
});
