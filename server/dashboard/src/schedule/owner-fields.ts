import type { SharedDesk, ShiftService } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { messages } from '../i18n/shared-desk.js';
import type { Who } from '../logic/shift-edit.js';
import { WORDS } from '../i18n/words.js';
import { field, tick } from '../ui/form-fields.js';

export interface OwnerFields {
  who: Who;
  /** Null: a desk of one library, whose shifts have a label alone. */
  shared: SharedDesk | null;
  fault(member: keyof Who): string | undefined;
  /** Undefined takes a field away. */
  onInput(change: Who): void;
}

/** Who is scheduled: a desk or team, or at a shared desk the library that owes the hours. Within `.fields`. */
export function ownerFields({ who, shared, fault, onInput }: OwnerFields): TemplateResult {
  const { label = '', library, service, people = 1, endsAtClosing = false } = who;
  const labelled = field({
    label: library === undefined ? WORDS.shiftLabel : messages.label,
    value: label,
    most: 80,
    required: library === undefined,
    wide: true,
    fault: fault('label'),
    onInput: (typed) => onInput({ label: typed }),
  });
  if (shared === null) return labelled;
  const { libraries, services } = shared;
  const choices = [['', messages.nobodyOwes], ...libraries.map(({ id, name }) => [id, name] as const)] as const;
  return html`${field({
    label: messages.owedBy,
    value: library ?? '',
    options: choices,
    required: false,
    wide: true,
    fault: fault('library'),
    onInput: (id) => onInput({ library: id || undefined }),
  })}
  ${labelled}
  ${
    library === undefined
      ? null
      : html`${field({
            label: messages.service,
            value: service ?? '',
            options: [['', messages.asDesk], ...Object.entries(services)],
            required: false,
            fault: fault('service'),
            onInput: (chosen) => onInput({ service: (chosen || undefined) as ShiftService | undefined }),
          })}
          ${field({
            label: messages.people,
            type: 'number',
            range: { min: 1, max: 50 },
            value: String(people),
            fault: fault('people'),
            onInput: (typed) => onInput({ people: Number(typed) > 1 ? Number(typed) : undefined }),
          })}
          <div class="wide">
            ${tick(messages.endsAtClosing, endsAtClosing, (on) => onInput({ endsAtClosing: on || undefined }), { fault: fault('endsAtClosing') })}
          </div>`
  }`;
}
