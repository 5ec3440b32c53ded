import type { QueueHours, QueueShifts, ShiftsPreview, WeekCopy } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { serverNowMs } from '../ui/server-clock.js';
import { draftText, messages } from '../i18n/shift-week.js';
import { whoText } from '../logic/who.js';
import { WORDS } from '../i18n/words.js';
import { messages as scheduleMessages } from '../i18n/schedule.js';
import { zoneName } from '../i18n/zone-text.js';
import { mondayOf, newDraft, shownWeek, withoutShift, withShift, type ShiftDraft } from '../logic/shift-edit.js';
import { wallClock } from '../logic/wall-clock.js';
import { HOUR_MS } from '../logic/lengths.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { addressValue, keepInAddress } from '../ui/address.js';
import { confirmation } from '../ui/confirmation.js';
import { announce } from '../ui/events.js';
import { troubleLine } from '../ui/form-fields.js';
import { gapsWarning } from './gaps-warning.js';
import { openTimes } from './open-times.js';
import { ShiftChanges } from './shift-changes.js';
import { shiftConflict } from './shift-conflict.js';
import { shiftsOn, shiftsOnStyles } from './shifts-on.js';
import type { ShiftColumns } from './shift-columns.js';
import type { ShiftForm } from './shift-form.js';
import type { WeekCopyForm } from './week-copy.js';
import { weekFiles } from './week-files.js';
import '../ui/notice-card.js';
import './shift-columns.js';
import './shift-form.js';
import './week-choice.js';
import './week-copy.js';

/** Seven days of 24 hours: another length has a clock change. Units: ms. */
const PLAIN_WEEK_MS = 7 * 24 * HOUR_MS;

/** A desk's week of shifts, and every change of it: one shift, a copied week, the last change undone. */
@customElement('shift-week')
export class ShiftWeek extends DashboardElement {
  static override styles = [
    confirmation,
    shiftsOnStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
      }

      .choose {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--space-2) var(--space-3);
      }

      .two {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr));
        gap: var(--space-4);
      }
    `,
  ];

  @property({ attribute: false }) shifts!: QueueShifts;
  @property({ attribute: false }) queue!: Pick<QueueHours, 'queue' | 'tier' | 'name'>;
  @property() library = '';
  /** The week that the page around it shows, by its Monday; '': it has a choice of its own. */
  @property() shown = '';
  @state() private week = '';
  @state() private draft: ShiftDraft | undefined;
  @state() private gap: ShiftsPreview['gaps'][number] | undefined;
  @state() private isCopying = false;
  @query('shift-columns') private columns!: ShiftColumns | null;
  @query('shift-form') private form!: ShiftForm | null;
  @query('week-copy') private copyForm!: WeekCopyForm | null;
  #changes = new ShiftChanges(this, {
    week: () => this.week,
    end: () => this.#end(),
    focus: (selector) => this.#focus(selector),
    focusForm: () => this.form?.focus(),
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOther = this.shown !== '' && this.shown !== this.week;
    if (this.week === '') this.week = this.shown || this.#openedAt();
    const isFree = this.draft === undefined && !this.isCopying && this.#changes.conflict === undefined;
    if (changed.has('shifts') && (isFree || this.#base.queue !== this.shifts.queue)) this.#changes.take(this.shifts);
    if (changed.has('shown') && isOther && this.hasUpdated) this.#go(this.shown);
  }

  #openedAt(): string {
    return shownWeek(addressValue('week'), this.#today) ?? mondayOf(this.#today);
  }

  get #today(): string {
    return wallClock(serverNowMs(), this.shifts.zone).date;
  }

  /** The shifts that are shown, and changed. */
  get #base(): QueueShifts {
    return this.#changes.base;
  }

  #go(week: string): void {
    this.week = week;
    this.isCopying = false;
    void this.#changes.load();
    if (this.shown !== '') return;
    keepInAddress({ week: this.week === mondayOf(this.#today) ? '' : this.week });
    announce(this, messages.weekHeading(this.week));
  }

  async #open(draft: ShiftDraft): Promise<void> {
    const { gaps = [], ahead } = this.#changes.preview.state.last ?? {};
    const atStart = [...gaps, ...(ahead?.gaps.first ?? [])].find(([start]) => this.#isAt(start, draft));
    this.gap = draft.origin === null ? atStart : undefined;
    this.#draft(draft);
    await this.updateComplete;
    await this.form?.updateComplete;
    this.form?.focus();
  }

  /** In the week of the gap: the block of the shift is shown there. */
  #fill([start, end]: ShiftsPreview['gaps'][number]): void {
    const clock = (instant: string) => wallClock(Date.parse(instant), this.#base.zone);
    const { date, time } = clock(start);
    if (mondayOf(date) !== this.week) this.#go(mondayOf(date));
    void this.#open(newDraft(this.#base.shifts, { date, start: time, end: clock(end).time }));
  }

  #isAt(instant: string, { date, start }: ShiftDraft): boolean {
    const at = wallClock(Date.parse(instant), this.#base.zone);
    return at.date === date && at.time === start;
  }

  #draft(draft: ShiftDraft): void {
    this.isCopying = false;
    this.#changes.forget();
    this.draft = draft;
  }

  /** By arrow keys or by the mouse: the form does not take the focus. */
  #move(draft: ShiftDraft): void {
    this.#draft(draft);
    announce(this, draftText({ ...draft, label: whoText(draft, this.#base.shared) }));
  }

  async #close(): Promise<void> {
    const origin = this.draft?.origin ?? null;
    this.#end();
    this.#changes.conflict = undefined;
    this.#changes.forget();
    if (this.shifts.revision > this.#base.revision) this.#changes.take(this.shifts);
    await this.updateComplete;
    await this.columns?.updateComplete;
    if (origin !== null) this.columns?.focusOn(origin);
    else this.#focus('h3');
  }

  #end(): void {
    this.draft = undefined;
    this.gap = undefined;
    this.isCopying = false;
  }

  #focus(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  #saveDraft(): void {
    const { draft } = this;
    if (draft === undefined) return;
    const what = draft.origin === null ? messages.added : messages.moved;
    void this.#changes.check({ shifts: withShift(this.#base.shifts, draft), what });
  }

  #remove(): void {
    const { draft } = this;
    if (!draft?.origin) return;
    const shifts = withoutShift(this.#base.shifts, draft.origin, draft.weekly);
    void this.#changes.check({ shifts, what: messages.removed });
  }

  async #startCopy(): Promise<void> {
    this.draft = undefined;
    this.#changes.forget();
    this.isCopying = true;
    await this.updateComplete;
    await this.copyForm?.updateComplete;
    this.copyForm?.focus();
  }

  /** A copy of other shifts than these is shown again before it is saved. */
  async #saveCopy({ shifts, revision }: WeekCopy): Promise<void> {
    if (revision === this.#base.revision) return this.#changes.check({ shifts, what: messages.copied });
    await this.#changes.reread();
  }

  override render(): TemplateResult {
    const { conflict, preview } = this.#changes;
    const { last, step } = preview.state;
    return html`${last === undefined || this.shown !== '' ? null : this.#first(last)}
      <h3 tabindex="-1">${messages.weekHeading(this.week)}</h3>
      ${this.#toolbar()}
      ${preview.failure === undefined ? null : html`<notice-card .failure=${preview.failure} @ask-retry=${() => void this.#changes.load()}></notice-card>`}
      ${last === undefined ? (step === 'waiting' ? html`<p class="soft">${WORDS.loadingWeek}</p>` : null) : this.#days(last)}
      ${conflict ? this.#bothShown(conflict) : this.#panel()}`;
  }

  /** Above the week: what has nobody, and who is on today. */
  #first(preview: ShiftsPreview): TemplateResult {
    const onFill = (gap: ShiftsPreview['gaps'][number]): void => this.#fill(gap);
    return html`${openTimes(preview, this.#base, { nowMs: serverNowMs(), onFill })}
    ${shiftsOn(this.#today, preview, this.#base.shared)}`;
  }

  #bothShown(conflict: NonNullable<ShiftChanges['conflict']>): TemplateResult {
    const { shifts, theirs } = conflict;
    const combined = this.#changes.combined(conflict);
    return shiftConflict({
      before: this.#base.shifts,
      yours: shifts,
      theirs,
      onCombine: combined && (() => void this.#changes.saveCombined(combined, theirs)),
      onTakeTheirs: () => {
        this.#changes.takeTheirs(theirs);
        void this.#close();
      },
    });
  }

  #toolbar(): TemplateResult {
    const button = (words: string, onClick: () => void, { id = '', look = '' } = {}): TemplateResult =>
      html`<button type="button" class="button ${look}" id=${id} @click=${onClick}>${words}</button>`;
    const { editable } = this.#base;
    const { undo } = this.#changes;
    const date = this.#today > this.week ? this.#today : this.week;
    const added = (): ShiftDraft => newDraft(this.#base.shifts, { date, start: '09:00', end: '12:00' });
    return html`<div class="choose screen-only">
      ${
        this.shown === ''
          ? html`<week-choice
              week=${this.week}
              today=${this.#today}
              @ask-week=${(event: CustomEvent<string>) => this.#go(event.detail)}
            ></week-choice>`
          : null
      }
      ${
        editable
          ? html`${button(WORDS.newShift, () => void this.#open(added()), { look: 'primary' })}
            ${button(messages.copyWeek, () => void this.#startCopy())}`
          : null
      }
      ${
        undo === undefined
          ? null
          : button(
              messages.undo(undo.what),
              () => void this.#changes.check({ shifts: undo.shifts, what: messages.undone }),
              { id: 'undo' },
            )
      }
    </div>`;
  }

  #days(preview: ShiftsPreview): TemplateResult {
    const isOdd = Date.parse(preview.to) - Date.parse(preview.from) !== PLAIN_WEEK_MS;
    return html`<shift-columns
        .preview=${preview}
        .rules=${this.#base.shifts}
        .shared=${this.#base.shared}
        .draft=${this.draft}
        .nowMs=${serverNowMs()}
        ?editable=${this.#base.editable}
        @ask-open=${(event: CustomEvent<ShiftDraft>) => void this.#open(event.detail)}
        @ask-draft=${(event: CustomEvent<ShiftDraft>) => this.#move(event.detail)}
        @ask-save=${() => this.#saveDraft()}
        @ask-close=${() => void this.#close()}
      ></shift-columns>
      ${isOdd ? html`<p class="small soft">${messages.clocksChange}</p>` : null}
      <p class="small soft">${scheduleMessages.allTimesIn(zoneName(preview.zone))}</p>
      ${weekFiles(preview, this.week)}`;
  }

  #panel(): TemplateResult | null {
    const { warned, mutation } = this.#changes;
    const { trouble, errors, busy } = mutation;
    if (warned)
      return gapsWarning({
        preview: warned.preview,
        isBusy: busy,
        onSave: () => void this.#changes.save(warned),
        onBack: () => void this.#back(),
      });
    if (this.isCopying)
      return html`<week-copy
          queue=${this.#base.queue}
          week=${this.week}
          .revision=${this.#base.revision}
          .shared=${this.#base.shared}
          ?busy=${busy}
          @ask-copy=${(event: CustomEvent<WeekCopy>) => void this.#saveCopy(event.detail)}
          @ask-close=${() => void this.#close()}
        ></week-copy>
        ${troubleLine(trouble)}`;
    if (this.draft === undefined) return troubleLine(trouble);
    return html`<shift-form
        .draft=${this.draft}
        .errors=${errors}
        .queue=${this.queue}
        .library=${this.library}
        .gap=${this.gap}
        .shared=${this.#base.shared}
        .nowMs=${serverNowMs()}
        ?busy=${busy}
        @ask-draft=${(event: CustomEvent<ShiftDraft>) => this.#draft(event.detail)}
        @ask-save=${() => this.#saveDraft()}
        @ask-remove=${() => this.#remove()}
        @ask-close=${() => void this.#close()}
      ></shift-form>
      ${errors.length > 0 ? null : troubleLine(trouble)}`;
  }

  async #back(): Promise<void> {
    this.#changes.warned = undefined;
    this.requestUpdate();
    await this.updateComplete;
    if (this.form) this.form.focus();
    else this.#focus('h3');
  }
}
