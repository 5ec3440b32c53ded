import fc from 'fast-check';

/** Pieces of event streams that readers get wrong: line ends of each kind, separators that are none, half fields, many bytes. */
const FRAGMENTS = [
  ...[
    'data',
    'data:',
    'data: ',
    ':',
    ' ',
    'x',
    '"',
    '{}',
    'é',
    '😀',
    '\u2028',
    '\u2029',
    '\u0085',
    '\v',
    '\0',
    '\ufeff',
  ],
  ...['\n', '\r', '\r\n', '\n\n', '\r\r', '\r\n\r\n', '\n\r', '\r\r\n', '\n', '\r'],
  ...['\ndata: y\n\n', '\rdata:y\r\r', '\r\ndata: y\r\n\r\n', '\ndata', '\rdata: ', '\r\ndata:'],
  ...['event: tick\n', 'id: 7\n', ': comment\n', 'retry: 2500\n', 'retry: 1', 'retry:', 'Data: z\n', 'datax: z\n'],
];

/** With one byte order mark at most at its beginning: Node 24's decoder drops two where a piece ends within the first. */
export const eventStreamText = fc
  .array(fc.constantFrom(...FRAGMENTS), { maxLength: 30 })
  .map((fragments) => fragments.join('').replace(/^\ufeff+/, '\ufeff'));

/** The text's bytes, cut at these places, also within a character. */
export function cutBytes(text: string, cuts: readonly number[]): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  const places = cuts.map((cut) => cut % (bytes.length + 1)).sort((one, other) => one - other);
  return [0, ...places].map((start, index) => bytes.subarray(start, places[index] ?? bytes.length));
}

/** A body that comes in these pieces. */
export function bodyOf(pieces: Iterable<Uint8Array | string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return ReadableStream.from(
    (function* () {
      for (const piece of pieces) yield typeof piece === 'string' ? encoder.encode(piece) : piece;
    })(),
  );
}
