import { z } from 'zod';
import { SEALED_FIELDS } from './sealed-limits.js';
import { askedDateSchema, askedMonthSchema, idSchema } from './vocabulary.js';

/** A row's id in a path. Beyond the database's integer there is no row, so a larger number is refused before it is looked up. */
export const rowIdSchema = z.coerce
  .number<number>()
  .int()
  .min(1)
  .max(2 ** 31 - 1);

/** The same in a body, whose numbers are no text. */
export const rowNumberSchema = z
  .int()
  .positive()
  .max(2 ** 31 - 1);

/** The query of a DELETE: without the revision, somebody else's change could be removed unseen. */
export const revisionQuerySchema = z.object({
  revision: rowIdSchema.describe('The one that was shown: refused where somebody else has made a change since.'),
});

/** The schema of each name in a path; an endpoint whose name has another shape says so itself. */
export const PATH_SCHEMAS = {
  account: rowIdSchema,
  address: rowIdSchema,
  alert: rowIdSchema,
  announcement: rowIdSchema,
  branch: idSchema,
  campaign: rowIdSchema,
  closing: rowIdSchema,
  contact: rowIdSchema,
  cover: rowIdSchema,
  date: askedDateSchema,
  desk: rowIdSchema,
  field: z.enum(SEALED_FIELDS),
  followup: rowIdSchema,
  library: idSchema,
  made: rowIdSchema,
  meeting: rowIdSchema,
  month: askedMonthSchema,
  note: rowIdSchema,
  placement: rowIdSchema,
  proposal: rowIdSchema,
  queue: idSchema,
  recipient: rowIdSchema,
  report: rowIdSchema,
  request: rowIdSchema,
  rule: idSchema,
  script: rowIdSchema,
  served: rowIdSchema,
  session: rowIdSchema,
  share: rowIdSchema,
  token: rowIdSchema,
  topic: idSchema,
  training: rowIdSchema,
  visit: rowIdSchema,
  work: rowIdSchema,
} as const;

/** What a caller of the SDK passes for each name in a path. An editor shows these labels. */
export interface PathValues {
  account: [account: number];
  address: [address: number];
  alert: [alert: number];
  announcement: [announcement: number];
  branch: [branch: string];
  campaign: [campaign: number];
  closing: [closing: number];
  contact: [contact: number];
  cover: [cover: number];
  date: [date: string];
  desk: [desk: number];
  field: [field: (typeof SEALED_FIELDS)[number]];
  followup: [followup: number];
  library: [library: string];
  made: [made: number];
  meeting: [meeting: number];
  month: [month: string];
  note: [note: number];
  placement: [placement: number];
  proposal: [proposal: number];
  queue: [queue: string];
  recipient: [recipient: number];
  report: [report: number];
  request: [request: number];
  rule: [rule: string];
  script: [script: number];
  session: [session: number];
  share: [share: number];
  /** Of a link, or the number of an API token or of a desk's. */
  token: [token: number | string];
  topic: [topic: string];
  training: [training: number];
  served: [served: number];
  visit: [visit: number];
  work: [work: number];
}
