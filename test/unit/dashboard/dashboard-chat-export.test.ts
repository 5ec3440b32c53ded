// Files of chat systems, read in the browser: rows, days in the library's zone, counts, and nothing about a patron.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  countDays,
  dayIn,
  guessColumns,
  isHeader,
  mayBe,
  readChats,
  sourceOf,
  whenOf,
} from '../../../server/dashboard/out/logic/chat-export.js';
import { csvRows, decodeText, delimiterOf } from '../../../server/dashboard/out/logic/csv-file.js';
import { compareDays, yearsOf } from '../../../server/dashboard/out/logic/export-days.js';
import { readQuestionFile } from '../../../server/dashboard/out/logic/question-file.js';
import { chatsCsv, CHATS_HEADER, LIBANSWERS_CSV, MARKS } from '../../support/data/chat-files.ts';
import { pause } from '../../support/waiting.ts';

const noPause = (): Promise<void> => Promise.resolve();

/** A file as the page reads it. */
async function read(text: string, pause = noPause) {
  const rows = csvRows(text, delimiterOf(text));
  const header = rows.next().value as string[];
  return readChats(rows, guessColumns(header, {}), header.length, pause);
}

const quoted = (cell: string, delimiter: string): string =>
  cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

describe('files of chat systems', () => {
  test('file: any cells come back as they were written, with commas, semicolons or tabs, and either line end', () => {
    const row = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\t', '\r', '\n', ' ', '=') }), {
      minLength: 2,
      maxLength: 5,
    });
    fc.assert(
      fc.property(
        fc.array(row),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\r\n', '\n'),
        (rows, delimiter, end) => {
          const text = rows.map((cells) => cells.map((cell) => quoted(cell, delimiter)).join(delimiter) + end).join('');
          assert.deepEqual([...csvRows(text, delimiter)], rows);
        },
      ),
    );
    assert.throws(() => [...csvRows('a,b\n"c,d\n', ',')], { row: 2, reason: 'quotes' });
    assert.throws(() => [...csvRows('a,b\n"c"d,e\n', ',')], { row: 2, reason: 'quotes' });
  });

  test('file: UTF-8 with a mark and without, UTF-16 of both kinds and what Excel saves are read', () => {
    const text = 'Zoë;1';
    const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
    assert.equal(decodeText(Buffer.from(`\uFEFF${text}`)), text);
    assert.equal(decodeText(Buffer.from(text)), text);
    assert.equal(decodeText(utf16), text);
    assert.equal(decodeText(Buffer.from(utf16).swap16()), text);
    assert.equal(decodeText(Buffer.from(text, 'latin1')), text);
    assert.deepEqual([delimiterOf('a;b,c;d\n,,,,'), delimiterOf('"a;;;",b'), delimiterOf('a\tb')], [';', ',', '\t']);
    assert.equal(delimiterOf('"Date\n(UTC)";b,c;d\n'), ';');
  });

  test('file: an instant is of the day by the library’s clock, and a local date stays what it is', () => {
    const dayOf = dayIn('America/New_York');
    const day = (text: string): string => dayOf(whenOf(text)!);
    assert.equal(day('2026-10-06T03:30:00Z'), '2026-10-05');
    assert.equal(day('2026-10-05T23:30:00-0400'), '2026-10-05');
    for (const text of ['2026-10-06 03:30:00 UTC', '2026-10-06 03:30 GMT', '2026-10-06 03:30:00+00'])
      assert.equal(day(text), '2026-10-05', text);
    // The hour that comes twice.
    assert.equal(day('2026-11-02T04:59:00+00:00'), '2026-11-01');
    assert.equal(day('2026-11-02T05:00:00+00:00'), '2026-11-02');
    assert.deepEqual([day('10/5/2026'), day('2026-10-05 23:59')], ['2026-10-05', '2026-10-05']);
    assert.equal(dayIn('Asia/Kathmandu')(whenOf('2026-10-05T18:15:00Z')!), '2026-10-06');
    for (const bad of ['', '13/40/2026', '2026-02-30', 'yesterday', '=1+1', '5.10.2026'])
      assert.equal(whenOf(bad), undefined, bad);
  });

  test('file: LibraryH3lp: questions that were answered, by day and queue, with the kind of page', async () => {
    const facts = await read(chatsCsv(3));
    const harford = facts.filter(({ queue }) => queue === 'harford-queue');
    assert.deepEqual(countDays(harford, 'America/New_York', ['2026-10-05', '2026-10-06']), [
      {
        date: '2026-10-05',
        questions: 3,
        unanswered: 1,
        levels: null,
        pages: [{ page: '/teens/:slug', questions: 3 }],
      },
      { date: '2026-10-06', questions: 0, unanswered: 0, levels: null, pages: [] },
    ]);
  });

  test('file: LibAnswers: local dates, and READ levels where each question has one', async () => {
    const facts = await read(LIBANSWERS_CSV);
    const [day] = countDays(facts, 'America/New_York', ['2026-10-05']);
    assert.deepEqual([day!.questions, day!.levels], [2, [1, 0, 0, 1, 0, 0]]);
    assert.deepEqual([sourceOf(CHATS_HEADER), sourceOf(['Id', 'Date'])], ['libraryh3lp', 'libanswers']);
  });

  test('file: nothing about a patron is in what is kept of a row', async () => {
    const kept = JSON.stringify([...(await read(chatsCsv(3))), ...(await read(LIBANSWERS_CSV))]);
    for (const mark of MARKS) assert.ok(!kept.toLowerCase().includes(mark.toLowerCase()), mark);
    for (const header of ['guest', 'IP', 'Name', 'Email', 'Initial question', 'Entered By', 'Patron Status'])
      assert.ok(!mayBe('queue', header), header);
    assert.ok(mayBe('queue', 'Location') && mayBe('when', 'started'));
    // A first row of values has no names to remember.
    assert.ok(isHeader(CHATS_HEADER) && !isHeader(['7', '2026-10-05T12:00:00Z', 'x']) && !isHeader(['a@b.example']));
  });

  test('file: 50,000 rows are read in turns, and one bad row among them refuses all, by its number', async () => {
    let turns = 0;
    let longestMs = 0;
    // What this thread computes: a busy machine adds nothing to it.
    const spentMs = (): number => process.threadCpuUsage().user / 1000;
    let atMs = spentMs();
    const takeTurn = async (): Promise<void> => {
      turns++;
      longestMs = Math.max(longestMs, spentMs() - atMs);
      await pause(0);
      atMs = spentMs();
    };
    const text = chatsCsv(50_000);
    assert.equal((await read(text, takeTurn)).length, 50_002);
    assert.ok(turns >= 50, `${turns}`);
    // A long task of a browser begins at 50 ms; a slow machine is given five times that.
    assert.ok(longestMs < 250, `${longestMs}`);
    const lines = text.split('\r\n');
    lines[40_000] = lines[40_000]!.replace(/2026-10-05T[^,]*/, 'soon');
    await assert.rejects(read(lines.join('\r\n')), { row: 40_001, reason: 'when' });
    lines[40_000] = 'one,two';
    await assert.rejects(read(lines.join('\r\n')), { row: 40_001, reason: 'columns' });
  });

  test('file: our own columns come back, and a formula, a day twice and half a question are refused by their rows', () => {
    const file = (...lines: string[]) => readQuestionFile([...csvRows(lines.join('\n'), ',')], 9);
    assert.deepEqual(file('2026-10-05,counted,4,1,1,2,0,0,0', '2026-10-06,closed,,,,,,,'), [
      { date: '2026-10-05', closed: false, questions: 4, levels: [1, 1, 2, 0, 0, 0] },
      { date: '2026-10-06', closed: true, questions: 0, levels: null },
    ]);
    for (const bad of ['2026-10-06,counted,=1+1,,,,,,', '2026-10-06,counted,1.5,,,,,,', '2026-10-06,counted,,,,,,,'])
      assert.throws(() => file('2026-10-05,counted,4,,,,,,', bad), { row: 3, reason: 'number' }, bad);
    assert.throws(() => file('2026-10-05,counted,4,,,,,,', '10/5/2026,counted,4,,,,,,'), { row: 3, reason: 'when' });
  });

  test('file: days with the same number stay as they are, and others are named before they are replaced', () => {
    const stored = {
      date: '2026-10-05',
      state: 'counted',
      questions: 9,
      levels: null,
      source: 'typed',
      revision: 2,
      by: 'liaison',
      at: '2026-10-06T12:00:00.000Z',
    } as const;
    const days = (questions: number) => [
      { date: '2026-10-05', state: 'counted' as const, questions },
      { date: '2026-10-06', state: 'counted' as const, questions: 0 },
    ];
    const same = compareDays(days(9), [stored]);
    assert.deepEqual([same.entries.map(({ date }) => date), same.replaced], [['2026-10-06'], []]);
    const other = compareDays(days(4), [stored]);
    assert.deepEqual(
      other.entries.map(({ revision }) => revision),
      [2, 0],
    );
    assert.equal(other.replaced.length, 1);
    const levels = [5, 4, 0, 0, 0, 0];
    const withLevels = [{ date: '2026-10-05', state: 'counted' as const, questions: 9, levels }];
    const sentOf = (...of: Parameters<typeof compareDays>): number[] => {
      const { entries, replaced } = compareDays(...of);
      return [entries.length, replaced.length];
    };
    // Levels are added to a day without, replace others only when that is asked for, and are kept where the file has none.
    assert.deepEqual(sentOf(withLevels, [stored]), [1, 0]);
    assert.deepEqual(sentOf(withLevels, [{ ...stored, levels }]), [0, 0]);
    assert.deepEqual(sentOf(withLevels, [{ ...stored, levels: [4, 5, 0, 0, 0, 0] }]), [1, 1]);
    assert.deepEqual(sentOf(days(9).slice(0, 1), [{ ...stored, levels }]), [0, 0]);
    const pages = [{ page: '/teens', questions: 2 }];
    assert.deepEqual(sentOf([{ ...days(9)[0]!, pages }], [stored]), [1, 0]);
    assert.deepEqual(compareDays([{ ...days(9)[0]!, pages }], [{ ...stored, levels }]).entries[0]!.levels, levels);
    assert.deepEqual(yearsOf({ from: '2026-05-01', to: '2026-08-01' }, 7), [2026, 2027]);
    assert.deepEqual(yearsOf({ from: '2026-05-01', to: '2026-08-01' }, 1), [2026]);
  });
});
