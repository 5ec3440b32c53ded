// A file may hold what no database keeps: YAML can write it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFileError, parseCooperativeFile } from '../../../server/src/cooperative-file/file.ts';
import { aCooperativeText, fileOptions } from '../../support/data/cooperative-text.ts';

const NAME = 'name: Test Cooperative';
const CLOSED = 'hours: { weekly: null }';
/** Each with ~ where the odd character goes, and the field that is named. */
const CASES: [from: string, to: string, field: RegExp][] = [
  [NAME, 'name: "Test~Cooperative"', /name: .*control characters/],
  [NAME, `${NAME}\n  note: "Line 1~"`, /note: .*control characters/],
  ['name: Harford desk', 'name: "Harford~desk"', /name: .*control characters/],
  ['name: Summer', 'name: "Sum~mer"', /hours\.seasons\.0\.name: .*control characters/],
  ['note: Thanksgiving', 'note: "Thanks~giving"', /hours\.exceptions\.0\.note: .*control characters/],
  ['name: Home page', 'name: "Home~page"', /keyPages\.0\.name: .*control characters/],
  ['pattern: /,', 'pattern: "/a~b",', /keyPages\.0\.pattern: /],
  ['chat: "https://chat.example.org/harford"', 'chat: "https://chat.example.org/a~b"', /chat: /],
  ['page: https://www.harford.example.org/ask', 'page: "https://www.harford.example.org/a~sk"', /fallback\.page: /],
  ['phone: 410-555-0100', 'phone: "410-555~0100"', /fallback\.phone: /],
  [
    CLOSED,
    `${CLOSED}\n    presence: { kind: xmpp, host: chat.example.org, jid: "de~sk@chat.example.org" }`,
    /presence\.jid: /,
  ],
  [
    CLOSED,
    `${CLOSED}\n    shifts: [{ label: "De~sk", days: [mo], start: "09:00", end: "17:00" }]`,
    /shifts\.0\.label: .*control characters/,
  ],
];

test('cooperative’s file: U+0000 and its like are refused by line and field, wherever the file may have text', () => {
  for (const [from, to, field] of CASES)
    for (const odd of ['\\0', '\\e', '\\x9f']) {
      const parsed = parseCooperativeFile(aCooperativeText([from, to.replace('~', odd)]), fileOptions);
      const errors = 'errors' in parsed ? parsed.errors.map(formatFileError) : [];
      assert.ok(
        errors.some((each) => field.test(each)),
        `${to} with ${odd}: ${errors.join('; ')}`,
      );
    }
});

test('cooperative’s file: a note in the file may have lines', () => {
  const text = aCooperativeText([NAME, `${NAME}\n  note: "Line 1\\nLine 2"`]);
  assert.ok(!('errors' in parseCooperativeFile(text, fileOptions)));
});
