import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { MEETING_PLACE_CHARS_MAX, PROPOSAL_DETAIL_CHARS_MAX, PROPOSAL_TITLE_CHARS_MAX } from './meeting-limits.js';
import { revisionQuerySchema, rowNumberSchema } from './path-parameters.js';
import { cooperativeHolidaysSchema } from './shared-hours.js';
import {
  askedDateSchema,
  countSchema,
  dateSchema,
  idSchema,
  instantSchema,
  lineSchema,
  noteSchema,
  revisionSchema,
} from './vocabulary.js';

/** Recipients are reminded of a meeting so many days before it, and liaisons are asked for topics. */
export const MEETING_NOTICE_DAYS = 7;

/** `proposed` by a member of staff · `on-agenda` of a meeting · `discussed` at it · `withdrawn` by its author. */
export const PROPOSAL_STATES = ['proposed', 'on-agenda', 'discussed', 'withdrawn'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

const NO_OVERRIDES = /^[^\u202A-\u202E\u2066-\u2069]*$/u;
const NO_OVERRIDES_WORDS = 'text without characters that turn the direction of reading';

const timeSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time like "09:30"');
const zoneSchema = z.string().regex(/^[A-Za-z0-9_+\-/]{1,64}$/, 'a time zone like "America/New_York"');
const ownRevisionSchema = revisionSchema.describe('Grows by one with each change; send back the one that was read.');

/** A statewide meeting. */
export const meetingSchema = z
  .object({
    id: z.int().positive(),
    date: dateSchema.describe('By the clock of its zone, like `time`.'),
    time: timeSchema,
    zone: z.string(),
    startsAt: instantSchema,
    place: z.string().describe('A place, or a link to an online meeting.'),
    revision: ownRevisionSchema,
  })
  .meta({ id: 'Meeting' });
export type Meeting = z.infer<typeof meetingSchema>;

const placeSchema = lineSchema.trim().min(1).max(MEETING_PLACE_CHARS_MAX).regex(NO_OVERRIDES, NO_OVERRIDES_WORDS);

/** `POST /v1/meetings` */
export const newMeetingSchema = z.strictObject({
  date: askedDateSchema,
  time: timeSchema,
  zone: zoneSchema,
  place: placeSchema,
});
export type NewMeeting = z.infer<typeof newMeetingSchema>;

/** `PUT /v1/meetings/{id}`. Errors: 409 `stale-revision`. */
export const meetingChangeSchema = newMeetingSchema.extend({ revision: ownRevisionSchema });
export type MeetingChange = z.infer<typeof meetingChangeSchema>;

const namedLibrarySchema = z.object({ id: idSchema, name: z.string() });

/** A day on which the coordinator visits a library. */
export const siteVisitSchema = z
  .object({ id: z.int().positive(), library: namedLibrarySchema, date: dateSchema.describe("In the library's zone.") })
  .meta({ id: 'SiteVisit' });
export type SiteVisit = z.infer<typeof siteVisitSchema>;

/** `POST /v1/visits` */
export const newSiteVisitSchema = z.strictObject({ library: idSchema, date: askedDateSchema });
export type NewSiteVisit = z.infer<typeof newSiteVisitSchema>;

/** A topic that somebody proposes for a meeting. */
export const proposalSchema = z
  .object({
    id: z.int().positive(),
    title: z.string(),
    detail: z.string().describe('Empty: none.'),
    state: z.enum(PROPOSAL_STATES),
    meeting: z.int().positive().nullable().describe('Whose agenda it is on, or at which it was discussed.'),
    library: namedLibrarySchema.nullable().describe('Of the library for which it was proposed.'),
    by: z.string().describe('The account that proposed it.'),
    isOwn: z.boolean().describe('The asking account proposed it.'),
    at: instantSchema,
    revision: ownRevisionSchema,
  })
  .meta({ id: 'Proposal' });
export type Proposal = z.infer<typeof proposalSchema>;

const proposalTextSchema = z.strictObject({
  title: lineSchema.trim().min(1).max(PROPOSAL_TITLE_CHARS_MAX).regex(NO_OVERRIDES, NO_OVERRIDES_WORDS),
  detail: noteSchema.trim().max(PROPOSAL_DETAIL_CHARS_MAX).regex(NO_OVERRIDES, NO_OVERRIDES_WORDS).default(''),
});

/** `POST /v1/proposals` */
export const newProposalSchema = proposalTextSchema.extend({
  library: idSchema.nullable().default(null).describe("One of the account's own libraries; null: for none."),
});
export type NewProposal = z.input<typeof newProposalSchema>;

/** `PUT /v1/proposals/{id}`: by its author, while it is `proposed`. Errors: 409 `stale-revision` or `not-now`. */
export const proposalChangeSchema = proposalTextSchema.extend({ revision: ownRevisionSchema });
export type ProposalChange = z.input<typeof proposalChangeSchema>;

/**
 * `PUT /v1/proposals/{id}/state`: the author withdraws a topic or proposes it again; the coordinator puts it on an agenda,
 * takes it off and marks it as discussed. Errors: 409 `stale-revision` or `not-now`; 422 names the meeting.
 */
export const proposalStateChangeSchema = z.strictObject({
  state: z.enum(PROPOSAL_STATES),
  meeting: rowNumberSchema.nullable().default(null).describe('For `on-agenda`.'),
  revision: ownRevisionSchema,
});
export type ProposalStateChange = z.input<typeof proposalStateChangeSchema>;

/** `GET /v1/meetings` */
export const meetingListSchema = z
  .object({
    zones: z.array(z.string()).describe("The libraries' time zones, the most frequent first."),
    upcoming: z.array(meetingSchema).describe('From today on, the next one first.'),
    past: z.array(meetingSchema).describe('The latest first.'),
    holidays: cooperativeHolidaysSchema.describe(
      'Of the next weeks: days on which no library owes an hour are often those of a meeting.',
    ),
    visits: z.array(siteVisitSchema).describe('Site visits from today on, the next one first.'),
    proposals: z
      .array(proposalSchema)
      .describe('In the order in which they were proposed; withdrawn ones are seen by their author alone.'),
  })
  .meta({ id: 'MeetingList' });
export type MeetingList = z.infer<typeof meetingListSchema>;

/** What a stored fact is about. */
export const HAPPENED_KINDS = [
  'new-partner',
  'coverage',
  'help',
  'placements-new',
  'placements-lost',
  'follow-ups',
  'announcement',
  'training',
] as const;
export type HappenedKind = (typeof HAPPENED_KINDS)[number];

/** `GET /v1/meetings/happened`: what happened at the reader's libraries since the last meeting. */
export const happenedSchema = z
  .object({
    since: instantSchema,
    lastMeeting: meetingSchema.nullable().describe('Null: none was held yet, so it is the last 90 days.'),
    items: z
      .array(
        z.object({
          kind: z.enum(HAPPENED_KINDS),
          library: namedLibrarySchema.nullable().describe('Null: it is about all libraries, or about a shared desk.'),
          on: dateSchema.describe('When, or when last.'),
          text: z.string(),
          path: z.string().describe("The page that has more, after the server's own address."),
        }),
      )
      .describe('By kind, then by day.'),
    libraries: countSchema.describe('How many libraries were read.'),
  })
  .meta({ id: 'Happened' });
export type Happened = z.infer<typeof happenedSchema>;

/** The routes of meetings, site visits and proposed topics. */
export const meetingsApi = api('meetings', {
  list: endpoint('GET /v1/meetings', {
    access: 'any-account',
    summary: 'Meetings, site visits and proposed topics',
    reply: meetingListSchema,
  }),
  add: endpoint('POST /v1/meetings', {
    access: 'coordinator',
    summary: 'Add a meeting',
    body: newMeetingSchema,
    reply: meetingSchema,
    status: 201,
  }),
  change: endpoint('PUT /v1/meetings/{meeting}', {
    access: 'coordinator',
    summary: 'Change a meeting as it was read',
    body: meetingChangeSchema,
    reply: meetingSchema,
    problems: [404],
  }),
  remove: endpoint('DELETE /v1/meetings/{meeting}', {
    access: 'coordinator',
    summary: 'Remove a meeting; topics on its agenda are proposed again',
    query: revisionQuerySchema,
    problems: [404],
  }),
  happened: endpoint('GET /v1/meetings/happened', {
    access: 'staff',
    summary: "What happened at the reader's libraries since the last meeting",
    reply: happenedSchema,
  }),
  addVisit: endpoint('POST /v1/visits', {
    access: 'coordinator',
    summary: 'Add a site visit',
    body: newSiteVisitSchema,
    reply: siteVisitSchema,
    status: 201,
  }),
  removeVisit: endpoint('DELETE /v1/visits/{visit}', {
    access: 'coordinator',
    summary: 'Remove a site visit',
    problems: [404],
  }),
  propose: endpoint('POST /v1/proposals', {
    access: 'any-account',
    summary: 'Propose a topic for a meeting',
    body: newProposalSchema,
    reply: proposalSchema,
    status: 201,
    problems: [409],
  }),
  changeProposal: endpoint('PUT /v1/proposals/{proposal}', {
    access: 'any-account',
    summary: 'Change the words of an own topic as it was read',
    body: proposalChangeSchema,
    reply: proposalSchema,
    problems: [404],
  }),
  moveProposal: endpoint('PUT /v1/proposals/{proposal}/state', {
    access: 'any-account',
    summary: 'Withdraw a topic, put it on an agenda, take it off, or mark it as discussed',
    body: proposalStateChangeSchema,
    reply: proposalSchema,
    problems: [404],
  }),
});
