import { getReadiness, type Readiness, type ReadinessLine } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages, STATE_WORDS } from '../i18n/readiness.js';
import { tones } from '../styles/tones.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { LiveQuery } from '../ui/live-query.js';
import '../ui/notice-card.js';

/** What a library needs before it goes live: each line with its state, its proof, and what to do. Folded once all is met. */
@customElement('readiness-list')
export class ReadinessList extends DashboardElement {
  static override styles = [
    tones,
    css`
      ul {
        display: grid;
        gap: var(--space-3);
        margin: var(--space-3) 0 0;
        padding: 0;
        list-style: none;
      }

      summary {
        min-height: 1.5rem;
        padding: 0;
        color: inherit;
        font-weight: inherit;
      }
    `,
  ];

  @property() library = '';
  #readiness = new LiveQuery<Readiness>(this, ['counts', 'schedule', 'presence', 'notices'], () =>
    getReadiness(connection, this.library),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) void this.#readiness.ask({ keep: false });
  }

  override render(): TemplateResult | null {
    const { last, failure } = this.#readiness;
    if (!last)
      return failure === undefined
        ? null
        : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#readiness.ask()}></notice-card>`;
    const { unmet, unknown, lines } = last;
    const isDone = unmet + unknown === 0;
    return html`<h2 id="readiness">${messages.checklist}</h2>
      <p class="soft">${isDone ? messages.allMet : messages.someUnmet(unmet, unknown)}</p>
      <details ?open=${unmet > 0}>
        <summary>${messages.counts(last.met, lines.length)}</summary>
        <ul>
          ${lines.map((line) => this.#line(line))}
        </ul>
      </details>`;
  }

  #line({ key, title, state, on, why, action, path }: ReadinessLine): TemplateResult {
    const { tone, word } = STATE_WORDS[state];
    return html`<li data-line=${key} class=${tone}>
      <div class="head"><strong>${title}</strong><span class="chip">${word}</span></div>
      <p class="small soft">${why} ${on === null ? '' : messages.proved(on)}</p>
      ${this.#action(action, path, title)}
    </li>`;
  }

  /** This page is where the list stands: what is done here needs no link. */
  #action(action: string | null, path: string | null, title: string): TemplateResult | null {
    if (action === null || path === null) return null;
    return path === location.pathname
      ? html`<p class="small">${action}.</p>`
      : html`<a href=${path}>${action}<span class="visually-hidden">: ${title}</span></a>`;
  }
}
