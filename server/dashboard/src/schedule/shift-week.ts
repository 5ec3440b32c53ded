import {
  changeQueueShifts,
  getQueueShifts,
  previewShifts,
  toScheduleCsvUrl,
  type QueueHours,
  type QueueShifts,
  type ShiftRule,
  type ShiftsPreview,
  type WeekCopy,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { serverNowMs } from '../ui/server-clock.js';
import { draftText, messages } from '../i18n/shift-week.js';
import { whoText } from '../logic/who.js';
import { WORDS } from '../i18n/words.js';
import { messages as scheduleMessages } from '../i18n/schedule.js';
import { zoneName } from '../i18n/zone-text.js';
import {
  mondayOf,
  newDraft,
  rebased,
  shownWeek,
  withoutShift,
  withShift,
  type ShiftDraft,
} from '../logic/shift-edit.js';
import { instantMs, wallClock } from '../logic/wall-clock.js';
import { monthSpan } from '../logic/months.js';
import { HOUR_MS } from '../logic/lengths.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { addressValue, keepInAddress } from '../ui/address.js';
import { confirmation } from '../ui/confirmation.js';
import { announce, reportChanged } from '../ui/events.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { Query } from '../ui/query.js';
import { gapsWarning } from './gaps-warning.js';
import { openTimes } from './open-times.js';
import { shiftConflict } from './shift-conflict.js';
import { shiftsOn, shiftsOnStyles } from './shifts-on.js';
import type { ShiftColumns } from './shift-columns.js';
import type { ShiftForm } from './shift-form.js';
import type { WeekCopyForm } from './week-copy.js';
import '../ui/notice-card.js';
import './shift-columns.js';
import './shift-form.js';
import './week-choice.js';
import './week-copy.js';

/** A change that is not saved yet. */
interface Change {
  shifts: ShiftRule[];
  /** "shift removed" */
  what: string;
}

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
  /** What the warning asks about. */
  @state() private warned: (Change & { preview: ShiftsPreview }) | undefined;
  /** What another person has saved meanwhile. */
  @state() private conflict: (Change & { theirs: QueueShifts }) | undefined;
  @state() private undo: Change | undefined;
  @query('shift-columns') private columns!: ShiftColumns | null;
  @query('shift-form') private form!: ShiftForm | null;
  @query('week-copy') private copyForm!: WeekCopyForm | null;
  /** As they were read when the change began. */
  #base!: QueueShifts;
  #preview = new Query<ShiftsPreview>(this);
  #mutation = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOther = this.shown !== '' && this.shown !== this.week;
    if (this.week === '') this.week = this.shown || this.#openedAt();
    const isFree = this.draft === undefined && !this.isCopying && this.conflict === undefined;
    if (changed.has('shifts') && (isFree || this.#base.queue !== this.shifts.queue)) this.#take(this.shifts);
    if (changed.has('shown') && isOther && this.hasUpdated) this.#go(this.shown);
  }

  #openedAt(): string {
    return shownWeek(addressValue('week'), this.#today) ?? mondayOf(this.#today);
  }

  get #today(): string {
    return wallClock(serverNowMs(), this.shifts.zone).date;
  }

  /** Goes on from these shifts. What another person has saved cannot be undone from here. */
  #take(shifts: QueueShifts): void {
    if (this.#base?.revision !== shifts.revision) this.undo = undefined;
    this.#base = shifts;
    void this.#load();
  }

  async #load(): Promise<void> {
    const { queue, shifts } = this.#base;
    await this.#preview.ask(() => previewShifts(connection, queue, { shifts, week: this.week }));
  }

  #go(week: string): void {
    this.week = week;
    this.isCopying = false;
    void this.#load();
    if (this.shown !== '') return;
    keepInAddress({ week: this.week === mondayOf(this.#today) ? '' : this.week });
    announce(this, messages.weekHeading(this.week));
  }

  async #open(draft: ShiftDraft): Promise<void> {
    const { gaps = [], ahead } = this.#preview.state.last ?? {};
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
    this.warned = undefined;
    this.#mutation.forget();
    this.draft = draft;
  }

  /** By arrow keys or by the mouse: the form does not take the focus. */
  #move(draft: ShiftDraft): void {
    this.#draft(draft);
    announce(this, draftText({ ...draft, label: whoText(draft, this.#base.shared) }));
  }

  async #close(): Promise<void> {
    const origin = this.draft?.origin ?? null;
    this.draft = undefined;
    this.gap = undefined;
    this.isCopying = false;
    this.warned = undefined;
    this.conflict = undefined;
    this.#mutation.forget();
    if (this.shifts.revision > this.#base.revision) this.#take(this.shifts);
    await this.updateComplete;
    await this.columns?.updateComplete;
    if (origin !== null) this.columns?.focusOn(origin);
    else this.#focus('h3');
  }

  #focus(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  #saveDraft(): void {
    const { draft } = this;
    if (draft === undefined) return;
    const what = draft.origin === null ? messages.added : messages.moved;
    void this.#check({ shifts: withShift(this.#base.shifts, draft), what });
  }

  #remove(): void {
    const { draft } = this;
    if (!draft?.origin) return;
    void this.#check({ shifts: withoutShift(this.#base.shifts, draft.origin, draft.weekly), what: messages.removed });
  }

  /** Saves at once where no new gap comes of it. */
  async #check(change: Change): Promise<void> {
    if (this.#mutation.busy) return;
    const { queue } = this.#base;
    const preview = await this.#mutation.run(() =>
      previewShifts(connection, queue, { shifts: change.shifts, week: this.week }),
    );
    if (preview === undefined) return this.#showFault();
    if (preview.ahead.added.count === 0) return this.#save(change);
    this.warned = { ...change, preview };
    await this.updateComplete;
    this.#focus('#warning');
  }

  async #showFault(): Promise<void> {
    await this.updateComplete;
    this.form?.focus();
  }

  async #save({ shifts, what }: Change): Promise<void> {
    // A second press must not close what the first one still saves.
    if (this.#mutation.busy) return;
    const { queue, revision, shifts: before } = this.#base;
    const saved = await this.#mutation.run(() => changeQueueShifts(connection, queue, { shifts, revision }));
    this.warned = undefined;
    if (saved === undefined) {
      if (this.#mutation.isStale) await this.#compare({ shifts, what });
      return;
    }
    this.draft = undefined;
    this.gap = undefined;
    this.isCopying = false;
    this.conflict = undefined;
    this.#take(saved);
    this.undo = what === messages.undone ? undefined : { shifts: before, what };
    announce(this, what === messages.undone ? messages.undone : messages.saved(saved.name));
    reportChanged(this);
    await this.updateComplete;
    this.#focus('h3');
  }

  async #compare(change: Change): Promise<void> {
    const theirs = await this.#mutation.run(() => getQueueShifts(connection, this.#base.queue), messages.conflict);
    if (theirs === undefined) return;
    this.conflict = { ...change, theirs };
    await this.updateComplete;
    this.#focus('#conflict');
  }

  async #combine(change: Change, theirs: QueueShifts): Promise<void> {
    const shifts = rebased(this.#base.shifts, change.shifts, theirs.shifts);
    if (shifts === null) return;
    this.conflict = undefined;
    this.draft = undefined;
    this.#take(theirs);
    await this.#check({ ...change, shifts });
  }

  #takeTheirs(theirs: QueueShifts): void {
    this.conflict = undefined;
    this.draft = undefined;
    this.#take(theirs);
    void this.#close();
  }

  async #startCopy(): Promise<void> {
    this.draft = undefined;
    this.warned = undefined;
    this.isCopying = true;
    await this.updateComplete;
    await this.copyForm?.updateComplete;
    this.copyForm?.focus();
  }

  /** A copy of other shifts than these is shown again before it is saved. */
  async #saveCopy({ shifts, revision }: WeekCopy): Promise<void> {
    if (revision === this.#base.revision) return this.#check({ shifts, what: messages.copied });
    const fresh = await this.#mutation.run(() => getQueueShifts(connection, this.#base.queue));
    if (fresh) this.#take(fresh);
  }

  override render(): TemplateResult {
    const { failure, state } = this.#preview;
    const { last, step } = state;
    return html`${last === undefined || this.shown !== '' ? null : this.#first(last)}
      <h3 tabindex="-1">${messages.weekHeading(this.week)}</h3>
      ${this.#toolbar()}
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#load()}></notice-card>`}
      ${last === undefined ? (step === 'waiting' ? html`<p class="soft">${WORDS.loadingWeek}</p>` : null) : this.#days(last)}
      ${this.conflict ? this.#bothShown(this.conflict) : this.#panel()}`;
  }

  /** Above the week: what has nobody, and who is on today. */
  #first(preview: ShiftsPreview): TemplateResult {
    const onFill = (gap: ShiftsPreview['gaps'][number]): void => this.#fill(gap);
    return html`${openTimes(preview, this.#base, { nowMs: serverNowMs(), onFill })}
    ${shiftsOn(this.#today, preview, this.#base.shared)}`;
  }

  #bothShown({ shifts, what, theirs }: NonNullable<ShiftWeek['conflict']>): TemplateResult {
    const before = this.#base.shifts;
    const canCombine = rebased(before, shifts, theirs.shifts) !== null;
    return shiftConflict({
      before,
      yours: shifts,
      theirs,
      onCombine: canCombine ? () => void this.#combine({ shifts, what }, theirs) : undefined,
      onTakeTheirs: () => this.#takeTheirs(theirs),
    });
  }

  #toolbar(): TemplateResult {
    const button = (words: string, onClick: () => void, { id = '', look = '' } = {}): TemplateResult =>
      html`<button type="button" class="button ${look}" id=${id} @click=${onClick}>${words}</button>`;
    const { editable } = this.#base;
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
        this.undo === undefined
          ? null
          : button(
              messages.undo(this.undo.what),
              () => void this.#check({ shifts: this.undo!.shifts, what: messages.undone }),
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
      ${this.#files(preview)}`;
  }

  /** The week that is shown, and the month that it begins in, for a spreadsheet. */
  #files({ queue, zone, from, to }: ShiftsPreview): TemplateResult {
    const [first, next] = monthSpan(this.week).map((date) =>
      new Date(instantMs({ date, time: '00:00' }, zone)).toISOString(),
    );
    const link = (words: string, window: { from: string; to: string }): TemplateResult =>
      html`<a class="button" href=${toScheduleCsvUrl(connection, queue, window)} download>${words}</a>`;
    return html`<div class="actions screen-only">
      ${link(messages.csvOfWeek, { from, to })} ${link(messages.csvOfMonth(this.week), { from: first!, to: next! })}
      <button type="button" class="button" @click=${() => print()}>${messages.print}</button>
    </div>`;
  }

  #panel(): TemplateResult | null {
    const { trouble, errors, busy } = this.#mutation;
    if (this.warned) {
      const { warned } = this;
      return gapsWarning({
        preview: warned.preview,
        isBusy: busy,
        onSave: () => void this.#save(warned),
        onBack: () => void this.#back(),
      });
    }
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
    this.warned = undefined;
    await this.updateComplete;
    if (this.form) this.form.focus();
    else this.#focus('h3');
  }
}
