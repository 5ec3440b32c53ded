// Text of a file that a spreadsheet or a chat system has written, and its rows. Source: RFC 4180; also semicolons and tabs.

/** A row that cannot be read. The header is row 1. */
export class RowFault extends Error {
  readonly row: number;
  readonly reason: 'quotes' | 'columns' | 'when' | 'number';

  constructor(row: number, reason: RowFault['reason']) {
    super(`${reason} in row ${row}`);
    this.row = row;
    this.reason = reason;
  }
}

/** By its byte order mark UTF-8 or UTF-16; without one UTF-8, or else Windows-1252, in which Excel saves. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** No header is longer. Units: characters. */
const MAX_HEADER_CHARS = 10_000;

/** The one that the first line has most of; a quoted cell may have line ends. */
export function delimiterOf(text: string): string {
  const [line = ''] = text
    .slice(0, MAX_HEADER_CHARS)
    .replaceAll(/"[^"]*"/g, '')
    .split(/[\r\n]/, 1);
  const counted = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counted.reduce((most, each) => (each.count > most.count ? each : most)).delimiter;
}

/** Row by row, so that a long file can be read in turns. Throws a {@link RowFault} at quotes that do not close. */
export function* csvRows(text: string, delimiter: string): Generator<string[]> {
  const cellEnd = new RegExp(`[${delimiter}\r\n]|$`, 'g');
  let at = 0;
  for (let row = 1; at < text.length; row++) {
    const cells: string[] = [];
    for (;;) {
      let cell = '';
      if (text[at] === '"') {
        for (;;) {
          const quote = text.indexOf('"', at + 1);
          if (quote < 0) throw new RowFault(row, 'quotes');
          cell += text.slice(at + 1, quote);
          at = quote + 1;
          if (text[at] !== '"') break;
          cell += '"';
        }
      } else {
        cellEnd.lastIndex = at;
        const end = cellEnd.exec(text)!.index;
        cell = text.slice(at, end);
        at = end;
      }
      cells.push(cell);
      if (text[at] !== delimiter) break;
      at++;
    }
    if (at < text.length && text[at] !== '\r' && text[at] !== '\n') throw new RowFault(row, 'quotes');
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    yield cells;
  }
}

/** A spreadsheet also writes rows of delimiters alone. */
export const isBlank = (row: readonly string[]): boolean => row.every((cell) => cell.trim() === '');
