import { addSiteVisit, removeSiteVisit, type SiteVisit } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChangeAll } from '../ui/reader.js';
import { messages } from '../i18n/meetings.js';
import { WORDS } from '../i18n/words.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { reportChanged } from '../ui/events.js';
import { sentForm, field, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

/** Days on which the coordinator visits libraries; the coordinator adds and removes them. */
@customElement('site-visits')
export class SiteVisits extends DashboardElement {
  static override styles = css`
    :host {
      display: grid;
      gap: var(--space-3);
    }
  `;

  @property({ attribute: false }) visits: readonly SiteVisit[] = [];
  @property({ attribute: false }) libraries: readonly { id: string; name: string }[] = [];
  #mutation = new Mutation(this);

  async #add(event: SubmitEvent): Promise<void> {
    const { text, reset } = sentForm(event);
    const added = await this.#mutation.run(
      () => addSiteVisit(connection, { library: text('library'), date: text('date') }),
      messages.visitAdded,
    );
    if (added === undefined) return;
    reset();
    reportChanged(this);
  }

  async #remove({ id }: SiteVisit): Promise<void> {
    const isDone = await this.#mutation.run(() => removeSiteVisit(connection, id), messages.visitRemoved);
    if (!isDone) return;
    reportChanged(this);
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  override render(): TemplateResult {
    return html`<h2 id="visits" tabindex="-1">${messages.visits}</h2>
      ${
        this.visits.length === 0
          ? html`<p class="soft">${messages.noVisits}</p>`
          : html`<ul class="plain-list">
              ${this.visits.map((visit) => this.#visit(visit))}
            </ul>`
      }
      ${readerMayChangeAll() ? this.#form() : null}`;
  }

  #visit(visit: SiteVisit): TemplateResult {
    const words = messages.visit(visit.date, visit.library.name);
    return html`<li class="actions">
      <span>${words}</span>
      ${
        readerMayChangeAll()
          ? html`<button
              type="button"
              class="button screen-only"
              aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
              @click=${() => void this.#remove(visit)}
            >
              ${WORDS.remove}<span class="visually-hidden"> ${words}</span>
            </button>`
          : null
      }
    </li>`;
  }

  #form(): TemplateResult {
    const { errors, trouble, busy } = this.#mutation;
    return html`<details class="screen-only">
      <summary class="button">${messages.addVisit}</summary>
      <form @submit=${(event: SubmitEvent) => void this.#add(event)}>
        ${errors.length === 0 ? troubleLine(trouble) : null}
        <div class="fields">
          ${field({
            name: 'library',
            label: WORDS.library,
            wide: true,
            options: this.libraries.map(({ id, name }) => [id, name] as const),
          })}
          ${field({ name: 'date', errors, label: WORDS.day, type: 'date' })}
        </div>
        <div><button class="button" type="submit" ?disabled=${busy}>${messages.visitButton}</button></div>
      </form>
    </details>`;
  }
}
