import { z } from 'zod';
import { coverageSumSchema } from './coverage.js';
import { LANDMARKS, SIGHT_FAULTS, type SightFault } from './diagnosis.js';
import { api, endpoint } from './endpoint.js';
import { type EventSum, EVENT_SUMS } from './event-kinds.js';
import { REFUSAL_REASONS } from './events.js';
import { OVERVIEW_ORDERS, WINDOW_DAYS, type WindowDays } from './limits.js';
import { pageQuerySchema } from './page-query.js';
import {
  answerStateSchema,
  askedMonthSchema,
  countSchema,
  dateSchema,
  formSchema,
  idSchema,
  instantSchema,
  TAG_VARIANTS,
  tierSchema,
  viewportSchema,
  monthSchema,
} from './vocabulary.js';

/** One of {@link WINDOW_DAYS}. Units: days. */
export const windowDaysSchema = z.union(WINDOW_DAYS.map((days) => z.literal(days)));

/** A query has text; a caller of the SDK passes what it stands for. */
const fromText = <T>(schema: z.ZodType<T>) => schema as unknown as z.ZodDefault<z.ZodType<T, T>>;

/** The window of a request: one of {@link WINDOW_DAYS}, so that all pages and tables use the same ones. Default: 30. */
export const windowQuerySchema = z.object({
  days: fromText(
    z
      .enum(WINDOW_DAYS.map(String), `should be one of ${WINDOW_DAYS.join(', ')}`)
      .default('30')
      .transform((days) => Number(days) as WindowDays)
      .describe('Civil days of the library, today included.'),
  ),
});

/** The same of a library, or of one of its branches. */
export const libraryWindowQuerySchema = windowQuerySchema.extend({
  branch: idSchema.optional().describe('Of this branch alone. Absent: of the whole library.'),
});

/** The month of a request. */
export const monthQuerySchema = z.object({ month: askedMonthSchema.optional().describe('Absent: the current month.') });

/** Shape: {@link Counts}. */
export const countsSchema = z.object(
  Object.fromEntries(
    Object.entries(EVENT_SUMS).map(([name, { meaning }]) => [name, countSchema.describe(meaning)]),
  ) as Record<EventSum, typeof countSchema>,
);

/**
 * A share with its 95 % Wilson interval.
 * `value` is null where the denominator is 0: no evidence is not zero.
 */
export const rateSchema = z.object({
  numerator: countSchema,
  denominator: countSchema,
  value: z.number().min(0).max(1).nullable(),
  low: z.number().min(0).max(1).nullable(),
  high: z.number().min(0).max(1).nullable(),
  suppressed: z.boolean().describe('Hidden by the small-cell rule.'),
});
export type Rate = z.infer<typeof rateSchema>;

/**
 * `new` until 7 days old · `live` · `quiet` silent for longer than chance explains, while a season, an unannounced closing or an
 * outage still may · `lost` after a silence that would mislead once in twenty years, by the placement's own weekdays and how
 * much its days vary, without the library's closed days and those on which most libraries were silent; a plain link
 * is neither, since only who follows it is counted · `retired` taken off the list by a person, until it is seen again.
 */
export const PLACEMENT_STATUSES = ['new', 'live', 'quiet', 'lost', 'retired'] as const;

/** What pages measured of how a placement can be seen: it explains other counts and changes none. */
export const sightSchema = z
  .object({
    pageViews: countSchema.describe('Page views of the window that were diagnosed: those of ten seconds or more.'),
    landmark: z.enum(LANDMARKS).nullable().describe('Where it stood in most of them; null: none was diagnosed.'),
    faults: z
      .array(
        z.object({
          fault: z.enum(Object.keys(SIGHT_FAULTS) as [SightFault, ...SightFault[]]),
          share: rateSchema.describe('Of the diagnosed page views; for `outdated`, of the impressions.'),
        }),
      )
      .describe('The most frequent first.'),
  })
  .meta({ id: 'Sight' });
export type Sight = z.infer<typeof sightSchema>;

/** One placement of the entry point: distinct (library, origin, page pattern, name). */
export const placementSchema = z
  .object({
    id: countSchema,
    origin: z.string().describe("The registered origin, as the cooperative's file writes it."),
    page: z.string().describe('Page pattern; "(other)" gathers what is past the cap.'),
    placement: z.string().describe("The webmaster's name for it."),
    form: formSchema,
    widget: z.string().describe("The tag's version, last seen."),
    firstSeen: instantSchema.describe('To the hour.'),
    lastSeen: instantSchema.describe('To the hour.'),
    status: z.enum(PLACEMENT_STATUSES),
    lostSince: instantSchema.nullable().describe('The last view, where the status is `lost`; to the hour.'),
    keyPage: z.string().nullable().describe('Name of the key page that it satisfies.'),
    counts: countsSchema,
    clickThrough: rateSchema.describe('Clicks over viewable impressions and those that could not be measured.'),
    sight: sightSchema,
    weeks: z
      .array(countSchema)
      .describe(
        'Views (impressions and followed links) in each of the last 12 weeks of seven days, the earliest first; the last one ends today.',
      ),
  })
  .meta({ id: 'Placement' });
export type Placement = z.infer<typeof placementSchema>;

/** Takes a lost or quiet placement off the list, or puts it back. Errors: 404 where the library has no such placement. */
export const placementRetirementSchema = z.strictObject({
  retired: z.boolean().describe('True: it was taken down on purpose. A view on a later day puts it back by itself.'),
});
export type PlacementRetirement = z.infer<typeof placementRetirementSchema>;

/**
 * What a library's placements amount to, each with a next step of its own on the liaison's page:
 * `never-seen` no event ever, or only reports of pages that hide it · `refused` only refused ones · `new` · `live` · `zero` seen in the window but no click · `lost` every place is lost.
 */
export const LIBRARY_STATUSES = ['never-seen', 'refused', 'new', 'live', 'zero', 'lost'] as const;
export type LibraryStatus = (typeof LIBRARY_STATUSES)[number];

/**
 * What a library's people or its coordinator should look at, the most urgent kinds first:
 * `refused` every report is refused · `lost` every place is lost · `desk-empty` nobody is at its own desk now · `some-refused` some
 * reports are refused · `never-seen` no report ever · `places-lost` some places are lost · `gaps-ahead` chat is promised and nobody is
 * scheduled · `doubtful` counts that may not come from people · `suspect` events past the limit per network · `no-clicks` seen and not
 * clicked · `key-pages` some lack the button · `quiet` some places may be lost, or have few visitors · `new` counted for less than a week.
 */
export const ATTENTION_REASONS = [
  'refused',
  'lost',
  'desk-empty',
  'some-refused',
  'never-seen',
  'places-lost',
  'gaps-ahead',
  'doubtful',
  'suspect',
  'no-clicks',
  'key-pages',
  'quiet',
  'new',
] as const;
export type AttentionReason = (typeof ATTENTION_REASONS)[number];

/** `bad` data is lost or patrons are not answered · `warn` somebody should act · `note` good to know. */
export const ATTENTION_LEVELS = ['bad', 'warn', 'note'] as const;
export type AttentionLevel = (typeof ATTENTION_LEVELS)[number];

/** One thing to look at. An empty list is the all-clear. */
export const attentionSchema = z
  .object({
    reason: z.enum(ATTENTION_REASONS),
    level: z.enum(ATTENTION_LEVELS),
    count: countSchema.describe('How many there are: reports, places, gaps, hours or days, events, key pages; else 1.'),
  })
  .meta({ id: 'Attention' });
export type Attention = z.infer<typeof attentionSchema>;

/** Refused batches, by reason: no text of them is kept. */
export const refusalSchema = z.object({
  reason: z.enum(REFUSAL_REASONS),
  count: countSchema,
  lastDate: dateSchema,
});

/** A window of civil days in the library's zone, both ends included; the last one is today and not over. */
export const windowSchema = z.object({ days: windowDaysSchema, from: dateSchema, to: dateSchema, zone: z.string() });

/** The tag of one library in one size, with the style rule that reserves its space, so that nothing moves when its script runs. */
export const tagSnippetSchema = z
  .object({
    variant: z.enum(TAG_VARIANTS),
    tag: z.string().describe('With the rule inside, as a style attribute.'),
    strictTag: z.string().describe('Without it, for sites that refuse inline styles.'),
    styleRule: z.string().describe('The rule as a line for the style sheet of such a site.'),
  })
  .meta({ id: 'TagSnippet' });
export type TagSnippet = z.infer<typeof tagSnippetSchema>;

/** A key page of the cooperative's file, and what it asks for. */
export const keyPageSchema = z.object({
  name: z.string().describe("As the cooperative's file calls it."),
  live: z.boolean(),
  where: z
    .string()
    .nullable()
    .describe('The site, the page or both that it names, without scheme: "www.library.example/catalog"; null: any.'),
  placement: z.string().nullable().describe("The webmaster's name of the place that it asks for."),
  viewport: viewportSchema.nullable().describe('The width of window that it has to be seen in.'),
  minPages: countSchema.describe('Distinct pages that have to carry it.'),
  livePages: countSchema.describe('Distinct pages that do.'),
});

/** `GET /v1/libraries/{id}/placements?days=30` */
export const placementListSchema = z
  .object({
    library: idSchema,
    name: z.string(),
    window: windowSchema,
    status: z.enum(LIBRARY_STATUSES),
    lostSince: instantSchema.nullable(),
    placements: z.array(placementSchema),
    refusals: z.array(refusalSchema),
    attention: z.array(attentionSchema).describe('Worst first; empty: nothing to do.'),
    keyPages: z.object({
      live: countSchema,
      expected: countSchema,
      pages: z.array(keyPageSchema),
    }),
    tag: z.string().describe('The tag to paste for this library, as a card.'),
    tags: z.array(tagSnippetSchema).describe('The same in each size.'),
    origins: z.array(z.string()).describe('Where the tag may stand and be counted.'),
  })
  .meta({ id: 'PlacementList' });
export type PlacementList = z.infer<typeof placementListSchema>;

/** One civil day of the library. */
export const dayCountsSchema = countsSchema.extend({ date: dateSchema });
export type DayCounts = z.infer<typeof dayCountsSchema>;

/** A metric's definition, printed beside its numbers. */
export const definitionSchema = z.object({ term: z.string(), text: z.string() });

/** Why counted events may not be patrons': more clicks than buttons in view, or more than the library's own history. */
export const DOUBT_REASONS = ['clicks-unseen', 'clicks-above-usual', 'views-above-usual'] as const;

/**
 * Counted events that a liaison should look into before they are reported. They are in all totals.
 * Source: server/src/visibility/metrics/doubts.ts, from the library's own counters of the four weeks before.
 */
export const doubtSchema = z
  .object({
    date: dateSchema,
    hour: z.int().min(0).max(23).nullable().describe("By the library's clock; null: the whole day."),
    reason: z.enum(DOUBT_REASONS),
    count: countSchema.describe('Events of that hour or day; for `clicks-unseen`, the clicks without a view.'),
    usual: countSchema.describe('The most in an hour, or on a day, of the four weeks before.'),
  })
  .meta({ id: 'Doubt' });
export type Doubt = z.infer<typeof doubtSchema>;

/** `GET /v1/libraries/{id}/metrics?days=30` */
export const metricsSchema = z
  .object({
    library: idSchema,
    name: z.string(),
    window: windowSchema,
    totals: countsSchema,
    clickThrough: rateSchema.describe('Clicks over viewable impressions and those that could not be measured.'),
    viewableRate: rateSchema.describe('Viewable over measurable impressions.'),
    firstScreenRate: rateSchema.describe('First-screen over measurable impressions.'),
    before: z
      .object({
        from: dateSchema,
        to: dateSchema,
        counts: countsSchema,
        viewableRate: rateSchema,
        clickThrough: rateSchema,
      })
      .nullable()
      .describe('The whole days of the window, as many days earlier: today is not over. Null: not all were counted.'),
    byDay: z.array(dayCountsSchema).describe('Every day of the window, zero days included.'),
    byState: z
      .array(countsSchema.extend({ state: answerStateSchema }))
      .describe('The same counts by what the entry point said; closed and unknown are missed demand.'),
    excluded: z
      .object({ practice: countSchema, bot: countSchema, suspect: countSchema })
      .describe('Events counted apart and in none of the numbers above.'),
    doubts: z
      .array(doubtSchema)
      .describe('What in the window may not come from patrons; earliest first. Of the whole library alone.'),
    branches: z
      .array(z.object({ id: idSchema, name: z.string() }))
      .optional()
      .describe("The library's branches, by id. Absent: an older server."),
    countingSince: dateSchema.nullable().describe('First day with any event; null: none yet.'),
    definitions: z.array(definitionSchema),
  })
  .meta({ id: 'Metrics' });
export type Metrics = z.infer<typeof metricsSchema>;

/** The counts of a month, or of its first days, by the library's clock. */
export const monthPeriodSchema = z.object({
  month: monthSchema,
  from: dateSchema,
  to: dateSchema.describe('Its last whole day that is compared.'),
  days: countSchema.describe('Days from the first to the last; 0 on the first day of the current month.'),
  countedDays: countSchema.describe('Of those, days since counting began.'),
  counts: countsSchema.nullable().describe('Null: nothing was counted yet.'),
  viewableRate: rateSchema.nullable(),
  clickThrough: rateSchema.nullable(),
});
export type MonthPeriod = z.infer<typeof monthPeriodSchema>;

/**
 * `GET /v1/libraries/{id}/metrics/month?month=2026-11`: a civil month beside the one before and the same month last year. A month that is
 * not over has its whole days, and is compared with as many days of the others.
 */
export const monthMetricsSchema = z
  .object({
    library: idSchema,
    name: z.string(),
    zone: z.string(),
    isOver: z.boolean(),
    month: monthPeriodSchema,
    lastMonth: monthPeriodSchema,
    lastYear: monthPeriodSchema,
    byDay: z.array(dayCountsSchema).describe('Each compared day of the month.'),
    byViewport: z.array(
      z.object({
        viewport: viewportSchema.describe('The width of the window.'),
        impressions: countSchema,
        viewable: countSchema,
        clicks: countSchema,
      }),
    ),
    countingSince: dateSchema.nullable().describe('First day with any event; null: none yet.'),
    definitions: z.array(definitionSchema),
  })
  .meta({ id: 'MonthMetrics' });
export type MonthMetrics = z.infer<typeof monthMetricsSchema>;

/** Clicks on the whole days of a window (today is not over), and on the days that lie as many days earlier. */
const clickChangeSchema = z.object({ now: countSchema, before: countSchema });
export type ClickChange = z.infer<typeof clickChangeSchema>;

/** `GET /v1/overview?days=30`: the coordinator's table, one row per library: those that match, a page of them. */
export const overviewSchema = z
  .object({
    days: windowDaysSchema,
    countedAt: instantSchema
      .optional()
      .describe(
        'When the rows were counted: just now, or up to a minute ago where there are 500 libraries or more. ' +
          'An older server does not say it.',
      ),
    total: countSchema.describe('How many match, on all pages.'),
    counts: z
      .object({
        libraries: countSchema,
        clicks: countSchema,
        clickChange: clickChangeSchema
          .extend({
            libraries: countSchema.describe('How many libraries counted on all of these days, and are summed.'),
          })
          .nullable()
          .optional()
          .describe('Of the libraries that counted on all of these days; null: none did. Absent: an older server.'),
        doubtful: z
          .object({
            clicks: countSchema,
            libraries: countSchema,
            first: z
              .object({ library: idSchema, name: z.string() })
              .nullable()
              .optional()
              .describe('The library with the most of them; null: none has any.'),
          })
          .optional()
          .describe(
            'Of `clicks`, those of days with more clicks than is plausible, as in the state report. Absent: an older server.',
          ),
        attention: countSchema.describe(
          'What the tasks name: live in the file, and patrons or their counts are lost now; ' +
            'or its clicks to check are a large share of all clicks.',
        ),
      })
      .describe('Of all libraries, whatever was searched for.'),
    libraries: z.array(
      z.object({
        library: idSchema,
        name: z.string(),
        live: z.boolean().describe("Marked live in the cooperative's file."),
        status: z.enum(LIBRARY_STATUSES),
        lostSince: instantSchema.nullable(),
        attention: z.array(attentionSchema).describe('Worst first; empty: nothing to do.'),
        needsAttention: z.boolean().describe('Whether it is one of `counts.attention`.'),
        keyPagesLive: countSchema,
        keyPagesExpected: countSchema,
        placements: countSchema.describe(
          'Placements that are new or live; a link only if somebody has followed it in 12 weeks.',
        ),
        refused: countSchema.describe('Batches refused in the window.'),
        counts: countsSchema,
        clicksToCheck: countSchema
          .optional()
          .describe('Of its clicks, those of days with more clicks than is plausible. Absent: an older server.'),
        clickThrough: rateSchema.describe('Hidden below a denominator of 20: too few to compare libraries by.'),
        clickChange: clickChangeSchema.nullable().describe('Null: the library did not count on all of these days.'),
        score: z
          .object({
            passed: countSchema,
            of: countSchema,
            unknown: countSchema,
            low: z.number().min(0).max(1).nullable(),
            high: z.number().min(0).max(1).nullable(),
            change: z
              .number()
              .min(-1)
              .max(1)
              .nullable()
              .describe('Of the lower bound, against 30 days ago; null: no score of that time.'),
            passedChange: z
              .int()
              .nullable()
              .optional()
              .describe(
                'Rules that are met more than 30 days ago, or fewer; null: no score of that time, or of other rules. ' +
                  'Absent: an older server.',
              ),
          })
          .nullable()
          .describe('The latest count of the visibility score; null: none in the last 7 days.'),
        handOvers: z
          .object({ open: countSchema, oldestAt: instantSchema.nullable() })
          .describe('Work that waits at the webmaster.'),
        answer: z.object({ state: answerStateSchema, tier: tierSchema.nullable() }),
        coverage: coverageSumSchema
          .nullable()
          .describe("Of the library's own desk over the last 7 days, today so far included; null: it has none."),
      }),
    ),
    oneAddress: z
      .boolean()
      .describe(
        'Nearly all events reach the node that answers from one network address, as through a proxy that it does not know: ' +
          'its limit on events per network is off.',
      ),
    definitions: z.array(definitionSchema),
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof overviewSchema>;

/** The rows of the coordinator's table, and their order. */
export const overviewQuerySchema = z.object({
  ...windowQuerySchema.shape,
  ...pageQuerySchema.shape,
  sort: z.enum(OVERVIEW_ORDERS).default('attention').describe('The order of the rows.'),
  reverse: fromText(
    z
      .enum(['true', 'false'])
      .default('false')
      .transform((text) => text === 'true')
      .describe('Reverse order: what needs the least attention, or is lowest, first.'),
  ),
  status: z.enum(LIBRARY_STATUSES).optional().describe('Only libraries with this status.'),
});
export type OverviewQuery = z.input<typeof overviewQuerySchema>;

/** The routes of placements. */
export const placementsApi = api('placements', {
  list: endpoint('GET /v1/libraries/{library}/placements', {
    access: 'own-library',
    scope: 'visibility:read',
    summary: "A library's placements, live or lost",
    query: libraryWindowQuerySchema,
    reply: placementListSchema,
  }),
  setRetired: endpoint('PUT /v1/libraries/{library}/placements/{placement}/retirement', {
    access: 'own-library',
    summary: 'Take a placement off the list, or put it back',
    body: placementRetirementSchema,
  }),
  overview: endpoint('GET /v1/overview', {
    access: 'coordinator',
    summary: 'Every library in one table, in pages',
    query: overviewQuerySchema,
    reply: overviewSchema,
  }),
});

/** The routes of a library's numbers; the same as CSV stand beside them. */
export const metricsApi = api('metrics', {
  get: endpoint('GET /v1/libraries/{library}/metrics', {
    access: 'own-library',
    scope: 'metrics:read',
    summary: "A library's numbers over a window, by day",
    query: libraryWindowQuerySchema,
    reply: metricsSchema,
  }),
  month: endpoint('GET /v1/libraries/{library}/metrics/month', {
    access: 'own-library',
    scope: 'metrics:read',
    summary: 'A civil month beside the month before and the same month last year',
    query: monthQuerySchema,
    reply: monthMetricsSchema,
  }),
});
