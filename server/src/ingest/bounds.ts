// In:    the text of a body.
// Out:   whether it is too deep or has too many keys to be looked at.
// Never: parses it: 100,000-deep arrays and 80,000 keys are cheap to send and dear to validate.

/** A batch is an object with a list of flat objects: three levels. */
const DEEPEST = 4;
/** A batch has 9 keys and 50 events of at most 5; the rest is room for later kinds. */
const MOST_KEYS = 600;

const QUOTE = 34;
const COLON = 58;
const BACKSLASH = 92;
const OPEN = new Set([91, 123]);
const CLOSE = new Set([93, 125]);

/** Counts brackets and colons outside strings, which in JSON are levels and keys. */
export function isWithinBounds(text: string): boolean {
  let depth = 0;
  let keys = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
    } else if (code === COLON) {
      if (++keys > MOST_KEYS) return false;
    } else if (OPEN.has(code)) {
      if (++depth > DEEPEST) return false;
    } else if (CLOSE.has(code)) {
      depth--;
    }
  }
  return true;
}

/** Index of the quote that closes the string opened at `start`, or the text's end. */
function endOfString(text: string, start: number): number {
  let at = start;
  for (;;) {
    at = text.indexOf('"', at + 1);
    if (at < 0) return text.length;
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
}
