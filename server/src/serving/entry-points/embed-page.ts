// In:    a library, how a webmaster wants its entry point.
// Out:   a page for a frame: the tag alone, or what is wrong with the frame's address beside a link that works.
// Never: contains unescaped text, or inline style or script, which the page's policy would block.
import type { SnippetQuery } from '@askusnow/sdk/contract';
import type { FieldError } from '../../platform/http/problem.ts';
import { escapeHtml } from '../../platform/http/html.ts';
import { attributesOf, framedOf, propertiesOf, type Askable } from '../../visibility/snippets/tag.ts';
import { messages } from './messages.ts';

/** Written from right to left. */
const RIGHT_TO_LEFT = /^(?:ar|fa|he|ps|ur|yi)\b/;

/** Links leave the frame: a chat needs the whole window. */
const page = (lang: string, title: string, head: string, body: string): string => `<!doctype html>
<html lang="${escapeHtml(lang)}"${RIGHT_TO_LEFT.test(lang) ? ' dir="rtl"' : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<base target="_top">
<link rel="stylesheet" href="/dashboard/assets/embed.css">${head}
</head>
<body>
${body}
</body>
</html>
`;

const linkTo = (address: string, label: string): string => `<a href="${escapeHtml(address)}">${escapeHtml(label)}</a>`;

/** `styleSheet`: where the frame's colours are; null: it has none. `isPractice`: what is pressed counts as practice. */
export function embedPage(
  library: Askable & { name: string },
  wanted: SnippetQuery,
  address: string,
  { styleSheet, isPractice = false }: { styleSheet: string | null; isPractice?: boolean },
): string {
  const attributes = attributesOf(library, { ...wanted, variant: framedOf(wanted.variant) }).map(
    ([name, value]) => ` ${name}="${escapeHtml(value)}"`,
  );
  const colours = styleSheet === null ? '' : `\n<link rel="stylesheet" href="${escapeHtml(styleSheet)}">`;
  return page(
    wanted.lang ?? 'en',
    `${wanted.label} · ${library.name}`,
    `${colours}\n<script type="module" src="/widget/v1/ask-us-now.js"></script>`,
    `<ask-us-now${attributes.join('')}${isPractice ? ' practice' : ''}>${linkTo(address, wanted.label)}</ask-us-now>`,
  );
}

/** The colours as a style sheet: the page's policy allows no inline style. */
export const embedStyles = (wanted: SnippetQuery): string =>
  `ask-us-now{${propertiesOf(wanted.variant, wanted)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')}}`;

/** For the webmaster who looks at it; patrons who meet it have the link. */
export const embedErrorPage = (library: { name: string }, address: string, errors: readonly FieldError[]): string =>
  page(
    'en',
    messages.frameFault,
    '',
    `<p>${linkTo(address, messages.askLibrarian)}</p>
<p>${messages.frameFault}:</p>
<ul>${errors.map(({ field, message }) => `<li><code>${escapeHtml(field)}</code> ${escapeHtml(message)}</li>`).join('')}</ul>
<p>${messages.makeAnother} <a href="/get">${messages.getTheTag}</a> (${escapeHtml(library.name)}).</p>`,
  );
