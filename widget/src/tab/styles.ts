/** Not the width of its words: they come one after the other, and would move it. */
export const WIDTH = 'min(20em, calc(100vw - 2em))';

/**
 * On top of the button's look. What is said of the tag itself is important: the reserved room of its former place no longer holds.
 * Nothing moves by itself: a tab that gets out of the way is at its next place at once, so there is no motion to reduce.
 */
const TEXT = /* css */ `
  :host {
    position: fixed !important;
    z-index: 999 !important;
    box-sizing: border-box !important;
    width: ${WIDTH} !important;
    min-width: 0 !important;
    max-width: none !important;
    min-height: 0 !important;
    margin: 0 !important;
  }
  [part=box] {
    display: flex;
  }
  [part=link] {
    flex: 1;
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }
  [part=fold] {
    all: unset;
    box-sizing: border-box;
    min-width: 2.75em;
    min-height: 2.75em;
    flex: none;
    border: 1px solid;
    border-inline-start: 0;
    border-start-end-radius: var(--ask-us-now-radius, 8px);
    border-end-end-radius: var(--ask-us-now-radius, 8px);
    background: Canvas;
    color: CanvasText;
    text-align: center;
    cursor: pointer;
  }
  [data-folded] [part=link] {
    display: none;
  }
  [data-folded] [part=fold] {
    border-inline-start: 1px solid;
    border-radius: var(--ask-us-now-radius, 8px);
    font-weight: 600;
  }
  [part=fold]:focus-visible {
    outline: 2px solid #fff;
    box-shadow: 0 0 0 4px #000;
  }
  @media print {
    :host {
      display: none !important;
    }
  }
`;

let sheet: CSSStyleSheet | undefined;

/** The look of a floating tag, in one sheet for all. */
export function styles(): CSSStyleSheet {
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(TEXT);
  return sheet;
}
