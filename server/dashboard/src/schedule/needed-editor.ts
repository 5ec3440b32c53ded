import { changeQueueShifts, type NeededRule, type QueueShifts } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messages, neededText } from '../i18n/shared-desk.js';
import { WORDS } from '../i18n/words.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { reportChanged } from '../ui/events.js';
import { faults } from '../ui/form-fields.js';
import { neededRows } from './needed-rows.js';

/** How many people a shared desk needs when, for its readers to read and for the coordinator to change. */
@customElement('needed-editor')
export class NeededEditor extends DashboardElement {
  static override styles = css`
    section {
      display: grid;
      gap: var(--space-3);
      margin-top: var(--space-4);
    }
  `;

  @property({ attribute: false }) shifts!: QueueShifts;
  @state() private editing = false;
  #draft = new Draft<{ needed: NeededRule[] }>(this, {
    words: () => ({ needed: this.shifts.needed }),
    revision: () => this.shifts.revision,
    reread: () => reportChanged(this),
  });

  async #edit(editing: boolean): Promise<void> {
    this.editing = editing;
    if (editing) this.#draft.open();
    else this.#draft.giveUp();
    await this.updateComplete;
    // The button that had the focus is gone.
    this.renderRoot.querySelector<HTMLElement>(editing ? 'h3' : '#edit')?.focus();
  }

  #set(needed: NeededRule[]): void {
    // Faults are named by position: after a row is removed they would appear beside another row.
    if (needed.length !== this.#draft.words.needed.length) this.#draft.forget();
    this.#draft.set({ needed });
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    const { queue, shifts } = this.shifts;
    const saved = await this.#draft.save(
      ({ needed }, revision) => changeQueueShifts(connection, queue, { shifts, needed, revision }),
      ({ name }) => messages.neededSaved(name),
    );
    if (saved !== undefined) return this.#edit(false);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }

  override render(): TemplateResult {
    const { needed, editable } = this.shifts;
    return html`<section aria-labelledby="needed">
      <h3 id="needed" tabindex="-1">${messages.needed}</h3>
      <p class="small soft">${messages.neededNote}</p>
      ${
        this.editing
          ? this.#form()
          : html`${
              needed.length === 0
                ? null
                : html`<ul class="plain-list">
                    ${needed.map((rule) => html`<li>${neededText(rule)}</li>`)}
                  </ul>`
            }
            ${
              editable
                ? html`<div class="actions screen-only">
                    <button type="button" class="button" id="edit" @click=${() => void this.#edit(true)}>
                      ${messages.changeNeeded}
                    </button>
                  </div>`
                : null
            }`
      }
    </section>`;
  }

  #form(): TemplateResult {
    const { words, errors, busy } = this.#draft;
    const rest = errors.filter(({ field }) => !/^needed\.\d/.test(field));
    return html`<form @submit=${(event: Event) => void this.#save(event)}>
      ${neededRows(words.needed, errors, (rules) => this.#set(rules))} ${faults('rest', rest)}
      ${this.#draft.line(messages.neededTheirs)}
      <div class="actions">
        <button type="submit" class="button primary" aria-disabled=${busy ? 'true' : 'false'}>${WORDS.save}</button>
        <button type="button" class="button" @click=${() => void this.#edit(false)}>${WORDS.cancel}</button>
      </div>
    </form>`;
  }
}
