// A file is read item by item where that is safe, and whole where it is not: both ways say the same of the same file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parseCooperativeFile } from '../../../server/src/cooperative-file/file.ts';
import { toParts } from '../../../server/src/cooperative-file/yaml-parts.ts';
import { aCooperativeText, fileOptions } from '../../support/data/cooperative-text.ts';
import { aRandom } from '../../support/data/random.ts';

/** Anything like an anchor, in a comment too, has the file read whole. */
const asWhole = (text: string): string => `# &whole\n${text}`;

/** What a reading as a whole says, by the lines of the text itself. */
function readWhole(text: string): ReturnType<typeof parseCooperativeFile> {
  assert.equal(toParts(asWhole(text)), undefined);
  const parsed = parseCooperativeFile(asWhole(text), fileOptions);
  const moved = <Fault extends { line: number }>(faults: Fault[]): Fault[] =>
    faults.map((fault) => ({ ...fault, line: Math.max(1, fault.line - 1) }));
  return 'errors' in parsed ? { errors: moved(parsed.errors) } : { ...parsed, warnings: moved(parsed.warnings) };
}

const ODD = [
  "'",
  '"',
  '- ',
  '\n',
  '\n- ',
  '\n  - ',
  '\n  - id: x',
  '\nqueues:\n  - id: x',
  ':',
  ' #',
  '|\n',
  '>-\n',
  '{',
  ']',
  '\t',
  '${NO}',
  '\r\n',
  '  ',
  '-\t',
  '? ',
  'null',
];

/** The text with one to three small changes somewhere. */
function changed(text: string, random: () => number): string {
  let made = text;
  for (let count = 1 + Math.floor(random() * 3); count > 0; count -= 1) {
    const at = Math.floor(random() * made.length);
    const odd = random() < 0.3 ? '' : ODD[Math.floor(random() * ODD.length)]!;
    made = made.slice(0, at) + odd + made.slice(at + Math.floor(random() ** 3 * 30));
  }
  return made;
}

describe('a file read item by item', () => {
  const demo = readFileSync(new URL('../../../examples/maryland.yaml', import.meta.url), 'utf8');

  test('file read in parts: cut at each queue and each library, with their lines', () => {
    const text = aCooperativeText();
    const { head, lists } = toParts(text)!;
    assert.deepEqual([...lists.keys()], ['queues', 'libraries']);
    assert.deepEqual(
      [...lists.values()].map((items) => items.length),
      [2, 2],
    );
    const lines = text.split('\n');
    assert.equal(head.split('\n').length, lines.length);
    for (const item of [...lists.values()].flat()) assert.equal(lines[item.line - 1], item.text.split('\n')[0]);
  });

  test('file read in parts: the same result as the whole', () => {
    for (const text of [demo, aCooperativeText()]) {
      assert.deepEqual(parseCooperativeFile(text, fileOptions), readWhole(text));
    }
  });

  test('file read in parts: the same faults as the whole in 400 broken files', () => {
    const random = aRandom(1200);
    let cut = 0;
    for (let round = 0; round < 400; round += 1) {
      const text = changed(aCooperativeText(), random);
      if (toParts(text) !== undefined) cut += 1;
      assert.deepEqual(parseCooperativeFile(text, fileOptions), readWhole(text), text);
    }
    assert.ok(cut > 250, `${cut} of them were cut`);
  });

  test('file read in parts: mutant: cut at every dash in the first column, an anchor leads nowhere', () => {
    const text = aCooperativeText(['weekly: null', 'weekly: *week'], ['weekly:\n', 'weekly: &week\n']);
    assert.equal(toParts(text), undefined);
    assert.ok('cooperative' in parseCooperativeFile(text, fileOptions));
    const [, second] = text.split(/(?=^ {2}- id)/m).filter((piece) => piece.includes('week'));
    assert.match(JSON.stringify(parseCooperativeFile(`queues:\n${second}`, fileOptions)), /Unresolved alias/);
  });
});
