import type { PlacementList, ScoredPage } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyPageDetail } from '../i18n/key-page-text.js';
import { messages, PAGE_RESULT_WORDS, pagesText } from '../i18n/visibility.js';
import { keyPages } from '../styles/key-pages.js';
import { tones } from '../styles/tones.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { readerMayChange } from '../ui/reader.js';
import { handOverLink } from './hand-over-link.js';

const TONES: Record<ScoredPage['result'], string> = { pass: 'good', fail: 'bad', unknown: 'warn' };
const ORDER: readonly ScoredPage['result'][] = ['fail', 'unknown', 'pass'];

/** The key pages: how many have the button, then those without it, each with a hand-over to the webmaster; the others behind a press. Emits `ask-hand-over`. */
@customElement('scored-pages')
export class ScoredPagesPart extends DashboardElement {
  static override styles = [
    tones,
    keyPages,
    css`
      h2 {
        margin-block-end: var(--space-3);
      }

      li {
        flex-wrap: wrap;
      }

      li > :first-child {
        flex: 1 0 calc(100% - 8rem);
      }

      details {
        flex: 1;
      }
    `,
  ];

  @property() library = '';
  @property({ attribute: false }) pages: readonly ScoredPage[] = [];
  /** Where each of them is. */
  @property({ attribute: false }) places: PlacementList['keyPages']['pages'] = [];

  override render(): TemplateResult {
    return html`<section class="panel" aria-labelledby="pages">
      <h2 id="pages">${this.pages.length === 0 ? messages.keyPages : pagesText(this.pages)}</h2>
      ${this.pages.length === 0 ? html`<p class="soft small">${messages.noKeyPages}</p>` : this.#pages()}
    </section>`;
  }

  #pages(): TemplateResult {
    const ordered = this.pages.toSorted((one, other) => ORDER.indexOf(one.result) - ORDER.indexOf(other.result));
    const having = ordered.filter(({ result }) => result === 'pass');
    return html`${this.#list(ordered.filter(({ result }) => result !== 'pass'))}
    ${
      having.length === 0
        ? null
        : html`<details>
            <summary class="small">${messages.having(having.length)}</summary>
            ${this.#list(having)}
          </details>`
    }`;
  }

  #detail(name: string): TemplateResult | null {
    const page = this.places.find((each) => each.name === name);
    const text = page === undefined ? '' : keyPageDetail(page);
    return text === '' ? null : html` <span class="detail soft">${text}</span>`;
  }

  #list(pages: readonly ScoredPage[]): TemplateResult {
    return html`<ul class="unmarked small">
      ${pages.map(
        ({ name, result, reason, missingTag }) =>
          html`<li>
            <strong>${name}${this.#detail(name)}</strong>
            <span class="chip ${TONES[result]}">${PAGE_RESULT_WORDS[result]}</span>
            ${missingTag !== null && readerMayChange() ? handOverLink(this, name, missingTag) : null}
            ${
              result === 'pass'
                ? null
                : html`<details>
                    <summary>${messages.why}<span class="visually-hidden">: ${name}</span></summary>
                    <p class="soft">${reason}</p>
                  </details>`
            }
          </li>`,
      )}
    </ul>`;
  }
}
