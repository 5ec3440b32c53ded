import type { PlacementList } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyPages } from '../styles/key-pages.js';
import { tones } from '../styles/tones.js';
import { countText, percentText } from '../i18n/count-text.js';
import { keyPageDetail } from '../i18n/key-page-text.js';
import { messages } from '../i18n/numbers.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** The key pages, and which of them have the button: the count first, the share second. */
@customElement('key-page-list')
export class KeyPageList extends DashboardElement {
  static override styles = [tones, keyPages];

  @property({ attribute: false }) keyPages!: PlacementList['keyPages'];

  override render(): TemplateResult {
    const { live, expected, pages } = this.keyPages;
    return html`<section class="panel" aria-labelledby="heading">
      <h2 id="heading">Key pages</h2>
      ${
        expected === 0
          ? html`<p class="soft small">${messages.noKeyPages}</p>`
          : html`<p class="figure">
                ${countText(live)} of ${countText(expected)}
                <span class="small soft">${percentText(live / expected)}</span>
              </p>
              <ul class="unmarked small">
                ${pages.map(
                  (page) =>
                    html`<li>
                      <span>${page.name} <span class="soft detail">${keyPageDetail(page)}</span></span>
                      <span class="chip ${page.live ? 'good' : 'warn'}">${page.live ? 'has it' : 'missing'}</span>
                    </li>`,
                )}
              </ul>`
      }
    </section>`;
  }
}
