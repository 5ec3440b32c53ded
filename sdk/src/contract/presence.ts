import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { auditListSchema } from './hours.js';
import { DIRECTION_FAULT, NO_DIRECTION_CONTROLS, idSchema, instantSchema, lineSchema } from './vocabulary.js';

/** What a presence source can say of a desk. `unknown`: a source is configured, and stale or failing. */
export const PRESENCE_STATES = ['available', 'busy', 'nobody', 'unknown'] as const;
export const presenceStateSchema = z.enum(PRESENCE_STATES);
export type PresenceState = z.infer<typeof presenceStateSchema>;

const hostSchema = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/,
    'a host, with a port if it is not the usual one, like "libraryh3lp.com"',
  );
const nameSchema = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{1,100}$/, 'letters, digits, dots and hyphens, 1 to 100 characters');
/** `http` is for a host of the deployment's own that EGRESS_ALLOW names. */
const schemeSchema = z
  .enum(['https', 'http'])
  .default('https')
  .describe('`http` for a host of your own that `EGRESS_ALLOW` names.');
const sourceHostSchema = hostSchema.describe('The source, with its port if it is not the usual one.');

const LIBCHAT_NOBODY =
  'names nobody: should name a user or a department, or for the cooperative’s own queue a cooperative';
const LIBCHAT_BOTH =
  'should be left out beside a user or a department: a cooperative is observed by a queue of its own, which names it alone';

/** Most people at a shared desk that a source names. */
export const SOURCE_OPERATORS_MAX = 300;

/** An account at the source, and the library whose people use it. */
export const sourceOperatorSchema = z.strictObject({
  name: lineSchema.trim().min(1).max(100).describe('As the source shows it.'),
  library: idSchema.describe('Whose people use the account.'),
});

/**
 * Where a queue's presence is observed: one source per queue, polled by the server for everyone. Absent: by schedule alone.
 * Source: what each source answers, and how it is read, is in its adapter, server/src/coverage/presence/adapters.
 */
export const presenceSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('libraryh3lp'),
    host: sourceHostSchema,
    scheme: schemeSchema,
    name: nameSchema.describe('The queue or user, the part before @.'),
    domain: hostSchema.optional().describe('The part after @; absent: `chat.` and the host.'),
  }),
  z.strictObject({
    kind: z.literal('libanswers'),
    host: sourceHostSchema.default('api2.libanswers.com'),
    scheme: schemeSchema,
    widget: nameSchema.describe(
      'Id of a widget that reaches the local desk only: one that falls back is nearly always online.',
    ),
  }),
  z
    .strictObject({
      kind: z.literal('libchat'),
      host: sourceHostSchema.default('chat-us.libanswers.com'),
      scheme: schemeSchema,
      iid: nameSchema.describe('The institution’s id at the source.'),
      user: nameSchema.optional().describe('The one who sits at the desk.'),
      department: nameSchema.optional().describe('Whose people sit at the desk.'),
      cooperative: nameSchema.optional().describe('Alone, for the queue that is the cooperative’s own.'),
    })
    .superRefine(({ user, department, cooperative }, context) => {
      const isDesk = user !== undefined || department !== undefined;
      if (!isDesk && cooperative === undefined) context.addIssue(LIBCHAT_NOBODY);
      // The cooperative takes what the desk does not, so that with both no answer would say who is there.
      if (isDesk && cooperative !== undefined)
        context.addIssue({ code: 'custom', path: ['cooperative'], message: LIBCHAT_BOTH });
    }),
  z.strictObject({
    kind: z.literal('chatwoot'),
    host: sourceHostSchema,
    scheme: schemeSchema,
    inbox: nameSchema.describe('The website’s token.'),
    operators: z
      .array(sourceOperatorSchema)
      .min(1)
      .max(SOURCE_OPERATORS_MAX)
      .optional()
      .describe(
        'At a shared desk: while one of them is online or busy, the library counts as being there, as by a press of the clock. The names are kept here alone.',
      ),
  }),
  z.strictObject({
    kind: z.literal('xmpp'),
    host: sourceHostSchema,
    scheme: schemeSchema,
    jid: z
      .string()
      .regex(/^[^\s\p{Cc}\p{Cs}/@]{1,100}@[A-Za-z0-9.-]{1,150}$/u, 'an address like "desk@chat.example.org"')
      .describe('The desk’s address.'),
  }),
  z.strictObject({ kind: z.literal('heartbeat') }),
]);
export type PresenceSource = z.infer<typeof presenceSourceSchema>;

/** The status that a desk sets. `away`: nobody answers there. */
export const DESK_STATES = ['available', 'busy', 'away'] as const;
export type DeskState = (typeof DESK_STATES)[number];

/**
 * A desk's heartbeat, every 30 s. The server's clock dates it.
 * Errors: 401 `wrong-token`; 409 `old-sequence` where `seq` is not above the last one; 422 names the field.
 */
export const heartbeatSchema = z.strictObject({
  state: z.enum(DESK_STATES),
  seq: z
    .int()
    .nonnegative()
    .describe(
      'Grows with every heartbeat of this desk: seconds of its own clock will do. At most milliseconds since 1970, a year ahead.',
    ),
  library: idSchema
    .optional()
    .describe(
      'At a shared desk: the library whose people sit there, which owes hours there. While such heartbeats come, and are not `away`, it counts as being there, as by a press of the clock.',
    ),
});
export type Heartbeat = z.infer<typeof heartbeatSchema>;

/** What a heartbeat was answered. */
export const heartbeatReceiptSchema = z
  .object({
    queue: idSchema,
    state: presenceStateSchema.describe('What the queue is seen as now, all of its desks together.'),
    seq: z.int().nonnegative().describe('The last sequence that counted.'),
    nextWithinSec: z.int().positive().describe('A heartbeat that comes later finds the desk unknown.'),
  })
  .meta({ id: 'HeartbeatReceipt' });
export type HeartbeatReceipt = z.infer<typeof heartbeatReceiptSchema>;

/** A desk that sends heartbeats for a queue. */
export const deskSchema = z.object({
  id: z.int().positive(),
  name: z.string(),
  state: z.enum(DESK_STATES).nullable().describe('As last reported; null: never reported.'),
  beatAt: instantSchema.nullable(),
  seq: z.int().nonnegative(),
  hasAccount: z.boolean().describe('Whether the page of an account sends for it; else a script, with a token.'),
  signedInUntil: instantSchema
    .nullable()
    .describe(
      'When the last browser of that account is signed out if it is not used again; null: signed out, or a script.',
    ),
});
export type Desk = z.infer<typeof deskSchema>;

/** A queue's desks, those of scripts by name, then those of accounts. Errors: 404 for a queue that the session may not see. */
export const deskListSchema = z.object({ desks: z.array(deskSchema) }).meta({ id: 'DeskList' });
export type DeskList = z.infer<typeof deskListSchema>;

/** A desk to add. */
export const deskChangeSchema = z.strictObject({
  name: lineSchema
    .regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT)
    .trim()
    .min(1)
    .max(80)
    .describe('A place or function, not a person: "Reference desk".'),
});

/** A desk just added, with its token, which is shown this once. */
export const newDeskSchema = z.object({ desk: deskSchema, token: z.string() }).meta({ id: 'NewDesk' });
export type NewDesk = z.infer<typeof newDeskSchema>;

/**
 * A desk that is past its closing time and still sends: for as long as the cooperative's file says it is shown, then closed.
 * Units: instants, ISO 8601, UTC.
 */
export const afterClosingSchema = z
  .object({
    closedAt: instantSchema.nullable().describe('When its hours ended; null: more than a week ago.'),
    shown: z.boolean().describe('Whether patrons see somebody there; else they see the desk as closed.'),
    until: instantSchema.nullable().describe('When that changes by the hours; null: not within a week.'),
  })
  .nullable()
  .describe('Somebody is there past closing time; null: not so.');
export type AfterClosing = z.infer<typeof afterClosingSchema>;

/** A queue as its source sees it. */
export const queuePresenceSchema = z
  .object({
    queue: idSchema,
    source: z
      .object({
        kind: z.string(),
        at: z.string().nullable().describe('The host that is asked; null: heartbeats come by themselves.'),
      })
      .nullable()
      .describe('Null: no source; its schedule speaks for the queue.'),
    state: presenceStateSchema
      .nullable()
      .describe(
        'As shown to patrons, hysteresis included, but for a desk past its closing time: see `afterClosing`. Null without a source.',
      ),
    since: instantSchema.nullable().describe('When this state began.'),
    sampledAt: instantSchema.nullable().describe('The last good sample; older than 90 s is unknown.'),
    heldUntil: instantSchema
      .nullable()
      .describe('Shown as nobody until then though somebody is back: up no sooner than 60 s after the last down.'),
    failing: z
      .object({ since: instantSchema, code: z.string(), detail: z.string() })
      .nullable()
      .describe('Why the last polls gave no sample.'),
    afterClosing: afterClosingSchema,
    desks: z.array(deskSchema).describe('Those that send heartbeats.'),
    settable: z
      .boolean()
      .describe(
        'Whether the session may say who is here: a desk that libraries share is spoken for by its own people and the coordinator.',
      ),
  })
  .meta({ id: 'QueuePresence' });
export type QueuePresence = z.infer<typeof queuePresenceSchema>;

/** The routes of presence, without those of heartbeats. */
export const presenceApi = api('presence', {
  get: endpoint('GET /v1/queues/{queue}/presence', {
    access: 'own-desk',
    summary: 'A queue’s presence',
    reply: queuePresenceSchema,
  }),
  listAudit: endpoint('GET /v1/queues/{queue}/presence/audit', {
    access: 'own-queue',
    summary: 'Manual changes of a queue’s presence, newest first',
    reply: auditListSchema,
  }),
  listDesks: endpoint('GET /v1/queues/{queue}/desks', {
    access: 'own-queue',
    summary: 'The desks that send heartbeats for a queue',
    reply: deskListSchema,
  }),
  addDesk: endpoint('POST /v1/queues/{queue}/desks', {
    access: 'editable-queue',
    summary: 'Add a desk; its token is shown once',
    body: deskChangeSchema,
    reply: newDeskSchema,
    status: 201,
    problems: [409],
  }),
  removeDesk: endpoint('DELETE /v1/queues/{queue}/desks/{desk}', {
    access: 'editable-queue',
    summary: 'Remove a desk and its token',
  }),
});
