// In:    a script element that loads the tag, or should.
// Out:   what is wrong with it.
// Never: needs Node.
import type { ExpectedTag, PageFinding } from '@askusnow/sdk/contract';
import { channelOf, isOlder, pathOnServer, resolve } from './address.ts';
import { sourceOf, type Context } from './context.ts';
import { upgradesRequests } from './policy.ts';
import type { PageElement } from './read-page.ts';
import { finding, type Finding, type ReadablePage } from './report.ts';

/** Types of script that browsers run. */
const RUNNABLE = /^(?:module|(?:text|application)\/(?:x-)?(?:java|ecma|j|live)script(?:;.*)?)?$/i;

export function scriptFindings(script: PageElement, { base, page, policies, expected }: Context): Finding[] {
  const { attributes, line } = script;
  const url = resolve(sourceOf(script), base)!;
  const type = attributes.get('type')?.trim() ?? '';
  const findings: Finding[] = [];
  const add = (code: PageFinding, detail: string | null = null): void =>
    void findings.push(finding(code, line, detail));
  if (!attributes.has('src') || !RUNNABLE.test(type)) add('script-delayed', attributes.has('src') ? type : 'data-src');
  if (url.protocol === 'http:' && page.url.startsWith('https:') && !upgradesRequests(policies)) add('script-insecure');
  if (type === 'module' && isXhtml(page)) add('script-in-xhtml');
  if (!/^(?:no-referrer|same-origin)$/i.test(attributes.get('referrerpolicy')?.trim() ?? '')) add('referrer-sent');
  const path = pathOnServer(url, expected.publicUrl);
  const served = path === null ? null : channelOf(path);
  if (served === null) add('other-server', url.host);
  else findings.push(...versionFindings(script, served, expected));
  return findings;
}

const isXhtml = ({ response }: ReadablePage): boolean =>
  /^application\/xhtml\+xml\b/i.test(response?.headers['content-type'] ?? '');

function versionFindings(
  { attributes, line }: PageElement,
  { channel, isPinnedFile }: NonNullable<ReturnType<typeof channelOf>>,
  { integrity, pinnedIntegrity, current }: ExpectedTag,
): Finding[] {
  const known = isPinnedFile ? pinnedIntegrity : integrity;
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
