import type { CSSResultOrNative } from '@lit/reactive-element';

/**
 * Sizes are in em of the text around the tag, so that it grows with the page's, and not in rem: catalogues set the root's
 * font size to anything. Nothing else is inherited but what is named: what hides the page's things hides the tag, too.
 * Its own properties begin with "--ask-": a page may give a short name a type (`@property`), which reaches shadow trees, too.
 * Nothing moves, so there is no motion to reduce. States differ by edge, mark and words: forced colours keep all three.
 */
const TEXT = /* css */ `
  :host(:not([variant=link])) {
    display: inline-block;
    width: var(--ask-us-now-inline-size, 18.75em);
    max-width: 100%;
    /* In text from top to bottom, too: the box inside would be narrower than the space. */
    writing-mode: horizontal-tb;
    min-height: var(--ask-us-now-block-size, 5.25em);
    vertical-align: middle;
  }
  /* Two lines fit. */
  :host(:is([variant=button],[variant=tab])) {
    width: var(--ask-us-now-inline-size, 17.5em);
    min-height: var(--ask-us-now-block-size, 2.75em);
  }
  [part=box] {
    all: initial;
    --ask-bg: var(--ask-us-now-background, #0b57a4);
    /* The link fills what the other ways to ask leave of the reserved space. */
    display: grid;
    grid: 1fr / 1fr;
    min-height: inherit;
    visibility: inherit;
    pointer-events: inherit;
    cursor: inherit;
    color-scheme: inherit;
    overflow-wrap: anywhere;
    font: 1em / 1.2 var(--ask-us-now-font, system-ui, sans-serif);
  }
  [part=words] {
    flex-flow: column;
    display: flex;
  }
  /* The label stays where it is whatever comes: half of what is free is above it, up to a limit; the status is in the middle of the rest. */
  [part=words]::before {
    content: '';
    max-height: 0.75em;
    flex: 0.5;
  }
  :host([status=none]) [part=words]::before {
    max-height: none;
  }
  [part=link] {
    box-sizing: border-box;
    display: grid;
    border: 1px solid;
    padding-inline: 0.5em 0.15em;
    border-radius: var(--ask-us-now-radius, 8px);
    text-decoration: none;
    background: #0b57a4;
    color: #fff;
  }
  /* Black or white, whichever is readable: at least 4.58:1 on any background, by WCAG's own luminance. */
  @supports (color: color(from red srgb-linear r g b)) {
    [part=link] {
      --ask-ink: clamp(0, (0.179 - (0.2126 * r + 0.7152 * g + 0.0722 * b)) * 1e6, 1);
      background: var(--ask-bg);
      color: color(from var(--ask-bg) srgb-linear var(--ask-ink) var(--ask-ink) var(--ask-ink));
    }
  }
  [data-tone=busy] [part=link] {
    border: 3px double;
  }
  [data-tone=unknown] [part=link] {
    border: 2px dashed;
  }
  :host(:not([variant=link])) [part=label] {
    font-weight: 600;
  }
  /* The sign of chat, a speech bubble, the same from right to left; filled by its border, too. */
  :host(:not([variant=link])) [part=label]::before {
    display: inline-block;
    content: '';
    margin-inline-end: 0.25em;
    border: 0.5em solid;
    border-radius: 0.25em;
    vertical-align: -0.2em;
    clip-path: polygon(0 0, 100% 0, 100% 75%, 70% 75%, 50% 100%, 30% 75%, 0 75%);
  }
  /* On a reserved line of its own, so that the label does not move when it comes. What is hidden cannot move either. */
  [part=status] {
    /* Small enough that the longest fits the reserved space: test/journeys/host-longest-words.test.ts. */
    font-size: 0.875em;
    min-height: 1.2em;
    margin-block: auto;
    visibility: hidden;
  }
  [data-tone] [part=status] {
    visibility: inherit;
  }
  /* A disc while open, an hourglass while busy, a ring while closed, a diamond while unknown. Filled by its border: forced colours take backgrounds away. */
  [data-tone] [part=mark] {
    display: inline-block;
    margin-inline: 0.1em 0.45em;
    border: 0.42em solid;
    border-radius: 50%;
  }
  [data-tone=closed] [part=mark],
  [data-tone=unknown] [part=mark] {
    padding: 0.25em;
    border-width: 0.15em;
  }
  [data-tone=busy] [part=mark] {
    clip-path: polygon(0 0, 100% 0, 0 100%, 100% 100%);
    border-radius: 0;
  }
  [data-tone=unknown] [part=mark] {
    scale: 0.8;
    rotate: 45deg;
    border-radius: 0;
  }
  [data-tone=closed],
  [data-tone=unknown] {
    --ask-bg: var(--ask-us-now-background-closed, Canvas);
  }
  /* In running text all styles are the page's own; what hides the page's elements still hides it. */
  :host([variant=link]) [part=box] {
    all: unset;
    overflow-wrap: break-word;
  }
  :host([variant=link]) [part=link],
  :host([variant=link]) [part=words] {
    display: inline;
    padding: 0;
    border: 0;
    text-decoration: underline;
    background: none;
    color: inherit;
  }
  /* As wide as the longest, in em of the text around it; no higher than its line, nor underlined. */
  :host([variant=link]) [part=status] {
    display: inline-block;
    box-sizing: border-box;
    width: calc(var(--ask-us-now-inline-size, 15.5em) / 0.83);
    max-width: 100%;
    min-height: 0;
    padding-inline-start: 0.4em;
    font-size: 0.83em;
    line-height: 1.2;
    text-align: start;
    text-indent: 0;
  }
  /* The webmaster's own link where it runs a script: in our letters; in running text as the page has it. */
  :host(:not([variant=link])) [part=label] ::slotted(a) {
    all: unset !important;
    cursor: pointer !important;
  }
  /* A thick edge under a pointer, thicker while it is pressed. */
  @media (hover: hover) {
    :host(:not([variant=link])) a:hover:not(:focus-visible, :active) {
      outline: 3px solid;
      outline-offset: -3px;
    }
  }
  :host(:not([variant=link])) a:active {
    outline: 5px solid;
    outline-offset: -5px;
  }
  /* A ring of both colours, so that one of them contrasts with any page. */
  a:focus-visible,
  span[part=link]:focus-within {
    outline: 2px solid #fff;
    box-shadow: 0 0 0 4px #000;
  }
  [part=other] {
    display: inline-block;
    background: Canvas;
    color: LinkText;
    padding: 2px 6px;
    font-size: 0.875em;
    line-height: 1.5;
  }
  /* For screen readers only: the separator of label and status, inline, as a box of its own is read after a space. */
  [part=joint] {
    font-size: 0;
    line-height: 0;
  }
  /* For screen readers only, too: the announcement of a change. */
  [part=news] {
    position: absolute;
    clip-path: inset(50%);
    width: 1px;
    height: 1px;
    overflow: hidden;
  }
  /* With them, the space that the page has reserved for a link's status until now. */
  :host([hidden]),
  :host([variant=link])::after,
  :host([status=none]) [part=status],
  :host([variant=link]) ::slotted(span:empty),
  [hidden] {
    display: none !important;
  }
  /* On paper a status is old. */
  @media print {
    [part=link] {
      background: none;
      color: #000;
    }
    [part=status] {
      display: none !important;
    }
  }
`;

let sheet: CSSStyleSheet | undefined;

/** The tag's look, in one constructable stylesheet for all tags: it passes `style-src 'none'`. */
export const styles = (): CSSResultOrNative => {
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(TEXT);
  return sheet;
};
