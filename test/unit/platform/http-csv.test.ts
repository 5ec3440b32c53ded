import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCsv } from '../../../server/src/platform/http/csv.ts';

const cellOf = (text: string): string => toCsv([[text]]).slice(1, -2);

test('CSV: a cell that a spreadsheet would run is text', () => {
  for (const cell of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '=HYPERLINK("https://evil.example")']) {
    assert.match(cellOf(cell), /^"?'/, JSON.stringify(cell));
  }
  const naive = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  assert.equal(naive('=1+1'), '=1+1'); // The mutant: correct by RFC 4180, and a formula all the same.
});

test('CSV: a carriage return first does not hide what follows it', () => {
  assert.equal(cellOf('\r=1'), `"'\r=1"`);
});

test('CSV: quotes, commas and line ends are quoted as RFC 4180 says', () => {
  assert.equal(cellOf('a "b"'), '"a ""b"""');
  assert.equal(cellOf('a,b'), '"a,b"');
  assert.equal(cellOf('a\nb'), '"a\nb"');
  assert.equal(cellOf('Ørsted’s'), 'Ørsted’s');
});

test('CSV: numbers stay numbers, rows end in CRLF, and the file says that it is UTF-8', () => {
  assert.equal(
    toCsv([
      ['a', 'b'],
      ['x', 0],
    ]),
    '\uFEFFa,b\r\nx,0\r\n',
  );
});
