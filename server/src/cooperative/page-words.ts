// In:    a page pattern; the words that the cooperative hides or shows.
// Out:   the pattern without hidden words; whether its first word is published.
import { PAGE_WORDS } from '@askusnow/sdk/page-pattern';

/**
 * First segments that name a section of a library's site or of its software, and reveal nothing about a patron. Source:
 * the addresses of Koha, VuFind, Blacklight, Evergreen, Primo, Sierra, Polaris, Enterprise, LibGuides, LibCal, WordPress,
 * Drupal and Omeka, and the menus of public libraries' sites. `demo`, `embed` and `go` are this server's own.
 */
const SECTION_WORDS = (
  'about account accounts adults apps archives ask blog blogs bookclub bookclubs booklists bookmobile books branch business ' +
  'calendar card cards careers catalogs chat children classes client collection collections community computers contact ' +
  'databases demo digital discovery donate download downloads ebooks eg elibrary embed en es event events explore faq faqs films ' +
  'foundation friends genealogy go guide guides help history holds home homework hours index interlibrary item items jobs ' +
  'kids learn learning librarycard library libraries list lists location locations login magazines main makerspace maps ' +
  'media meetingrooms menu members movies museum music my myaccount news newspapers node online opening outreach page pages ' +
  'patron patroninfo podcast podcasts policies polaris portal printing privacy profile programs projects reading recommend ' +
  'recommendations reference renew renewals research reserve reset resources room rooms seniors services signin signup site ' +
  'spaces staff stafflogin student students subject subjects summer support technology teens tools tour user users videos ' +
  'visit volunteer web welcome work'
).split(' ');

/**
 * Words for pages about a patron's health, family, safety, money or status. A page with such a word in its address is
 * counted under `:slug`, and the word is never stored. Shape: lower case, a to z. Words of five or more letters match
 * anywhere in a segment, shorter ones at its start ("archive" contains "hiv").
 */
export const SENSITIVE_WORDS: readonly string[] = (
  'abort abuse addict aids alcohol alzheimer anorexi assault asylum autis bankrupt bereave bipolar birthcontrol cancer ' +
  'chemo contracep crime criminal custody debt dementia deport depress diabet disab divorce domestic drug eatingdis evict ' +
  'expunge felon foodstamp foreclos gambl gay gender grief hepatitis herpes hiv homeless homosex hospice illness immig ' +
  'incest infertil inmate intersex jail kink lesbian lgbt medicaid menopaus mental miscarr narcan opioid overdose parole ' +
  'pregnan prison probation ptsd queer rape refugee rehab selfharm sex snap stalk std suicid syphilis therap transgender ' +
  'transsex trauma undocument unemploy veteran victim violen visa welfare'
).split(' ');

const MIN_ANYWHERE_LENGTH = 5;

/** From the cooperative's file; each a word of a to z. */
export interface PageWordLists {
  /** Hidden in addition to {@link SENSITIVE_WORDS}. */
  hide: string[];
  /** Whole segments that are never hidden, and are published. */
  show: string[];
}

export interface PageWords {
  /** Matches every pattern with a hidden word, and possibly more. Shape: a regular expression that Postgres also supports. */
  hiddenExpression: string;
  /** Idempotent. Returns a page pattern with hidden words replaced by `:slug`. */
  collapse(pattern: string): string;
  /** False for a first segment that a visitor could have typed. */
  isPublished(pattern: string): boolean;
  /** Replaces unpublished patterns: `/anything` becomes `/:slug`. */
  toCollapsed(pattern: string): string;
}

const SLUG = ':slug';

export function createPageWords({ hide, show }: PageWordLists): PageWords {
  const shown = new Set(show);
  const published = new Set<string>([...PAGE_WORDS, ...SECTION_WORDS, ...show, '']);
  const hidden = [...SENSITIVE_WORDS, ...hide];
  const anywhere = hidden.filter((word) => word.length >= MIN_ANYWHERE_LENGTH);
  const atStart = hidden.filter((word) => word.length < MIN_ANYWHERE_LENGTH);
  const hiddenExpression = `${anywhere.join('|')}|/(${atStart.join('|')})`;
  const isSensitive = new RegExp(hiddenExpression);
  const collapseSegment = (segment: string): string =>
    !segment.startsWith(':') && !shown.has(segment) && isSensitive.test(`/${segment}`) ? SLUG : segment;
  const isPublished = (pattern: string): boolean =>
    !pattern.startsWith('/') || published.has(pattern.split('/')[1] ?? '');
  return {
    hiddenExpression,
    collapse: (pattern) => (isSensitive.test(pattern) ? pattern.split('/').map(collapseSegment).join('/') : pattern),
    isPublished,
    toCollapsed: (pattern) => (isPublished(pattern) ? pattern : pattern.replace(/^\/[^/]*/, `/${SLUG}`)),
  };
}
