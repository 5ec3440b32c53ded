// Rosters of other systems, read in the browser: columns, days and times in their forms, and rows that are no shifts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { libraryOf } from '../../../server/dashboard/out/logic/file-memory.js';
import {
  guessRosterColumns,
  openRoster,
  readRoster,
  rosterDateOrder,
  type RosterFile,
} from '../../../server/dashboard/out/logic/roster-file.js';
import { cellTimeOf, clockOf, dateOrderOf } from '../../../server/dashboard/out/logic/roster-times.js';
import { GOOGLE_SHEET, HUMANITY, LIBSTAFFER, WHEN2WORK, WHEN_I_WORK } from '../../support/data/roster-files.ts';

const LIBRARIES = [
  { id: 'harford', name: 'Harford County Public Library' },
  { id: 'cecil', name: 'Cecil County Public Library' },
];
const isLibrary = (cell: string): boolean => libraryOf(cell, LIBRARIES, {}) !== undefined;

function read(text: string, order?: 'month-first' | 'day-first') {
  const file = openRoster(text) as RosterFile;
  const columns = guessRosterColumns(file, { remembered: {}, isLibrary });
  const known = order ?? rosterDateOrder(file, columns);
  assert.ok(known, 'the order of days is open');
  const { rows, refused } = readRoster(file, columns, { order: known, zone: 'America/New_York' });
  return {
    rows: rows.map(({ row, who, service, date, start, end }) => [row, who, service, date, start, end].join(' | ')),
    refused,
  };
}

describe('rosters', () => {
  test('roster: the forms of five systems are read by guessed columns, with the rows as the file numbers them', () => {
    assert.deepEqual(read(HUMANITY), {
      rows: [
        '3 | Harford | Statewide chat | 2026-11-30 | 09:00 | 11:00',
        '4 | Harford | Statewide chat | 2026-11-30 | 10:00 | 11:00',
        '5 | Cecil | Global chat | 2026-12-01 | 22:00 | 00:30',
        '6 |  | Statewide chat | 2026-12-01 | 09:00 | 10:00',
      ],
      refused: [],
    });
    assert.deepEqual(read(LIBSTAFFER).rows, [
      '2 | Avery Sample | Chat; statewide | 2026-11-30 | 09:00 | 11:00',
      '3 | Blake Sample | Chat; statewide | 2026-11-30 | 10:00 | 11:00',
      '4 | Casey Sample | Chat; global | 2026-12-01 | 22:00 | 00:30',
    ]);
    assert.deepEqual(read(WHEN2WORK, 'month-first').rows, [
      '2 | Avery Sample | Statewide | 2026-12-01 | 09:00 | 11:00',
      '3 | Casey Sample | Global | 2026-12-01 | 22:00 | 00:30',
    ]);
    assert.deepEqual(read(WHEN_I_WORK).rows, [
      '2 | Harford | Statewide | 2026-11-30 | 09:00 | 11:00',
      '3 | Cecil | Global | 2026-12-01 | 22:00 | 00:30',
    ]);
    assert.deepEqual(read(GOOGLE_SHEET).rows, [
      '2 | Harford |  | 2026-11-30 | 09:00 | 11:00',
      '3 | Cecil |  | 2026-12-01 | 22:00 | 00:30',
    ]);
  });

  test('roster: a day that could be read both ways asks, and one row that can be read in one way answers for all', () => {
    const file = openRoster(WHEN2WORK) as RosterFile;
    const columns = guessRosterColumns(file, { remembered: {}, isLibrary });
    assert.equal(rosterDateOrder(file, columns), undefined);
    assert.match(read(WHEN2WORK, 'day-first').rows[0]!, /2026-01-12/);
    assert.equal(dateOrderOf(['1/2/2026', '1/13/2026']), 'month-first');
    assert.equal(dateOrderOf(['1/2/2026', '13/1/2026 9:00']), 'day-first');
    assert.equal(dateOrderOf(['3/3/2026', '2026-02-01', 'Nov 3, 2026']), 'month-first');
  });

  test('roster: times are read as they are written, and "9" alone is not', () => {
    const times: [string, string | undefined][] = [
      ['9a', '09:00'],
      ['9:00 AM', '09:00'],
      ['9:30 p.m.', '21:30'],
      ['12a', '00:00'],
      ['12:15pm', '12:15'],
      ['14:00', '14:00'],
      ['14:00:00', '14:00'],
      ['24:00', '00:00'],
      ['noon', '12:00'],
      ['9', undefined],
      ['13:00 pm', undefined],
      ['25:00', undefined],
      ['24:30', undefined],
      ['9:75', undefined],
    ];
    for (const [cell, clock] of times) assert.equal(clockOf(cell), clock, cell);
    const at = (cell: string) => cellTimeOf(cell, 'month-first', 'America/New_York');
    assert.deepEqual(at('2026-11-30T14:00:00Z'), { date: '2026-11-30', time: '09:00' });
    assert.deepEqual(at('2026-11-30T09:00:00-05:00'), { date: '2026-11-30', time: '09:00' });
    assert.deepEqual(at('Monday, November 30, 2026 at 9:00 AM'), { date: '2026-11-30', time: '09:00' });
    assert.deepEqual(at('30-Nov-2026 14:00'), { date: '2026-11-30', time: '14:00' });
    assert.deepEqual([at('2/30/2026'), at('13/1/2026'), at('soon')], [undefined, undefined, undefined]);
  });

  test('roster: a row without a day, a time or an end within 16 hours is refused by its number; a sum below is none', () => {
    const rows = [
      'Library,Date,Start,End',
      'Harford,2/30/2026,9a,10a',
      'Harford,12/31/2026,9,10a',
      'Harford,12/31/2026,9a,8a',
      'Harford,12/31/2026 9a,,10a',
      'Harford,12/31/2026,9a,12/31/2027 10a',
      'Sum,,,40',
    ];
    assert.deepEqual(read(rows.join('\n')).refused, [
      { row: 2, reason: 'day' },
      { row: 3, reason: 'time' },
      { row: 4, reason: 'length' },
      { row: 5, reason: 'time' },
      { row: 6, reason: 'length' },
    ]);
    assert.equal(openRoster('Library,Date,Start,End\n'), undefined);
    assert.equal(openRoster('no table'), undefined);
    assert.throws(() => openRoster('a,b,c\n"d,e,f\n'), { row: 2, reason: 'quotes' });
  });
});
