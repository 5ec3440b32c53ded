import { getMissedDemand, type MissedDemand } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { LiveQuery } from '../ui/live-query.js';
import './missed-map.js';

/** Unmet demand of all libraries together. Not shown where it cannot be read: the table above says why. */
@customElement('statewide-missed')
export class StatewideMissed extends DashboardElement {
  #demand = new LiveQuery<MissedDemand>(this, ['counts'], () => getMissedDemand(connection));

  protected override firstUpdated(): void {
    void this.#demand.ask();
  }

  override render(): TemplateResult | null {
    const { last } = this.#demand;
    return last === undefined ? null : html`<missed-map class="panel" alone .cells=${last.missed}></missed-map>`;
  }
}
