// Every export of the public packages says what it is, and each function of the SDK how it fails and how it is called:
// the docstring is the documentation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { globSync } from 'node:fs';

const PUBLIC_SOURCES = ['sdk/src/**/*.ts', 'widget/src/**/*.ts'];

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);

const hasDocstring = (node: ts.Node): boolean => ts.getJSDocCommentsAndTags(node).length > 0;

/** A type of a schema or of a list, or a list's schema: what it is derived from has the docstring. */
const isInferred = (node: ts.Node): boolean =>
  ts.isVariableStatement(node)
    ? node.declarationList.declarations.every(({ initializer }) =>
        /^z\.enum\([A-Z_]+\)$/.test(initializer?.getText() ?? ''),
      )
    : ts.isTypeAliasDeclaration(node) &&
      /^(?:z\.(?:infer|input|output)<typeof \w+>|\(typeof \w+\)\[number\])$/.test(node.type.getText());

/** Names of exported declarations without a docstring, as `file:line name`. */
export function undocumented(fileName: string, text: string): string[] {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  return source.statements
    .filter((statement) => isExported(statement) && !hasDocstring(statement) && !isInferred(statement))
    .map((statement) => {
      const { line } = source.getLineAndCharacterOfPosition(statement.getStart());
      return `${fileName}:${line + 1} ${statement.getText().split('\n')[0]}`;
    });
}

test('docs: every export of sdk and widget has a docstring', () => {
  const files = PUBLIC_SOURCES.flatMap((pattern) => globSync(pattern));
  assert.ok(files.length > 10, `only ${files.length} files found`);
  const missing = files.flatMap((file) => undocumented(file, ts.sys.readFile(file) ?? ''));
  assert.deepEqual(missing, []);
});

test('docs: mutant: an export without a docstring is found', () => {
  assert.equal(undocumented('x.ts', '/** said */ export const a = 1;\nexport const b = 2;').length, 1);
  const types = ['z.infer<typeof a>', '(typeof A)[number]', '{ a: z.infer<typeof a> }', 'typeof A'];
  assert.equal(undocumented('x.ts', types.map((type, n) => `export type T${n} = ${type};`).join('\n')).length, 2);
  assert.equal(undocumented('x.ts', `export const a = z.enum(A);\nexport const b = z.enum(['b']);`).length, 1);
});

const isFunction = (node: ts.Node | undefined): boolean =>
  node !== undefined && (ts.isFunctionDeclaration(node) || ts.isArrowFunction(node));

/** Exported functions whose docstring lacks `Errors:` or `@example`, as `file name: what lacks`. */
export function halfDocumented(fileName: string, text: string): string[] {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  return source.statements.filter(isExported).flatMap((statement) => {
    const declared = ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.filter(({ initializer }) => isFunction(initializer))
      : [statement].filter(ts.isFunctionDeclaration);
    const said = ts
      .getJSDocCommentsAndTags(statement)
      .map((comment) => comment.getText())
      .join();
    const lacking = ['Errors:', '@example'].filter((word) => !said.includes(word));
    return declared.flatMap(({ name }) => lacking.map((word) => `${fileName} ${name?.getText() ?? ''}: ${word}`));
  });
}

/** The files whose values the SDK's index hands on. */
const publicFiles = (): string[] =>
  [...(ts.sys.readFile('sdk/src/index.ts') ?? '').matchAll(/^(?:export (?!type)[^;]*?)from '\.\/(.*)\.js'/gm)].map(
    ([, file]) => `sdk/src/${file ?? ''}.ts`,
  );

test('docs: every function that the SDK exports says how it fails and how it is called', () => {
  const files = publicFiles();
  assert.ok(files.includes('sdk/src/management/hours.ts') && files.includes('sdk/src/client.ts'), files.join());
  assert.deepEqual(
    files.flatMap((file) => halfDocumented(file, ts.sys.readFile(file) ?? '')),
    [],
  );
});

test('docs: mutant: functions that do not say how they fail, or how they are called, are found', () => {
  const text = '/** x Errors: none. */ export const a = () => 1;\n/** y @example b() */ export function b() {}';
  assert.deepEqual(halfDocumented('x.ts', text), ['x.ts a: @example', 'x.ts b: Errors:']);
});
