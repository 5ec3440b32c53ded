// Sentences of the dashboard, the sign-in pages, help requests and notices stand in catalogues: one place to mend them, and to translate them.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';

/** A label of one or two words stays beside its element. */
const MAX_WORDS = 2;
const WORD = /\p{L}[\p{L}’'-]*/gu;
const isSentence = (text: string): boolean => (text.match(WORD) ?? []).length > MAX_WORDS && /\S\s+\S/.test(text);

/** Attributes that nobody reads. */
const CODE_ATTRIBUTES = /^(?:class|id|for|rel|part|content|aria-(?:labelledby|describedby|controls))$/;
const SELECTS = /\.(?:querySelector|querySelectorAll|closest|matches)$/;
/** Stands for a value in a text. */
const VALUE = '\0';

const textOf = (template: ts.TemplateLiteral): string =>
  ts.isNoSubstitutionTemplateLiteral(template)
    ? template.text
    : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)].join(VALUE);

/** Of a template's markup: what is between its tags, and what its attributes say. */
const shownIn = (markup: string): string[] => [
  ...markup.split(/<[^>]*>/),
  ...[...markup.matchAll(/\s([\w-]+)="([^"]*)"/g)]
    .filter(([, name]) => !CODE_ATTRIBUTES.test(name ?? ''))
    .map(([, , value]) => value ?? ''),
];

/** The sentences in a source file: in html templates, in strings and in other templates. */
export function sentencesIn(fileName: string, code: string): string[] {
  const source = ts.createSourceFile(fileName, code, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const add = (texts: string[]): void => {
    found.push(...texts.map((text) => text.replaceAll(/\s+/g, ' ').trim()).filter(isSentence));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node)) {
      const tag = node.tag.getText();
      if (tag === 'css' || tag === 'svg') return;
      add(tag === 'html' ? shownIn(textOf(node.template)) : [textOf(node.template)]);
      if (ts.isTemplateExpression(node.template)) node.template.templateSpans.forEach((span) => visit(span.expression));
      return;
    }
    if (ts.isCallExpression(node) && SELECTS.test(node.expression.getText())) return;
    if (ts.isStringLiteral(node)) add([node.text]);
    if (ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node)) add([textOf(node)]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.map((sentence) => `${fileName}: ${sentence}`);
}

test('dashboard: sentences stand in catalogues', () => {
  const files = globSync('server/dashboard/src/**/*.ts', { exclude: ['**/i18n/**', '**/styles/**'] });
  assert.ok(files.length > 80, `only ${files.length} files found`);
  assert.deepEqual(
    files.flatMap((file) => sentencesIn(file, readFileSync(file, 'utf8'))),
    [],
  );
});

test('dashboard: the line of a part that is loading stands in one place', () => {
  const files = globSync('server/dashboard/src/**/*.ts').filter((file) =>
    readFileSync(file, 'utf8').includes('One moment'),
  );
  assert.deepEqual(files, ['server/dashboard/src/i18n/ui.ts']);
});

test('tables of numbers: a heading stands in the catalogue, for the head and for each cell of a phone', () => {
  for (const table of ['placement-table', 'overview-table']) {
    const code = readFileSync(`server/dashboard/src/numbers/${table}.ts`, 'utf8');
    assert.match(code, /data-label=\$\{columns\./);
    assert.doesNotMatch(code, /data-label="|<th scope="col"[^>]*>[^$<\s]/);
  }
});

/** The document around a page's text is markup: an html template to the parser. */
const serverSentences = (file: string): string[] =>
  sentencesIn(file, readFileSync(file, 'utf8').replaceAll(/`(?=\s*<)/g, 'html`'));

test('sign-in pages: sentences stand in a catalogue', () => {
  const file = 'server/src/accounts/pages.ts';
  assert.match(readFileSync(file, 'utf8'), /messages\./);
  assert.deepEqual(serverSentences(file), []);
});

test('help requests, notices: sentences stand in catalogues', () => {
  // Routes and checks of input hold what the API says of a request: an integrator reads it beside the code.
  const files = globSync('server/src/help/**/*.ts', { exclude: ['**/messages.ts', '**/*routes.ts', '**/check.ts'] });
  assert.ok(files.length > 20, `only ${files.length} files found`);
  // SQL, and the rest of a problem's "`end`: should be …", begin with a small letter.
  const isShown = (found: string): boolean => /: [\p{Lu}\0]/u.test(found);
  assert.deepEqual(files.flatMap(serverSentences).filter(isShown), []);
});

test('dashboard: mutant: a sentence in a template, an attribute, a string and one around a value are found; code is not', () => {
  const inline = [
    'html`<p>Nobody is at this desk.</p>`',
    'html`<table aria-label="Every desk now"></table>`',
    "announce(this, 'The hours are saved.')",
    'const title = `All libraries, last ${days} days`',
    "html`<p>${isOpen ? 'Open until the evening' : null}</p>`",
  ];
  for (const code of inline) assert.equal(sentencesIn('x.ts', code).length, 1, code);
  const code = [
    'html`<p class="small soft warn">${messages.noDesk}</p>`',
    'html`<button>Save hours</button>`',
    "root.querySelectorAll('week-editor, season-editor, shift-editor')",
    'css`p { margin: 0 auto 1rem; }`',
  ];
  for (const each of code) assert.deepEqual(sentencesIn('x.ts', each), [], each);
});
