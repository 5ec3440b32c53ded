import type { CSSResultOrNative } from '@lit/reactive-element';

/**
 * px, not rem: catalogues set the root's font size to anything. Inside the box nothing is inherited but what is named.
 * Nothing moves, so there is no motion to reduce; borders and text are what forced colours keep.
 */
const TEXT = /* css */ `
  :host {
    display: inline-block;
    box-sizing: border-box;
    inline-size: var(--ask-us-now-inline-size, 300px);
    max-inline-size: 100%;
    min-block-size: var(--ask-us-now-block-size, 84px);
    vertical-align: middle;
  }
  [part=box] {
    all: initial;
    --back: var(--ask-us-now-background, #0b57a4);
    display: flex;
    flex-direction: column;
    min-block-size: inherit;
    color-scheme: inherit;
    font: 15px/19px var(--ask-us-now-font, system-ui, sans-serif);
  }
  [data-tone=closed] {
    --back: var(--ask-us-now-background-closed, Canvas);
  }
  [part=link] {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 10px;
    min-block-size: 44px;
    padding: 5px 14px;
    box-sizing: border-box;
    border: 1px solid;
    border-radius: var(--ask-us-now-radius, 8px);
    background: #0b57a4;
    color: #fff;
    text-decoration: none;
  }
  /* Black or white, whichever is readable: at least 4.58:1 on any background, by WCAG's own luminance. */
  @supports (color: color(from red srgb-linear r g b)) {
    [part=link] {
      --ink: clamp(0, (0.179 - (0.2126 * r + 0.7152 * g + 0.0722 * b)) * 1e6, 1);
      background: var(--back);
      color: color(from var(--back) srgb-linear var(--ink) var(--ink) var(--ink));
    }
  }
  /* Two lines of its own: the label does not jump when its status comes. */
  [part=words] {
    text-wrap: balance;
    min-height: 38px;
  }
  [part=label] {
    font-weight: 600;
  }
  a:hover {
    text-decoration: underline;
  }
  /* A ring of both, so that one of them stands out wherever the page has put us. */
  a:focus-visible {
    outline: 2px solid #fff;
    box-shadow: 0 0 0 4px #000;
  }
  [part=mark] {
    flex: none;
    padding: 3px;
    border: 2px solid;
    border-radius: 50%;
  }
  /* Filled by its border: forced colours take backgrounds away. */
  [data-tone=open] [part=mark] {
    padding: 0;
    border-width: 5px;
  }
  ::slotted(a) {
    color: inherit !important;
    font: inherit !important;
  }
  [part=other] {
    display: inline-block;
    margin-block-start: 4px;
    padding: 4px 8px;
    background: Canvas;
    color: LinkText;
    font-size: 13px;
    line-height: 20px;
  }
  [part=news] {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  :host([hidden]),
  [hidden] {
    display: none;
  }
  /* On paper a status is old. */
  @media print {
    [part=link] {
      background: none;
      color: #000;
    }
    [part=mark],
    [part=label] ~ * {
      display: none;
    }
  }
`;

let sheet: CSSStyleSheet | undefined;

/** The tag's look, in one constructable stylesheet for all tags: it passes `style-src 'none'`. */
export const styles = (): CSSResultOrNative => {
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(TEXT);
  return sheet;
};
