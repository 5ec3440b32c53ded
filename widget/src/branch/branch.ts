import type { Availability } from '@askusnow/sdk';
import type { Language } from '../language.js';
import { createElement, fetch } from '../natives.js';
import { otherWays, type View } from '../view.js';

type Fallback = Availability['fallback'];

/** A page's answers, by address; undefined: there is no such branch. */
const known = new Map<string, Promise<Fallback | undefined | void>>();
const latest = new WeakMap<HTMLElement, object>();

/** Asks once a page, and again only where no answer came. */
function fallbackAt(address: string): Promise<Fallback | undefined | void> {
  const asked =
    known.get(address) ??
    fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' })
      .then((response) =>
        // Any other error is for a while.
        response.status === 404 ? undefined : (response.json() as Promise<{ fallback?: Fallback }>),
      )
      .then((answer) => answer && (answer.fallback ?? void known.delete(address)))
      .catch(() => void known.delete(address));
  known.set(address, asked);
  return asked;
}

/**
 * Shows the branch's own other ways to ask in place of the library's, while nobody can chat; `changed` is called where they differ.
 * Until the server has answered, the library's stay. What a person is about to use does not change.
 * Errors: none; where no answer came, it is asked again at the next update.
 */
export async function showBranch(
  host: HTMLElement,
  answer: Availability | null | undefined,
  { state }: Pick<View, 'state'>,
  words: Language,
  endpoint: string,
  changed: () => void,
): Promise<void> {
  const update = {};
  latest.set(host, update);
  if (!answer || state !== 'closed') return;
  const { library, fallback } = answer;
  const branch = encodeURIComponent(host.getAttribute('branch')!);
  const own = await fallbackAt(`${endpoint}/v1/libraries/${library}/branches/${branch}`);
  if (!own || latest.get(host) !== update || host.matches(':focus-within,:active')) return;
  const others = host.shadowRoot!.querySelector('[part=others]')!;
  // Never the library's number to dial with the branch's to show, as while a server is upgraded.
  const both = { ...fallback, tel: own.phone ? undefined : fallback.tel, ...own };
  const ways = otherWays({ fallback: both }, words).filter(([href]) => /^(tel|https?):/.test(href));
  const links = ways.map(([href, text]) => {
    const link = createElement('a');
    link.setAttribute('part', 'other');
    link.href = href;
    link.textContent = text;
    return link;
  });
  const markup = (nodes: Iterable<Element>): string => [...nodes].map((node) => node.outerHTML).join();
  // What is the same is not written again: where the page emulates shadow trees, that would update the tag once more.
  if (markup(links) === markup(others.children)) return;
  others.replaceChildren(...links);
  changed();
}
