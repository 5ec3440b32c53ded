// What editors and catalogues read of the element: custom-elements.json by the analyzer, and two formats of editors made from it.
import { readFileSync, writeFileSync } from 'node:fs';

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
const write = (file, content) => writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);

/** The values of a union of texts, like `"card" | "tab"`; undefined: any text. */
const valuesOf = ({ type }) => {
  const values = type.text.match(/^"[^"]*"(?: \| "[^"]*")*$/) && type.text.split(' | ').map((each) => JSON.parse(each));
  return values?.map((value) => ({ name: value }));
};

const writeEditorData = ({ tagName, description, attributes, events }) => {
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
};

/** The analyzer lists private members, takes an argument of `dispatchEvent` for an event, and names sources, not files. */
const publish = {
  name: 'publish',
  packageLinkPhase({ customElementsManifest: manifest }) {
    const built = JSON.stringify(manifest.modules).replace(/"\/?src\/([\w/-]+)\.[jt]s"/g, '"dist/$1.js"');
    manifest.modules = JSON.parse(built);
    for (const declaration of manifest.modules.flatMap(({ declarations }) => declarations)) {
      if (declaration.members) declaration.members = declaration.members.filter(({ privacy }) => privacy === undefined);
      if (!declaration.customElement) continue;
      declaration.events = declaration.events.filter(({ description }) => description !== undefined);
      writeEditorData(declaration);
    }
  },
};

export default {
  globs: ['src/ask-us-now-element.ts', 'src/ask-change-event.ts', 'src/define.ts'],
  outdir: '.',
  plugins: [publish],
};
