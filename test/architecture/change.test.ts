// Audited writes go through change(), which keeps the order of lock, write, entries and notification.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const SERVER = 'server/src/';
/** These are what change() is made of. */
const OWN = ['platform/audit/audit-store.ts', 'platform/audit/change.ts', 'platform/db/changes.ts'];
const MAX_EXCEPTIONS = 5;

/** An entry, or a notification in a transaction, which everywhere is called `trx`. One outside of a transaction is nobody's write. */
const BESIDE = /\baddEntries\(|\bannounce\(\s*trx|\bpublish\([^;]*?,\s*trx\s*,?\s*\)/g;

/** Each entry and notification that is written beside change(), as `file:line`. */
export const besideChange = (file: string, text: string): string[] =>
  [...text.matchAll(BESIDE)].map(({ index }) => `${file}:${text.slice(0, index).split('\n').length}`);

/** Of CONTRIBUTING.md, each with its reason: lines like "- `help/outbox-store.ts`: since …", below their heading. */
function exceptionsIn(contributing: string): string[] {
  const [, section = ''] = contributing.split(/^.*written beside `change\(\)`.*$/m);
  const [list = ''] = section.trim().split(/\n(?!- | {2})/);
  return [...list.matchAll(/^- `([^`]+)`: \S/gm)].map(([, file = '']) => file);
}

/** What is written beside change() without being an exception, and exceptions that are none or too many. */
export function faultsOf(texts: ReadonlyMap<string, string>, contributing: string): string[] {
  const exceptions = exceptionsIn(contributing);
  const found = [...texts].flatMap(([file, text]) => (OWN.includes(file) ? [] : besideChange(file, text)));
  const fileOf = (place: string): string => place.split(':')[0]!;
  const files = new Set(found.map(fileOf));
  return [
    ...found.filter((place) => !exceptions.includes(fileOf(place))),
    ...exceptions.filter((file) => !files.has(file)).map((file) => `${file} needs no exception`),
    ...exceptions.slice(MAX_EXCEPTIONS).map((file) => `${file} is one exception too many`),
  ];
}

test('change(): writes the entries and notifications of every transaction, but for the exceptions of CONTRIBUTING.md', () => {
  const files = globSync(`${SERVER}**/*.ts`).map((file): [string, string] => [
    file.slice(SERVER.length),
    readFileSync(file, 'utf8'),
  ]);
  const contributing = readFileSync('CONTRIBUTING.md', 'utf8');
  assert.ok(exceptionsIn(contributing).length > 0, 'the list of exceptions is not found');
  assert.deepEqual(faultsOf(new Map(files), contributing), []);
});

test('change(): mutant: stores that write beside it, and exceptions that are none or too many, are found', () => {
  const store = `
    await addEntries(trx, authorship, [entry]);
    await database.changes.publish(
      \`queue:\${toText(queue)}\`,
      trx,
    );
    await announce(trx, CHANNEL);
    await changes.publish(COUNTS);
    record.publish(COUNTS);`;
  const list = (...names: string[]) =>
    `Some files have entries and notifications written beside \`change()\`:\n\n${names
      .map((name) => `- \`${name}\`: a reason\n  of two lines\n`)
      .join('')}\nAnother paragraph.\n\n- \`no/exception.ts\`: of another list\n`;
  const texts = new Map([['help/store.ts', store]]);
  const places = ['help/store.ts:2', 'help/store.ts:3', 'help/store.ts:7'];
  assert.deepEqual(faultsOf(texts, ''), places);
  assert.deepEqual(faultsOf(texts, list('help/store.ts')), []);
  assert.deepEqual(faultsOf(new Map(), list('help/store.ts')), ['help/store.ts needs no exception']);
  const six = Array.from({ length: 6 }, (_, n) => `help/store-${n}.ts`);
  assert.deepEqual(faultsOf(new Map(six.map((file) => [file, store])), list(...six)), [
    'help/store-5.ts is one exception too many',
  ]);
});
