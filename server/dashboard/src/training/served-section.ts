import {
  getServed,
  removeServed,
  sayServed,
  type LibraryServed,
  type Served,
  type ServedStatement,
} from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ageText, messages, SERVED_WORDS, servedText } from '../i18n/served.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { tones } from '../styles/tones.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field, sentForm, troubleLine } from '../ui/form-fields.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { readerMayChange } from '../ui/reader.js';
import '../ui/notice-card.js';

const dueChip = (): TemplateResult => html`<span class="chip warn">${messages.due}</span>`;

/** What a library says of how lately its people have served: the latest statement, those before it, and a form. */
@customElement('served-section')
export class ServedSection extends DashboardElement {
  static override styles = [page, tones];

  @property() library = '';
  #served = new LiveQuery<LibraryServed>(this, ['workspace'], () => getServed(connection, this.library));
  #adding = new Mutation(this);
  #removing = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) void this.#served.ask({ keep: false });
  }

  async #add(event: SubmitEvent): Promise<void> {
    const { text } = sentForm(event);
    const said = { says: text('says') as ServedStatement, date: text('date') };
    const done = await this.#adding.run(() => sayServed(connection, this.library, said), messages.added);
    if (done !== undefined) await this.#served.ask();
  }

  async #remove({ id }: Served): Promise<void> {
    const done = await this.#removing.run(() => removeServed(connection, this.library, id), messages.removed);
    if (done === undefined) return;
    await this.#served.ask();
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  override render(): TemplateResult {
    const { last, failure } = this.#served;
    return html`<section class="panel" aria-labelledby="served">
      <h2 id="served" tabindex="-1">${messages.heading}</h2>
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#served.ask()}></notice-card>`}
      ${last === undefined ? null : this.#body(last)}
    </section>`;
  }

  #body({ statements: [latest, ...earlier], isDue, today }: LibraryServed): TemplateResult {
    return html`${troubleLine(this.#removing.trouble)}
      ${
        latest === undefined
          ? html`<p>${messages.never} ${isDue ? dueChip() : null}</p>`
          : html`<ul class="plain-list">
              ${this.#statement(latest, isDue)}
            </ul>`
      }
      ${readerMayChange() ? this.#form(today, isDue) : null}
      ${
        earlier.length === 0
          ? null
          : html`<details>
              <summary>${messages.earlier}</summary>
              <ul class="plain-list">
                ${earlier.map((each) => this.#statement(each, false))}
              </ul>
            </details>`
      }
      <details class="small">
        <summary>${messages.howOften}</summary>
        <p>${messages.note}</p>
      </details>`;
  }

  #statement(served: Served, isDue: boolean): TemplateResult {
    return html`<li class="actions">
      <div>
        ${isDue ? dueChip() : null} ${servedText(served)}. ${ageText(served, isDue)}
        <span class="soft small">${messages.by(served.by)}</span>
      </div>
      ${
        readerMayChange()
          ? html`<button
              type="button"
              class="button screen-only"
              aria-disabled=${this.#removing.busy ? 'true' : 'false'}
              @click=${() => void this.#remove(served)}
            >
              ${WORDS.remove}<span class="visually-hidden"> ${messages.about(served)}</span>
            </button>`
          : null
      }
    </li>`;
  }

  #form(today: string, isDue: boolean): TemplateResult {
    const { errors, trouble, busy } = this.#adding;
    return html`<details class="screen-only">
      <summary class="button ${isDue ? 'primary' : ''}">${messages.update}</summary>
      <form @submit=${(event: SubmitEvent) => void this.#add(event)}>
        <p class="small soft">${messages.noNames}</p>
        ${troubleLine(trouble)} ${field({ name: 'says', label: messages.says, options: Object.entries(SERVED_WORDS) })}
        <div class="fields">${field({ name: 'date', errors, label: messages.date, type: 'date', value: today })}</div>
        <div>
          <button type="submit" class="button" aria-disabled=${busy ? 'true' : 'false'}>${messages.add}</button>
        </div>
      </form>
    </details>`;
  }
}
