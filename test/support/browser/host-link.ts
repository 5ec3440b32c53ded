// A link in running text in each formatting context, and where the text after it stands.
import { tagsOf } from '../../../server/src/visibility/snippets/tag.ts';
import type { AnyVisit } from './host-visit.ts';
import { eventually } from '../waiting.ts';

/** The link as this server prints it, without its script; for a site that blocks inline styles, after its style sheet. */
export function printedLink(server: string, href: string, isStrict = false): string {
  const library = { id: 'harford', queues: [{ chatUrl: href }], fallback: {} };
  const { tag, strictTag, styleRule } = tagsOf(library, server).find(({ variant }) => variant === 'link')!;
  return isStrict ? `<style>${styleRule}</style>${strictTag.split('\n')[1]!}` : tag.split('\n')[1]!;
}

const NEXT = '<b class="next">next</b>';
const CONTEXTS: Record<string, (tag: string) => string> = {
  block: (tag) => `<div>${tag}${NEXT}</div>`,
  inline: (tag) => `<p>Ask: <em>${tag}</em> ${NEXT}</p>`,
  'inline-block': (tag) => `<div><span style="display:inline-block">${tag}</span>${NEXT}</div>`,
  flex: (tag) => `<div style="display:flex">${tag}${NEXT}</div>`,
  'inline flex': (tag) => `<div><span style="display:inline-flex">${tag}</span>${NEXT}</div>`,
  grid: (tag) => `<div style="display:grid;grid-template-columns:max-content auto">${tag}${NEXT}</div>`,
  'grid of least widths': (tag) =>
    `<div style="display:grid;grid-template-columns:min-content auto">${tag}${NEXT}</div>`,
  float: (tag) => `<div style="overflow:auto"><span style="float:left">${tag}</span>${NEXT}</div>`,
  'table cell': (tag) => `<table><tr><td>${tag}</td><td>${NEXT}</td></tr></table>`,
  'menu of floats': (tag) =>
    `<ul style="overflow:auto;list-style:none;padding:0"><li style="float:left">${tag}</li><li style="float:left">${NEXT}</li></ul>`,
  'flexible menu': (tag) =>
    `<ul style="display:flex;flex-wrap:wrap;list-style:none;padding:0"><li>${tag}</li><li>${NEXT}</li></ul>`,
  'width of its words': (tag) => `<div style="width:max-content;border:1px solid">${tag}</div>${NEXT}`,
};

/** The body of a page with a printed link in each context. */
export const contextsBody = (tag: string): string =>
  Object.values(CONTEXTS)
    .map((around) => `<section style="display:flow-root">${around(tag)}</section>`)
    .join('');

/** Adds the script to a page that was measured without it, and waits until every tag has something to say. */
export async function addScript(visit: AnyVisit, server: string): Promise<void> {
  await visit.see(`(() => {
    const script = document.createElement('script');
    script.type = 'module';
    script.src = '${server}/widget/v1/ask-us-now.js';
    document.head.append(script);
  })()`);
  await eventually(() =>
    visit.see(
      '[...document.querySelectorAll("ask-us-now")].every((tag) => tag.shadowRoot?.querySelector("[part=box]")?.dataset.tone === "open")',
    ),
  );
}

/** Where the text after each tag stands in its section. */
const NEXT_PLACES = `[...document.querySelectorAll('.next')].map((next) => {
  const { left, top } = next.getBoundingClientRect();
  return [left, top - next.closest('section').getBoundingClientRect().top];
})`;

/** Adds the script; returns the contexts in which the text after the link has another place with it than without. */
export async function movedContexts(visit: AnyVisit, addTag: () => Promise<void>): Promise<string[]> {
  const before = await visit.see<[number, number][]>(NEXT_PLACES);
  await addTag();
  const after = await visit.see<[number, number][]>(NEXT_PLACES);
  const isMoved = (at: number): boolean => [0, 1].some((axis) => Math.abs(after[at]![axis]! - before[at]![axis]!) > 2);
  return Object.keys(CONTEXTS).filter((_, at) => isMoved(at));
}

/** The rule that took the reserved room back by a percentage, which intrinsic sizes count as nothing. */
export const PERCENT_MARGIN = `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('[part=box]::after { margin-inline-start: max(-15.5em, -100%) !important }');
  for (const { shadowRoot } of document.querySelectorAll('ask-us-now')) shadowRoot.adoptedStyleSheets.push(sheet);
})()`;
