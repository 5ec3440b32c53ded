import { html, type TemplateResult } from 'lit';
import { messages } from '../i18n/chat-export.js';
import { WORDS } from '../i18n/words.js';
import { countText } from '../i18n/count-text.js';
import { dataTable } from '../ui/data-table.js';
import { tick } from '../ui/form-fields.js';
import type { Part } from './chat-parts.js';

export interface PartsResultOptions {
  parts: readonly Part[];
  nameOf: (library: string) => string;
  isBusy: boolean;
  /** Whether the reader has agreed to replace what is stored. */
  isReplacing: boolean;
  onReplacing: (isReplacing: boolean) => void;
  onSave: () => void;
}

/** What would be saved of each library, what it would replace, and the button that saves it. */
export function partsResult(options: PartsResultOptions): TemplateResult {
  const { parts, nameOf, isBusy, isReplacing, onReplacing, onSave } = options;
  const rows = parts.map(
    ({ library, entries, questions, unanswered }) =>
      html`<tr>
        <th scope="row">${nameOf(library)}</th>
        <td class="number" data-label=${WORDS.days}>${countText(entries.length)}</td>
        <td class="number" data-label=${WORDS.questions}>${countText(questions)}</td>
        <td class="number" data-label=${messages.unanswered}>${countText(unanswered)}</td>
      </tr>`,
  );
  const replaced = parts.flatMap((part) => part.replaced);
  const hasEntries = parts.some(({ entries }) => entries.length > 0);
  return html`${dataTable(messages.result, [WORDS.library, ...[WORDS.days, WORDS.questions, messages.unanswered].map((number) => ({ number }))], rows)}
  ${hasEntries ? null : html`<p>${messages.same}</p>`}
  ${
    replaced.length === 0
      ? null
      : html`<details open>
            <summary>${messages.replaced(replaced.length)}</summary>
            <ul class="small">
              ${replaced.map(({ date, stored, fresh }) => html`<li>${messages.replacedDay(date, stored, fresh)}</li>`)}
            </ul>
          </details>
          ${tick(messages.replace, isReplacing, onReplacing)}`
  }
  ${
    hasEntries
      ? html`<div>
          <button
            class="button primary"
            type="button"
            ?disabled=${isBusy || (replaced.length > 0 && !isReplacing)}
            @click=${onSave}
          >
            ${messages.save}
          </button>
        </div>`
      : null
  }`;
}
