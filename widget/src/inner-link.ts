/** The webmaster's own link, as the tag found it. */
export interface InnerLink {
  anchor: HTMLAnchorElement;
  /** Resolved address. */
  href: string;
  /** Its words; of a picture, the picture's. */
  text: string;
  /**
   * Whether it does more than lead to a page: a handler of its own, or an address that means something to a script only.
   * Such a link is shown as it is, with what we know beside it.
   */
  scripted: boolean;
}

const wordsOf = ({ textContent }: Node): string => textContent!.replace(/\s+/g, ' ').trim();

/**
 * The tag's own link is the one link in it, with no words or controls beside. Anything else may be the page that follows: HTML
 * knows no `<ask-us-now />`, and reads on inside of it.
 * Errors: none; undefined where the tag has no link of its own (yet).
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
