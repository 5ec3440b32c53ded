import { html, nothing, type TemplateResult } from 'lit';
import { messages } from '../i18n/ui.js';
import type { Trouble } from './mutation.js';
import type { FieldErrors } from '../logic/field-errors.js';

/** The options of a form field. */
export interface Field {
  label: string;
  value: string;
  /** The id of the text of its fault; undefined: it has none. */
  fault?: string | undefined;
  type?: 'text' | 'time' | 'date' | 'datetime-local' | 'email' | 'url';
  required?: boolean;
  placeholder?: string;
  most?: number;
  wide?: boolean;
  onInput(value: string): void;
}

/** One labelled field, described by its fault. */
export const field = ({
  label,
  value,
  fault,
  type = 'text',
  required = true,
  placeholder,
  most,
  wide = false,
  onInput,
}: Field): TemplateResult =>
  html`<label class=${wide ? 'wide' : ''}>
    ${label}
    <input
      type=${type}
      .value=${value}
      ?required=${required}
      maxlength=${most ?? nothing}
      placeholder=${placeholder ?? nothing}
      aria-invalid=${fault === undefined ? nothing : 'true'}
      aria-describedby=${fault ?? nothing}
      @input=${(event: InputEvent) => onInput((event.target as HTMLInputElement).value)}
    />
  </label>`;

/** A labelled check box. */
export const tick = (
  label: string,
  checked: boolean,
  onChange: (checked: boolean) => void,
  more: { disabled?: boolean; fault?: string | undefined } = {},
): TemplateResult =>
  html`<label class="tick">
    <input
      type="checkbox"
      .checked=${checked}
      ?disabled=${more.disabled ?? false}
      aria-invalid=${more.fault === undefined ? nothing : 'true'}
      aria-describedby=${more.fault ?? nothing}
      @change=${(event: Event) => onChange((event.target as HTMLInputElement).checked)}
    />
    ${label}
  </label>`;

/** The fault of a group of fields, which `id` describes. Five overlapping days are one fault to fix. */
export function faults(id: string, errors: FieldErrors): TemplateResult | null {
  const [first, ...more] = errors;
  if (first === undefined) return null;
  return html`<p class="fault" id=${id}>${first.message}${more.length === 0 ? '' : messages.moreLike(more.length)}</p>`;
}

export const troubleLine = (trouble: Trouble | undefined): TemplateResult | null =>
  trouble === undefined ? null : html`<p class="trouble">${trouble.words}</p>`;
