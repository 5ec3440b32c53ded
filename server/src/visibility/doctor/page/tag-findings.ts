// In:    an <ask-us-now> element.
// Out:   what is wrong with it and with the link inside.
// Never: needs Node.
import type { PageFinding } from '@askusnow/sdk/contract';
import { isSameAddress, resolve } from './address.ts';
import { libraryOf, type Context } from './context.ts';
import type { PageElement } from './read-page.ts';
import { finding, type Finding } from './report.ts';

export const isFloating = ({ attributes }: PageElement): boolean => attributes.get('variant')?.trim() === 'tab';

const SHOWS_NOTHING = /^(script|style|link|meta|template|noscript)$/;

/** Whether nothing of the page follows a tag, and only boxes without a meaning are around it. */
function isLast(tag: PageElement, elements: readonly PageElement[]): boolean {
  for (let above = tag.parent; above !== null; above = above.parent)
    if (!/^(div|body|html)$/.test(above.name)) return false;
  return elements.slice(tag.end).every(({ name }) => SHOWS_NOTHING.test(name));
}

export function tagFindings(tag: PageElement, context: Context): Finding[] {
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
    // A link reserves it beside itself, and a floating tab needs none.
    /^(link|tab)$/.test(attributes.get('variant')?.trim() ?? '') ||
    parts.elements.some(
      ({ name, text }) => name === 'style' && /ask-us-now[^{}]*\{[^}]*(?:height|inline-block)/.test(text),
    );
  if (!isReserved) add('space-not-reserved');
  if (isFloating(tag) && !isLast(tag, parts.elements)) add('tab-not-last');
  return findings;
}

function linkFindings(tag: PageElement, { parts, base, expected }: Context): Finding[] {
  const inside = parts.elements.slice(tag.index + 1, tag.end);
  const link = inside.find(({ name, attributes }) => name === 'a' && attributes.has('href'));
  if (!link) return [finding('link-missing', tag.line)];
  const url = resolve(link.attributes.get('href'), base);
  if (url?.protocol === 'http:') return [finding('link-insecure', link.line)];
  const links = expected.library?.links ?? [];
  if (links.length === 0 || (url !== null && links.some((address) => isSameAddress(url, address)))) return [];
  return [finding('link-wrong', link.line)];
}
