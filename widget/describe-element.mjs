// In:  the sources of the tag's class and of its event, with their comments.
// Out: what editors and catalogues read of the tag: custom-elements.json, and two formats of editors made from it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const inPackage = (file) => join(import.meta.dirname, file);
const write = (file, content) => writeFileSync(inPackage(file), `${JSON.stringify(content, null, 2)}\n`);
const oneLine = (text) => text.replace(/\s+/g, ' ').trim();
const tagsOf = (node, name) =>
  ts
    .getJSDocTags(node)
    .filter(({ tagName }) => tagName.text === name)
    .map(({ comment }) => oneLine(ts.getTextOfJSDocComment(comment)));
const commentOf = (node) => ts.getTextOfJSDocComment(ts.getJSDocCommentsAndTags(node)[0]?.comment);

/** Reads `{type} [name=default] - description` behind each tag `tagName`; a type, a name and a default may be missing. */
const entriesOf = (node, tagName) =>
  tagsOf(node, tagName).map((line) => {
    const [head, description] = ` ${line}`.split(/ - (.*)/);
    const [, type, name, value] = /^ ?(?:\{(.*)\} )?\[?([^=\]]*)(?:=(.*)\])?$/.exec(head);
    return { ...(type && { type: { text: type } }), name, description, ...(value && { default: value }) };
  });

/** What is private is nobody's, and what an instance overrides is called by the base class alone. */
function isPublic(member) {
  const flags = ts.getCombinedModifierFlags(member);
  const { Private, Protected, Static, Override } = ts.ModifierFlags;
  const isNamed = member.name && ts.isIdentifier(member.name);
  return isNamed && !(flags & (Private | Protected)) && (flags & Static || !(flags & Override));
}

function describeMember(member) {
  const { initializer } = member;
  const flags = ts.getCombinedModifierFlags(member);
  const type = { text: member.type.getText() };
  return {
    ...(ts.isMethodDeclaration(member) ? { kind: 'method', return: { type } } : { kind: 'field', type }),
    name: member.name.text,
    description: commentOf(member),
    ...(flags & ts.ModifierFlags.Static && { static: true }),
    ...(flags & ts.ModifierFlags.Readonly && { readonly: true }),
    ...(initializer && { default: oneLine(initializer.getText()) }),
  };
}

function describeClass(source, node) {
  const superclass = node.heritageClauses[0].types[0].expression.text;
  const { moduleSpecifier } = source.statements.find((each) =>
    each.importClause?.namedBindings?.elements.some(({ name }) => name.text === superclass),
  );
  const [, local] = /^\.\/(.*)/.exec(moduleSpecifier.text) ?? [];
  const [tagName] = tagsOf(node, 'tag');
  return {
    kind: 'class',
    name: node.name.text,
    description: commentOf(node),
    superclass: { name: superclass, ...(local ? { module: `dist/${local}` } : { package: moduleSpecifier.text }) },
    members: node.members.filter(isPublic).map(describeMember),
    ...(tagName && {
      tagName,
      customElement: true,
      summary: tagsOf(node, 'summary')[0],
      attributes: entriesOf(node, 'attr'),
      events: entriesOf(node, 'fires'),
      slots: entriesOf(node, 'slot'),
      cssParts: entriesOf(node, 'csspart'),
      cssProperties: entriesOf(node, 'cssproperty'),
    }),
  };
}

function describeModule(name) {
  const path = inPackage(`src/${name}.ts`);
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const module = `dist/${name}.js`;
  const declarations = source.statements.filter(ts.isClassDeclaration).map((node) => describeClass(source, node));
  const exports = declarations.map((each) => ({
    kind: 'js',
    name: each.name,
    declaration: { name: each.name, module },
  }));
  return { kind: 'javascript-module', path: module, declarations, exports };
}

/** The values of a union of texts, like `"card" | "tab"`; undefined: any text. */
const valuesOf = ({ type }) => {
  const values = type.text.match(/^"[^"]*"(?: \| "[^"]*")*$/) && type.text.split(' | ').map((each) => JSON.parse(each));
  return values?.map((value) => ({ name: value }));
};

function writeEditorData({ tagName, description, attributes, events }) {
  const { name, version } = JSON.parse(readFileSync(inPackage('package.json'), 'utf8'));
  const element = { name: tagName, description };
  const attributeData = attributes.map((each) => ({
    name: each.name,
    description: each.description,
    ...(each.type.text === 'boolean' ? { valueSet: 'v' } : { values: valuesOf(each) }),
  }));
  write('html-custom-data.json', { version: 1.1, tags: [{ ...element, attributes: attributeData }] });
  const webAttributes = attributes.map(({ type, ...each }) => ({
    ...each,
    value: type.text === 'boolean' ? { kind: 'no-value', type: 'boolean' } : { type: type.text },
  }));
  const js = { events: events.map((each) => ({ name: each.name, description: each.description })) };
  const elements = [{ ...element, attributes: webAttributes, js }];
  write('web-types.json', { name, version, 'js-types-syntax': 'typescript', contributions: { html: { elements } } });
}

/** Writes all three into the package's folder. */
export function describeElement() {
  const modules = ['ask-us-now-element', 'ask-change-event'].map(describeModule);
  const [{ declarations, exports }] = modules;
  const [{ tagName }] = declarations;
  modules.push({
    kind: 'javascript-module',
    path: 'dist/define.js',
    declarations: [],
    exports: [{ ...exports[0], kind: 'custom-element-definition', name: tagName }],
  });
  write('custom-elements.json', { schemaVersion: '1.0.0', readme: '', modules });
  writeEditorData(declarations[0]);
}
