// Pages as webmasters write them, around one tag.
import { STYLE_RULES } from '../../../server/src/visibility/snippets/tag.ts';

/** The tag as the README gives it. */
export const aTag = (href: string, attributes = '', placement = 'header'): string =>
  `<ask-us-now library="harford" placement="${placement}" ${attributes}><a href="${href}">Ask a librarian</a></ask-us-now>`;

/** The script as the README gives it. */
export const aScript = (server: string, attributes = ''): string =>
  `<script type="module" ${attributes} src="${server}/widget/v1/ask-us-now.js" referrerpolicy="no-referrer"></script>`;

/** An HTML document; what is not given is as plain as can be. */
export const aPage = ({ head = '', body = '', html = 'lang="en"', doctype = '<!doctype html>' } = {}): string =>
  `${doctype}<html ${html}><head><meta charset="utf-8"><title>Library</title>${head}</head><body>${body}</body></html>`;

/** Where links lead: the chat of the library. */
export const CHAT_PAGE = aPage({ body: '<h1>Chat</h1>' });

/** The room that we have a webmaster keep, so that nothing moves when the script arrives. */
export const ROOM = `<style>${Object.values(STYLE_RULES).join('\n')}</style>`;
