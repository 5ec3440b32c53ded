import { getLibraryCoverage, type LibraryCoverage } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Query } from '../ui/query.js';
import { connection } from '../ui/connection.js';
import { OwnWidth } from '../ui/own-width.js';
import { page } from '../styles/page.js';
import { table } from '../styles/table.js';
import { STATE_NAMES } from '../i18n/answer-text.js';
import { percentText } from '../i18n/count-text.js';
import { messages } from '../i18n/coverage.js';
import { spanText, weekdayText } from '../i18n/day-text.js';
import { minutesText, momentText } from '../i18n/moment-text.js';
import { untrueDayText, untrueText } from '../i18n/untrue-text.js';
import { wallClock } from '../logic/wall-clock.js';
import { definitionStyles, definitionTerms } from '../ui/definition-terms.js';
import './missed-map.js';
import '../ui/notice-card.js';
import { DAY_MS } from '../logic/lengths.js';

type Accuracy = LibraryCoverage['accuracy'][number];

const DAYS = 28;
const CARDS_PX = 420;

/** What patrons saw over four weeks, whether it was true, and the unmet demand, loaded when it is opened. */
@customElement('patrons-met')
export class PatronsMet extends DashboardElement {
  static override styles = [
    page,
    table,
    definitionStyles,
    css`
      h3 {
        margin-bottom: var(--space-2);
      }

      dl,
      dd {
        margin: 0;
      }

      dt {
        color: var(--ink-soft);
      }

      dl:not(.terms) dd {
        font-weight: 600;
      }
    `,
  ];

  @property() library = '';
  /** When the page was opened, by the server's clock: these numbers do not update. */
  @property({ type: Number }) nowMs = 0;
  @state() private isOpen = false;
  #met = new Query<LibraryCoverage>(this);
  #width = new OwnWidth(this);
  #asked = '';

  protected override willUpdate(_changed: PropertyValues<this>): void {
    if (!this.isOpen || this.#asked === this.library || this.nowMs === 0) return;
    this.#asked = this.library;
    void this.#ask();
  }

  async #ask(): Promise<void> {
    const { library } = this;
    const from = new Date(this.nowMs - DAYS * DAY_MS).toISOString();
    await this.#met.ask(() => getLibraryCoverage(connection, library, { from }), { keep: false });
  }

  override render(): TemplateResult {
    const { state, failure } = this.#met;
    return html`<details
      class="panel"
      @toggle=${(event: Event) => (this.isOpen = (event.target as HTMLDetailsElement).open)}
    >
      <summary><h2>${messages.patronsSaw}</h2></summary>
      <div class="form">
        ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#ask()}></notice-card>`}
        ${state.last ? this.#body(state.last) : failure === undefined ? html`<p class="soft">${messages.loadingPatronsSaw}</p>` : null}
      </div>
    </details>`;
  }

  #body({ told, accuracy, missed, from, to, zone, definitions }: LibraryCoverage): TemplateResult {
    const span = spanText(wallClock(Date.parse(from), zone).date, wallClock(Date.parse(to), zone).date);
    return html`<p class="soft">
        ${span}:
        ${
          told.availability === null
            ? messages.nothingRecorded
            : html`${messages.someDeskOpen} <strong>${percentText(told.availability)}</strong> of
                ${minutesText(told.minutes)}${told.since !== null && told.since > from ? `, from ${momentText(told.since, zone, this.nowMs)} on` : ''}.`
        }
      </p>
      ${told.byState.length === 0 ? null : html`${this.#shown(told)} ${this.#accuracy(accuracy, told)}`}
      <missed-map .cells=${missed}></missed-map>
      <details class="small">
        <summary>${messages.whatTheseNumbersMean}</summary>
        ${definitionTerms(definitions)}
      </details>`;
  }

  #shown({ byState, minutes }: LibraryCoverage['told']): TemplateResult {
    return html`<table class=${this.#width.px < CARDS_PX ? 'cards' : ''}>
      <caption>
        ${messages.shownByDesk}
      </caption>
      <thead>
        <tr>
          <th scope="col">${messages.columns.shown}</th>
          <th scope="col" class="number">${messages.columns.time}</th>
          <th scope="col" class="number">${messages.columns.share}</th>
        </tr>
      </thead>
      <tbody>
        ${byState.map(
          (row) =>
            html`<tr>
              <th scope="row">${STATE_NAMES[row.state]}${row.tier === null ? '' : `: ${row.tier} desk`}</th>
              <td class="number" data-label=${messages.columns.time}>${minutesText(row.minutes)}</td>
              <td class="number" data-label=${messages.columns.share}>
                ${minutes === 0 ? '–' : percentText(row.minutes / minutes)}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #accuracy(accuracy: LibraryCoverage['accuracy'], { byState }: LibraryCoverage['told']): TemplateResult {
    const wrong = accuracy.filter((day) => (day.shownOpenSec ?? 0) + (day.shownClosedSec ?? 0) > 0);
    const sum = (secondsOf: (day: Accuracy) => number | null): number =>
      accuracy.reduce((total, day) => total + (secondsOf(day) ?? 0), 0);
    const open = untrueText(
      sum((day) => day.shownOpenSec),
      sum((day) => day.observedOpenSec),
      byState.some(({ tier }) => tier !== null),
    );
    const closed = untrueText(
      sum((day) => day.shownClosedSec),
      sum((day) => day.observedClosedSec),
      byState.some(({ state }) => state === 'closed'),
    );
    return html`<div>
      <h3>${messages.wasItTrue}</h3>
      <dl>
        <dt>${messages.falselyOpen}</dt>
        <dd>${open}</dd>
        <dt>${messages.falselyClosed}</dt>
        <dd>${closed}</dd>
      </dl>
      ${
        wrong.length === 0
          ? null
          : html`<details>
              <summary>${messages.wrongDays}</summary>
              <table class=${this.#width.px < CARDS_PX ? 'cards' : ''}>
                <caption class="visually-hidden">
                  ${messages.wrongDaysCaption}
                </caption>
                <thead>
                  <tr>
                    <th scope="col">${messages.columns.day}</th>
                    <th scope="col" class="number">${messages.columns.shownOpen}</th>
                    <th scope="col" class="number">${messages.columns.shownClosed}</th>
                  </tr>
                </thead>
                <tbody>
                  ${wrong.map(
                    (day) =>
                      html`<tr>
                        <th scope="row">${weekdayText(day.date)}</th>
                        <td class="number" data-label=${messages.columns.shownOpen}>
                          ${untrueDayText(day.shownOpenSec)}
                        </td>
                        <td class="number" data-label=${messages.columns.shownClosed}>
                          ${untrueDayText(day.shownClosedSec)}
                        </td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </details>`
      }
    </div>`;
  }
}
