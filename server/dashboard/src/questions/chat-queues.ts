import { html, type TemplateResult } from 'lit';
import { messages } from '../i18n/chat-export.js';
import { WORDS } from '../i18n/words.js';
import { choicesTable } from '../ui/choices-table.js';
import { field } from '../ui/form-fields.js';
import type { Comparison } from './chat-comparison.js';

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
  const day = (label: string, key: 'from' | 'to'): TemplateResult =>
    field({
      label,
      type: 'date',
      value: options[key],
      onInput: (value) => onChange({ [key]: value }),
    });
  return html`<form @submit=${onCompare}>
    <p>${messages.counted(count)}</p>
    ${choicesTable({
      caption: messages.queues,
      heads: [messages.queue, WORDS.library],
      choices: queues,
      noName: messages.noQueue,
      options: [['', messages.leaveOut], ...libraries.map(({ id, name }) => [id, name] as const)],
      onChange: (chosen) => onChange({ queues: chosen }),
    })}
    <div class="fields">${day(messages.from, 'from')} ${day(messages.to, 'to')}</div>
    <p class="small soft">${messages.windowNote}</p>
    <div>
      <button class="button primary" type="submit" ?disabled=${isBusy}>${messages.compare}</button>
    </div>
  </form>`;
}
