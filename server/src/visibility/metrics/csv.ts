// In:    rows of cells.
// Out:   RFC 4180 text that a spreadsheet opens as data.
// Never: a cell that a spreadsheet runs as a formula.

/** Without it Excel reads the file in the machine's old code page; other programs skip it. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Spreadsheets run such a cell as a formula, even in quotes. A leading apostrophe makes it text. */
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
