// Every export of the public rooms says what it is: the docstring is the documentation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { globSync } from 'node:fs';

const ROOMS = ['sdk/src/**/*.ts', 'widget/src/**/*.ts'];

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);

const hasDocstring = (node: ts.Node): boolean => ts.getJSDocCommentsAndTags(node).length > 0;

/** Names of exported declarations without a docstring, as `file:line name`. */
export function undocumented(fileName: string, text: string): string[] {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  return source.statements
    .filter((statement) => isExported(statement) && !hasDocstring(statement))
    .map((statement) => {
      const { line } = source.getLineAndCharacterOfPosition(statement.getStart());
      return `${fileName}:${line + 1} ${statement.getText().split('\n')[0]}`;
    });
}

test('every export of sdk and widget has a docstring', () => {
  const files = ROOMS.flatMap((pattern) => globSync(pattern));
  assert.ok(files.length > 10, `only ${files.length} files found`);
  const missing = files.flatMap((file) => undocumented(file, ts.sys.readFile(file) ?? ''));
  assert.deepEqual(missing, []);
});

test('mutant: an export without a docstring is found', () => {
  assert.equal(undocumented('x.ts', '/** said */ export const a = 1;\nexport const b = 2;').length, 1);
});
