import { offerHour, type CoverReason, type SharedHour } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { clockText } from '../i18n/clock-text.js';
import { timeText } from '../i18n/hour-text.js';
import { messages, REASON_WORDS } from '../i18n/shared-hours.js';
import { halfHoursOf } from '../logic/half-hours.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field, sentForm, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { serverNowMs } from '../ui/server-clock.js';

/** The form by which a library gives an hour, whole or in part. */
@customElement('give-hour')
export class GiveHour extends DashboardElement {
  @property({ attribute: false }) hour!: SharedHour;
  /** Called once the hour is offered. */
  @property({ attribute: false }) onOffered: () => unknown = () => undefined;
  #offering = new Mutation(this);

  async #offer(event: SubmitEvent): Promise<void> {
    const { text } = sentForm(event);
    const { library, queue, service, zone } = this.hour;
    const [start, end, reason] = [text('start'), text('end'), text('reason') as CoverReason];
    const offered = await this.#offering.run(
      () => offerHour(connection, library.id, { queue: queue.id, service, start, end, reason }),
      messages.isOffered(timeText({ start, end, zone }, serverNowMs())),
    );
    if (offered !== undefined) this.onOffered();
  }

  override render(): TemplateResult {
    const { errors, trouble, busy } = this.#offering;
    const { zone } = this.hour;
    const cuts = halfHoursOf(this.hour).map((each) => [each, clockText(Date.parse(each), zone)] as const);
    const at = (name: string, label: string, options: typeof cuts, value: string | undefined): TemplateResult =>
      field({ name, label, options, errors, ...(value !== undefined && { value }) });
    return html`<form @submit=${(event: SubmitEvent) => void this.#offer(event)}>
      ${errors.length > 0 ? null : troubleLine(trouble)}
      <p class="small soft">${messages.reasonHint}</p>
      <div class="fields">
        ${at('start', messages.from, cuts.slice(0, -1), cuts[0]?.[0])}
        ${at('end', messages.to, cuts.slice(1), cuts.at(-1)?.[0])}
        ${field({
          name: 'reason',
          label: messages.reason,
          options: Object.entries(REASON_WORDS),
          errors,
        })}
      </div>
      <div><button class="button primary" type="submit" ?disabled=${busy}>${messages.offer}</button></div>
    </form>`;
  }
}
