// In:    rows of cells.
// Out:   RFC 4180 text that a spreadsheet opens as data; a reply that is saved as a file.
// Never: a cell that a spreadsheet runs as a formula.
import type { FastifyReply } from 'fastify';

/** Without it Excel reads the file in the machine's old code page; other programs skip it. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** Spreadsheets run such a cell as a formula, even in quotes. A leading apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

function toCell(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

type Row = readonly (string | number)[];

/** A part of a file that is written in parts. */
export const toCsvRows = (rows: readonly Row[]): string =>
  rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('');

/** Header row first. */
export const toCsv = (rows: readonly Row[]): string => BYTE_ORDER_MARK + toCsvRows(rows);

/** `name` is the file's, without `askusnow-` and its ending. Header row first. */
export const sendCsv = (reply: FastifyReply, name: string, rows: readonly Row[]): FastifyReply =>
  reply
    .header('content-type', 'text/csv; charset=utf-8; header=present')
    .header('content-disposition', `attachment; filename="askusnow-${name}.csv"`)
    .send(toCsv(rows));
