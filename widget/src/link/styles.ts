/**
 * What a link's words leave of its room is not the link's: a box outside of the link lies over it, and below the words.
 * The box takes its whole room back, by a length: engines read a percentage of a width that follows the contents as 0, some of them the
 * whole expression. In a column that is narrower than the room it gives back, by two percentages that are 0 there, what it took too much.
 */
const TEXT = /* css */ `
  :host([variant=link]) [part=box] {
    isolation: isolate;
  }
  :host([variant=link]) [part=text] {
    position: relative;
    z-index: 2;
  }
  :host([variant=link]:not([status=none])) [part=box]::after {
    --ask-room: var(--ask-us-now-inline-size, 15.5em);
    content: '';
    display: inline-block;
    position: relative;
    inset-inline-start: max(0px, var(--ask-room) - 100%);
    z-index: 1;
    width: var(--ask-room);
    max-width: 100%;
    height: 1em;
    margin-inline: calc(-1 * var(--ask-room)) max(0px, min(var(--ask-room) - 100%, 1e5%));
    vertical-align: middle;
  }
  /* What is not visible has no width, however the page spaces its letters. */
  :host([variant=link]) [part=joint] {
    letter-spacing: 0;
    word-spacing: 0;
  }
`;

let sheet: CSSStyleSheet | undefined;

/** The look of all links, in one sheet. */
export function styles(): CSSStyleSheet {
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(TEXT);
  return sheet;
}
