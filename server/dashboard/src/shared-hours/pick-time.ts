import { pickHour, type FreeHour, type HourToMakeUp } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { clockText } from '../i18n/clock-text.js';
import { freeText, messages } from '../i18n/made-up-hours.js';
import { headText, timeText } from '../i18n/hour-text.js';
import { halfHoursOf } from '../logic/half-hours.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field, sentForm, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { serverNowMs } from '../ui/server-clock.js';

/** The form by which a library picks a time for an hour that it did not cover. */
@customElement('pick-time')
export class PickTime extends DashboardElement {
  @property({ attribute: false }) hour!: HourToMakeUp;
  /** Times at its desk in which people are missing and the library is free. */
  @property({ attribute: false }) free: readonly FreeHour[] = [];
  /** Called once the time is picked. */
  @property({ attribute: false }) onPicked: () => unknown = () => undefined;
  /** By its start: what is free may change while the form is open. */
  @state() private chosen = '';
  #picking = new Mutation(this);

  async #pick(event: SubmitEvent): Promise<void> {
    const { text } = sentForm(event);
    const { library, queue, service, zone, start: missed } = this.hour;
    const [start, end] = [text('start'), text('end')];
    const picked = await this.#picking.run(
      () => pickHour(connection, library.id, { queue: queue.id, service, missed, start, end }),
      messages.isPicked(timeText({ start, end, zone }, serverNowMs())),
    );
    if (picked !== undefined) this.onPicked();
  }

  override render(): TemplateResult {
    const time = this.free.find(({ start }) => start === this.chosen) ?? this.free[0];
    if (time === undefined) return html`<p class="small">${messages.freeNone}</p>`;
    const { errors, trouble, busy } = this.#picking;
    const cuts = halfHoursOf(time).map((each) => [each, clockText(Date.parse(each), time.zone)] as const);
    const at = (name: string, label: string, options: typeof cuts): TemplateResult =>
      field({ name, label, options, errors });
    return html`<form @submit=${(event: SubmitEvent) => void this.#pick(event)}>
      ${troubleLine(trouble)}
      <div class="fields">
        ${field({
          name: 'free',
          label: messages.free,
          options: this.free.map((each) => [
            each.start,
            freeText(headText(each, serverNowMs()), each.needed - each.scheduled),
          ]),
          value: time.start,
          wide: true,
          onInput: (start) => (this.chosen = start),
        })}
        ${at('start', messages.from, cuts.slice(0, -1))} ${at('end', messages.to, cuts.slice(1))}
      </div>
      <div><button class="button primary" type="submit" ?disabled=${busy}>${messages.pickIt}</button></div>
    </form>`;
  }
}
