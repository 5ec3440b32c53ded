import { changeShiftFeed, dropCalendarLinks, makeCalendarLink, type QueueShifts } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { confirmation, Confirmation } from '../ui/confirmation.js';
import { Mutation } from '../ui/mutation.js';
import { BegunOn } from '../ui/begun-on.js';
import { announce, reportChanged } from '../ui/events.js';
import { connection } from '../app/connection.js';
import { messages } from '../i18n/schedule.js';
import { errorsAt } from '../logic/field-errors.js';
import { feedText, leftOutText } from '../i18n/shift-text.js';
import '../ui/copy-field.js';
import { faults, field, troubleLine } from '../ui/form-fields.js';

/** What is asked about. */
const [END_ALL, STOP] = [1, 2];

/** The calendar that a queue's shifts are loaded from, and the calendar addresses for other programs. */
@customElement('shift-feed')
export class ShiftFeedPanel extends DashboardElement {
  static override styles = confirmation;

  @property({ attribute: false }) shifts!: QueueShifts;
  /** The address as typed; undefined: unchanged. */
  @state() private url: string | undefined;
  #begun = new BegunOn(this, () => this.shifts.revision);
  @state() private link: string | undefined;
  #confirmation = new Confirmation(this);
  #reading = new Mutation(this);
  #giving = new Mutation(this);

  async #set(url: string | null): Promise<void> {
    const change = { url, revision: this.#begun.value };
    const saved = await this.#reading.run(() => changeShiftFeed(connection, this.shifts.queue, change));
    await this.#confirmation.end();
    if (saved) {
      this.url = undefined;
      this.#begun.end();
      announce(this, url === null ? messages.calendarStopped : messages.calendarSet);
    }
    const isStale = this.#reading.trouble?.code === 'stale-revision';
    if (isStale) this.#begun.refuse();
    // Load again too if another person's change came first; what is typed stays.
    if (saved || isStale) reportChanged(this);
  }

  #type(url: string): void {
    this.#begun.begin();
    this.url = url;
  }

  async #make(): Promise<void> {
    this.link = (await this.#giving.run(() => makeCalendarLink(connection, this.shifts.queue)))?.url;
    if (this.link !== undefined) announce(this, messages.addressMade);
  }

  async #drop(): Promise<void> {
    const dropped = await this.#giving.run(async () => {
      await dropCalendarLinks(connection, this.shifts.queue);
      return true;
    });
    await this.#confirmation.end();
    if (dropped === undefined) return;
    this.link = undefined;
    announce(this, messages.addressesEnded);
  }

  override render(): TemplateResult {
    const { feed, zone, editable } = this.shifts;
    const state = feed && feedText(feed, zone);
    const leftOut = feed && leftOutText(feed);
    return html`<div class="form">
      <h3>${messages.fromCalendar}</h3>
      ${feed ? html`<p>Loaded from <span class="address">${feed.url}</span></p>` : html`<p class="soft">${messages.noCalendar}</p>`}
      ${state ? html`<p class=${state.isBad ? 'fault' : 'small soft'}>${state.words}</p>` : null}
      ${leftOut ? html`<p class="small soft">${leftOut}</p>` : null}
      ${editable ? [this.#form(), this.#forOthers()] : null}
    </div>`;
  }

  /** Only the coordinator may give other programs the calendar of a shared desk. */
  #forOthers(): TemplateResult {
    const { name } = this.shifts;
    return html`<h3>${messages.forOtherCalendars}</h3>
      <p class="small soft">${messages.exportNote(name)}</p>
      ${this.link === undefined ? null : html`<copy-field label=${messages.calendarAddress} text=${this.link} button=${messages.copyAddress}></copy-field>`}
      ${troubleLine(this.#giving.trouble)}
      <div class="actions screen-only">
        <button
          type="button"
          class="button"
          aria-disabled=${this.#giving.busy ? 'true' : 'false'}
          @click=${() => void this.#make()}
        >
          ${messages.makeAddress}<span class="visually-hidden"> for ${name}</span>
        </button>
        ${this.#confirmation.button(END_ALL, messages.endAll, {
          words: messages.endAllSure(name),
          yes: messages.endAllYes,
          about: `for ${name}`,
          isBusy: this.#giving.busy,
          onYes: () => void this.#drop(),
        })}
      </div>`;
  }

  #form(): TemplateResult {
    const { feed } = this.shifts;
    const wrong = errorsAt(this.#reading.errors, 'url');
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.#set((this.url ?? feed?.url ?? '').trim());
    };
    return html`<form class="screen-only" @submit=${submit}>
      <div class="fields">
        ${field({ label: messages.importLabel, type: 'url', value: this.url ?? feed?.url ?? '', most: 2000, placeholder: 'https://', wide: true, fault: wrong.length > 0 ? 'url-fault' : undefined, onInput: (value) => this.#type(value) })}
        <button type="submit" class="button" aria-disabled=${this.#reading.busy ? 'true' : 'false'}>
          ${feed ? messages.changeAddress : messages.useCalendar}
        </button>
        ${
          feed
            ? this.#confirmation.button(STOP, messages.stopCalendar, {
                words: messages.stopCalendarSure,
                yes: messages.stopCalendarYes,
                about: `of ${this.shifts.name}`,
                isBusy: this.#reading.busy,
                onYes: () => void this.#set(null),
              })
            : null
        }
      </div>
      ${faults('url-fault', wrong)} ${troubleLine(this.#reading.trouble)}
    </form>`;
  }
}
