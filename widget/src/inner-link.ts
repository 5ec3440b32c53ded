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

/** Errors: none; undefined where the tag has no link in it (yet). */
export function readInnerLink(tag: Element): InnerLink | undefined {
  const anchor = tag.querySelector<HTMLAnchorElement>('a[href]');
  if (!anchor) return undefined;
  const { href, textContent, onclick } = anchor;
  return {
    anchor,
    href,
    text: textContent.replace(/\s+/g, ' ').trim() || anchor.querySelector('img')?.alt || '',
    scripted: !!onclick || !/^http/.test(href) || /^\s*#/.test(anchor.getAttribute('href')!),
  };
}
