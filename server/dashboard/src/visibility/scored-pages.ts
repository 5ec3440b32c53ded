import type { ScoredPage } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages, PAGE_RESULT_WORDS, pagesText } from '../i18n/visibility.js';
import { keyPages } from '../styles/key-pages.js';
import { tones } from '../styles/tones.js';
import { DashboardElement } from '../ui/dashboard-element.js';

const TONES: Record<ScoredPage['result'], string> = { pass: 'good', fail: 'bad', unknown: 'warn' };
const ORDER: readonly ScoredPage['result'][] = ['fail', 'unknown', 'pass'];

/** The key pages: how many have the button, then those without it, each with the reason; the others behind a press. */
@customElement('scored-pages')
export class ScoredPagesPart extends DashboardElement {
  static override styles = [tones, keyPages];

  @property({ attribute: false }) pages: readonly ScoredPage[] = [];

  override render(): TemplateResult {
    return html`<section class="panel" aria-labelledby="pages">
      <h2 id="pages">${messages.keyPages}</h2>
      ${this.pages.length === 0 ? html`<p class="soft small">${messages.noKeyPages}</p>` : this.#pages()}
    </section>`;
  }

  #pages(): TemplateResult {
    const ordered = this.pages.toSorted((one, other) => ORDER.indexOf(one.result) - ORDER.indexOf(other.result));
    const having = ordered.filter(({ result }) => result === 'pass');
    return html`<p class="figure">${pagesText(ordered)}</p>
      ${list(ordered.filter(({ result }) => result !== 'pass'))}
      ${
        having.length === 0
          ? null
          : html`<details>
              <summary class="small">${messages.having(having.length)}</summary>
              ${list(having)}
            </details>`
      }`;
  }
}

const list = (pages: readonly ScoredPage[]): TemplateResult =>
  html`<ul class="unmarked small">
    ${pages.map(
      ({ name, result, reason }) =>
        html`<li>
          <span>${name} ${result === 'pass' ? null : html`<span class="soft detail">${reason}</span>`}</span>
          <span class="chip ${TONES[result]}">${PAGE_RESULT_WORDS[result]}</span>
        </li>`,
    )}
  </ul>`;
