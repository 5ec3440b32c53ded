import { html, type TemplateResult } from 'lit';
import { messages } from '../i18n/chat-export.js';
import { WORDS } from '../i18n/words.js';
import { dataTable } from '../ui/data-table.js';
import { field } from '../ui/form-fields.js';

/** What is compared with what is stored. */
export interface Comparison {
  /** The library of each queue of the file; empty: the queue is left out. */
  queues: Record<string, string>;
  from: string;
  to: string;
}

export interface QueuesFormOptions extends Comparison {
  /** Chats in the file. */
  count: number;
  libraries: readonly { id: string; name: string }[];
  isBusy: boolean;
  onChange: (change: Partial<Comparison>) => void;
  onCompare: (event: SubmitEvent) => void;
}

/** Which library each queue of a file belongs to, and which of its days are read. */
export function queuesForm(options: QueuesFormOptions): TemplateResult {
  const { queues, count, libraries, isBusy, onChange, onCompare } = options;
  const names = Object.keys(queues);
  const rows = names.map(
    (name) =>
      html`<tr>
        <th scope="row"><bdi>${name || messages.noQueue}</bdi></th>
        <td data-label=${WORDS.library}>
          <select
            aria-label=${`${WORDS.library}: ${name || messages.noQueue}`}
            @change=${(event: Event) =>
              onChange({ queues: { ...queues, [name]: (event.target as HTMLSelectElement).value } })}
          >
            <option value="" ?selected=${queues[name] === ''}>${messages.leaveOut}</option>
            ${libraries.map(
              ({ id, name: its }) => html`<option value=${id} ?selected=${queues[name] === id}>${its}</option>`,
            )}
          </select>
        </td>
      </tr>`,
  );
  const day = (label: string, key: 'from' | 'to'): TemplateResult =>
    field({
      label,
      type: 'date',
      value: options[key],
      onInput: (value) => onChange({ [key]: value }),
    });
  return html`<form @submit=${onCompare}>
    <p>${messages.counted(count)}</p>
    ${dataTable(messages.queues, [messages.queue, WORDS.library], rows)}
    <div class="fields">${day(messages.from, 'from')} ${day(messages.to, 'to')}</div>
    <p class="small soft">${messages.windowNote}</p>
    <div>
      <button class="button primary" type="submit" ?disabled=${isBusy}>${messages.compare}</button>
    </div>
  </form>`;
}
