import type { Season, WeeklyRule } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/schedule.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { emitDraft } from '../ui/events.js';
import { errorsAt, isAtFault, type FieldErrors } from '../logic/field-errors.js';
import { newSeason, replaced, without } from '../logic/hours-draft.js';
import { faults, field } from '../ui/form-fields.js';
import './week-editor.js';

/** Other weekly hours for a part of the year. */
@customElement('season-editor')
export class SeasonEditor extends DashboardElement {
  @property({ attribute: false }) seasons: readonly Season[] = [];
  @property() path = '';
  @property() today = '';
  @property({ attribute: false }) errors: FieldErrors = [];

  #change(index: number, change: Partial<Season>): void {
    const season = this.seasons[index];
    if (season) emitDraft(this, replaced(this.seasons, index, { ...season, ...change }));
  }

  override render(): TemplateResult {
    return html`<div class="form">
      ${this.seasons.map((season, index) => this.#season(season, index))}
      <div class="actions">
        <button type="button" class="button" @click=${() => emitDraft(this, [...this.seasons, newSeason(this.today)])}>
          ${messages.addSeason}
        </button>
      </div>
    </div>`;
  }

  #season({ name, from, to, weekly }: Season, index: number): TemplateResult {
    const path = `${this.path}.${index}`;
    // Faults inside the week are shown by the week's editor.
    const wrong = errorsAt(this.errors, path).filter(({ field }) => !field.startsWith(`${path}.weekly`));
    const id = `fault-${index}`;
    const fault = (member: string): string | undefined => (isAtFault(wrong, path, member) ? id : undefined);
    return html`<fieldset>
      <legend>Season ${index + 1}${name ? `: ${name}` : ''}</legend>
      <div class="form">
        <div class="fields">
          ${field({ label: 'Name', value: name, most: 80, placeholder: 'Summer', wide: true, fault: fault('name'), onInput: (value) => this.#change(index, { name: value }) })}
          ${field({ label: 'First day', type: 'date', value: from, fault: fault('from'), onInput: (value) => this.#change(index, { from: value }) })}
          ${field({ label: 'Last day', type: 'date', value: to, fault: fault('to'), onInput: (value) => this.#change(index, { to: value }) })}
          <button type="button" class="button" @click=${() => emitDraft(this, without(this.seasons, index))}>
            Remove<span class="visually-hidden"> season ${index + 1}</span>
          </button>
        </div>
        ${faults(id, wrong)}
        <week-editor
          .rules=${weekly}
          .path=${`${path}.weekly`}
          .errors=${this.errors}
          @ask-draft=${(event: CustomEvent<WeeklyRule[]>) => this.#change(index, { weekly: event.detail })}
        ></week-editor>
      </div>
    </fieldset>`;
  }
}
