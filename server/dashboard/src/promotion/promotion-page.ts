import { addCampaign, getCampaigns, type CampaignList } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { messages } from '../i18n/promotion.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { sentForm, field, troubleLine } from '../ui/form-fields.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import './campaign-card.js';

/** A library's campaigns: what each brought, and a form for the next. */
@customElement('promotion-page')
export class PromotionPage extends DashboardElement {
  static override styles = [
    page,
    css`
      form {
        max-width: 40rem;
      }
    `,
  ];

  @property() library = '';
  @property() name = '';
  #list = new LiveQuery<CampaignList>(this, ['counts'], () => getCampaigns(connection, this.library));
  #mutation = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) void this.#list.ask({ keep: false });
  }

  async #add(event: SubmitEvent): Promise<void> {
    const { text, reset } = sentForm(event);
    const added = await this.#mutation.run(
      () =>
        addCampaign(connection, this.library, {
          name: text('name'),
          from: text('from'),
          to: text('to'),
          note: text('note') || null,
        }),
      (done) => messages.added(done.name),
    );
    if (!added) return;
    reset();
    await this.#list.ask();
  }

  override render(): TemplateResult {
    const zone = this.#list.last?.zone;
    return livePage(
      { heading: messages.heading, sub: this.name, kept: this.#list, zone },
      (last) => html`${this.#campaigns(last)} ${readerMayChange() ? this.#form() : null}`,
    );
  }

  #campaigns({ campaigns }: CampaignList): TemplateResult {
    if (campaigns.length === 0) return html`<p class="panel soft">${messages.none}</p>`;
    return html`${repeat(
      campaigns,
      ({ id }) => id,
      (campaign) =>
        html`<campaign-card
          .campaign=${campaign}
          .onChanged=${() => void this.#list.ask()}
          .onRemoved=${() => this.renderRoot.querySelector<HTMLElement>('h1')?.focus()}
        ></campaign-card>`,
    )}`;
  }

  #form(): TemplateResult {
    const { errors } = this.#mutation;
    return html`<section class="panel screen-only" aria-labelledby="add">
      <h2 id="add">${messages.add}</h2>
      <form @submit=${(event: SubmitEvent) => void this.#add(event)}>
        ${troubleLine(this.#mutation.trouble)}
        ${field({ name: 'name', errors, label: WORDS.name, most: 60, note: messages.nameHint })}
        <div class="fields">
          ${field({ name: 'from', errors, label: messages.from, type: 'date' })}
          ${field({ name: 'to', errors, label: WORDS.lastDay, type: 'date' })}
        </div>
        ${field({ name: 'note', errors, label: WORDS.noteOptional, rows: 2, required: false, most: 500 })}
        <div>
          <button class="button primary" type="submit" ?disabled=${this.#mutation.busy}>${messages.addButton}</button>
        </div>
      </form>
    </section>`;
  }
}
