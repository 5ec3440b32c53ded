// In:    a page's source and response; the snippet that should be on it.
// Out:   whether the tag is there for patrons, and everything that is wrong with it.
// Never: needs Node, a clock or the network. Says "absent" of a page that was not read in full.
import { channelOf, isOlder, isSameAddress, pathOnServer, resolve, SCRIPT_FILE } from './address.ts';
import { otherWidgets } from './other-widgets.ts';
import { readPage, type InertPlace, type PageElement, type PageParts } from './read-page.ts';
import {
  finding,
  type EntryPoint,
  type ExpectedTag,
  type Finding,
  type PageReport,
  type ReadablePage,
} from './report.ts';
import { accessFinding } from './response.ts';
import type { PageFinding, PageState } from '@askusnow/sdk/contract';

/** Tags, and scripts, that are looked at one by one. */
const MAX_EXAMINED = 50;
/** A page with scripts and fewer letters than this is made in the browser. */
const SHELL_CHARS = 200;
const INERT_FINDINGS: Record<InertPlace, PageFinding> = {
  comment: 'snippet-in-comment',
  inert: 'snippet-inert',
  text: 'snippet-as-text',
};
/** Types of script that browsers run. */
const RUNNABLE = /^(?:module|(?:text|application)\/(?:x-)?(?:java|ecma|j|live)script(?:;.*)?)?$/i;
const TAG_MANAGER = /googletagmanager\.com\/gtm\.js|assets\.adobedtm\.com|matomo[^"']*container_|tealiumiq\.com/i;

interface Context {
  page: ReadablePage;
  expected: ExpectedTag;
  parts: PageParts;
  /** What relative addresses are relative to. */
  base: string;
}

export function examinePage(page: ReadablePage, expected: ExpectedTag): PageReport {
  const refused = accessFinding(page);
  const refusal: PageReport | null = refused && { state: refused.state, entries: [], findings: [refused.finding] };
  // A "not found" page is a page that patrons see, and may have the tag.
  if (refusal && page.response?.status !== 404) return refusal;
  const parts = readPage(page.html);
  const baseElement = parts.elements.find(({ name, attributes }) => name === 'base' && attributes.has('href'));
  const base = resolve(baseElement?.attributes.get('href'), page.url)?.href ?? page.url;
  const examined = report({ page, expected, parts, base });
  return refusal && examined.entries.length === 0 ? refusal : examined;
}

function report(context: Context): PageReport {
  const { elements, inert } = context.parts;
  const tags = elements.filter(({ name }) => name === 'ask-us-now');
  const scripts = elements.filter((element) => isOurScript(element, context));
  const loader = elements.find(({ name, text }) => name === 'script' && text.includes(SCRIPT_FILE));
  const maker = elements.find(
    ({ name, text }) => name === 'script' && /createElement\(\s*['"`]ask-us-now|<ask-us-now/i.test(text),
  );
  const others = otherEntries(context);
  const findings = [
    ...inert.map(({ place, line }) => finding(INERT_FINDINGS[place], line)),
    ...tags.slice(0, MAX_EXAMINED).flatMap((tag) => tagFindings(tag, context)),
    ...scripts.slice(0, MAX_EXAMINED).flatMap((script) => scriptFindings(script, context)),
    ...repeated(tags, scripts),
    ...otherWidgets(elements),
  ];
  const entries: EntryPoint[] = [
    ...tags.slice(0, MAX_EXAMINED).map((tag): EntryPoint => ({
      form: 'tag',
      library: libraryOf(tag),
      placement: placementOf(tag),
      line: tag.line,
    })),
    ...others,
  ];
  const isLoaded = scripts.length > 0 || loader !== undefined;
  if (tags.length > 0 && !isLoaded) findings.push(finding('script-missing', tags[0]!.line));
  if (tags.length === 0 && maker !== undefined) {
    entries.push({ form: 'script', library: null, placement: null, line: maker.line });
    findings.push(finding('made-by-script', maker.line));
  }
  if (entries.length === 0) findings.push(...absence(context, scripts[0] ?? loader));
  return { state: stateOf(entries, findings, context), entries, findings: unique(findings) };
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

function stateOf(entries: readonly EntryPoint[], findings: readonly Finding[], { parts }: Context): PageState {
  if (entries.length === 0) return isShell(parts) ? 'needs-browser' : 'absent';
  if (findings.some(({ code }) => ALTERING.includes(code))) return 'altered';
  return entries.every(({ form }) => form === 'script') ? 'needs-browser' : 'found';
}

const isShell = ({ elements, visibleChars }: PageParts): boolean =>
  visibleChars < SHELL_CHARS && elements.some(({ name }) => name === 'script');

function absence({ parts, expected, base }: Context, script: PageElement | undefined): Finding[] {
  if (isShell(parts)) return [finding('needs-browser')];
  const manager = parts.elements.find(
    ({ name, text, attributes }) => name === 'script' && TAG_MANAGER.test(`${attributes.get('src') ?? ''} ${text}`),
  );
  const link = parts.elements.find(({ name, attributes }) => {
    const url = name === 'a' ? resolve(attributes.get('href'), base) : null;
    return url !== null && (expected.library?.links ?? []).some((address) => isSameAddress(url, address));
  });
  return [
    script ? finding('element-missing', script.line) : finding('tag-absent'),
    ...(link ? [finding('plain-link', link.line)] : []),
    ...(manager ? [finding('tag-manager', manager.line)] : []),
  ];
}

/** One of each code and detail: 10,000 tags with one fault are one finding, at the first. */
const unique = (findings: readonly Finding[]): Finding[] =>
  [...new Map([...findings].reverse().map((one) => [`${one.code} ${one.detail ?? ''}`, one])).values()].reverse();

const libraryOf = ({ attributes }: PageElement): string | null => attributes.get('library')?.trim() || null;

const placementOf = ({ attributes }: PageElement): string | null => attributes.get('placement')?.trim() || null;

/** The address of a script, also where an optimizer has moved it to another attribute. */
const sourceOf = ({ attributes }: PageElement): string | undefined =>
  attributes.get('src') ??
  [...attributes].find(([name, value]) => /^data-.*src$/.test(name) && value.includes(SCRIPT_FILE))?.[1];

const isOurScript = (element: PageElement, { base }: Context): boolean =>
  element.name === 'script' && (resolve(sourceOf(element), base)?.pathname.endsWith(`/${SCRIPT_FILE}`) ?? false);

function scriptFindings(script: PageElement, { base, page, expected }: Context): Finding[] {
  const { attributes, line } = script;
  const url = resolve(sourceOf(script), base)!;
  const type = attributes.get('type')?.trim() ?? '';
  const findings: Finding[] = [];
  const add = (code: PageFinding, detail: string | null = null): void =>
    void findings.push(finding(code, line, detail));
  if (!attributes.has('src') || !RUNNABLE.test(type)) add('script-delayed', attributes.has('src') ? type : 'data-src');
  if (url.protocol === 'http:' && page.url.startsWith('https:')) add('script-insecure');
  if (type === 'module' && isXhtml(page)) add('script-in-xhtml');
  if (!/^(?:no-referrer|same-origin)$/i.test(attributes.get('referrerpolicy')?.trim() ?? '')) add('referrer-sent');
  const path = pathOnServer(url, expected.publicUrl);
  const channel = path === null ? null : channelOf(path);
  if (channel === null) add('other-server', url.host);
  else findings.push(...versionFindings(script, channel, expected));
  return findings;
}

const isXhtml = ({ response }: ReadablePage): boolean =>
  /^application\/xhtml\+xml\b/i.test(response?.headers['content-type'] ?? '');

function versionFindings({ attributes, line }: PageElement, channel: string, expected: ExpectedTag): Finding[] {
  const { integrity: known, current } = expected;
  const given = attributes.get('integrity')?.trim() ?? '';
  if (channel === 'v1') return given === '' ? [] : [finding('integrity-on-channel', line)];
  const hash = known[channel];
  if (hash === undefined) return [finding('version-unknown', line, channel)];
  const findings: Finding[] = [];
  if (given !== '' && !given.split(/\s+/).some((one) => one.split('?')[0] === hash)) {
    findings.push(finding('integrity-wrong', line, channel));
  }
  if (given !== '' && !attributes.has('crossorigin')) findings.push(finding('crossorigin-missing', line));
  if (current !== null && isOlder(channel, current)) findings.push(finding('version-outdated', line, channel));
  return findings;
}

function tagFindings(tag: PageElement, context: Context): Finding[] {
  const { expected, parts } = context;
  const { line, attributes } = tag;
  const library = libraryOf(tag);
  const findings: Finding[] = [];
  const add = (code: PageFinding, detail: string | null = null): void =>
    void findings.push(finding(code, line, detail));
  if (library === null) add('library-missing');
  else if (expected.library && library !== expected.library.id) add('library-wrong', library);
  if (tag.hasSlash) add('self-closing');
  else findings.push(...linkFindings(tag, context));
  const isReserved =
    /(?:min-)?(?:height|block-size)|inline-block/.test(attributes.get('style') ?? '') ||
    attributes.get('variant')?.trim() === 'link' ||
    parts.elements.some(
      ({ name, text }) => name === 'style' && /ask-us-now[^{}]*\{[^}]*(?:height|inline-block)/.test(text),
    );
  if (!isReserved) add('space-not-reserved');
  return findings;
}

const isInside = (element: PageElement, container: PageElement): boolean => {
  for (let at = element.parent; at !== null; at = at.parent) if (at === container) return true;
  return false;
};

function linkFindings(tag: PageElement, { parts, base, expected }: Context): Finding[] {
  // Descendants follow their ancestor in document order, and end where the first element outside of it begins.
  const from = tag.index + 1;
  let link: PageElement | undefined;
  for (let at = from; at < parts.elements.length && isInside(parts.elements[at]!, tag); at++) {
    const element = parts.elements[at]!;
    if (element.name === 'a' && element.attributes.has('href')) {
      link = element;
      break;
    }
  }
  if (!link) return [finding('link-missing', tag.line)];
  const url = resolve(link.attributes.get('href'), base);
  if (url?.protocol === 'http:') return [finding('link-insecure', link.line)];
  const links = expected.library?.links ?? [];
  if (links.length === 0 || (url !== null && links.some((address) => isSameAddress(url, address)))) return [];
  return [finding('link-wrong', link.line)];
}

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
function otherEntries({ parts, base, expected }: Context): EntryPoint[] {
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
      return library ? [{ form: kind[3], library, placement: null, line: element.line }] : [];
    })
    .slice(0, MAX_EXAMINED);
}
