import { getReadiness, type Readiness, type ReadinessLine } from '@askusnow/sdk';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages, STATE_WORDS } from '../i18n/readiness.js';
import { tones } from '../styles/tones.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { LiveQuery } from '../ui/live-query.js';
import { readerMayChangeAll } from '../ui/reader.js';
import { libraryPageHref, pageHref } from '../ui/route.js';
import '../ui/notice-card.js';

/** What a library needs before it goes live: one line with the steps that are left, and behind it each step with its state, what to do, and why. */
@customElement('readiness-list')
export class ReadinessList extends DashboardElement {
  static override styles = [
    tones,
    css`
      /* Without a list it takes no place among the parts of a page. */
      :host {
        display: contents;
      }

      ul {
        display: grid;
        gap: var(--space-3);
        margin: var(--space-3) 0;
        padding: 0;
        list-style: none;
      }

      summary h2 {
        display: inline;
        font-size: var(--text-m);
      }
    `,
  ];

  @property() library = '';
  /** Said in the heading; '': the page names it. */
  @property() name = '';
  /** Once its button is live, it stands elsewhere. */
  @property({ type: Boolean, attribute: 'until-live' }) untilLive = false;
  @property({ type: Boolean }) folded = false;
  #readiness = new LiveQuery<Readiness>(this, ['counts', 'schedule', 'presence', 'notices'], () =>
    getReadiness(connection, this.library),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) void this.#readiness.ask({ keep: false });
  }

  override render(): TemplateResult | typeof nothing {
    const { last, failure } = this.#readiness;
    if (!last)
      return failure === undefined
        ? nothing
        : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#readiness.ask()}></notice-card>`;
    const { live, unmet, unknown, lines } = last;
    if (live && this.untilLive) return nothing;
    const heading = this.name === '' ? messages.setup : messages.setupOf(this.name);
    const done = lines.filter(({ state }) => state === 'met');
    const steps = this.folded
      ? lines.flatMap(({ state, step, title }) => (state === 'unmet' ? (step ?? title) : []))
      : [];
    return html`<details class="panel" ?open=${!this.folded}>
      <summary><h2>${heading}: ${messages.left(unmet, unknown, steps)}</h2></summary>
      ${this.#list(lines.filter(({ state }) => state !== 'met'))}
      <details>
        <summary class="small">${messages.done(done.length)}</summary>
        ${this.#list(done)}
      </details>
    </details>`;
  }

  #list(lines: readonly ReadinessLine[]): TemplateResult {
    return html`<ul>
      ${lines.map((line) => this.#line(line))}
    </ul>`;
  }

  #line({ key, title, state, on, why, action, path }: ReadinessLine): TemplateResult {
    const { tone, word } = STATE_WORDS[state];
    return html`<li data-line=${key} class=${tone}>
      <div class="head"><strong>${title}</strong><span class="chip">${word}</span></div>
      ${this.#action(action, path, title)}
      <details>
        <summary class="small">${messages.why}<span class="visually-hidden">: ${title}</span></summary>
        <p class="small soft">${why} ${on === null ? '' : messages.proved(on)}</p>
      </details>
    </li>`;
  }

  /** Nothing leads from a page to itself. */
  #action(action: string | null, path: string | null, title: string): TemplateResult | null {
    if (action === null || path === null) return null;
    // Only the coordinator has that page.
    if (path === libraryPageHref(this.library, 'setup') && !readerMayChangeAll())
      return html`<a href=${pageHref('problems')}
        >${messages.askCoordinator}<span class="visually-hidden">: ${title}</span></a
      >`;
    return path === location.pathname + location.search
      ? html`<p class="small">${action}.</p>`
      : html`<a href=${path}>${action}<span class="visually-hidden">: ${title}</span></a>`;
  }
}
