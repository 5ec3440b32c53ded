import { createElement, quiet, quietly } from '../natives.js';
import type { Inspect } from '../sight/diagnose.js';
import { type Finding, findingsOf } from './findings.js';

const STYLES = `
  dialog {
    all: revert;
    box-sizing: border-box;
    width: min(44rem, 100vw - 1rem);
    max-height: calc(100vh - 1rem);
    overflow: auto;
    padding: 1rem;
    border: 1px solid;
    border-radius: 8px;
    color-scheme: light dark;
    background: Canvas;
    color: CanvasText;
    font: 1rem/1.45 system-ui, sans-serif;
    letter-spacing: normal;
    text-align: start;
    overflow-wrap: anywhere;
  }
  dialog::backdrop { background: rgb(0 0 0 / 0.4); }
  h2 { margin: 0 0 0.25rem; font-size: 1.25rem; }
  h3 { margin: 1rem 0 0.25rem; font-size: 1.05rem; }
  p { margin: 0.25rem 0; }
  ul { margin: 0; padding: 0; list-style: none; }
  li { display: flex; gap: 0.5rem; padding: 0.15rem 0; }
  .mark { flex: none; width: 7.5ch; font-weight: 600; }
  .actions { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0.75rem 0; }
  a { display: inline-block; padding: 0.5rem 0; color: LinkText; }
  button { min-height: 2.75rem; padding: 0 1rem; font: inherit; }
`;
const MARKS: Record<Finding['verdict'], string> = { yes: '✓ OK', no: '✗ Fix', unknown: '? Check', fact: '·' };

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = Object.assign(createElement(name), properties);
  node.append(...children);
  return node;
}

/** Without query and fragment, which may name a patron or their search. */
const address = (): string => location.origin + location.pathname;

/**
 * Where a signed-in person proposes this page, pressed by whoever has read the report: its address is in the fragment, which browsers
 * send to no server.
 */
const proposal = (library: string, endpoint: string): HTMLAnchorElement =>
  element(
    'a',
    {
      href: `${endpoint}/dashboard/${encodeURIComponent(library)}/visibility#address=${encodeURIComponent(address())}`,
      target: '_blank',
      rel: 'noopener noreferrer',
    },
    'Propose this page to your coordinator (you sign in first)',
  );

function toList(findings: readonly Finding[]): HTMLUListElement {
  return element(
    'ul',
    {},
    ...findings.map(({ verdict, text }) =>
      element('li', {}, element('span', { className: 'mark' }, MARKS[verdict]), element('span', {}, text)),
    ),
  );
}

let isOpen = false;

/**
 * Opens the webmaster's report over the page: what the page itself shows of each tag, and what the server answers anybody.
 * Never: sends an event, changes the page beside its own dialog, which leaves nothing behind, or has a score.
 */
export async function inspect(tags: readonly HTMLElement[], endpoint: string): Promise<void> {
  if (isOpen) return;
  isOpen = true;
  const reports = [];
  for (const tag of tags) {
    const own = quietly(() => new URL(tag.getAttribute('endpoint') ?? '').origin) ?? endpoint;
    const library = tag.getAttribute('library') ?? '';
    reports.push({ ...(await findingsOf(tag, tags, own)), link: proposal(library, own) });
  }
  const text = [
    `AskUsNow report of ${address()}`,
    ...reports.flatMap(({ title, findings }) => [
      '',
      title,
      ...findings.map(({ verdict, text }) => `${MARKS[verdict]} ${text}`),
    ]),
  ].join('\n');

  const host = createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  root.adoptedStyleSheets = [sheet];
  const heading = element('h2', { id: 'title' }, 'Ask Us Now on this page');
  const said = element('p', {});
  said.setAttribute('role', 'status');
  const copy = element('button', { type: 'button' }, 'Copy report');
  const close = element('button', { type: 'button' }, 'Close');
  const dialog = element(
    'dialog',
    { lang: 'en', dir: 'ltr' },
    heading,
    element('p', {}, address()),
    element('div', { className: 'actions' }, copy, close),
    said,
    ...reports.flatMap(({ title, findings, link }) => [
      element('h3', {}, title),
      toList(findings),
      element('p', {}, link),
    ]),
  );
  dialog.setAttribute('aria-labelledby', 'title');
  root.append(dialog);
  document.body.append(host);
  copy.addEventListener('click', () => {
    void (async () => {
      try {
        await navigator.clipboard.writeText(text);
        said.textContent = 'The report was copied.';
      } catch {
        // Refused, or a page without https: the text can be copied by hand.
        const field = element('textarea', { value: text, readOnly: true, rows: 8 });
        field.setAttribute('aria-label', 'Report');
        field.style.inlineSize = '100%';
        said.textContent = 'This page may not copy. Copy the report from here:';
        said.after(field);
        field.select();
      }
    })();
  });
  close.addEventListener('click', () => dialog.close());
  // Escape closes it, too.
  dialog.addEventListener(
    'close',
    quiet(() => {
      host.remove();
      isOpen = false;
    }),
  );
  dialog.showModal();
}
inspect satisfies Inspect;
