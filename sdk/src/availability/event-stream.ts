import { toAskedWaitMs } from '../reconnect.js';

/**
 * Reads server-sent events out of text that arrives in pieces: for each, its line of data if it has one, and how many ms
 * the server asks pages to stay away after the connection ends, if it asks.
 * As much of the format as our stream uses: one line of data per event; LF or CRLF; names, ids and comments are skipped,
 * since the data tells itself apart.
 * Why not EventSource: it sends the referrer, is missing in Node, hides the status, and comes back as it likes.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
 * @example const read = createEventReader(console.log); read('event: tick\nda'); read('ta: {}\n\n');
 */
export function createEventReader(
  onEvent: (data: string | undefined, retryMs: number) => void,
): (piece: string) => void {
  let rest = '';
  return (piece) => {
    const events = (rest + piece).split(/\r?\n\r?\n/);
    rest = events.pop()!;
    for (const event of events)
      onEvent(/^data: ?(.*)/m.exec(event)?.[1], toAskedWaitMs(Number(/^retry: ?(\d+)/m.exec(event)?.[1])));
  };
}
