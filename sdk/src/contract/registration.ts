import { z } from 'zod';
import { escalationSchema } from './assistance.js';
import { availabilitySchema } from './availability.js';
import { api, endpoint } from './endpoint.js';
import { undoSchema } from './hours.js';
import { AFTER_CLOSING_MAX_MIN, BRANCHES_MAX, NEW_LIBRARIES_MAX } from './limits.js';
import { revisionQuerySchema, rowNumberSchema } from './path-parameters.js';
import { POLICY_TOPICS_MAX } from './policy-pages.js';
import { presenceSourceSchema, presenceStateSchema } from './presence.js';
import { cooperativeHolidaysSchema, sharedHoursSchema } from './shared-hours.js';
import { pageKindSchema } from './standard.js';
import {
  countSchema,
  idSchema,
  instantSchema,
  lineSchema,
  noteSchema,
  placementNameSchema,
  revisionSchema,
  tierSchema,
  viewportSchema,
} from './vocabulary.js';

/** Longest text of one field; the server says what each should be. Units: UTF-16 code units. */
const TEXT_MAX = 500;
const textSchema = lineSchema.max(TEXT_MAX);

const languageSchema = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'a language as the tag names it, like "es"');

const queueUseSchema = z.strictObject({
  queue: idSchema.describe('The desk that answers.'),
  chat: textSchema.optional().describe('Where its patrons chat.'),
});

/** A page that should have a tag. Every condition that is given must hold. */
const keyPageRegistrationSchema = z.strictObject({
  name: textSchema,
  kind: pageKindSchema.optional().describe('Absent: no rule of the visibility standard is about it.'),
  origin: textSchema.optional(),
  pattern: textSchema.optional(),
  placement: placementNameSchema.optional(),
  viewport: viewportSchema.optional(),
  minPatterns: z.int().min(1).max(2000),
  weight: z.number().positive().max(1000),
});

const fallbackSchema = z.strictObject({ phone: textSchema, form: textSchema, page: textSchema }).partial();

/** One building of a library. */
const branchRegistrationSchema = z.strictObject({
  id: idSchema.describe('What its tags name.'),
  name: textSchema,
  fallback: fallbackSchema.describe("Its own other ways to ask; where one is absent, the library's."),
});

/** What is registered of a partner library: as in the cooperative's file, without its id. */
export const libraryRegistrationSchema = z.strictObject({
  name: textSchema,
  zone: textSchema.describe('IANA name.'),
  live: z.boolean().describe('Whether it is listed for patrons.'),
  origins: z.array(textSchema).max(100).describe('The sites where its tag may stand.'),
  queues: z
    .strictObject({ local: queueUseSchema, statewide: queueUseSchema, global: queueUseSchema })
    .partial()
    .describe('Its desks, in the order in which they are asked.'),
  fallback: fallbackSchema.describe('Other ways to ask while nobody can chat.'),
  branches: z.array(branchRegistrationSchema).max(BRANCHES_MAX).optional().describe('Absent: none.'),
  keyPages: z.array(keyPageRegistrationSchema).max(200),
});
export type LibraryRegistration = z.infer<typeof libraryRegistrationSchema>;

/** What is registered of a desk. Its hours and shifts have routes of their own. */
export const deskRegistrationSchema = z.strictObject({
  name: textSchema,
  tier: tierSchema,
  zone: textSchema.describe('IANA name.'),
  note: noteSchema.max(2000).optional().describe('For staff.'),
  presence: presenceSourceSchema.optional().describe('Absent: by its hours alone.'),
  languages: z.array(languageSchema).min(1).max(20).optional().describe('Absent: not said.'),
});
export type DeskRegistration = z.infer<typeof deskRegistrationSchema>;

/** What is registered of the cooperative itself: of the file's other fields nothing changes. */
export const cooperativeRegistrationSchema = z.strictObject({
  name: textSchema,
  languages: z
    .array(languageSchema)
    .max(100)
    .describe('Those of the tag that are turned on, beside those that always are.'),
  escalation: escalationSchema
    .nullable()
    .describe('How long each tier has to take a help request; null: the defaults.'),
  urgent: z
    .strictObject({
      text: textSchema,
      phone: textSchema.optional(),
      page: textSchema.optional(),
      translations: z.record(languageSchema, textSchema).optional(),
    })
    .nullable()
    .describe('Where patrons find help at once, by a phone or a page; null: none.'),
  policyTopics: z
    .array(z.strictObject({ id: idSchema, name: textSchema }))
    .max(POLICY_TOPICS_MAX)
    .describe('What policy pages are about; empty: the usual topics.'),
  afterClosingMin: z
    .int()
    .min(0)
    .max(AFTER_CLOSING_MAX_MIN)
    .nullable()
    .describe(
      'How long past its closing time a desk that still sends is shown as available; null: the default. Units: minutes.',
    ),
  sharedHours: sharedHoursSchema
    .nullable()
    .describe('How the libraries share the hours of the shared desks; null: the defaults.'),
  holidays: cooperativeHolidaysSchema.describe('Days on which no library owes an hour at a shared desk.'),
  pageWords: z
    .strictObject({ hide: z.array(textSchema).max(500), show: z.array(textSchema).max(500) })
    .describe('Words of page addresses that are hidden besides the usual ones, and whole words that are shown.'),
  note: noteSchema.max(2000).nullable().describe('For staff.'),
});
export type CooperativeRegistration = z.infer<typeof cooperativeRegistrationSchema>;

const storedRevision = {
  revision: rowNumberSchema,
  editedAt: instantSchema
    .nullable()
    .describe("The last change here since the cooperative's file was imported; null: none."),
};
const storedFields = { id: idSchema, ...storedRevision };
/** The last change on a screen, while it can be undone. `former`: what it replaced. */
const undoableSchema = <Former extends z.ZodType>(former: Former) =>
  z
    .object({
      ...{ by: z.string().describe("The account's label."), at: instantSchema, former },
      endsWithCounts: z
        .boolean()
        .describe(
          'Whether the undo ends with the first count that the change brings; false: with the next change alone.',
        ),
    })
    .nullable()
    .describe('The last change, while it can be undone; null: none.');
/** The cooperative as it is registered; revision 0: not yet. */
export const storedCooperativeSchema = z
  .object({
    ...{ ...storedRevision, revision: revisionSchema, registration: cooperativeRegistrationSchema },
    undoable: undoableSchema(cooperativeRegistrationSchema),
  })
  .meta({ id: 'StoredCooperative' });
export type StoredCooperative = z.infer<typeof storedCooperativeSchema>;
/** A library as it is registered. */
export const storedLibrarySchema = z
  .object({
    ...{ ...storedFields, registration: libraryRegistrationSchema },
    undoable: undoableSchema(libraryRegistrationSchema.nullable().describe('Null: it was not registered.')),
  })
  .meta({ id: 'StoredLibrary' });
export type StoredLibrary = z.infer<typeof storedLibrarySchema>;
/** A desk as it is registered. */
export const storedDeskSchema = z
  .object({
    ...{ ...storedFields, registration: deskRegistrationSchema },
    undoable: undoableSchema(deskRegistrationSchema.nullable().describe('Null: it was not registered.')),
  })
  .meta({ id: 'StoredDesk' });
export type StoredDesk = z.infer<typeof storedDeskSchema>;

/** Every desk, by id. */
export const storedDeskListSchema = z.object({ desks: z.array(storedDeskSchema) }).meta({ id: 'StoredDeskList' });
export type StoredDeskList = z.infer<typeof storedDeskListSchema>;

/** What is registered, in place of what was read at the revision; 0: it is new. */
export const libraryRegistrationChangeSchema = z.object({
  registration: libraryRegistrationSchema,
  revision: revisionSchema,
});
/** The same of a desk. */
export const deskRegistrationChangeSchema = z.object({
  registration: deskRegistrationSchema,
  revision: revisionSchema,
});

/** The same of the cooperative. */
export const cooperativeRegistrationChangeSchema = z.object({
  registration: cooperativeRegistrationSchema,
  revision: revisionSchema,
});

/** What a presence source answered when it was tried. */
export const sourceTrialSchema = z
  .object({
    state: presenceStateSchema.describe('`unknown`: it could not be read.'),
    fault: z.string().nullable().describe('Why it could not be read, as `failing.code` of a desk; null: it was read.'),
  })
  .meta({ id: 'SourceTrial' });
export type SourceTrial = z.infer<typeof sourceTrialSchema>;

/** A library that was ended on a screen, and can be brought back as it was. */
export const endedLibraryListSchema = z
  .object({
    libraries: z.array(
      z.object({
        ...{ id: idSchema, revision: rowNumberSchema, name: textSchema, at: instantSchema },
        by: z.string().describe("The account's label."),
      }),
    ),
  })
  .meta({ id: 'EndedLibraryList' });
export type EndedLibraryList = z.infer<typeof endedLibraryListSchema>;

/** A desk that was ended on a screen, and can be brought back as it was. */
export const endedDeskListSchema = z
  .object({ desks: endedLibraryListSchema.shape.libraries })
  .meta({ id: 'EndedDeskList' });
export type EndedDeskList = z.infer<typeof endedDeskListSchema>;

/** What the end of a desk would change. */
export const deskEndSchema = z
  .object({
    libraries: z
      .array(
        z.object({
          ...{ id: idSchema, name: textSchema },
          asksThen: z.array(textSchema).describe('The desks that it asks then, in order; empty: the desk cannot end.'),
        }),
      )
      .describe('Those that ask the desk, by name.'),
    accounts: countSchema.describe('Desk accounts that end with it.'),
    desks: countSchema.describe('Programs at the desk that can report no more.'),
    addresses: countSchema.describe('Addresses of its calendar that end.'),
  })
  .meta({ id: 'DeskEnd' });
export type DeskEnd = z.infer<typeof deskEndSchema>;

/** What patrons of a library would see now: the words of its tag, in English. */
export const registrationPreviewSchema = availabilitySchema
  .pick({ state: true, tier: true, evidence: true })
  .extend({
    label: z.string().describe('The words of the button, where its page gives none.'),
    status: z.string().describe('What stands below them; empty: nothing.'),
    leadsTo: z.string().nullable().describe('Where the button leads; null: to the link inside the tag.'),
    others: z.array(z.string()).describe('Other ways to ask that it shows, in its words.'),
    lines: z
      .array(z.string())
      .describe("Sentences that it shows: the cooperative's urgent line while nobody can chat, the library's message."),
  })
  .meta({ id: 'RegistrationPreview' });
export type RegistrationPreview = z.infer<typeof registrationPreviewSchema>;

const newDeskSchema = z.strictObject({ id: idSchema, registration: deskRegistrationSchema });
const newLibrarySchema = z.strictObject({ id: idSchema, registration: libraryRegistrationSchema });
/** New libraries with their new desks: all of them are registered, or none; what is registered as given stays. Errors: 422 names each fault, like `libraries.3.registration.zone`. */
export const newRegistrationsSchema = z.strictObject({
  desks: z.array(newDeskSchema).max(NEW_LIBRARIES_MAX),
  libraries: z.array(newLibrarySchema).min(1).max(NEW_LIBRARIES_MAX),
});
export type NewRegistrations = z.infer<typeof newRegistrationsSchema>;
/** How many are new. */
export const registeredCountSchema = z
  .object({ desks: countSchema, libraries: countSchema })
  .meta({ id: 'RegisteredCount' });
export type RegisteredCount = z.infer<typeof registeredCountSchema>;

/** The cooperative, its partner libraries and desks, by the coordinator. */
export const registrationApi = api('registration', {
  cooperative: endpoint('GET /v1/registration', {
    access: 'coordinator',
    summary: 'What is registered of the cooperative',
    reply: storedCooperativeSchema,
  }),
  saveCooperative: endpoint('PUT /v1/registration', {
    access: 'coordinator',
    summary: 'Change what is registered of the cooperative',
    body: cooperativeRegistrationChangeSchema,
    reply: storedCooperativeSchema,
  }),
  undoCooperative: endpoint('POST /v1/registration/undo', {
    access: 'coordinator',
    summary: 'Undo the last change of what is registered of the cooperative',
    body: undoSchema,
    problems: [409],
  }),
  preview: endpoint('POST /v1/registrations/preview', {
    access: 'coordinator',
    isReadOnly: true,
    summary: 'Check libraries and desks that are new, as their registration would',
    body: newRegistrationsSchema,
    reply: registeredCountSchema,
  }),
  saveNew: endpoint('PUT /v1/registrations', {
    access: 'coordinator',
    summary: 'Register libraries and desks that are new: all of them, or none',
    body: newRegistrationsSchema,
    reply: registeredCountSchema,
  }),
  library: endpoint('GET /v1/libraries/{library}/registration', {
    access: 'coordinator',
    summary: 'What is registered of a library',
    reply: storedLibrarySchema,
    problems: [404],
  }),
  saveLibrary: endpoint('PUT /v1/libraries/{library}/registration', {
    access: 'coordinator',
    summary: 'Register a library, or change what is registered of it',
    body: libraryRegistrationChangeSchema,
    reply: storedLibrarySchema,
    problems: [404],
  }),
  previewLibrary: endpoint('POST /v1/libraries/{library}/registration/preview', {
    access: 'coordinator',
    isReadOnly: true,
    summary: 'What patrons of a library would see now if it were registered so; it need not be yet',
    body: z.strictObject({
      registration: libraryRegistrationSchema,
      desks: z.array(newDeskSchema).max(1).optional().describe('A desk of its own that would be new; absent: none.'),
    }),
    reply: registrationPreviewSchema,
    problems: [404],
  }),
  undoLibrary: endpoint('POST /v1/libraries/{library}/registration/undo', {
    access: 'coordinator',
    summary: 'Undo the last change of a library, its addition or its end, while nothing that it brought was counted',
    body: undoSchema,
    problems: [404, 409],
  }),
  endedLibraries: endpoint('GET /v1/ended-libraries', {
    access: 'coordinator',
    summary: 'Libraries that were ended on a screen and can be brought back, the latest first',
    reply: endedLibraryListSchema,
  }),
  endLibrary: endpoint('DELETE /v1/libraries/{library}/registration', {
    access: 'coordinator',
    summary: 'End a library: its counts are kept, and its tags lead to their own links',
    query: revisionQuerySchema,
    problems: [404],
  }),
  desk: endpoint('GET /v1/queues/{queue}/registration', {
    access: 'coordinator',
    summary: 'What is registered of a desk',
    reply: storedDeskSchema,
    problems: [404],
  }),
  desks: endpoint('GET /v1/registered-desks', {
    access: 'coordinator',
    summary: 'What is registered of every desk, by id',
    reply: storedDeskListSchema,
  }),
  trySource: endpoint('POST /v1/presence-sources/try', {
    access: 'coordinator',
    isReadOnly: true,
    summary: 'Ask a presence source once, before it is registered; nothing is stored',
    body: z.strictObject({ registration: z.strictObject({ presence: presenceSourceSchema }) }),
    reply: sourceTrialSchema,
  }),
  undoDesk: endpoint('POST /v1/queues/{queue}/registration/undo', {
    access: 'coordinator',
    summary: 'Undo the last change of a desk, its addition or its end, while nothing that it brought was counted',
    body: undoSchema,
    problems: [404, 409],
  }),
  deskEnd: endpoint('GET /v1/queues/{queue}/registration/end', {
    access: 'coordinator',
    summary: 'What the end of a desk would change',
    reply: deskEndSchema,
    problems: [404],
  }),
  endDesk: endpoint('DELETE /v1/queues/{queue}/registration', {
    access: 'coordinator',
    summary: 'End a desk: no library asks it, its accounts end, and its counts are kept',
    query: revisionQuerySchema,
    problems: [404, 409],
  }),
  endedDesks: endpoint('GET /v1/ended-desks', {
    access: 'coordinator',
    summary: 'Desks that were ended on a screen and can be brought back, the latest first',
    reply: endedDeskListSchema,
  }),
  saveDesk: endpoint('PUT /v1/queues/{queue}/registration', {
    access: 'coordinator',
    summary: 'Register a desk, or change what is registered of it',
    body: deskRegistrationChangeSchema,
    reply: storedDeskSchema,
    problems: [404],
  }),
});
