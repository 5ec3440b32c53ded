import { toAskedWaitMs } from '../reconnect.js';

/** Longest line, and longest data of one event; a whole state's availability has a tenth of it. Units: UTF-16 code units. */
const MAX_LENGTH = 2 ** 18;

/**
 * Reads server-sent events until the body ends: the data of each, and each `retry`, in ms and within bounds.
 * As the specification requires, without event names and ids, which our data does not use: lines end in LF, CR or CRLF, several
 * lines of data are joined by LF, a `retry` of anything but digits and an event that the end cuts off do not count. In time
 * linear in the length.
 * Why not EventSource: it sends the referrer, is missing in Node, hides the status, and comes back as it likes.
 * Errors: those of the body and of the callbacks; RangeError where a line or an event is longer than 256 Ki characters.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 * @example await readEvents(response.body, console.log, (ms) => (waitMs = ms));
 */
export const readEvents = async (
  body: ReadableStream<Uint8Array>,
  onData: (data: string) => void,
  onRetry: (waitMs: number) => void,
): Promise<void> => {
  const reader = body.getReader();
  // It drops a byte order mark.
  const decoder = new TextDecoder();
  /** A CR that ended the last piece: an LF at the beginning of the next one belongs to it. */
  let cr = '';
  let rest = '';
  let data = '';
  for (let piece; !(piece = await reader.read()).done;) {
    const text = cr + decoder.decode(piece.value, { stream: true });
    const lines = text.split(/\r\n?|\n/);
    if (cr) lines.shift();
    cr = text.endsWith('\r') ? '\r' : '';
    lines[0] = rest + lines[0];
    rest = lines.pop()!;
    for (const line of lines) {
      const [, field, value = ''] = /^(data|retry)(?:: ?(.*))?$/s.exec(line) ?? [];
      if (field === 'data') data += value + '\n';
      else if (field && /^\d+$/.test(value)) onRetry(toAskedWaitMs(+value || 1));
      else if (!line && data) {
        onData(data.slice(0, -1));
        data = '';
      }
    }
    if (rest.length + data.length > MAX_LENGTH) throw new RangeError();
  }
};
