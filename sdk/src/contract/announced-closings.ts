import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { askedInstantSchema, countSchema, idSchema, instantSchema } from './vocabulary.js';

/** How far ahead a library can announce that it is closed. Units: days. */
export const CLOSING_AHEAD_DAYS = 400;
/** The longest such time. Units: days. */
export const CLOSING_LENGTH_DAYS = 31;

/** A time in which a library is closed and works no hour of a shared desk. It says nothing to patrons. */
export const announcedClosingSchema = z
  .object({
    id: z.int().positive(),
    library: idSchema,
    start: instantSchema,
    end: instantSchema,
    announcedAt: instantSchema,
    offered: countSchema.describe('How many of its hours have been offered to others by it so far.'),
    mayWithdraw: z.boolean().describe('Whether the session may withdraw it now: it has not ended.'),
  })
  .meta({ id: 'AnnouncedClosing' });
export type AnnouncedClosing = z.infer<typeof announcedClosingSchema>;

/** A library's announced closings. */
export const announcedClosingListSchema = z
  .object({
    zone: z.string().describe("The library's IANA time zone."),
    closings: z.array(announcedClosingSchema).describe('Those that have not ended, by start.'),
  })
  .meta({ id: 'AnnouncedClosingList' });
export type AnnouncedClosingList = z.infer<typeof announcedClosingListSchema>;

/**
 * A closing to announce. Its library's hours in it are offered to others, for the reason `closed`, as soon as they are near
 * enough to be offered. A start that is over counts from now.
 * Errors: 422 names the field; 409 `announced-already` where it meets another one.
 */
export const closingToAnnounceSchema = z.strictObject({ start: askedInstantSchema, end: askedInstantSchema });
export type ClosingToAnnounce = z.infer<typeof closingToAnnounceSchema>;

/** The routes of closings that libraries announce. */
export const announcedClosingsApi = api('shared hours', {
  list: endpoint('GET /v1/libraries/{library}/announced-closings', {
    access: 'any-person',
    summary: 'When a library is closed and works no hour of a shared desk',
    reply: announcedClosingListSchema,
  }),
  announce: endpoint('POST /v1/libraries/{library}/announced-closings', {
    access: 'own-library',
    summary: 'Announce that a library is closed, and offer its hours of shared desks then',
    body: closingToAnnounceSchema,
    reply: announcedClosingSchema,
    status: 201,
    problems: [409],
  }),
  withdraw: endpoint('DELETE /v1/libraries/{library}/announced-closings/{closing}', {
    access: 'own-library',
    summary: 'Withdraw a closing, and the hours offered by it that nobody has accepted',
    problems: [409],
  }),
});
