import { getHappened, type Happened, type HappenedKind } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { itemText, KIND_WORDS, messages } from '../i18n/meetings.js';
import { WORDS } from '../i18n/words.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { LiveQuery } from '../ui/live-query.js';
import '../ui/notice-card.js';

/** What happened at the reader's libraries since the last meeting, each with its page. */
@customElement('happened-list')
export class HappenedList extends DashboardElement {
  static override styles = css`
    li {
      overflow-wrap: anywhere;
    }
  `;

  #happened = new LiveQuery<Happened>(this, ['workspace', 'requests'], () => getHappened(connection));

  protected override firstUpdated(): void {
    void this.#happened.ask();
  }

  override render(): TemplateResult {
    const { last, failure } = this.#happened;
    if (last === undefined)
      return failure === undefined
        ? html`<p class="soft">${WORDS.loading}</p>`
        : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#happened.ask()}></notice-card>`;
    const { lastMeeting, items } = last;
    const lists = (Object.keys(KIND_WORDS) as HappenedKind[]).map((kind) => ({
      kind,
      its: items.filter((item) => item.kind === kind),
    }));
    return html`<details>
      <summary>
        <h2>${messages.happened(lastMeeting?.date ?? null, items.length)}</h2>
      </summary>
      ${items.length === 0 ? html`<p>${messages.nothing}</p>` : null}
      ${lists.map(({ kind, its }) =>
        its.length === 0
          ? null
          : html`<h3>${KIND_WORDS[kind]}</h3>
              <ul>
                ${its.map(
                  (item) =>
                    html`<li>
                      <a href=${item.path}
                        >${messages.itemLink(item.on)}<span class="visually-hidden"> ${itemText(item)}</span></a
                      >: ${itemText(item)}
                    </li>`,
                )}
              </ul>`,
      )}
    </details>`;
  }
}
