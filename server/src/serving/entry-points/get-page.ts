// In:    the libraries, a library and how a webmaster wants its entry point.
// Out:   the public page where a webmaster gets it: a form, a live preview, the HTML to paste, recipes.
// Never: needs a script or an account; contains unescaped text.
import type { SnippetQuery, Snippets, TagVariant } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import { copyField } from '../../platform/http/copy-field.ts';
import { htmlPage } from '../../platform/http/html-page.ts';
import { escapeHtml } from '../../platform/http/html.ts';
import type { FieldError } from '../../platform/http/problem.ts';
import { evidenceHtml, stepsHtml } from '../../visibility/snippets/recipe-evidence.ts';
import {
  fillRecipe,
  RECIPES,
  WITHOUT_RECIPE,
  type PastedForm,
  type Recipe,
} from '../../visibility/snippets/recipes.ts';
import { attributesOf, hrefOf, scriptOf } from '../../visibility/snippets/tag.ts';
import { getMessages as messages } from './get-messages.ts';

/** A longer list is no help: its libraries are named by id. */
const MAX_LISTED = 500;
/** The tag's own colour. Source: widget/src/styles.ts. */
export const DEFAULT_BACKGROUND = '#0b57a4';

/** A library's entry point as it is wanted. */
interface Wanted {
  library: RegisteredLibrary;
  wanted: SnippetQuery;
  styleSheet: string;
}

export interface GetPage {
  /** By name. One that is not live yet is among them: its webmaster pastes the tag first. */
  libraries: readonly RegisteredLibrary[];
  /** Languages that the tag may speak. */
  languages: readonly string[];
  publicUrl: string;
  /** As the form was sent, so that nothing that was typed is lost. */
  typed: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
  /** Null: no library is chosen, or something is wrong. */
  chosen: (Wanted & { snippets: Snippets }) | null;
  /** What is previewed while no library is chosen: another library's. Null: none is live, or one is chosen. */
  example: Wanted | null;
}

const option = (value: string, text: string, chosen: string): string =>
  `<option value="${escapeHtml(value)}"${value === chosen ? ' selected' : ''}>${escapeHtml(text)}</option>`;

function libraryField({ libraries, typed }: GetPage): string {
  const chosen = typed['library'] ?? '';
  if (libraries.length > MAX_LISTED)
    return `<input name="library" required value="${escapeHtml(chosen)}" autocomplete="off" placeholder="harford">`;
  const options = libraries.map(({ id, name, live }) => option(id, live ? name : messages.notLiveYet(name), chosen));
  return `<select name="library" required>${option('', messages.chooseLibrary, chosen)}${options.join('')}</select>`;
}

function branchOptions({ libraries, typed }: GetPage): string[] {
  const branches = libraries.find(({ id }) => id === typed['library'])?.branches ?? [];
  return branches.map(({ id, name }) => option(id, name, typed['branch'] ?? ''));
}

const languageName = new Intl.DisplayNames('en', { type: 'language' });

function form(page: GetPage): string {
  const { typed, errors, languages } = page;
  const field = (name: string, label: string, control: string, hint = ''): string => {
    const fault = errors.find((error) => error.field === name);
    return `<label>${label}${control}${hint && `<small>${hint}</small>`}${
      fault ? `<strong class="fault">${escapeHtml(fault.message)}</strong>` : ''
    }</label>`;
  };
  const text = (name: string, value: string, more = ''): string =>
    `<input name="${name}" value="${escapeHtml(typed[name] ?? value)}"${more}>`;
  const variant = typed['variant'] ?? 'card';
  const variants = (Object.entries(messages.variants) as [TagVariant, string][]).map(([value, name]) =>
    option(value, name, variant),
  );
  const speaks = languages.map((tag) => option(tag, languageName.of(tag) ?? tag, typed['lang'] ?? ''));
  const branches = branchOptions(page);
  const branchField =
    branches.length === 0
      ? ''
      : `${field('branch', messages.branch, `<select name="branch">${option('', messages.noBranch, '')}${branches.join('')}</select>`, messages.branchHint)}\n`;
  const more = ['placement', 'label', 'lang', 'background'];
  const isMore = more.some((name) => typed[name] !== undefined || errors.some((error) => error.field === name));
  return `<form class="get-form" method="get" action="/get">
${field('library', messages.library, libraryField(page))}
${branchField}${field('variant', messages.size, `<select name="variant">${variants.join('')}</select>`, messages.sizeHint)}
<details${isMore ? ' open' : ''}><summary>${messages.more}</summary>
${field('placement', messages.placement, text('placement', 'header', ' maxlength="32" autocapitalize="none" spellcheck="false"'), messages.placementHint)}
${field('label', messages.label, text('label', 'Ask a librarian', ' maxlength="60"'))}
${field('lang', messages.language, `<select name="lang">${option('', messages.pageLanguage, typed['lang'] ?? '')}${speaks.join('')}</select>`)}
${field('background', messages.background, text('background', DEFAULT_BACKGROUND, ' type="color"'), messages.backgroundHint)}</details>
<button class="button" type="submit">${messages.show}</button>
</form>`;
}

const TAG_SCRIPT = '<script type="module" src="/widget/v1/ask-us-now.js"></script>';
const OWN_SCRIPT = '<script type="module" src="/dashboard/assets/get.js"></script>';
const styles = (address: string): string => `<link rel="stylesheet" href="${escapeHtml(address)}">`;
const OWN_STYLES = styles('/dashboard/assets/get.css');

/** A tab floats in its window: each preview is a window of its own. */
const framedPreview = (title: string, scheme: string, tag: string, styleSheet: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><base target="_top">
${OWN_STYLES}${styles(styleSheet)}${OWN_SCRIPT}${TAG_SCRIPT}</head>
<body class="page ${scheme}">${tag}</body></html>`;

const ALL_LOOKS = [
  ['light', 'desktop'],
  ['light', 'phone'],
  ['dark', 'desktop'],
  ['dark', 'phone'],
] as const;

function previews(
  { library, wanted, styleSheet }: Wanted,
  publicUrl: string,
  looks: number = ALL_LOOKS.length,
): string {
  const attributes = attributesOf(library, wanted).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  const tag = `<ask-us-now${attributes.join('')}><a href="${escapeHtml(hrefOf(library, publicUrl))}">${escapeHtml(wanted.label)}</a></ask-us-now>`;
  const figures = ALL_LOOKS.slice(0, looks).map(([scheme, width]) => {
    const [look, size] = [messages.looks[scheme], messages.widths[width]];
    const title = messages.previewOf(look, size);
    const shown =
      wanted.variant === 'tab'
        ? `<iframe title="${escapeHtml(title)}" srcdoc="${escapeHtml(framedPreview(title, scheme, tag, styleSheet))}"></iframe>`
        : `<div class="page">${tag}</div>`;
    return `<figure class="${scheme} ${width}">${shown}<figcaption>${look}, ${size}</figcaption></figure>`;
  });
  return `<div class="previews">${figures.join('')}</div>`;
}

const preview = (chosen: Wanted, publicUrl: string): string =>
  `<section aria-labelledby="preview"><h2 id="preview">${messages.preview}</h2>
<p>${messages.previewIsLive}</p>${chosen.wanted.variant === 'tab' ? `\n<p><strong>${messages.tabIsNotPlaced}</strong></p>` : ''}
${previews(chosen, publicUrl)}
<p id="forced-colours" data-on="${messages.forcedColoursOn}">${messages.forcedColours}</p></section>`;

const examplePreview = (example: Wanted, publicUrl: string): string =>
  `<section aria-labelledby="preview"><h2 id="preview">${messages.previewExample(escapeHtml(example.library.name))}</h2>
${previews(example, publicUrl, 2)}</section>`;

const contrastText = ({ colours }: Snippets): string =>
  colours
    .map(
      ({ text, ratio }) => `<p>${messages.contrast(text === '#ffffff' ? messages.white : messages.black, ratio)}</p>`,
    )
    .join('');

const textOf = (snippets: Snippets, pasted: PastedForm): string =>
  pasted === 'tag' || pasted === 'strictTag' ? snippets.tag[pasted] : snippets[pasted];

function recipe(
  { id, name, pastes, steps, code, evidence }: Recipe,
  snippets: Snippets | null,
  facts: Parameters<typeof fillRecipe>[1],
): string {
  const texts =
    snippets === null
      ? ''
      : pastes
          .map((pasted) => copyField(`${id}-${pasted}`, messages.pasted[pasted], textOf(snippets, pasted)))
          .join('');
  return `<details id="recipe-${id}"><summary>${escapeHtml(name)}</summary>
${stepsHtml({ steps }, facts)}
${code === undefined ? '' : copyField(`${id}-code`, messages.codeOf, fillRecipe(code, facts))}${texts}
<p class="evidence">${evidenceHtml(evidence)}</p></details>`;
}

function result(page: GetPage): string {
  const { chosen, example, publicUrl } = page;
  if (!chosen) return example ? examplePreview(example, publicUrl) : '';
  const { tag, qr, poster, address } = chosen.snippets;
  const { name, live } = chosen.library;
  return `${live ? '' : `<p><strong>${messages.isNotLive(escapeHtml(name))}</strong></p>\n`}<section aria-labelledby="paste"><h2 id="paste">${messages.paste}</h2>
<p>${chosen.wanted.variant === 'tab' ? messages.pasteTabWhere : messages.pasteWhere}</p>
${copyField('tag', messages.tagFor(escapeHtml(name)), tag.tag, 'button primary')}
${contrastText(chosen.snippets)}
<details><summary>${messages.strict}</summary>
${copyField('strict', messages.pasted.strictTag, tag.strictTag)}
${copyField('rule', messages.styleLine, tag.styleRule)}</details></section>
${preview(chosen, publicUrl)}
<section aria-labelledby="print"><h2 id="print">${messages.onPaper}</h2>
<p>${messages.qrLeads} <a href="${escapeHtml(address)}">${escapeHtml(address)}</a></p>
<p class="actions"><a class="button" href="${escapeHtml(poster)}">${messages.openPoster}</a> <a class="button" href="${escapeHtml(qr)}">${messages.qrAlone}</a></p></section>`;
}

/** With the tag, once a library is chosen. */
const toVendor = ({ chosen, publicUrl }: GetPage): string =>
  [messages.vendorSentence(new URL(publicUrl).origin), ...(chosen ? ['', chosen.snippets.tag.tag] : [])].join('\n');

export function getPage(page: GetPage): string {
  const facts = { script: scriptOf(page.publicUrl), placement: page.chosen?.wanted.placement ?? 'header' };
  const snippets = page.chosen?.snippets ?? null;
  const styleSheet = (page.chosen ?? page.example)?.styleSheet;
  return htmlPage(
    messages.title,
    `<p>${messages.intro}</p>
${form(page)}
<div id="result">${result(page)}
<section aria-labelledby="recipes"><h2 id="recipes">${messages.recipes}</h2>
<p>${messages.recipesIntro}</p>
<div class="recipes">${RECIPES.map((each) => recipe(each, snippets, facts)).join('\n')}
<details id="recipe-none"><summary>${messages.noRecipe}</summary>
<p>${messages.others} ${messages.noRecipeYet(WITHOUT_RECIPE)}</p>
${copyField('ask-vendor', messages.askVendor, toVendor(page))}</details></div></section></div>`,
    {
      wide: true,
      head: `
    ${OWN_STYLES}${styleSheet === undefined ? '' : `\n    ${styles(styleSheet)}`}
    ${OWN_SCRIPT}
    ${TAG_SCRIPT}`,
    },
  );
}
