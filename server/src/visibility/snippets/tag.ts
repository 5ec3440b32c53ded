// In:    this server's address, and a library's chat addresses.
// Out:   the tag for its webmaster, in each size, with the style rule that reserves its space.
// Never: a tag without a working link: patrons without script use that link.
import { TAG_VARIANTS, type Fallback, type TagSnippet, type TagVariant } from '@askusnow/sdk/contract';
import { escapeHtml } from '../../platform/http/html.ts';

/** What a tag needs of a library; queues nearest tier first. */
export interface Askable {
  id: string;
  queues: readonly { chatUrl: string | null }[];
  fallback: Fallback;
}

const space = (width: string, height: string): string =>
  `display:inline-block;width:${width};max-width:100%;min-height:${height};vertical-align:middle`;

/**
 * The reserved space of each size (for a link, of its status), in em of the surrounding text. Source: the sizes in
 * widget/src/styles.ts.
 */
const SPACES: Record<TagVariant, string> = {
  card: space('18.75em', '5.25em'),
  button: space('17.5em', '2.75em'),
  link: 'display:inline-block;width:15.5em;max-width:100%',
};

/** In a line the link stands as ours will: without the padding, float or letters that the page gives to links. */
const AS_IN_TEXT = 'all:revert';

/** The style rule of each size, the same for all libraries. */
export const STYLE_RULES: Record<TagVariant, string> = {
  card: `ask-us-now:not([variant=button],[variant=link]){${SPACES.card}}`,
  button: `ask-us-now[variant=button]{${SPACES.button}}`,
  link: `ask-us-now[variant=link]:not([status=none])::after{content:"";${SPACES.link}}ask-us-now[variant=link]>a{${AS_IN_TEXT}!important}`,
};

/** The nearest chat address; without any, a form or page. */
export const ownAddressOf = ({ queues, fallback: { form, page } }: Askable): string | null =>
  queues.find(({ chatUrl }) => chatUrl !== null)?.chatUrl ?? form ?? page ?? null;

/** Of a library without an own address, the link leads to this server's front page. */
export function tagsOf(library: Askable, publicUrl: string): TagSnippet[] {
  const href = ownAddressOf(library) ?? `${publicUrl}/`;
  const print = (variant: TagVariant, style = '', linkStyle = '', inside = ''): string =>
    [
      `<script type="module" src="${escapeHtml(publicUrl)}/widget/v1/ask-us-now.js" referrerpolicy="no-referrer"></script>`,
      `<ask-us-now library="${escapeHtml(library.id)}" placement="header"${variant === 'card' ? '' : ` variant="${variant}"`}${style}>` +
        `<a href="${escapeHtml(href)}"${linkStyle}>Ask a librarian</a>${inside}</ask-us-now>`,
    ].join('\n');
  return TAG_VARIANTS.map((variant) => {
    const style = ` style="${SPACES[variant]}"`;
    return {
      variant,
      // Inline text reserves no space: an empty box after the link's words does.
      tag:
        variant === 'link'
          ? print(variant, '', ` style="${AS_IN_TEXT}"`, `<span${style}></span>`)
          : print(variant, style),
      strictTag: print(variant),
      styleRule: STYLE_RULES[variant],
    };
  });
}
