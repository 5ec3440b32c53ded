import { getAllServed, type ServedList } from '@askusnow/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { latestText, messages } from '../i18n/served.js';
import { WORDS } from '../i18n/words.js';
import { table } from '../styles/table.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { dataTable } from '../ui/data-table.js';
import { LiveQuery } from '../ui/live-query.js';
import { libraryPageHref } from '../ui/route.js';
import { WideTable } from '../ui/wide-table.js';
import '../ui/notice-card.js';

/** For the coordinator: what each library has said last of how lately its people have served. */
@customElement('served-list')
export class ServedListElement extends DashboardElement {
  static override styles = table;

  protected readonly wideTable = new WideTable(this);

  #list = new LiveQuery<ServedList>(this, ['workspace'], () => getAllServed(connection));

  protected override firstUpdated(): void {
    void this.#list.ask();
  }

  override render(): TemplateResult | typeof nothing {
    const { last, failure } = this.#list;
    if (failure !== undefined)
      return html`<notice-card .failure=${failure} @ask-retry=${() => void this.#list.ask()}></notice-card>`;
    if (last === undefined || last.libraries.length === 0) return nothing;
    const linkTo = ({ library, name }: ServedList['libraries'][number]): TemplateResult =>
      html`<a href=${libraryPageHref(library, 'training')}>${name}</a>`;
    const without = last.libraries.filter(({ latest }) => latest === null);
    const rows = last.libraries.flatMap((each) =>
      each.latest === null
        ? []
        : html`<tr>
            <th scope="row">${linkTo(each)}</th>
            <td data-label=${messages.latest}>${latestText(each.latest, each.isDue)}</td>
          </tr>`,
    );
    return html`<section class="panel">
      <h2 id="served">${messages.all}</h2>
      ${rows.length === 0 ? null : dataTable(messages.all, [WORDS.library, messages.latest], rows, 'served')}
      ${
        without.length === 0
          ? null
          : html`<details class="small">
              <summary>${messages.withoutAny(without.length)}</summary>
              <ul class="bulleted">
                ${without.map((each) => html`<li>${linkTo(each)}</li>`)}
              </ul>
            </details>`
      }
    </section>`;
  }
}
