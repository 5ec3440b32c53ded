// In:    the policies of a page, by header and by meta element.
// Out:   which directive blocks a script, a connection, a frame, a picture or a style attribute; null: none does.
// Never: needs Node. Counts a policy that only reports.
import parseContentSecurityPolicy from 'content-security-policy-parser';
import { coversAddress } from './source-match.ts';
import type { PageElement } from './read-page.ts';
import type { ReadablePage } from './report.ts';

export interface Policy {
  directives: ReadonlyMap<string, readonly string[]>;
  /** Of its meta element, which applies to what comes after it; -1: a header. */
  from: number;
}

/** A script on the page, or one that another script adds. */
export interface ScriptRequest {
  url: URL;
  /** Its place in the document. */
  index: number;
  nonce: string | undefined;
  integrity: string | undefined;
  isParserInserted: boolean;
}

const NONCE = /^'nonce-([^']+)'$/i;
const HASH = /^'(sha(?:256|384|512)-[^']+)'$/i;

const isInHead = ({ parent }: PageElement): boolean => parent?.name === 'head';

/** A meta element sets no policy that only reports, and none outside of the head. */
export function policiesOf({ response }: ReadablePage, elements: readonly PageElement[]): Policy[] {
  const header = response?.headers['content-security-policy'] ?? '';
  const metas = elements.filter(
    (element) =>
      element.name === 'meta' &&
      element.attributes.get('http-equiv')?.trim().toLowerCase() === 'content-security-policy' &&
      isInHead(element),
  );
  return [
    ...header.split(',').map((text) => ({ text, from: -1 })),
    ...metas.map(({ attributes, index }) => ({ text: attributes.get('content') ?? '', from: index })),
  ]
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, from }) => ({ directives: parseContentSecurityPolicy(text), from }));
}

/** Requests are made by https first, and checked then. */
export const upgradesRequests = (policies: readonly Policy[]): boolean =>
  policies.some(({ directives }) => directives.has('upgrade-insecure-requests'));

const FALLBACKS = {
  script: ['script-src-elem', 'script-src', 'default-src'],
  connect: ['connect-src', 'default-src'],
  frame: ['frame-src', 'child-src', 'default-src'],
  picture: ['img-src', 'default-src'],
  style: ['style-src-attr', 'style-src', 'default-src'],
} as const;

/** The name of the first policy's directive that refuses; its sources decide, and no other directive's. */
function blocking(
  policies: readonly Policy[],
  kind: keyof typeof FALLBACKS,
  allows: (sources: readonly string[], directive: string) => boolean,
): string | null {
  for (const { directives } of policies) {
    const name = FALLBACKS[kind].find((one) => directives.has(one));
    if (name !== undefined && !allows(directives.get(name)!, name)) return name;
  }
  return null;
}

const coversAny = (sources: readonly string[], url: URL, page: URL): boolean =>
  sources.some((source) => coversAddress(source, url, page));

const has = (sources: readonly string[], keyword: string): boolean =>
  sources.some((source) => source.toLowerCase() === `'${keyword}'`);

const hasNonce = (sources: readonly string[], nonce: string | undefined): boolean =>
  nonce !== undefined && nonce !== '' && sources.some((source) => NONCE.exec(source)?.[1] === nonce);

/** Base64 has two alphabets, and browsers do not ask for its padding. */
const plainHash = (text: string): string => {
  const [, algorithm = '', hash = ''] = /^(sha\d+)-([^?]*)/i.exec(text) ?? [];
  return `${algorithm.toLowerCase()}-${hash.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')}`;
};

const hashesIn = (sources: readonly string[]): string[] =>
  sources.flatMap((source) => HASH.exec(source)?.[1] ?? []).map(plainHash);

/** Each hash of the integrity attribute is one of the policy's. */
function hasIntegrity(sources: readonly string[], integrity: string | undefined): boolean {
  const allowed = new Set(hashesIn(sources));
  const given = (integrity ?? '')
    .trim()
    .split(/\s+/)
    .filter((hash) => hash !== '');
  return given.length > 0 && given.every((hash) => allowed.has(plainHash(hash)));
}

function allowsScript(sources: readonly string[], script: ScriptRequest, page: URL): boolean {
  if (hasNonce(sources, script.nonce) || hasIntegrity(sources, script.integrity)) return true;
  if (has(sources, 'strict-dynamic')) return !script.isParserInserted;
  return coversAny(sources, script.url, page);
}

/** A sandbox without scripts runs none, wherever it is from. */
function blockingScript(
  policies: readonly Policy[],
  index: number,
  allows: (sources: readonly string[], directive: string) => boolean,
): string | null {
  const applying = policies.filter(({ from }) => from < index);
  const isSandboxed = applying.some(({ directives, from }) => from < 0 && refusesScripts(directives.get('sandbox')));
  return isSandboxed ? 'sandbox' : blocking(applying, 'script', allows);
}

const refusesScripts = (sandbox: readonly string[] | undefined): boolean =>
  sandbox !== undefined && !sandbox.some((token) => token.toLowerCase() === 'allow-scripts');

export const blocksScript = (policies: readonly Policy[], script: ScriptRequest, page: URL): string | null =>
  blockingScript(policies, script.index, (sources) => allowsScript(sources, script, page));

/** Nonces, hashes and 'strict-dynamic' each switch 'unsafe-inline' off; the last where it means something. */
const allowsInline = (sources: readonly string[], directive: string): boolean =>
  has(sources, 'unsafe-inline') &&
  !sources.some((source) => NONCE.test(source) || HASH.test(source)) &&
  !(has(sources, 'strict-dynamic') && !directive.startsWith('style-'));

/** Null: the script was not hashed, so any hash of the policy may be its own. */
const hasHash = (sources: readonly string[], hashes: ReadonlySet<string> | null): boolean =>
  hashesIn(sources).some((hash) => hashes?.has(hash) ?? true);

/** Whether a hash of an inline script could matter. */
export const namesHashes = (policies: readonly Policy[]): boolean =>
  policies.some(({ directives }) => [...directives.values()].some((sources) => hashesIn(sources).length > 0));

/** An inline script. `hashes`: of its text, as {@link hashesOf} makes them. */
export const blocksInlineScript = (
  policies: readonly Policy[],
  { index, nonce, hashes }: { index: number; nonce: string | undefined; hashes: ReadonlySet<string> | null },
): string | null =>
  blockingScript(
    policies,
    index,
    (sources, directive) => allowsInline(sources, directive) || hasNonce(sources, nonce) || hasHash(sources, hashes),
  );

/** Connections are made after the whole page is read, so every policy applies. */
export const blocksConnection = (policies: readonly Policy[], url: URL, page: URL): string | null =>
  blocking(policies, 'connect', (sources) => coversAny(sources, url, page));

export const blocksFrame = (policies: readonly Policy[], index: number, url: URL, page: URL): string | null =>
  blocking(
    policies.filter(({ from }) => from < index),
    'frame',
    (sources) => coversAny(sources, url, page),
  );

export const blocksPicture = (policies: readonly Policy[], index: number, url: URL, page: URL): string | null =>
  blocking(
    policies.filter(({ from }) => from < index),
    'picture',
    (sources) => coversAny(sources, url, page),
  );

/** A style attribute. Hashes count for attributes only beside 'unsafe-hashes', which is not judged. */
export const blocksStyle = (policies: readonly Policy[], index: number): string | null =>
  blocking(
    policies.filter(({ from }) => from < index),
    'style',
    (sources, directive) => allowsInline(sources, directive) || has(sources, 'unsafe-hashes'),
  );
