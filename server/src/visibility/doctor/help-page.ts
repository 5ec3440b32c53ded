// In:    the help topics.
// Out:   the help page that every message links to, for the person who can edit the site.
// Never: unescaped text.
import { escapeHtml } from '../../platform/http/html.ts';
import { htmlPage } from '../../platform/http/html-page.ts';
import { HELP, HELP_TITLE, type HelpSection } from './page/help.ts';

/** `publicUrl`: this server's address, which stands in the lines to copy. */
export function helpPage(publicUrl: string): string {
  const shown = (text: string): string => escapeHtml(text.replaceAll('SERVER', publicUrl));
  const sections = Object.entries<HelpSection>(HELP).map(
    ([topic, { title, text, code }]) =>
      `<section id="${topic}"><h2>${escapeHtml(title)}</h2>` +
      text.map((paragraph) => `<p>${shown(paragraph)}</p>`).join('') +
      (code === undefined ? '' : `<pre tabindex="0"><code>${shown(code)}</code></pre>`) +
      '</section>',
  );
  return htmlPage(escapeHtml(HELP_TITLE), `<div class="topics">${sections.join('\n')}</div>`, { wide: true });
}
