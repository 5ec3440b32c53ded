import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { pageKindSchema } from './standard.js';
import { idSchema, instantSchema, lineSchema } from './vocabulary.js';

/** What a reading of a page found out. Only `absent` says that the tag is missing: the page was read in full. */
export const PAGE_STATES = [
  'found',
  'absent',
  'altered',
  'blocked',
  'needs-browser',
  'unreachable',
  'not-allowed',
] as const;
export type PageState = (typeof PAGE_STATES)[number];

/** Everything that a reading can find, each with one message. */
export const PAGE_FINDINGS = [
  'tag-absent',
  'snippet-in-comment',
  'snippet-inert',
  'snippet-as-text',
  'plain-link',
  'script-missing',
  'element-missing',
  'script-alone',
  'made-by-script',
  'tag-manager',
  'script-delayed',
  'script-insecure',
  'script-in-xhtml',
  'other-server',
  'library-missing',
  'library-wrong',
  'link-missing',
  'link-insecure',
  'link-wrong',
  'self-closing',
  'version-outdated',
  'version-unknown',
  'integrity-wrong',
  'integrity-on-channel',
  'crossorigin-missing',
  'referrer-sent',
  'space-not-reserved',
  'two-tags',
  'two-scripts',
  'floating-only',
  'tab-not-last',
  'words-not-plain',
  'who-answers-beside',
  'policy-blocks-script',
  'policy-blocks-connection',
  'policy-blocks-frame',
  'policy-blocks-picture',
  'policy-blocks-style',
  'stale-cache',
  'other-widget',
  'dead-widget',
  'blocked',
  'needs-browser',
  'unreachable',
  'private-address',
  'http-error',
  'not-html',
  'too-large',
  'robots-disallowed',
  'search-page',
] as const;
export type PageFinding = (typeof PAGE_FINDINGS)[number];

/** Another chat on a page, of a vendor that is known by name. Its ids and keys are not kept. */
export const otherWidgetSchema = z.object({
  name: z.string().describe("The vendor's name."),
  places: z
    .array(
      z.object({
        element: z.string().describe('The name of the HTML element.'),
        line: z.int().nullable().describe("A line of the page's source; null: not known."),
        lastLine: z.int().nullable().describe('Where its end tag stands; the same line where there is none.'),
      }),
    )
    .describe('The first ones in the source, not inside of each other.'),
});
export type OtherWidget = z.infer<typeof otherWidgetSchema>;

/** A key page of the cooperative's file that names one page: a registered site, and a path without `:id` or `:slug`. */
export const checkedPageSchema = z.object({
  origin: z.string(),
  path: z.string(),
  names: z.array(z.string()).min(1).describe('The key pages of the file that this page is.'),
  checkedAt: instantSchema.nullable().describe('Null: not checked yet.'),
  state: z.enum(PAGE_STATES).nullable().describe('Null: not checked yet. Only `absent` says that the tag is missing.'),
  findings: z.array(z.enum(PAGE_FINDINGS)).describe('What was found, without any text of the page.'),
  otherWidgets: z
    .array(otherWidgetSchema)
    .describe("Other vendors' chats, as last seen: a reading that could not see the page changes nothing."),
});
export type CheckedPage = z.infer<typeof checkedPageSchema>;

/** What a page that was read shows, and somebody may propose; nothing of it is stored. */
export const foundAddressSchema = z
  .object({
    address: z.string().describe('Of a key page, or of a site.'),
    kind: pageKindSchema.nullable().describe("Null: a new site, whose linked page has this library's tag."),
    name: z.string().describe('What the menu calls the page; empty: nothing.'),
  })
  .meta({ id: 'FoundAddress' });
export type FoundAddress = z.infer<typeof foundAddressSchema>;

/** A page that was checked now. */
export const checkedNowSchema = checkedPageSchema.extend({
  found: z.array(foundAddressSchema).describe('What its links show that may be proposed.'),
});
export type CheckedNow = z.infer<typeof checkedNowSchema>;

/** What the snippet on a library's pages should be. */
export const expectedTagSchema = z.object({
  publicUrl: z.string().describe("The server's address."),
  library: z
    .object({ id: idSchema, links: z.array(z.string()).describe('Registered addresses that its inner link may have.') })
    .nullable()
    .describe("Null: any library's tag."),
  integrity: z.record(z.string(), z.string()).describe('The hash of each script that the server serves, by version.'),
  pinnedIntegrity: z
    .record(z.string(), z.string())
    .describe(
      "The hash of each version's file for sites that pin it, with the diagnosis inside; older ones have none.",
    ),
  current: z.string().nullable().describe('The version at `/widget/v1/`; null: no build is known.'),
});
export type ExpectedTag = z.infer<typeof expectedTagSchema>;

/** A library's key pages that a program can read, in the file's order. */
export const pageCheckListSchema = z
  .object({ library: idSchema, expected: expectedTagSchema, pages: z.array(checkedPageSchema) })
  .meta({ id: 'PageCheckList' });
export type PageCheckList = z.infer<typeof pageCheckListSchema>;

/** One page of that list. */
export const pageCheckAskSchema = z
  .object({ origin: lineSchema.max(200), path: lineSchema.max(200) })
  .meta({ id: 'PageCheckAsk' });
export type PageCheckAsk = z.infer<typeof pageCheckAskSchema>;

/** The routes of page checks. */
export const pageChecksApi = api('page-checks', {
  list: endpoint('GET /v1/libraries/{library}/page-checks', {
    access: 'own-library',
    summary: "A library's key pages, with the result of their last check",
    reply: pageCheckListSchema,
  }),
  check: endpoint('POST /v1/libraries/{library}/page-checks', {
    access: 'own-library',
    summary: 'Check one of its key pages now, at most once a minute',
    body: pageCheckAskSchema,
    reply: checkedNowSchema,
    problems: [429],
  }),
});
