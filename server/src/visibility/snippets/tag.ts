// In:    this server's address, and a library's chat addresses.
// Out:   the tag for its webmaster, in each variant, with the style rule that reserves its space.
// Never: a tag without a working link: patrons without script use that link.
import {
  TAG_VARIANTS,
  type Fallback,
  type SnippetQuery,
  type TagSnippet,
  type TagVariant,
} from '@askusnow/sdk/contract';
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
 * A tab is a button below the page's end until it floats, and where it cannot. It takes no room there: what it leaves when it floats
 * would move what a page aligns to the bottom of the window.
 */
export const TAB_SPACE: readonly (readonly [name: string, value: string])[] = [
  ['display', 'block'],
  ['width', '17.5em'],
  ['max-width', '100%'],
  ['min-height', '2.75em'],
  ['margin-bottom', '-2.75em'],
];

/**
 * The reserved space of each size (for a link, of its status), in em of the surrounding text. Source: the sizes in
 * widget/src/styles.ts.
 */
const SPACES: Record<TagVariant, string> = {
  card: space('18.75em', '5.25em'),
  button: space('17.5em', '2.75em'),
  link: 'display:inline-block;width:15.5em;max-width:100%',
  tab: TAB_SPACE.map((pair) => pair.join(':')).join(';'),
};

/** The style rule of each size, the same for all libraries. */
export const STYLE_RULES: Record<TagVariant, string> = {
  card: `ask-us-now:not([variant=button],[variant=link],[variant=tab]){${SPACES.card}}`,
  button: `ask-us-now[variant=button]{${SPACES.button}}`,
  link: `ask-us-now[variant=link]:not([status=none])::after{content:"";${SPACES.link}}`,
  tab: `ask-us-now[variant=tab]{${SPACES.tab}}`,
};

/** A frame is no bigger than what it shows, so nothing can float in it: a tab is a button there. */
export const framedOf = (variant: TagVariant): Exclude<TagVariant, 'tab'> => (variant === 'tab' ? 'button' : variant);

/** The nearest chat address; without any, a form or page. */
export const ownAddressOf = ({ queues, fallback: { form, page } }: Askable): string | null =>
  queues.find(({ chatUrl }) => chatUrl !== null)?.chatUrl ?? form ?? page ?? null;

/** What a webmaster may choose of the tag. */
export type TagOptions = Omit<SnippetQuery, 'variant'>;

export const TAG_DEFAULTS: TagOptions = { placement: 'header', label: 'Ask a librarian' };

/** Where the script is: the channel address, which every fix reaches. */
export const scriptOf = (publicUrl: string): string => `${publicUrl}/widget/v1/ask-us-now.js`;

/** At the end of the body there is no landmark around it, and people who go from one to the next would miss it. */
const asLandmark = (label: string): [name: string, value: string][] => [
  ['role', 'complementary'],
  ['aria-label', label],
];

/** The attributes of the tag, in the order in which they are printed. */
export const attributesOf = (
  library: Pick<Askable, 'id'>,
  {
    variant,
    placement,
    branch,
    label,
    lang,
  }: Pick<SnippetQuery, 'variant' | 'placement' | 'branch' | 'label' | 'lang'>,
): [name: string, value: string][] => [
  ['library', library.id],
  ['placement', placement],
  ...(branch === undefined ? [] : [['branch', branch] as [string, string]]),
  ...(variant === 'card' ? [] : [['variant', variant] as [string, string]]),
  ...(variant === 'tab' ? asLandmark(label) : []),
  ...(lang === undefined ? [] : [['lang', lang] as [string, string]]),
];

/** The custom properties of the chosen colours; a link in running text has the page's own. */
export const propertiesOf = (
  variant: TagVariant,
  { background, backgroundClosed }: Pick<TagOptions, 'background' | 'backgroundClosed'>,
): [name: string, value: string][] =>
  variant === 'link'
    ? []
    : [
        ...(background === undefined ? [] : [['--ask-us-now-background', background] as [string, string]]),
        ...(backgroundClosed === undefined
          ? []
          : [['--ask-us-now-background-closed', backgroundClosed] as [string, string]]),
      ];

/** Of a library without an own address, the link leads to this server's front page. */
export const hrefOf = (library: Askable, publicUrl: string): string => ownAddressOf(library) ?? `${publicUrl}/`;

export function tagsOf(library: Askable, publicUrl: string, options: TagOptions = TAG_DEFAULTS): TagSnippet[] {
  const href = hrefOf(library, publicUrl);
  const print = (variant: TagVariant, style = '', inside = ''): string => {
    const attributes = attributesOf(library, { ...options, variant }).map(
      ([name, value]) => ` ${name}="${escapeHtml(value)}"`,
    );
    return [
      `<script type="module" src="${escapeHtml(scriptOf(publicUrl))}" referrerpolicy="no-referrer"></script>`,
      `<ask-us-now${attributes.join('')}${style}>` +
        `<a href="${escapeHtml(href)}">${escapeHtml(options.label)}</a>${inside}</ask-us-now>`,
    ].join('\n');
  };
  return TAG_VARIANTS.map((variant) => {
    const colours = propertiesOf(variant, options).map(([name, value]) => `${name}:${value}`);
    const style = ` style="${[SPACES[variant], ...colours].join(';')}"`;
    return {
      variant,
      // Inline text reserves no space: an empty box after the link's words does.
      tag: variant === 'link' ? print(variant, '', `<span${style}></span>`) : print(variant, style),
      strictTag: print(variant),
      styleRule: STYLE_RULES[variant] + (colours.length > 0 ? `ask-us-now{${colours.join(';')}}` : ''),
    };
  });
}
