import { idOfName } from '@askusnow/server/id-of-name';
import { html, type TemplateResult } from 'lit';
import { messages } from '../i18n/registration.js';
import { WORDS } from '../i18n/words.js';
import type { FieldErrors } from '../logic/field-errors.js';
import type { Draft } from '../ui/draft.js';
import { faults, field, type Field } from '../ui/form-fields.js';
import { saveBar } from '../ui/save-bar.js';

/** The id of a section, which the address has, from its heading. */
export const sectionOf = (heading: string): string => idOfName(heading, 'section', []);

/** A field of what is registered, by its path there. */
export type RegistrationField = (
  path: string,
  label: string,
  value: string,
  onInput: (value: string) => void,
  more?: Partial<Field>,
) => TemplateResult;

export const registrationField =
  ({ errors }: { errors: FieldErrors }): RegistrationField =>
  (path, label, value, onInput, more) =>
    field({ ...{ label, value, onInput, errors, name: `registration.${path}` }, required: false, wide: true, ...more });

/** The faults of a group of fields as a whole: those of the fields in it stand beside them. */
export function groupFaults({ errors }: { errors: FieldErrors }, path: string): TemplateResult | null {
  const at = `registration.${path}`;
  return faults(
    `${at}-fault`,
    errors.filter((error) => error.field === at),
  );
}

/** Saves what is typed, or gives it up. Its host has the sheet `saveBarStyles`. */
export const saveButtons = <Words extends object>(draft: Draft<Words>): TemplateResult =>
  saveBar(
    draft,
    html`${draft.line(messages.theirs)}
      <div class="actions">
        <button class="button primary" ?disabled=${draft.busy || draft.isUntouched}>${WORDS.save}</button>
        ${
          draft.isUntouched
            ? null
            : html`<button class="button" type="button" ?disabled=${draft.busy} @click=${() => draft.giveUp()}>
                ${messages.discard}
              </button>`
        }
      </div>`,
  );
