import { getMissedDemand, type MissedDemand } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { LiveQuery } from '../ui/live-query.js';
import { messages } from '../i18n/coverage.js';
import '../ui/notice-card.js';
import './missed-map.js';

/** Unmet demand of all libraries together, first read when it is opened. */
@customElement('statewide-missed')
export class StatewideMissed extends DashboardElement {
  static override styles = css`
    h2 {
      display: inline;
    }

    summary {
      color: var(--ink);
    }
  `;

  #demand = new LiveQuery<MissedDemand>(this, ['counts'], () => getMissedDemand(connection));

  #toggled({ currentTarget }: Event): void {
    if ((currentTarget as HTMLDetailsElement).open) void this.#demand.ask();
  }

  override render(): TemplateResult {
    const { last, failure } = this.#demand;
    return html`<details class="panel" @toggle=${(event: Event) => this.#toggled(event)}>
      <summary><h2>${messages.unmetDemandByHour}</h2></summary>
      ${failure === undefined || last ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#demand.ask()}></notice-card>`}
      ${last ? html`<missed-map alone .cells=${last.missed}></missed-map>` : null}
    </details>`;
  }
}
