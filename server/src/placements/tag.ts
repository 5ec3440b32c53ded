// In:    where this server is, and how a library can be asked.
// Out:   the tag that its webmaster pastes.
// Never: a tag without a working link in it: that link is what patrons get without script.
import type { Fallback } from '@askusnow/sdk/contract';
import { escapeHtml } from '../http/html.ts';

/** What a tag needs of a library; queues nearest tier first. */
export interface Askable {
  id: string;
  queues: readonly { chatUrl: string | null }[];
  fallback: Fallback;
}

/** The nearest chat address; without any, a form or page; the server's own front page only where the file gives none. */
export function tagOf(library: Askable, publicUrl: string): string {
  const { form, page } = library.fallback;
  const href = library.queues.find(({ chatUrl }) => chatUrl !== null)?.chatUrl ?? form ?? page ?? `${publicUrl}/`;
  return [
    `<script type="module" src="${escapeHtml(publicUrl)}/widget/v1/ask-us-now.js" referrerpolicy="no-referrer"></script>`,
    `<ask-us-now library="${escapeHtml(library.id)}" placement="header"><a href="${escapeHtml(href)}">Ask a librarian</a></ask-us-now>`,
  ].join('\n');
}
