import {
  addReportShare,
  endReportShare,
  getReportShares,
  REPORT_SHARE_DAYS,
  type NewReportShare,
  type ReportShare,
  type ReportShareList,
} from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { messages, SHARE_STATE_WORDS, shareLine } from '../i18n/month-shares.js';
import { WORDS } from '../i18n/words.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { confirmation } from '../ui/confirmation.js';
import { EntryRemoval } from '../ui/entry-removal.js';
import '../ui/copy-field.js';
import { field, troubleLine } from '../ui/form-fields.js';
import { KeepFocus } from '../ui/keep-focus.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import '../ui/notice-card.js';

/** Links to the library's month reports for people without an account: a list, and a form for another. */
@customElement('month-shares')
export class MonthShares extends DashboardElement {
  static override styles = confirmation;

  @property() library = '';
  @state() private made: NewReportShare | undefined;
  @state() private days: (typeof REPORT_SHARE_DAYS)[number] = 90;
  #list = new LiveQuery<ReportShareList>(this, ['counts'], () => getReportShares(connection, this.library));
  #mutation = new Mutation(this);
  #ending = new EntryRemoval<ReportShare>(this, this.#mutation, {
    button: messages.end,
    yes: WORDS.endYes,
    name: (share) => shareLine(share, this.#list.last?.zone ?? 'UTC'),
    ask: () => messages.endSure,
    said: () => messages.ended,
    remove: ({ id }) => endReportShare(connection, this.library, id),
    reread: ({ id }, isEnded) => {
      if (isEnded && this.made?.share.id === id) this.made = undefined;
      return this.#list.ask();
    },
  });

  protected readonly keptFocus = new KeepFocus(this, 'h2');

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.made = undefined;
    void this.#list.ask({ keep: false });
  }

  async #make(event: Event): Promise<void> {
    event.preventDefault();
    const made = await this.#mutation.run(
      () => addReportShare(connection, this.library, { days: this.days }),
      WORDS.linkMade,
    );
    if (made === undefined) return;
    this.made = made;
    await this.#list.ask();
  }

  override render(): TemplateResult {
    const { failure, last } = this.#list;
    return html`<section class="form" aria-labelledby="shares">
      <h2 id="shares" tabindex="-1">${messages.heading}</h2>
      <p class="small soft">${messages.note}</p>
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#list.ask()}></notice-card>`}
      ${last ? this.#shares(last) : html`<p class="soft">${ONE_MOMENT}</p>`} ${troubleLine(this.#mutation.trouble)}
      ${readerMayChange() ? this.#form() : null}
      ${
        this.made === undefined
          ? null
          : html`<copy-field label=${messages.link} .text=${this.made.link} button=${WORDS.copyLink}></copy-field>`
      }
    </section>`;
  }

  #shares({ shares, zone }: ReportShareList): TemplateResult {
    if (shares.length === 0) return html`<p class="small">${messages.none}</p>`;
    return html`<ul class="plain-list">
      ${shares.map(
        (share) =>
          html`<li class="actions">
            <div>
              <strong>${SHARE_STATE_WORDS[share.state]}</strong>
              <p class="small soft">${shareLine(share, zone)}</p>
            </div>
            ${share.state === 'open' && readerMayChange() ? this.#ending.button(share) : null}
          </li>`,
      )}
    </ul>`;
  }

  #form(): TemplateResult {
    return html`<form class="fields" @submit=${(event: Event) => void this.#make(event)}>
      ${field({
        label: WORDS.worksFor,
        value: String(this.days),
        options: REPORT_SHARE_DAYS.map((each) => [String(each), messages.forDays(each)] as const),
        onInput: (days) => (this.days = Number(days) as typeof this.days),
      })}
      <button class="button" type="submit" ?disabled=${this.#mutation.busy}>${messages.make}</button>
    </form>`;
  }
}
