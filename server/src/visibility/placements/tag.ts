// In:    where this server is, and how a library can be asked.
// Out:   the tag that its webmaster pastes, in each size, with the rule that keeps its room.
// Never: a tag without a working link in it: that link is what patrons get without script.
import { TAG_VARIANTS, type Fallback, type TagSnippet, type TagVariant } from '@askusnow/sdk/contract';
import { escapeHtml } from '../../platform/http/html.ts';

/** What a tag needs of a library; queues nearest tier first. */
export interface Askable {
  id: string;
  queues: readonly { chatUrl: string | null }[];
  fallback: Fallback;
}

const room = (width: string, height: string): string =>
  `display:inline-block;width:${width};max-width:100%;min-height:${height};vertical-align:middle`;

/** The room of each size, of a link that of its status, in em of the text around the tag. Source: what widget/src/styles.ts takes up. */
const ROOMS: Record<TagVariant, string> = {
  card: room('18.75em', '5.25em'),
  button: room('17.5em', '2.75em'),
  link: 'display:inline-block;width:15.5em;max-width:100%',
};

/** In a line the link stands as ours will: without the padding, float or letters that the page gives to links. */
const AS_IN_TEXT = 'all:revert';

/** The rule of a size for a style sheet, the same for every library. */
export const STYLE_RULES: Record<TagVariant, string> = {
  card: `ask-us-now:not([variant=button],[variant=link]){${ROOMS.card}}`,
  button: `ask-us-now[variant=button]{${ROOMS.button}}`,
  link: `ask-us-now[variant=link]:not([status=none])::after{content:"";${ROOMS.link}}ask-us-now[variant=link]>a{${AS_IN_TEXT}!important}`,
};

/** The nearest chat address; without any, a form or page; the server's own front page only where the file gives none. */
export function tagsOf(library: Askable, publicUrl: string): TagSnippet[] {
  const { form, page } = library.fallback;
  const href = library.queues.find(({ chatUrl }) => chatUrl !== null)?.chatUrl ?? form ?? page ?? `${publicUrl}/`;
  const print = (variant: TagVariant, style = '', linkStyle = '', inside = ''): string =>
    [
      `<script type="module" src="${escapeHtml(publicUrl)}/widget/v1/ask-us-now.js" referrerpolicy="no-referrer"></script>`,
      `<ask-us-now library="${escapeHtml(library.id)}" placement="header"${variant === 'card' ? '' : ` variant="${variant}"`}${style}>` +
        `<a href="${escapeHtml(href)}"${linkStyle}>Ask a librarian</a>${inside}</ask-us-now>`,
    ].join('\n');
  return TAG_VARIANTS.map((variant) => {
    const style = ` style="${ROOMS[variant]}"`;
    return {
      variant,
      // A line of text has no room of its own: an empty box after the link's words keeps it.
      tag:
        variant === 'link'
          ? print(variant, '', ` style="${AS_IN_TEXT}"`, `<span${style}></span>`)
          : print(variant, style),
      strictTag: print(variant),
      styleRule: STYLE_RULES[variant],
    };
  });
}
