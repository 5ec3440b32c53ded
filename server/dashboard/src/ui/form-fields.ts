import { html, nothing, type TemplateResult } from 'lit';
import { messages } from '../i18n/ui.js';
import type { Trouble } from './mutation.js';
import { errorsAt, type FieldErrors } from '../logic/field-errors.js';

/** The options of a form field. */
export interface Field {
  label: string;
  /** The head of its column, or its first option, says it to those who see. */
  isLabelHidden?: boolean;
  /** Its name in the request, by which the server names its faults. */
  name?: string;
  /** The form's faults: its own is shown below it. */
  errors?: FieldErrors;
  /** In place of the server's words for its fault. */
  faultWords?: string;
  /** The id of the text of its fault, where it is shown elsewhere. */
  fault?: string | undefined;
  /** Undefined: the form's data has it by its name. */
  value?: string | undefined;
  type?: 'text' | 'time' | 'date' | 'datetime-local' | 'email' | 'url' | 'number';
  /** Makes it a text of several lines. */
  rows?: number;
  /** Makes it a choice: values, and their words. */
  options?: readonly (readonly [string, string])[];
  required?: boolean;
  placeholder?: string;
  most?: number;
  /** Of a number. */
  range?: { min: number; max: number; step?: string };
  wide?: boolean;
  /** Below the field, in words that describe it. */
  hint?: string;
  /** Below the field, as a part of its label. */
  note?: string;
  /** The writer's own words, which may run from right to left. */
  isFree?: boolean;
  onInput?(value: string): void;
}

const valueOf = ({ target }: Event): string => (target as HTMLInputElement).value;

/** One labelled field, described by its hint or its fault. */
export function field(options: Field): TemplateResult {
  const { label, name = '', errors = [], wide = false, hint, note } = options;
  const found = name === '' ? [] : errorsAt(errors, name);
  const own =
    options.faultWords === undefined
      ? found
      : found.slice(0, 1).map((each) => ({ ...each, message: options.faultWords! }));
  const fault = own.length > 0 ? `${name}-fault` : options.fault;
  const labelled = html`<label class=${wide ? 'wide' : ''}
    >${options.isLabelHidden ? html`<span class="visually-hidden">${label}</span>` : label} ${control(options, fault)}
    ${note === undefined ? null : html`<small>${note}</small>`}</label
  >`;
  // One template with a fault and without: another would make the field anew, and what is typed would be lost.
  if (hint === undefined) return html`${labelled} ${faults(`${name}-fault`, own)}`;
  return html`<div>
    ${labelled}
    <p class="small soft" id="${name}-hint">${hint}</p>
    ${faults(`${name}-fault`, own)}
  </div>`;
}

function control(
  {
    name,
    value,
    type = 'text',
    rows,
    options,
    required = options === undefined,
    placeholder,
    most,
    range,
    hint,
    isFree,
    onInput,
  }: Field,
  fault: string | undefined,
): TemplateResult {
  const invalid = fault === undefined ? nothing : 'true';
  const described = [fault, hint === undefined ? undefined : `${name}-hint`].filter((id) => id !== undefined);
  const describedBy = described.join(' ') || nothing;
  const ownName = onInput === undefined ? name : nothing;
  const dir = isFree ? 'auto' : nothing;
  if (options !== undefined)
    return html`<select
      name=${ownName ?? nothing}
      ?required=${required}
      .value=${value ?? nothing}
      aria-invalid=${invalid}
      aria-describedby=${describedBy}
      @change=${(event: Event) => onInput?.(valueOf(event))}
    >
      ${options.map(([each, words]) => html`<option value=${each} ?selected=${each === value}>${words}</option>`)}
    </select>`;
  if (rows !== undefined)
    return html`<textarea
      name=${ownName ?? nothing}
      rows=${rows}
      ?required=${required}
      maxlength=${most ?? nothing}
      dir=${dir}
      .value=${value ?? nothing}
      aria-invalid=${invalid}
      aria-describedby=${describedBy}
      @input=${(event: Event) => onInput?.(valueOf(event))}
    ></textarea>`;
  return html`<input
    name=${ownName ?? nothing}
    type=${type}
    min=${range?.min ?? nothing}
    max=${range?.max ?? nothing}
    step=${range?.step ?? nothing}
    .value=${value ?? nothing}
    ?required=${required}
    maxlength=${most ?? nothing}
    placeholder=${placeholder ?? nothing}
    dir=${dir}
    aria-invalid=${invalid}
    aria-describedby=${describedBy}
    @input=${(event: Event) => onInput?.(valueOf(event))}
  />`;
}

/** A form whose fields have names, as it is sent; the page stays where it is. */
export function sentForm(event: SubmitEvent): { text(name: string): string; reset(): void } {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const fields = new FormData(form);
  return { text: (name) => ((fields.get(name) as string | null) ?? '').trim(), reset: () => form.reset() };
}

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

/** One of several choices of the same `name`. */
export const radio = (
  name: string,
  label: unknown,
  checked: boolean,
  onChoose: () => void,
  { required = false } = {},
): TemplateResult =>
  html`<label class="tick">
    <input type="radio" name=${name} ?required=${required} .checked=${checked} @change=${() => onChoose()} />
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
