import {
  changeShiftFeed,
  dropCalendarLinks,
  makeCalendarLink,
  type FeedOwner,
  type QueueShifts,
  type Tier,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { confirmation, Confirmation } from '../ui/confirmation.js';
import { Draft } from '../ui/draft.js';
import { reportChanged } from '../ui/events.js';
import { connection } from '../ui/connection.js';
import { SERVICE_WORDS } from '../i18n/roster.js';
import { messages } from '../i18n/schedule.js';
import { WORDS } from '../i18n/words.js';
import { feedText, leftOutText } from '../i18n/shift-text.js';
import './calendar-addresses.js';
import { replaced, without } from '../logic/hours-draft.js';
import { faults, field, troubleLine } from '../ui/form-fields.js';
import { readerLibraries } from '../ui/reader.js';

/** What is asked about. */
const STOP = 1;

/** The calendar that a queue's shifts are loaded from, and the addresses for other programs. */
@customElement('shift-feed')
export class ShiftFeedPanel extends DashboardElement {
  static override styles = [
    confirmation,
    css`
      summary h3 {
        display: inline;
      }
    `,
  ];

  @property({ attribute: false }) shifts!: QueueShifts;
  @property() tier: Tier = 'local';
  #draft = new Draft<{ url: string; owners: FeedOwner[] }>(this, {
    words: () => ({ url: this.shifts.feed?.url ?? '', owners: this.shifts.feed?.owners ?? [] }),
    revision: () => this.shifts.revision,
    reread: () => reportChanged(this),
  });
  #confirmation = new Confirmation(this);

  async #set(url: string | null): Promise<void> {
    await this.#draft.save(
      ({ owners }, revision) =>
        changeShiftFeed(connection, this.shifts.queue, {
          url,
          revision,
          // A calendar that is removed has no rules left.
          ...(url === null || this.tier === 'local' ? {} : { owners }),
        }),
      url === null ? messages.calendarStopped : messages.calendarSet,
    );
    await this.#confirmation.end();
  }

  override render(): TemplateResult {
    const { feed, zone, editable } = this.shifts;
    const state = feed && feedText(feed, zone);
    const leftOut = feed && leftOutText(feed);
    return html`${state?.isBad ? html`<p class="fault">${state.words}</p>` : null}
      <details>
        <summary><h3>${messages.fromCalendar}</h3></summary>
        <div class="form">
          ${feed ? html`<p>Loaded from <span class="address">${feed.url}</span></p>` : html`<p class="soft">${messages.noCalendar}</p>`}
          ${state && !state.isBad ? html`<p class="small soft">${state.words}</p>` : null}
          ${leftOut ? html`<p class="small soft">${leftOut}</p>` : null}
          ${editable ? [this.#form(), this.#forOthers()] : null}
        </div>
      </details>`;
  }

  /** Only the coordinator may give other programs the calendar of a shared desk. */
  #forOthers(): TemplateResult {
    const { name, queue } = this.shifts;
    return html`<h3>${messages.forOtherCalendars}</h3>
      <calendar-addresses
        name=${name}
        note=${messages.exportNote(name)}
        .make=${() => makeCalendarLink(connection, queue)}
        .drop=${() => dropCalendarLinks(connection, queue)}
      ></calendar-addresses>`;
  }

  #form(): TemplateResult {
    const { feed } = this.shifts;
    const draft = this.#draft;
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.#set(draft.words.url.trim());
    };
    return html`<form class="screen-only" @submit=${submit}>
      <div class="fields">
        ${draft.field('url', { label: messages.importLabel, type: 'url', most: 2000, placeholder: 'https://', wide: true })}
        <button type="submit" class="button" aria-disabled=${draft.busy ? 'true' : 'false'}>
          ${feed ? messages.changeAddress : messages.useCalendar}
        </button>
        ${
          feed
            ? this.#confirmation.button(STOP, messages.stopCalendar, {
                words: messages.stopCalendarSure,
                yes: messages.stopCalendarYes,
                about: `of ${this.shifts.name}`,
                isBusy: draft.busy,
                onYes: () => void this.#set(null),
              })
            : null
        }
      </div>
      ${this.tier === 'local' ? null : this.#owners()}
      ${draft.errors.length > 0 ? faults('rejected', draft.errors) : troubleLine(draft.trouble)}
    </form>`;
  }

  /** Which libraries owe the events of a shared desk. */
  #owners(): TemplateResult {
    const { owners } = this.#draft.words;
    const set = (index: number, change: Partial<FeedOwner>): void =>
      this.#draft.set({ owners: replaced(owners, index, { ...owners[index]!, ...change }) });
    const libraries = readerLibraries();
    return html`<fieldset>
      <legend>${messages.owners}</legend>
      <div class="form">
        <p class="small soft">${messages.ownersNote}</p>
        ${owners.map(
          ({ text, library, service }, index) =>
            html`<div class="fields" role="group" aria-label=${messages.ownerRule(index + 1)}>
              ${field({ label: messages.ownerText, value: text, most: 80, onInput: (value) => set(index, { text: value }) })}
              ${field({ label: WORDS.library, value: library, options: libraries.map(({ id, name }) => [id, name] as const), onInput: (value) => set(index, { library: value }) })}
              ${field({ label: messages.ownerService, value: service ?? (this.tier === 'global' ? 'global' : 'statewide'), options: Object.entries(SERVICE_WORDS), onInput: (value) => set(index, { service: value as FeedOwner['service'] & string }) })}
              <button type="button" class="button" @click=${() => this.#draft.set({ owners: without(owners, index) })}>
                ${WORDS.remove}<span class="visually-hidden"> ${messages.ownerRule(index + 1)}</span>
              </button>
            </div>`,
        )}
        <div class="actions">
          <button
            type="button"
            class="button"
            @click=${() => this.#draft.set({ owners: [...owners, { text: '', library: libraries[0]?.id ?? '' }] })}
          >
            ${messages.addOwner}
          </button>
        </div>
      </div>
    </fieldset>`;
  }
}
