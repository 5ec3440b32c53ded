import { CONTRAST_MIN, contrastOf, flatten, type Rgba, toRgba } from '../sight/contrast.js';

/** What decides which room a link takes and how its letters look. Not its underline: ours always has one. */
const COPIED = [
  ...['display', 'float', 'clear', 'box-sizing', 'margin', 'padding', 'vertical-align', 'line-height'],
  ...['width', 'min-width', 'max-width', 'height', 'min-height', 'max-height'],
  ...['border-width', 'border-style', 'border-color', 'border-radius'],
  ...['background-color', 'background-image', 'background-position', 'background-repeat', 'background-size'],
  ...['font-family', 'font-size', 'font-style', 'font-weight', 'font-variant-caps'],
  ...['letter-spacing', 'word-spacing', 'white-space', 'text-align', 'text-indent', 'text-transform', 'text-shadow'],
];

const RING = 'outline:2px solid #fff;box-shadow:0 0 0 4px #000';

/** A color that can be read: the first that has the contrast, else black or white. Over what nobody can say: the page's. */
function readable(colors: readonly [css: string, color: Rgba][], background: Rgba | undefined): string {
  const [page] = colors;
  // Not a number where the browser cannot say.
  if (!background || !(contrastOf(page![1], background) < CONTRAST_MIN)) return page![0];
  const other = colors.find(([, color]) => contrastOf(color, background) >= CONTRAST_MIN);
  return other?.[0] ?? (contrastOf([0, 0, 0, 1], background) >= CONTRAST_MIN ? '#000' : '#fff');
}

/**
 * The rules of a link's look, as the page's own rules have the webmaster's link: computed styles say it, although that link is not
 * rendered. `behind`: the colors behind the tag.
 */
export function rulesOf(host: HTMLElement, root: ShadowRoot, behind: readonly string[] | null): string {
  const text = getComputedStyle(host).color;
  const anchor = host.querySelector('a[href]');
  const own = getComputedStyle(anchor ?? host);
  const { color, backgroundColor, backgroundImage, display } = own;
  const [linkRgba, textRgba, ownRgba, ...behindRgba] = toRgba(root, [color, text, backgroundColor, ...(behind ?? [])]);
  const inks: [string, Rgba][] = [
    [color, linkRgba!],
    [text, textRgba!],
  ];
  const background = behind ? flatten(behindRgba) : undefined;
  const rules = [`:host([variant=link]) [part=link]{color:${readable(inks, background)}}`];
  // Where the webmaster's own link is shown, as one that runs a script, it has its look.
  if (anchor && root.querySelector('slot')!.hidden && display !== 'none') {
    const isPlain = ownRgba![3] === 0 && backgroundImage === 'none';
    const under = ownRgba![3] === 1 ? ownRgba : background;
    const onOwn = backgroundImage === 'none' && under ? flatten([ownRgba!, under]) : undefined;
    const copied = COPIED.map((name) => `${name}:${own.getPropertyValue(name)};`).join('');
    const label = isPlain ? '' : `color:${readable(inks, onOwn)};`;
    // The underline and the ring of the link around it do not reach a box.
    const box = display === 'inline' ? '' : 'text-decoration:underline;';
    rules.push(`:host([variant=link]) [part=label]{${copied}${label}${box}}`);
    // Else a tag of nothing but a float has no size, and no view of it is counted.
    if (own.cssFloat !== 'none') rules.push(`:host([variant=link][status=none]){float:${own.cssFloat}}`);
    if (box) rules.push(`:host([variant=link]) a:focus-visible [part=label]{${RING}}`);
  }
  return `@media not print{${rules.join('')}}`;
}
