import { getDeskClock, pressDeskClock, type DeskClock as Clock } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { dutyText, hereText, messages, newsText } from '../i18n/desk-clock.js';
import { HOUR_MS } from '../logic/lengths.js';
import { page } from '../styles/page.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { reportChanged } from '../ui/events.js';
import { troubleLine } from '../ui/form-fields.js';
import { LiveQuery } from '../ui/live-query.js';
import { serverNowMs } from '../ui/server-clock.js';
import { Mutation } from '../ui/mutation.js';

type Owing = Clock['libraries'][number];

/** The clock of a shared desk: which libraries are here, and a button for each that owes hours and that the reader speaks for. */
@customElement('desk-clock')
export class DeskClock extends DashboardElement {
  static override styles = [
    page,
    css`
      :host([hidden]) {
        display: none;
      }

      ul {
        display: grid;
        gap: var(--space-3);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      .library {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
        align-items: center;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() queue = '';
  /** Nothing else stands on the page: it is shown with nobody here, too. */
  @property({ type: Boolean }) alone = false;
  #mutation = new Mutation(this);
  /** Pressed here, until the clock is read again. */
  #pressed = new Set<string>();
  #clock = new LiveQuery<Clock>(
    this,
    ['presence', 'schedule'],
    () => getDeskClock(connection, this.queue),
    (before, now) => newsText(before, now, this.#pressed),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('queue')) void this.#clock.ask({ keep: false });
    const { here = [], libraries = [] } = this.#clock.last ?? {};
    this.hidden = !this.alone && here.length + libraries.length === 0;
  }

  async #press({ library, name }: Owing, isHere: boolean): Promise<void> {
    const said = isHere ? messages.cameSaid(name) : messages.leftSaid(name);
    this.#pressed.add(library);
    await this.#mutation.run(() => pressDeskClock(connection, { queue: this.queue, library, isHere }), said);
    reportChanged(this);
    await this.#clock.ask();
    this.#pressed.delete(library);
  }

  override render(): TemplateResult | null {
    const { last } = this.#clock;
    if (last === undefined || this.hidden) return null;
    const { here, libraries, zone } = last;
    const isHere = ({ library }: Owing): boolean => here.some((each) => each.library === library);
    const isSoon = ({ duty }: Owing): boolean => duty !== null && Date.parse(duty.start) < serverNowMs() + HOUR_MS;
    const soon = libraries.filter((each) => isHere(each) || isSoon(each));
    const others = libraries.filter((each) => !soon.includes(each));
    const buttons = (list: readonly Owing[]): TemplateResult =>
      html`<ul>
        ${list.map((each) => this.#library(each, isHere(each), zone))}
      </ul>`;
    return html`<section class="panel form" aria-labelledby="here">
      <h2 id="here">${messages.heading}</h2>
      ${
        here.length === 0
          ? html`<p>${messages.nobody}</p>`
          : html`<ul>
              ${here.map((each) => html`<li><strong>${each.name}</strong> ${hereText(each, zone)}</li>`)}
            </ul>`
      }
      ${
        libraries.length === 0
          ? null
          : html`<h3>${messages.press}</h3>
              <p class="small soft">${messages.note}</p>
              ${buttons(soon)}
              ${
                others.length === 0
                  ? null
                  : html`<details>
                      <summary>${messages.others}</summary>
                      ${buttons(others)}
                    </details>`
              }`
      }
      ${troubleLine(this.#mutation.trouble)}
    </section>`;
  }

  #library(each: Owing, isHere: boolean, zone: string): TemplateResult {
    return html`<li class="library">
      <button
        type="button"
        class=${isHere ? 'button' : 'button primary'}
        ?disabled=${this.#mutation.busy}
        @click=${() => void this.#press(each, !isHere)}
      >
        ${isHere ? messages.leaves(each.name) : messages.isHere(each.name)}
      </button>
      <span class="small soft">${dutyText(each, zone)}</span>
    </li>`;
  }
}
