// In:    our elements on a page, its content security policies.
// Out:   what the policies keep from working.
// Never: needs Node.
import type { PageFinding } from '@askusnow/sdk/contract';
import { pathOnServer, resolve, SCRIPT_FILE } from './address.ts';
import { libraryOf, MAX_EXAMINED, sourceOf, type Context } from './context.ts';
import {
  blocksConnection,
  blocksFrame,
  blocksInlineScript,
  blocksScript,
  blocksStyle,
  upgradesRequests,
  type ScriptRequest,
} from './policy.ts';
import type { PageElement } from './read-page.ts';
import { finding, type Finding } from './report.ts';

export function policyFindings(
  {
    tags,
    scripts,
    loader,
  }: { tags: readonly PageElement[]; scripts: readonly PageElement[]; loader: PageElement | undefined },
  { policies, page, base, parts, expected }: Context,
): Finding[] {
  if (policies.length === 0) return [];
  const own = new URL(page.url);
  const server = expected.publicUrl;
  const upgraded = (url: URL): URL => {
    if (url.protocol === 'http:' && upgradesRequests(policies)) url.protocol = 'https:';
    return url;
  };
  const found: Finding[] = [];
  const add = (code: PageFinding, element: PageElement, directive: string | null): void => {
    if (directive !== null) found.push(finding(code, element.line, directive));
  };
  const toRequest = ({ attributes, index }: PageElement, url: URL, isParserInserted: boolean): ScriptRequest => ({
    url: upgraded(url),
    index,
    nonce: attributes.get('nonce'),
    integrity: attributes.get('integrity'),
    isParserInserted,
  });
  for (const script of scripts.slice(0, MAX_EXAMINED)) {
    const url = resolve(sourceOf(script), base)!;
    add('policy-blocks-script', script, blocksScript(policies, toRequest(script, url, true), own));
  }
  if (loader !== undefined && scripts.length === 0) {
    const inline = blocksInlineScript(policies, loader.index, loader.attributes.get('nonce'));
    const request = {
      url: new URL(`${server}/widget/v1/${SCRIPT_FILE}`),
      index: loader.index,
      nonce: undefined,
      integrity: undefined,
      isParserInserted: false,
    };
    add('policy-blocks-script', loader, inline ?? blocksScript(policies, request, own));
  }
  const first = tags[0] ?? scripts[0] ?? loader;
  if (first !== undefined) {
    const id = libraryOf(first) ?? expected.library?.id ?? 'library';
    const asked = [`${server}/v1/libraries/${id}/availability`, `${server}/v1/events`];
    const directives = asked.map((address) => blocksConnection(policies, new URL(address), own));
    add('policy-blocks-connection', first, directives.find((directive) => directive !== null) ?? null);
  }
  for (const tag of tags.slice(0, MAX_EXAMINED)) {
    if (tag.attributes.has('style')) add('policy-blocks-style', tag, blocksStyle(policies, tag.index));
  }
  const frame = parts.elements.find((element) => {
    const url = element.name === 'iframe' ? resolve(element.attributes.get('src'), base) : null;
    return url !== null && pathOnServer(url, server)?.startsWith('/embed/') === true;
  });
  if (frame !== undefined) {
    const url = upgraded(resolve(frame.attributes.get('src'), base)!);
    add('policy-blocks-frame', frame, blocksFrame(policies, frame.index, url, own));
  }
  return found;
}
