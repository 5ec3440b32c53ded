import { getDeskWeek, getQueueShifts, type DeskWeek, type QueueShifts, type Session } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { closingText, FILTER_CHOICES, messages, sumsText } from '../i18n/desk-week.js';
import { momentText } from '../i18n/moment-text.js';
import { weekText } from '../i18n/shift-week.js';
import { mondayOf, shownWeek } from '../logic/shift-edit.js';
import { wallClock } from '../logic/wall-clock.js';
import { WEEK_FILTERS, type WeekFilter } from '../logic/week-grid.js';
import { page } from '../styles/page.js';
import { addressChoice, addressValue, keepInAddress } from '../ui/address.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { announce } from '../ui/events.js';
import { field } from '../ui/form-fields.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { OwnWidth } from '../ui/own-width.js';
import { readerMayChange, readerMayChangeAll } from '../ui/reader.js';
import { deskWeekHref, libraryPageHref, pageHref } from '../ui/route.js';
import { serverNowMs } from '../ui/server-clock.js';
import './needed-editor.js';
import './shift-request-list.js';
import type { AskedWeek } from './shift-request-list.js';
import './shift-week.js';
import './week-choice.js';
import './week-grid.js';

interface Shown {
  week: DeskWeek;
  /** For those who may change them. */
  shifts: QueueShifts | null;
}

/** Below it the choices are folded, so that the shifts come first. Units: CSS pixels. */
const NARROW_PX = 500;

/** The week of a desk that libraries share: for everybody to read, and for the coordinator to change. */
@customElement('desk-week-page')
export class DeskWeekPage extends DashboardElement {
  static override styles = [
    page,
    css`
      .choose {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--space-2) var(--space-3);
      }

      .panel > * + * {
        margin-top: var(--space-4);
      }

      .sums {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-4);
        margin-bottom: 0;
        padding: 0;
        list-style: none;
      }

      summary + .choose {
        margin-top: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) desks: Session['sharedDesks'] = [];
  /** Null: the first of them. */
  @property() queue: string | null = null;
  @property({ attribute: false }) own: ReadonlySet<string> = new Set();
  /** Its Monday; '': that of today. */
  @state() private monday = '';
  @state() private filter: WeekFilter = 'all';

  #width = new OwnWidth(this);
  #shown = new LiveQuery<Shown>(this, ['queue', 'schedule', 'workspace'], () => this.#read());

  get #desk(): string | undefined {
    return this.queue ?? this.desks[0]?.id;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated) {
      this.monday = addressValue('week');
      this.filter = addressChoice('show', WEEK_FILTERS, 'all');
    }
    if (changed.has('queue') || !this.hasUpdated) if (this.#desk !== undefined) void this.#shown.ask({ keep: false });
  }

  async #read(): Promise<Shown> {
    const desk = this.#desk!;
    const from = shownWeek(this.monday, wallClock(serverNowMs(), 'UTC').date);
    const [week, shifts] = await Promise.all([
      getDeskWeek(connection, desk, from === undefined ? {} : { from }),
      readerMayChangeAll() ? getQueueShifts(connection, desk) : null,
    ]);
    return { week, shifts };
  }

  #go(monday: string, { zone }: DeskWeek): void {
    this.monday = monday;
    keepInAddress({ week: monday === mondayOf(wallClock(serverNowMs(), zone).date) ? '' : monday });
    void this.#shown.ask();
    announce(this, weekText(monday));
  }

  #choose(filter: WeekFilter): void {
    this.filter = filter;
    keepInAddress({ show: filter === 'all' ? '' : filter });
  }

  override render(): TemplateResult {
    if (this.#desk === undefined)
      return html`<h1 tabindex="-1">${messages.heading}</h1>
        <p class="panel">${messages.noDesk}</p>`;
    const { last } = this.#shown;
    return livePage(
      { heading: messages.heading, sub: last?.week.name ?? '', kept: this.#shown, zone: last?.week.zone },
      (shown) => this.#body(shown),
    );
  }

  #body({ week, shifts }: Shown): TemplateResult {
    const nowMs = serverNowMs();
    const { zone, knownUntil, to, hours } = week;
    const closings = week.closings.map((each) => html`<li>${closingText(each, week, nowMs)}</li>`);
    const { whole, parts, tooMany } = sumsText(week);
    const isNarrow = this.#width.px < NARROW_PX;
    const sharedHours = this.#sharedHours;
    // On a phone below the hours: these come first.
    const notes = html`${sharedHours === null ? null : html`<p class="screen-only"><a href=${sharedHours}>${messages.sharedHours}</a></p>`}
      <p class="small soft">${messages.signs(this.own.size > 0)}</p>`;
    return html`<section class="panel" aria-labelledby="week">
        <h2 id="week" tabindex="-1">${weekText(week.week)}</h2>
        ${[whole, parts, tooMany].map((sums) =>
          sums.length === 0
            ? null
            : html`<ul class="sums ${isNarrow ? 'small' : ''}">
                ${sums.map(({ words, filter }) => html`<li>${filter === 'all' ? words : this.#sum(words, filter, week)}</li>`)}
              </ul>`,
        )}
        ${
          isNarrow
            ? html`<details class="screen-only">
                <summary>${messages.choose}</summary>
                ${this.#choices(week)}
              </details>`
            : html`${this.#choices(week)} ${notes}`
        }
        ${hours === null ? html`<p class="small soft">${messages.hoursUnknown}</p>` : null}
        ${
          knownUntil !== null && knownUntil < to
            ? html`<p class="small soft">${messages.notYet(momentText(knownUntil, zone, nowMs))}</p>`
            : null
        }
        <week-grid
          .week=${week}
          .filter=${this.filter}
          .own=${this.own}
          .sharedHours=${sharedHours}
          .nowMs=${nowMs}
        ></week-grid>
        ${isNarrow ? notes : null}
        ${
          closings.length === 0
            ? null
            : html`<h3>${messages.closings}</h3>
                <ul>
                  ${closings}
                </ul>`
        }
      </section>
      ${shifts === null ? null : html`${this.#requests(week)} ${this.#editors(shifts, week)}`}`;
  }

  /** A press shows these hours alone, and the link does in another tab. */
  #sum(words: string, filter: WeekFilter, { queue, week }: DeskWeek): TemplateResult {
    const show = (event: Event): void => {
      event.preventDefault();
      this.#choose(filter);
    };
    return html`<a href=${`${deskWeekHref(queue, week)}&show=${filter}`} @click=${show}>${words}</a>`;
  }

  #choices(week: DeskWeek): TemplateResult {
    return html`<div class="choose screen-only">
      ${
        this.desks.length < 2
          ? null
          : field({
              label: messages.desk,
              value: week.queue,
              options: this.desks.map(({ id, name }) => [id, name] as const),
              onInput: (queue) => this.#open(queue),
            })
      }
      <week-choice
        week=${week.week}
        today=${wallClock(serverNowMs(), week.zone).date}
        @ask-week=${(event: CustomEvent<string>) => this.#go(event.detail, week)}
      ></week-choice>
      ${field({
        label: messages.show,
        value: this.filter,
        options: FILTER_CHOICES.filter(([filter]) => filter !== 'ours' || this.own.size > 0),
        onInput: (filter) => this.#choose(filter as WeekFilter),
      })}
    </div>`;
  }

  /** Where a liaison of one library acts for it; else where all libraries are; null: the reader only reads. */
  get #sharedHours(): string | null {
    if (!readerMayChange()) return null;
    const [library, other] = this.own;
    const isOne = library !== undefined && other === undefined;
    return isOne ? libraryPageHref(library, 'shared-hours') : pageHref('shared-hours');
  }

  #open(queue: string): void {
    this.queue = queue;
    keepInAddress({ queue });
  }

  #requests(week: DeskWeek): TemplateResult {
    return html`<shift-request-list
      class="panel"
      .week=${week}
      .onAskWeek=${(asked: AskedWeek) => this.#showWeek(asked, week)}
    ></shift-request-list>`;
  }

  #showWeek({ queue, week }: AskedWeek, shown: DeskWeek): void {
    if (queue !== shown.queue) this.#open(queue);
    this.#go(week, shown);
    this.renderRoot.querySelector<HTMLElement>('#week')?.focus();
  }

  #editors(shifts: QueueShifts, { queue, tier, name, week }: DeskWeek): TemplateResult {
    return html`<section class="panel screen-only" aria-labelledby="change">
      <h2 id="change">${messages.change}</h2>
      <shift-week .shifts=${shifts} .queue=${{ queue, tier, name }} shown=${week}></shift-week>
      <needed-editor .shifts=${shifts}></needed-editor>
    </section>`;
  }
}
