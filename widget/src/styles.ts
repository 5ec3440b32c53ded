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
  /* Two lines fit, so that it stays as high where it is narrow. */
  :host(:is([variant=button],[variant=tab])) {
    width: var(--ask-us-now-inline-size, 17.5em);
    min-height: var(--ask-us-now-block-size, 2.75em);
  }
  [part=box] {
    all: initial;
    --ask-bg: var(--ask-us-now-background, #0b57a4);
    display: block;
    visibility: inherit;
    pointer-events: inherit;
    cursor: inherit;
    color-scheme: inherit;
    overflow-wrap: anywhere;
    font: 0.9375em / 1.25 var(--ask-us-now-font, system-ui, sans-serif);
  }
  [part=link],
  [part=words] {
    display: grid;
    align-content: center;
  }
  [part=link] {
    box-sizing: border-box;
    padding: 0.4em 0.7em;
    border: 1px solid;
    border-radius: var(--ask-us-now-radius, 8px);
    background: #0b57a4;
    color: #fff;
    text-decoration: none;
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
  [part=label] {
    font-weight: 600;
  }
  /* On a reserved line of its own, so that the label does not move when it comes. What is hidden cannot move either. */
  [part=status] {
    flex: 6em;
    /* Small enough that the longest fits the reserved space: test/journeys/host-longest-words.test.ts. */
    font-size: 0.83em;
    min-width: 0;
    min-height: 1.25em;
    visibility: hidden;
  }
  [data-tone] [part=status] {
    visibility: inherit;
  }
  [data-tone] [part=mark] {
    display: inline-block;
    margin-inline-end: 0.4em;
    padding: 0.2em;
    border: 0.17em solid;
    border-radius: 50%;
  }
  /* Filled by its border: forced colours take backgrounds away. */
  [data-tone=open] [part=mark] {
    padding: 0;
    border-width: 0.42em;
  }
  [data-tone=closed],
  [data-tone=unknown] {
    --ask-bg: var(--ask-us-now-background-closed, Canvas);
  }
  :host(:is([variant=button],[variant=tab])) [part=link] {
    min-height: 2.933em;
    padding-block: 0;
  }
  /* Beside the label if six letters of it fit there, else below, so that no status moves the page. */
  :host(:is([variant=button],[variant=tab])) [part=words] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    min-height: 2.5em;
    column-gap: 0.6em;
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
    background: none;
    color: inherit;
  }
  :host([variant=link]) [part=label] {
    font-weight: inherit;
  }
  /* As wide as the longest, in em of the text around it; no higher than its line, nor underlined. */
  :host([variant=link]) [part=status] {
    display: inline-block;
    box-sizing: border-box;
    width: calc(var(--ask-us-now-inline-size, 15.5em) / 0.83);
    max-width: 100%;
    min-height: 0;
    padding-inline-start: 0.4em;
    line-height: 1.2;
    text-align: start;
    text-indent: 0;
  }
  a:hover,
  :host([variant=link]) [part=link] {
    text-decoration: underline;
  }
  /* A ring of both colours, so that one of them contrasts with any page. */
  a:focus-visible,
  span[part=link]:focus-within {
    outline: 2px solid #fff;
    box-shadow: 0 0 0 4px #000;
  }
  /* The webmaster's own link where it runs a script: in our letters; in running text as the page has it. */
  :host(:not([variant=link])) [part=label] ::slotted(a) {
    all: unset !important;
    cursor: pointer !important;
  }
  [part=other] {
    display: inline-block;
    margin-top: 4px;
    padding: 4px 8px;
    background: Canvas;
    color: LinkText;
    font-size: 0.9em;
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
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
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
