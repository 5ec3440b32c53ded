import { getMetrics, type Metrics, type WindowDays } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { countChangeText } from '../i18n/change-text.js';
import { messages as appMessages } from '../i18n/app.js';
import { countText, rateText } from '../i18n/count-text.js';
import { messages, ofViewsText } from '../i18n/numbers.js';
import { WORDS } from '../i18n/words.js';
import { periodOfDays } from '../logic/number-period.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Query } from '../ui/query.js';
import { libraryPartHref, numbersHref } from '../ui/route.js';

/** How a library's button did in the last days, in two lines. Empty until it is known. */
@customElement('library-facts')
export class LibraryFacts extends DashboardElement {
  static override styles = css`
    dl {
      display: grid;
      grid-template-columns: auto 1fr;
      gap: var(--space-1) var(--space-4);
      min-height: 3.5rem;
      margin: 0;
    }

    dt {
      color: var(--ink-soft);
    }

    dd {
      margin: 0;
    }

    dd .small {
      display: block;
    }
  `;

  @property() library = '';
  @property({ type: Number }) days: WindowDays = 30;
  #metrics = new Query<Metrics>(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library') && !changed.has('days')) return;
    const { library, days } = this;
    void this.#metrics.ask(() => getMetrics(connection, library, { days }), { keep: false });
  }

  override render(): TemplateResult {
    const { last } = this.#metrics.state;
    if (last === undefined) return html`<dl></dl>`;
    const { counts, viewableRate, change, comparedFrom } = periodOfDays(last);
    const than = messages.daysBefore(this.days);
    const clicks = change
      ? countChangeText(change.counts.clicks!, change.before.counts.clicks!, than)
      : html`<span class="small soft">${messages.noDaysBefore(comparedFrom)}</span>`;
    const numbers = numbersHref(this.library, this.days);
    return html`<dl>
      <dt>${appMessages.lastDays(WORDS.clicks, this.days)}</dt>
      <dd>
        <a href=${numbers}><strong>${countText(counts!.clicks)}</strong></a> ${clicks}
      </dd>
      <dt>${WORDS.buttonSeen}</dt>
      <dd>
        <a href=${libraryPartHref(this.library, 'visibility', 'places')}
          ><strong>${rateText(viewableRate!).value}</strong></a
        >
        <span class="small soft">${ofViewsText(counts!)}</span>
      </dd>
    </dl>`;
  }
}
