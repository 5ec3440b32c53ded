// In:    rows of cells.
// Out:   RFC 4180 text that a spreadsheet opens as data.
// Never: a cell that runs as a formula.

/** Excel reads a file without it as the machine's old code page; others skip it. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Spreadsheets take such a cell for a formula, whatever its quotes. A leading apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

function toCell(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Header row first. */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
}
