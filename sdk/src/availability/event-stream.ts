/** A longer event than this is not ours. Units: UTF-16 code units. */
const LONGEST_EVENT = 65_536;

/** One server-sent event. */
export interface StreamEvent {
  /** `message` where the server gave no name. */
  name: string;
  /** Lines joined by a line feed; empty where the event only set `retryMs`. */
  data: string;
  /** How long the server asks to stay away after the connection ends. */
  retryMs: number | undefined;
}

/**
 * Reads server-sent events out of text that arrives in pieces.
 * Why not EventSource: it cannot leave out the referrer, has no place in Node, hides the status, and retries as it likes.
 * Lines end in LF or CRLF; comments and ids are skipped.
 * Errors: a RangeError where one event does not end within 64 Ki.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
 * @example const read = createEventReader(console.log); read('event: tick\nda'); read('ta: {}\n\n');
 */
export function createEventReader(onEvent: (event: StreamEvent) => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    const blocks = (rest + piece).split(/\r?\n\r?\n/);
    rest = blocks.pop()!;
    if (rest.length > LONGEST_EVENT) throw new RangeError();
    for (const block of blocks) {
      const event: StreamEvent = { name: 'message', data: '', retryMs: undefined };
      for (const line of block.split(/\r?\n/)) {
        const [, field, text] = /^(event|data|retry): ?(.*)/.exec(line) ?? [];
        if (field === 'event') event.name = text!;
        else if (field === 'data') event.data += (event.data && '\n') + text;
        else if (field) event.retryMs = +text! || undefined;
      }
      onEvent(event);
    }
  };
}
