import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { CHANGE_VERDICTS, othersSchema } from './score-history.js';
import {
  DIRECTION_FAULT,
  NO_DIRECTION_CONTROLS,
  askedDateSchema,
  countSchema,
  dateSchema,
  idSchema,
  instantSchema,
  lineSchema,
  noteSchema,
  placementNameSchema,
} from './vocabulary.js';

/** Longest name of a campaign. Units: characters. */
export const CAMPAIGN_NAME_CHARS_MAX = 60;
/** Longest note on a campaign. Units: characters. */
export const CAMPAIGN_NOTE_CHARS_MAX = 500;
/** Longest campaign, both ends included: a leap year. Units: days. */
export const CAMPAIGN_DAYS_MAX = 366;
/** How long after a campaign its link for colleagues works. Units: days. */
export const CAMPAIGN_LINK_DAYS = 90;

/** A scheme, an e-mail address, or a host name. "24/7", "Dr. Seuss" and "3.5" are words. */
const ADDRESS = /:\/\/|@|\bwww\.|[\p{L}\d-]\.\p{L}{2,}/iu;

/** A campaign's name. It is shown to people who have no account, so it holds no address to follow. */
export const campaignNameSchema = lineSchema
  .regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT)
  .trim()
  .min(1)
  .max(CAMPAIGN_NAME_CHARS_MAX)
  .refine((name) => !ADDRESS.test(name), 'plain words without a web or e-mail address, like "Summer reading"');

/** `planned` its first day is ahead · `running` · `ended` its last day is over. */
export const CAMPAIGN_STATES = ['planned', 'running', 'ended'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/** Events on the open days of a period. */
const campaignPeriodSchema = z.object({
  from: dateSchema,
  to: dateSchema,
  openDays: countSchema.describe('Days on which the nearest desk has service hours, and the library was counted.'),
  count: countSchema,
  perDay: z.number().nonnegative().nullable().describe('Null: no open day.'),
});

/** Events per open day in the campaign against as many days before, on the same weekdays, and against other libraries in both. */
export const campaignChangeSchema = z.object({
  before: campaignPeriodSchema,
  during: campaignPeriodSchema,
  others: othersSchema,
  ratio: z.number().nonnegative().nullable().describe("During over before, over the other libraries'; null: too few."),
  low: z.number().nonnegative().nullable().describe('95 % interval of the ratio.'),
  high: z.number().nonnegative().nullable(),
  verdict: z.enum(CHANGE_VERDICTS),
  sentence: z.string().describe('The same in words.'),
});
export type CampaignChange = z.infer<typeof campaignChangeSchema>;

/** A campaign: a name and dates, and a link of its own whose follows are counted. */
export const campaignSchema = z
  .object({
    id: z.int().positive(),
    library: idSchema,
    name: z.string(),
    note: z.string().nullable(),
    from: dateSchema,
    to: dateSchema,
    state: z.enum(CAMPAIGN_STATES),
    by: z.string().describe('The account that made it.'),
    createdAt: instantSchema,
    placement: placementNameSchema.describe('The placement that its link, QR code and poster are counted under.'),
    address: z.url().describe('Its link, for letters, posts and posters.'),
    qr: z.url().describe('The same as a QR code, a picture in SVG.'),
    poster: z.url().describe('A page to print, with the QR code.'),
    follows: countSchema.describe('How often its link was followed on its days.'),
    byDay: z
      .array(z.object({ date: dateSchema, follows: countSchema }))
      .describe('Each day of it until today, by the clock of the library.'),
    changes: z
      .object({
        clicks: campaignChangeSchema.describe('Clicks on the tag, in all places.'),
        follows: campaignChangeSchema.describe('Plain links that were followed, all of the library.'),
      })
      .nullable()
      .describe('Null: no day of it is over.'),
    linkEndsOn: dateSchema.nullable().describe('The last day of its link for colleagues; null: it has none.'),
  })
  .meta({ id: 'Campaign' });
export type Campaign = z.infer<typeof campaignSchema>;

/** `GET /v1/libraries/{id}/campaigns`: the latest first. */
export const campaignListSchema = z
  .object({
    zone: z.string().describe("The library's IANA time zone."),
    campaigns: z.array(campaignSchema),
  })
  .meta({ id: 'CampaignList' });
export type CampaignList = z.infer<typeof campaignListSchema>;

const DAY_MS = 86_400_000;

/** `POST /v1/libraries/{id}/campaigns`. Errors: 422 names the field. */
export const newCampaignSchema = z
  .strictObject({
    name: campaignNameSchema,
    from: askedDateSchema,
    to: askedDateSchema.describe('The last day.'),
    note: noteSchema
      .regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT)
      .trim()
      .min(1)
      .max(CAMPAIGN_NOTE_CHARS_MAX)
      .nullable()
      .default(null),
  })
  .superRefine(({ from, to }, { addIssue }) => {
    const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
    if (days < 1) addIssue({ code: 'custom', path: ['to'], message: 'the first day or a later one' });
    if (days > CAMPAIGN_DAYS_MAX)
      addIssue({ code: 'custom', path: ['to'], message: 'at most a year after the first day' });
  });
export type NewCampaign = z.input<typeof newCampaignSchema>;

/** `POST /v1/libraries/{id}/campaigns/{campaign}/link` */
export const campaignLinkSchema = z
  .object({
    campaign: campaignSchema,
    link: z.url().describe('For colleagues without an account. It is shown this once.'),
  })
  .meta({ id: 'CampaignLink' });
export type CampaignLink = z.infer<typeof campaignLinkSchema>;

/** The routes of campaigns. */
export const campaignsApi = api('campaigns', {
  list: endpoint('GET /v1/libraries/{library}/campaigns', {
    access: 'own-library',
    summary: "A library's campaigns and what they brought",
    reply: campaignListSchema,
  }),
  add: endpoint('POST /v1/libraries/{library}/campaigns', {
    access: 'own-library',
    summary: 'Add a campaign',
    body: newCampaignSchema,
    reply: campaignSchema,
    status: 201,
    problems: [409],
  }),
  remove: endpoint('DELETE /v1/libraries/{library}/campaigns/{campaign}', {
    access: 'own-library',
    summary: 'Remove a campaign; what was printed still leads to the chat',
  }),
  makeLink: endpoint('POST /v1/libraries/{library}/campaigns/{campaign}/link', {
    access: 'own-library',
    summary: 'Make a link that shows the campaign without an account; a former one ends',
    reply: campaignLinkSchema,
    status: 201,
    problems: [409],
  }),
  endLink: endpoint('DELETE /v1/libraries/{library}/campaigns/{campaign}/link', {
    access: 'own-library',
    summary: 'End the link that shows the campaign',
  }),
});
