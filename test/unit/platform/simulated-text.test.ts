import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCsv } from '../../../server/src/platform/http/csv.ts';
import { markFileName, markText } from '../../../server/src/platform/simulated/mark-text.ts';

test('simulated sheet: each row says so in a column of its own, also where a cell has line ends and quotes', () => {
  const sheet = toCsv([
    ['library', 'note'],
    ['Harford', 'two\r\nlines, "quoted"'],
    ['Kent', 'plain'],
  ]);
  assert.equal(
    markText('text/csv; charset=utf-8; header=present', sheet),
    '\uFEFFlibrary,note,data\r\nHarford,"two\r\nlines, ""quoted""",simulated\r\nKent,plain,simulated\r\n',
  );
});

test('simulated page: its title and its first words say so', () => {
  const page = markText('text/html; charset=utf-8', '<html lang="en"><title>Sign in</title><body class="a"><main>');
  assert.match(page, /<title>Simulated: Sign in<\/title>/);
  assert.match(page, /<body class="a">\s*<aside [^>]*><p>Simulated data: [^<]+<\/p><\/aside><main>/);
});

test('simulated feed and calendar: every entry says so; other types stay as they are', () => {
  assert.equal(
    markText('application/atom+xml', '<title>Notices</title><title>Help</title>').split('Simulated: ').length,
    3,
  );
  assert.match(markText('text/calendar', 'BEGIN:VEVENT\r\nSUMMARY:Desk\r\n'), /SUMMARY:Simulated: Desk/);
  assert.equal(markText('application/json', '{"a":"<title>"}'), '{"a":"<title>"}');
  assert.equal(markFileName('attachment; filename="a.csv"'), 'attachment; filename="simulated-a.csv"');
});
