import {
  getAllMadeUpHours,
  getMadeUpHours,
  removePickedHour,
  type HourToMakeUp,
  type MadeUpHour,
  type MadeUpHourList,
} from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { leftText, messages, OUTCOME_WORDS, WHY_WORDS } from '../i18n/made-up-hours.js';
import { headText, timeText } from '../i18n/hour-text.js';
import { deskText } from '../i18n/shared-hours.js';
import { hourList } from '../styles/hour-list.js';
import { page } from '../styles/page.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { troubleLine } from '../ui/form-fields.js';
import { listPanel, listPanelStyles } from '../ui/list-panel.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { readerMayChange } from '../ui/reader.js';
import { serverNowMs } from '../ui/server-clock.js';
import './pick-time.js';

const isPickedFor = ({ library, queue, service, start }: HourToMakeUp, picked: MadeUpHour): boolean =>
  picked.library.id === library.id &&
  picked.queue.id === queue.id &&
  picked.service === service &&
  picked.missed === start;

/** Whether there is anything to do: a time to pick, or one that is picked and ahead. */
const isDue = (hour: HourToMakeUp, { madeUp }: MadeUpHourList): boolean =>
  (hour.pickedMinutes < hour.minutes && hour.through !== null) ||
  madeUp.some((each) => each.outcome === 'ahead' && isPickedFor(hour, each));

/** The hours that a library, or each of them, did not cover, what it picked for them, and a form to pick more. */
@customElement('made-up-hours')
export class MadeUpHours extends DashboardElement {
  static override styles = [page, listPanelStyles, hourList];

  /** '': those of the reader, to read. */
  @property() library = '';
  #list = new LiveQuery<MadeUpHourList>(this, ['workspace', 'schedule'], () =>
    this.library === '' ? getAllMadeUpHours(connection) : getMadeUpHours(connection, this.library),
  );
  #removing = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) void this.#list.ask({ keep: false });
  }

  /** The pressed button is gone then. */
  async #again(): Promise<void> {
    await this.#list.ask();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  async #remove({ id, library }: MadeUpHour): Promise<void> {
    const removed = await this.#removing.run(() => removePickedHour(connection, library.id, id), messages.removed);
    // Refused, too: what is shown is over.
    if (removed === undefined) await this.#list.ask();
    else await this.#again();
  }

  override render(): TemplateResult | null {
    const { last, failure } = this.#list;
    if (failure === undefined && !last?.toMakeUp.length) return null;
    return html`<div class="panel">
      ${listPanel({ id: 'make-up', heading: messages.heading }, this.#list, (list) => this.#content(list))}
    </div>`;
  }

  #content(list: MadeUpHourList): TemplateResult {
    const hours = list.toMakeUp.toReversed();
    const [due, rest] = [true, false].map((is) => hours.filter((each) => isDue(each, list) === is));
    return html`${troubleLine(this.#removing.trouble)} ${due!.length === 0 ? null : this.#hours(due!, list)}
    ${
      rest!.length === 0
        ? null
        : html`<details>
            <summary>${messages.rest(rest!.length, due!.length > 0)}</summary>
            ${this.#hours(rest!, list)}
          </details>`
    }`;
  }

  #hours(hours: readonly HourToMakeUp[], list: MadeUpHourList): TemplateResult {
    return html`<ul>
      ${repeat(
        hours,
        ({ library, queue, service, start }) => [library.id, queue.id, service, start].join(' '),
        (hour) => html`<li>${this.#hour(hour, list)}</li>`,
      )}
    </ul>`;
  }

  /** What is to do, when it was, and whose it is. */
  #hour(hour: HourToMakeUp, list: MadeUpHourList): TemplateResult {
    const { queue, library, why, minutes, pickedMinutes } = hour;
    const when = timeText(hour, serverNowMs());
    const picked = list.madeUp.filter((each) => isPickedFor(hour, each));
    const mayPick = this.library !== '' && readerMayChange() && pickedMinutes < minutes;
    return html`<div class="hour of-all">
        <h3 class="small">${leftText(hour)}</h3>
        <span class="small">${headText(hour, serverNowMs())}</span>
        ${this.library === '' ? html`<span class="small">${library.name}</span>` : null}
        <span class="small">${WHY_WORDS[why]}</span>
        <span class="small soft">${deskText(hour, list.services)}</span>
      </div>
      ${picked.map((each) => this.#picked(each))}
      ${
        mayPick
          ? html`<details class="screen-only">
              <summary class="small">
                ${messages.pick}<span class="visually-hidden">${messages.about(when)}</span>
              </summary>
              <pick-time
                .hour=${hour}
                .free=${list.free.filter((each) => each.queue.id === queue.id)}
                .onPicked=${() => void this.#again()}
              ></pick-time>
            </details>`
          : null
      }`;
  }

  #picked(picked: MadeUpHour): TemplateResult {
    const when = timeText(picked, serverNowMs());
    return html`<div class="hour">
      <span class="small soft">${messages.picked}:</span>
      <span class="small">${headText(picked, serverNowMs())}</span>
      <span class="small">${OUTCOME_WORDS[picked.outcome]}</span>
      ${
        picked.mayRemove
          ? html`<button
              class="button screen-only"
              type="button"
              ?disabled=${this.#removing.busy}
              @click=${() => void this.#remove(picked)}
            >
              ${messages.remove}<span class="visually-hidden">${messages.removeAbout(when)}</span>
            </button>`
          : null
      }
    </div>`;
  }
}
