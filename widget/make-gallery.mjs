// In:    custom-elements.json, the languages, and the states of src/gallery/states.ts.
// Out:   demo/index.html: each variant in each state, language and theme, and each attribute to try.
// Never: names a variant, an attribute, a state or a language of its own: what is new appears by itself.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLanguages } from './make-languages.mjs';

const PAGE = join(import.meta.dirname, 'demo/index.html');
const THEMES = { light: 'Light', dark: 'Dark' };
/** The two that are on without a cooperative's word: each state is shown in both. */
const SHOWN = ['en', 'es'];
const HEAD = '<link rel="stylesheet" href="gallery/gallery.css"><script defer src="gallery/gallery.js"></script>';

const escape = (text) => text.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** The element as its own comment describes it. */
export const elementOf = ({ modules }) =>
  modules.flatMap(({ declarations }) => declarations).find(({ customElement }) => customElement);

/** The values of a union of texts, such as `"card" | "tab"`; empty: any text. */
const valuesOf = ({ type }) => [...type.text.matchAll(/"([^"]*)"/g)].map(([, value]) => value);
export const variantsOf = ({ attributes }) => valuesOf(attributes.find(({ name }) => name === 'variant'));

const tag = (variant, state, lang, label, more = '') =>
  `<ask-us-now endpoint="https://${state}.invalid" library="harford" placement="${variant}-${state}" variant="${variant}" lang="${lang}"${more}><a href="https://chat.example.org/harford">${escape(label)}</a></ask-us-now>`;

/** A tab floats in its window: each is in one of its own. */
function tabFrame(state, title, theme, lang, label) {
  const inside = tag('tab', state, lang, label, ` role="complementary" aria-label="${escape(label)}"`);
  const page = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${title}</title>${HEAD}</head><body class="frame ${theme}">${inside}</body></html>`;
  return `<iframe title="${title}: ${languageNames.of(lang)}, ${theme}" srcdoc="${escape(page)}"></iframe>`;
}

function panel(variant, [state, { title }], theme, languages) {
  const shown = SHOWN.map((lang) => {
    const { label } = languages[lang];
    if (variant === 'tab') return tabFrame(state, title, theme, lang, label);
    return `<p>${tag(variant, state, lang, label)}</p>`;
  });
  return `<figure class="${theme}"><div class="panel${variant === 'tab' ? ' frames' : ''}">${shown.join('')}</div><figcaption>${THEMES[theme]}</figcaption></figure>`;
}

function variantSection(variant, states, languages) {
  const each = Object.entries(states).map(
    (state) =>
      `<h3>${state[1].title}</h3>\n<div class="themes">${Object.keys(THEMES)
        .map((theme) => panel(variant, state, theme, languages))
        .join('\n')}</div>`,
  );
  return `<section aria-labelledby="${variant}"><h2 id="${variant}"><code>variant="${variant}"</code></h2>\n${each.join('\n')}</section>`;
}

const languageSection = (languages) =>
  `<section aria-labelledby="languages"><h2 id="languages">Languages</h2>
<p>English and Spanish are always on. A cooperative turns the others on.</p>
<div class="languages">${Object.entries(languages)
    .map(
      ([lang, { label }]) =>
        `<figure><p>${tag('card', 'closed', lang, label)}</p><figcaption>${languageNames.of(lang)} (<code>${lang}</code>)</figcaption></figure>`,
    )
    .join('\n')}</div></section>`;

const option = (value, text, chosen = '') =>
  `<option value="${value}"${value === chosen ? ' selected' : ''}>${text}</option>`;

/** What a field begins with. */
const FIRST = { library: 'harford', placement: 'header' };

function attributeField(attribute, languages) {
  const { name, description, type } = attribute;
  const id = `attribute-${name}`;
  const common = `id="${id}" data-attribute="${name}" aria-describedby="${id}-hint"`;
  const choices = name === 'lang' ? Object.keys(languages) : valuesOf(attribute);
  const hint = `<small id="${id}-hint">${escape(description.replace(/\s+/g, ' ')).replace(/`([^`]*)`/g, '<code>$1</code>')}</small>`;
  if (type.text === 'boolean')
    return `<div class="field"><label class="tick"><input type="checkbox" ${common}> <code>${name}</code></label>${hint}</div>`;
  const control =
    choices.length > 0
      ? `<select ${common}>${option('', 'Not set')}${choices.map((value) => option(value, value)).join('')}</select>`
      : `<input ${common} value="${FIRST[name] ?? ''}" autocomplete="off" spellcheck="false">`;
  return `<div class="field"><label for="${id}"><code>${name}</code></label>${control}${hint}</div>`;
}

const tryOut = ({ attributes }, states, languages) => `<section aria-labelledby="try"><h2 id="try">Try it</h2>
<form>
<div class="field"><label for="state">State of the library</label><select id="state" name="state">${Object.entries(
  states,
)
  .map(([state, { title }]) => option(state, title))
  .join('')}</select></div>
<div class="field"><label for="theme">Theme of the page</label><select id="theme" name="theme">${Object.entries(THEMES)
  .map(([theme, name]) => option(theme, name))
  .join('')}</select></div>
${attributes.map((attribute) => attributeField(attribute, languages)).join('\n')}
</form>
<div id="stage" class="panel light"></div>
<p>A tab floats in the corner of this window.</p>
<label for="code">Code to copy</label>
<textarea id="code" rows="6" readonly spellcheck="false"></textarea>
<button type="button" id="copy">Copy</button>
<p>Put your own addresses in their places. The page <code>/get</code> on your cooperative’s server makes the code for a library, with the space that it reserves.</p>
</section>`;

/** The whole page. Shape: `element` as {@link elementOf} finds it; `states` and `languages` by name. */
export function galleryPage({ element, states, languages }) {
  const variants = variantsOf(element);
  const places = [['try', 'Try it'], ...variants.map((name) => [name, name]), ['languages', 'Languages']];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Gallery of the tag · AskUsNow</title>
${HEAD}
</head>
<body>
<main>
<h1>Gallery of <code>&lt;${element.tagName}&gt;</code></h1>
<p>Each variant in each state, in English and Spanish, light and dark. The page gives the answers itself: it asks no server, counts nothing, and its links lead nowhere.</p>
<nav aria-label="On this page"><ul>${places.map(([id, name]) => `<li><a href="#${id}">${name}</a></li>`).join('')}</ul></nav>
${tryOut(element, states, languages)}
${variants.map((variant) => variantSection(variant, states, languages)).join('\n')}
${languageSection(languages)}
</main>
</body>
</html>
`;
}

/** Writes the page, when the manifest and the compiled states are there. */
export async function makeGallery() {
  const element = elementOf(JSON.parse(readFileSync(join(import.meta.dirname, 'custom-elements.json'), 'utf8')));
  const { STATES } = await import('./dist/gallery/states.js');
  writeFileSync(PAGE, galleryPage({ element, states: STATES, languages: readLanguages() }));
}
