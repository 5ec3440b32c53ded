// In:    a page's response.
// Out:   why its body says nothing about the tag; null: it can be examined.
// Never: needs Node. Takes a refusal for a page without the tag.
import type { PageState } from '@askusnow/sdk/contract';
import { finding, type Finding, type ReadablePage } from './report.ts';

/** Hosts name a challenge here. A script of `cdn-cgi/challenge-platform` alone is no challenge. */
const CHALLENGE_HEADERS = ['cf-mitigated', 'x-vercel-mitigated', 'x-amzn-waf-action'];
/** Statuses with which hosts refuse what is no browser. */
const REFUSALS = [401, 403, 405, 406, 418, 429, 503];
/** A success that comes without a page. Source: RFC 9110 § 15.3.5 and § 15.3.6. */
const WITHOUT_CONTENT = [204, 205];
const HTML = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i;

export function accessFinding({ html, response }: ReadablePage): { state: PageState; finding: Finding } | null {
  if (response === null) return null;
  const { status, headers } = response;
  if (CHALLENGE_HEADERS.some((name) => headers[name]?.toLowerCase() === 'challenge')) {
    return { state: 'blocked', finding: finding('blocked', null, 'challenge') };
  }
  if (REFUSALS.includes(status)) return { state: 'blocked', finding: finding('blocked', null, String(status)) };
  if (status < 200 || status > 299 || WITHOUT_CONTENT.includes(status)) {
    return { state: 'unreachable', finding: finding('http-error', null, String(status)) };
  }
  const type = headers['content-type'];
  if (type !== undefined && !HTML.test(type)) {
    return { state: 'unreachable', finding: finding('not-html', null, type.split(';')[0]!.trim()) };
  }
  // No page of a library is empty: it was kept from us, or broke.
  if (html.trim() === '') return { state: 'unreachable', finding: finding('http-error', null, 'empty') };
  return null;
}
