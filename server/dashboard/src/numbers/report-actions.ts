import { html, type TemplateResult } from 'lit';
import { messages } from '../i18n/numbers.js';
import { WORDS } from '../i18n/words.js';

/** What is done with the numbers that a page shows: share, print, and the file at `csv`. */
export const reportActions = (
  csv: string,
  { isSharing, onShare }: { isSharing: boolean; onShare(): void },
): TemplateResult =>
  html`<div class="actions">
    <button class="button" type="button" aria-expanded=${isSharing ? 'true' : 'false'} @click=${onShare}>
      ${messages.share}
    </button>
    <button class="button" type="button" @click=${() => print()}>${WORDS.print}</button>
    <a class="button" href=${csv} download>${WORDS.csv}</a>
  </div>`;
