/** The webmaster's own link, as the tag found it. */
export interface InnerLink {
  anchor: HTMLAnchorElement;
  /** Resolved address. */
  href: string;
  /** Its text; for an image, the image's alternative text. */
  text: string;
  /**
   * Whether it runs a script: it has a handler of its own, or an address that only a script can use.
   * Such a link is shown unchanged, with the status beside it.
   */
  scripted: boolean;
}

const wordsOf = ({ textContent }: Node): string => textContent!.replace(/\s+/g, ' ').trim();

/**
 * The tag's own link is the only link in it, with no text or controls beside. Anything else may be the rest of the page: HTML
 * has no self-closing `<ask-us-now />` and parses what follows into it.
 * Errors: none; undefined if the tag has no link of its own (yet).
 */
export function readInnerLink(tag: Element): InnerLink | undefined {
  const [anchor, second] = tag.querySelectorAll<HTMLAnchorElement>('a[href]');
  const text = wordsOf(tag);
  if (!anchor || second || text !== wordsOf(anchor) || tag.querySelector('form,iframe')) return undefined;
  const { href, onclick } = anchor;
  return {
    anchor,
    href,
    text: text || anchor.querySelector('img')?.alt || '',
    scripted: !!onclick || !/^http/.test(href) || /^\s*#/.test(anchor.getAttribute('href')!),
  };
}
