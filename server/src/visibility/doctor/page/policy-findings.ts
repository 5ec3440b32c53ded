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
  blocksPicture,
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
    loaderHashes,
  }: {
    tags: readonly PageElement[];
    scripts: readonly PageElement[];
    loader: PageElement | undefined;
    loaderHashes: ReadonlySet<string> | null;
  },
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
    const inline = blocksInlineScript(policies, {
      index: loader.index,
      nonce: loader.attributes.get('nonce'),
      hashes: loaderHashes,
    });
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
  /** The first element of this name whose source is below a folder of the server. */
  const firstFrom = (name: string, folder: string): { element: PageElement; url: URL } | undefined => {
    for (const element of parts.elements) {
      const url = element.name === name ? resolve(element.attributes.get('src'), base) : null;
      if (url !== null && pathOnServer(url, server)?.startsWith(folder)) return { element, url: upgraded(url) };
    }
    return undefined;
  };
  const frame = firstFrom('iframe', '/embed/');
  if (frame) add('policy-blocks-frame', frame.element, blocksFrame(policies, frame.element.index, frame.url, own));
  const picture = firstFrom('img', '/badge/');
  if (picture)
    add('policy-blocks-picture', picture.element, blocksPicture(policies, picture.element.index, picture.url, own));
  return found;
}
