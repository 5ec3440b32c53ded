// In:    a page's source and response; the snippet that should be on it.
// Out:   whether the tag is there for patrons, and everything that is wrong with it.
// Never: needs Node, a clock or the network. Says "absent" of a page that was not read in full.
import type { ExpectedTag, PageFinding, PageState } from '@askusnow/sdk/contract';
import { isSameAddress, pathOnServer, resolve, SCRIPT_FILES } from './address.ts';
import { isOurScript, libraryOf, MAX_EXAMINED, placementOf, type Context } from './context.ts';
import { otherWidgets, widgetFindings } from './other-widgets.ts';
import { hashesOf } from './hashes.ts';
import { linksOf } from './links.ts';
import { namesHashes, policiesOf } from './policy.ts';
import { policyFindings } from './policy-findings.ts';
import { readPage, type InertPlace, type PageElement, type PageParts } from './read-page.ts';
import { finding, unread, type EntryPoint, type Finding, type PageReport, type ReadablePage } from './report.ts';
import { accessFinding } from './response.ts';
import { scriptFindings } from './script-findings.ts';
import { isFloating, tagFindings } from './tag-findings.ts';
import { wordFindings } from './words.ts';

/** A page with scripts and fewer letters than this is made in the browser. */
const SHELL_CHARS = 200;
const INERT_FINDINGS: Record<InertPlace, PageFinding> = {
  comment: 'snippet-in-comment',
  inert: 'snippet-inert',
  text: 'snippet-as-text',
};
const TAG_MANAGER = /googletagmanager\.com\/gtm\.js|assets\.adobedtm\.com|matomo[^"']*container_|tealiumiq\.com/i;

/** `withLinks`: its links are wanted, too. */
export async function examinePage(
  page: ReadablePage,
  expected: ExpectedTag,
  { withLinks = false } = {},
): Promise<PageReport> {
  const refused = accessFinding(page);
  const refusal = refused && unread(refused.state, refused.finding);
  // A "not found" page is a page that patrons see, and may have the tag.
  if (refusal && page.response?.status !== 404) return refusal;
  const parts = readPage(page.html);
  const baseElement = parts.elements.find(({ name, attributes }) => name === 'base' && attributes.has('href'));
  const base = resolve(baseElement?.attributes.get('href'), page.url)?.href ?? page.url;
  const policies = policiesOf(page, parts.elements);
  const examined = await report({ page, policies, expected, parts, base });
  if (withLinks) examined.links = linksOf(parts, base);
  return refusal && examined.entries.length === 0 ? refusal : examined;
}

async function report(context: Context): Promise<PageReport> {
  const { elements, inert } = context.parts;
  const tags = elements.filter(({ name }) => name === 'ask-us-now');
  const scripts = elements.filter((element) => isOurScript(element, context));
  const loader = elements.find(({ name, text }) => name === 'script' && SCRIPT_FILES.test(text));
  const maker = elements.find(
    ({ name, text }) => name === 'script' && /createElement\(\s*['"`]ask-us-now|<ask-us-now/i.test(text),
  );
  const loaderHashes = loader && namesHashes(context.policies) ? await hashesOf(loader.text) : null;
  const others = otherEntries(context);
  const widgets = otherWidgets(elements);
  const findings = [
    ...inert.map(({ place, line }) => finding(INERT_FINDINGS[place], line)),
    ...tags.slice(0, MAX_EXAMINED).flatMap((tag) => tagFindings(tag, context)),
    ...scripts.slice(0, MAX_EXAMINED).flatMap((script) => scriptFindings(script, context)),
    ...policyFindings({ tags, scripts, loader, loaderHashes }, context),
    ...repeated(tags, scripts),
    ...others
      .filter(({ entry }) => isOfOther(entry, context))
      .map(({ entry: { line, library } }) => finding('library-wrong', line, library)),
    ...[...tags.slice(0, MAX_EXAMINED), ...others.map(({ element }) => element)].flatMap((element) =>
      wordFindings(element, context),
    ),
    ...widgetFindings(widgets),
  ];
  const entries: EntryPoint[] = [
    ...tags.slice(0, MAX_EXAMINED).map((tag): EntryPoint => ({
      form: isFloating(tag) ? 'tab' : 'tag',
      library: libraryOf(tag),
      placement: placementOf(tag),
      line: tag.line,
    })),
    ...others.map(({ entry }) => entry),
  ];
  const isLoaded = scripts.length > 0 || loader !== undefined;
  if (tags.length > 0 && !isLoaded) findings.push(...unloaded(tags, elements));
  if (tags.length === 0 && maker !== undefined) {
    entries.push({ form: 'script', library: null, placement: null, line: maker.line });
    findings.push(finding('made-by-script', maker.line));
  }
  const first = entries[0];
  if (first && entries.every(({ form }) => form === 'tab')) findings.push(finding('floating-only', first.line));
  if (entries.length === 0) findings.push(...absence(context, scripts[0] ?? loader));
  return { state: stateOf(entries, findings, context), entries, findings: unique(findings), widgets };
}

/** Findings that mean that no patron gets the tag as it was given to the webmaster. */
const ALTERING: readonly PageFinding[] = [
  'script-missing',
  'script-delayed',
  'script-insecure',
  'script-in-xhtml',
  'integrity-wrong',
  'self-closing',
];

function stateOf(entries: readonly EntryPoint[], findings: readonly Finding[], context: Context): PageState {
  if (entries.length === 0) return isShell(context.parts) ? 'needs-browser' : 'absent';
  if (entries.every((entry) => isOfOther(entry, context))) return 'altered';
  if (findings.some(({ code }) => ALTERING.includes(code))) return 'altered';
  return entries.every(({ form }) => form === 'script') ? 'needs-browser' : 'found';
}

/** A neighbor's entry point. */
const isOfOther = ({ library }: EntryPoint, { expected }: Context): boolean =>
  expected.library !== null && library !== null && library !== expected.library.id;

/** Names that optimizers give to scripts that they have joined. */
const JOINED =
  /autoptimize_|\/cache\/(?:min|minify|wpfc-minified|breeze-minification|fvm)\/|\/_static\/\?\?|[/_-](?:combined|merged)[._-]/i;

/** Why a tag may have no script of its own. */
function unloaded(tags: readonly PageElement[], elements: readonly PageElement[]): Finding[] {
  // A tag that names its server is loaded by the site's own bundle, as the npm package asks for.
  if (tags.every(({ attributes }) => attributes.has('endpoint'))) return [];
  const joined = elements.find(({ name, attributes }) => name === 'script' && JOINED.test(attributes.get('src') ?? ''));
  return [joined ? finding('script-delayed', joined.line, 'joined') : finding('script-missing', tags[0]!.line)];
}

const isShell = ({ elements, visibleChars }: PageParts): boolean =>
  visibleChars < SHELL_CHARS && elements.some(({ name }) => name === 'script');

function absence({ parts, expected, base }: Context, script: PageElement | undefined): Finding[] {
  const manager = parts.elements.find(
    ({ name, text, attributes }) => name === 'script' && TAG_MANAGER.test(`${attributes.get('src') ?? ''} ${text}`),
  );
  const link = parts.elements.find(({ name, attributes }) => {
    const url = name === 'a' ? resolve(attributes.get('href'), base) : null;
    return url !== null && (expected.library?.links ?? []).some((address) => isSameAddress(url, address));
  });
  return [
    ...missing(parts, script),
    ...(link ? [finding('plain-link', link.line)] : []),
    ...(manager ? [finding('tag-manager', manager.line)] : []),
  ];
}

/** A page that is made in the browser may have there what its source lacks. */
function missing(parts: PageParts, script: PageElement | undefined): Finding[] {
  if (!isShell(parts)) return [script ? finding('element-missing', script.line) : finding('tag-absent')];
  return [finding('needs-browser'), ...(script ? [finding('script-alone', script.line)] : [])];
}

/** One of each code and detail: 10,000 tags with one fault are one finding, at the first. */
const unique = (findings: readonly Finding[]): Finding[] =>
  [...new Map([...findings].reverse().map((one) => [`${one.code} ${one.detail ?? ''}`, one])).values()].reverse();

function repeated(tags: readonly PageElement[], scripts: readonly PageElement[]): Finding[] {
  const names = new Set<string>();
  const again = tags.find(({ attributes }) => {
    const name = attributes.get('placement')?.trim() ?? '';
    if (names.has(name)) return true;
    names.add(name);
    return false;
  });
  const findings = again ? [finding('two-tags', again.line, again.attributes.get('placement') ?? null)] : [];
  return scripts[1] ? [...findings, finding('two-scripts', scripts[1].line)] : findings;
}

/** A frame, a badge or a plain link of this server. */
function otherEntries({ parts, base, expected }: Context): { element: PageElement; entry: EntryPoint }[] {
  const kinds = [
    ['iframe', 'src', /^\/embed\/([a-z\d-]+)$/, 'frame'],
    ['img', 'src', /^\/badge\/([a-z\d-]+)\.svg$/, 'badge'],
    ['a', 'href', /^\/go\/([a-z\d-]+)$/, 'link'],
  ] as const;
  return parts.elements
    .flatMap((element) => {
      const kind = kinds.find(([name]) => name === element.name);
      const url = kind && resolve(element.attributes.get(kind[1]), base);
      const library = url && kind[2].exec(pathOnServer(url, expected.publicUrl) ?? '')?.[1];
      if (!library) return [];
      return [{ element, entry: { form: kind[3], library, placement: null, line: element.line } }];
    })
    .slice(0, MAX_EXAMINED);
}
