import {
  announceClosing,
  getAnnouncedClosings,
  withdrawAnnouncedClosing,
  type AnnouncedClosing,
  type AnnouncedClosingList,
} from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages, offeredText } from '../i18n/announced-closings.js';
import { headText, timeText } from '../i18n/hour-text.js';
import { WORDS } from '../i18n/words.js';
import { zoneName } from '../i18n/zone-text.js';
import { addDays, instantMs, wallClock } from '../logic/wall-clock.js';
import { hourList } from '../styles/hour-list.js';
import { page } from '../styles/page.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field, sentForm, troubleLine } from '../ui/form-fields.js';
import { listPanel, listPanelStyles } from '../ui/list-panel.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { readerMayChange } from '../ui/reader.js';
import { serverNowMs } from '../ui/server-clock.js';

const LAST_MINUTE = '23:59';

/** When a library is closed and works no hour of a shared desk, and the form by which it says so. */
@customElement('announced-closings')
export class AnnouncedClosings extends DashboardElement {
  static override styles = [page, listPanelStyles, hourList];

  @property() library = '';
  #list = new LiveQuery<AnnouncedClosingList>(this, ['workspace', 'schedule'], () =>
    getAnnouncedClosings(connection, this.library),
  );
  #changing = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) void this.#list.ask({ keep: false });
  }

  async #again(): Promise<void> {
    await this.#list.ask();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  async #announce(event: SubmitEvent, zone: string): Promise<void> {
    const { text, reset } = sentForm(event);
    const at = (date: string, time: string): string => new Date(instantMs({ date, time }, zone)).toISOString();
    const start = at(text('start'), text('startTime'));
    // The last minute of a day stands for its end: no field has 24:00.
    const isDayEnd = text('endTime') === LAST_MINUTE;
    const end = isDayEnd ? at(addDays(text('end'), 1), '00:00') : at(text('end'), text('endTime'));
    const announced = await this.#changing.run(
      () => announceClosing(connection, this.library, { start, end }),
      messages.announced(timeText({ start, end, zone }, serverNowMs())),
    );
    if (announced === undefined) return;
    reset();
    await this.#again();
  }

  async #withdraw({ id }: AnnouncedClosing): Promise<void> {
    const withdrawn = await this.#changing.run(
      () => withdrawAnnouncedClosing(connection, this.library, id),
      messages.withdrawn,
    );
    if (withdrawn === undefined) await this.#list.ask();
    else await this.#again();
  }

  override render(): TemplateResult {
    return html`<div class="panel">
      ${listPanel({ id: 'closings', heading: messages.heading }, this.#list, (list) => this.#content(list))}
    </div>`;
  }

  #content({ closings, zone }: AnnouncedClosingList): TemplateResult {
    return html`${
      closings.length === 0
        ? html`<p>${messages.none}</p>`
        : html`<ul>
            ${closings.map((each) => html`<li>${this.#closing(each, zone)}</li>`)}
          </ul>`
    }
    ${readerMayChange() ? this.#form(zone) : null}`;
  }

  #closing(closing: AnnouncedClosing, zone: string): TemplateResult {
    const when = timeText({ ...closing, zone }, serverNowMs());
    return html`<p><strong>${headText({ ...closing, zone }, serverNowMs())}</strong></p>
      <p class="small">${offeredText(closing)}</p>
      ${
        closing.mayWithdraw
          ? html`<div class="actions screen-only">
              <button
                class="button"
                type="button"
                ?disabled=${this.#changing.busy}
                @click=${() => void this.#withdraw(closing)}
              >
                ${messages.withdraw}<span class="visually-hidden">${messages.about(when)}</span>
              </button>
              <span class="small soft">${messages.withdrawNote}</span>
            </div>`
          : null
      }`;
  }

  #form(zone: string): TemplateResult {
    const { errors, trouble, busy } = this.#changing;
    const { date } = wallClock(serverNowMs(), zone);
    return html`<details class="screen-only">
      <summary>${messages.announce}</summary>
      <form @submit=${(event: SubmitEvent) => void this.#announce(event, zone)}>
        ${errors.length > 0 ? null : troubleLine(trouble)}
        <p class="small soft">${messages.note}</p>
        <p class="small soft">${WORDS.byZone(zoneName(zone))}</p>
        <div class="fields">
          ${field({ name: 'start', label: messages.fromDay, type: 'date', value: date, errors })}
          ${field({ name: 'startTime', label: messages.fromTime, type: 'time', value: '00:00' })}
          ${field({ name: 'end', label: messages.toDay, type: 'date', value: date, errors })}
          ${field({ name: 'endTime', label: messages.toTime, type: 'time', value: LAST_MINUTE })}
        </div>
        <div><button class="button primary" type="submit" ?disabled=${busy}>${messages.submit}</button></div>
      </form>
    </details>`;
  }
}
