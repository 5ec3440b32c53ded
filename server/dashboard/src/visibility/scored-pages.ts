import type { ScoredPage } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages, PAGE_RESULT_WORDS, pagesText } from '../i18n/visibility.js';
import { keyPages } from '../styles/key-pages.js';
import { tones } from '../styles/tones.js';
import { DashboardElement } from '../ui/dashboard-element.js';

const TONES: Record<ScoredPage['result'], string> = { pass: 'good', fail: 'bad', unknown: 'warn' };
const ORDER: readonly ScoredPage['result'][] = ['fail', 'unknown', 'pass'];

/** The key pages: how many have a tag, then each with the reason, those without one first. */
@customElement('scored-pages')
export class ScoredPagesPart extends DashboardElement {
  static override styles = [tones, keyPages];

  @property({ attribute: false }) pages: readonly ScoredPage[] = [];

  override render(): TemplateResult {
    const ordered = this.pages.toSorted((one, other) => ORDER.indexOf(one.result) - ORDER.indexOf(other.result));
    return html`<section class="panel" aria-labelledby="pages">
      <h2 id="pages">${messages.keyPages}</h2>
      ${
        ordered.length === 0
          ? html`<p class="soft small">${messages.noKeyPages}</p>`
          : html`<p class="figure">${pagesText(ordered)}</p>
              <ul class="unmarked small">
                ${ordered.map(
                  ({ name, result, reason }) =>
                    html`<li>
                      <span
                        >${name} ${result === 'pass' ? null : html`<span class="soft detail">${reason}</span>`}</span
                      >
                      <span class="chip ${TONES[result]}">${PAGE_RESULT_WORDS[result]}</span>
                    </li>`,
                )}
              </ul>`
      }
    </section>`;
  }
}
