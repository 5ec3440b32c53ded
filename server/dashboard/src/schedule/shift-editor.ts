import {
  changeQueueShifts,
  getQueueShifts,
  type QueueShifts,
  type ShiftRule,
  type ShiftsPreview,
  type Weekday,
} from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { reportChanged } from '../ui/events.js';
import { connection } from '../ui/connection.js';
import { whoText } from '../logic/who.js';
import { whoOf, type Who } from '../logic/shift-edit.js';
import { errorsAt, isAtFault } from '../logic/field-errors.js';
import { replaced, without } from '../logic/hours-draft.js';
import { serverNowMs } from '../ui/server-clock.js';
import { wallClock } from '../logic/wall-clock.js';
import { DAY_NAMES, DAYS } from '../i18n/hours-text.js';
import { messages } from '../i18n/schedule.js';
import { WORDS } from '../i18n/words.js';
import { asOnce, asWeekly, newShift, readDates, trimmedShift } from '../i18n/shift-text.js';
import { faults, field, tick, troubleLine } from '../ui/form-fields.js';
import { confirmation } from '../ui/confirmation.js';
import { ownerFields } from './owner-fields.js';
import { checkGaps } from './gap-check.js';
import { gapsWarning } from './gaps-warning.js';
import { shiftDifference } from './shift-difference.js';
import { messages as weekMessages } from '../i18n/shift-week.js';
import { zoneName } from '../i18n/zone-text.js';

/** Edits a queue's shifts. A refused save keeps what was typed. */
@customElement('shift-editor')
export class ShiftEditor extends DashboardElement {
  static override styles = confirmation;

  /** The shifts as they were when editing began. */
  @property({ attribute: false }) shifts!: QueueShifts;
  /** The new gaps that the draft would leave. */
  @state() private warned: ShiftsPreview | undefined;
  /** What another person has saved meanwhile. */
  @state() private theirs: QueueShifts | undefined;
  #draft = new Draft<{ shifts: ShiftRule[] }>(this, {
    words: () => ({ shifts: this.shifts.shifts }),
    revision: () => (this.theirs ?? this.shifts).revision,
    // By hand: the writer compares first.
    reread: () => undefined,
  });
  #before: readonly ShiftRule[] = [];

  /** From here on a newer version of the shifts does not change the draft. */
  protected override willUpdate(): void {
    if (this.hasUpdated) return;
    this.#before = this.shifts.shifts;
    this.#draft.open();
  }

  get #shifts(): ShiftRule[] {
    return this.#draft.words.shifts;
  }

  #set(shifts: ShiftRule[]): void {
    // Faults are named by position: after a row is removed they would appear beside another row.
    if (shifts.length !== this.#shifts.length) this.#draft.forget();
    this.#draft.set({ shifts });
    this.warned = undefined;
  }

  #change(index: number, change: Partial<ShiftRule>): void {
    const rule = this.#shifts[index];
    if (rule) this.#set(replaced(this.#shifts, index, { ...rule, ...change }));
  }

  #own(index: number, change: Who): void {
    const rule = this.#shifts[index];
    if (rule === undefined) return;
    const {
      label: _label,
      library: _library,
      service: _service,
      people: _people,
      endsAtClosing: _ends,
      ...when
    } = rule;
    // Trimmed as it is saved: a space is typed before the next word.
    const { label = rule.label ?? '' } = change;
    this.#set(replaced(this.#shifts, index, { ...when, ...whoOf({ ...rule, ...change }), label }));
  }

  #toggle(index: number, day: Weekday, on: boolean): void {
    const days = this.#shifts[index]?.days ?? [];
    this.#change(index, { days: DAYS.filter((each) => (each === day ? on : days.includes(each))) });
  }

  #repeat(index: number, weekly: boolean): void {
    const rule = this.#shifts[index];
    const today = wallClock(serverNowMs(), this.shifts.zone).date;
    if (rule) this.#set(replaced(this.#shifts, index, weekly ? asWeekly(rule) : asOnce(rule, today)));
  }

  async #check(event: Event): Promise<void> {
    event.preventDefault();
    const week = wallClock(serverNowMs(), this.shifts.zone).date;
    const draft = { shifts: this.#shifts.map(trimmedShift), week };
    await checkGaps(this.#draft, this.shifts.queue, draft, {
      onRefused: () => this.#focus('[aria-invalid]'),
      onSave: () => this.#save(),
      onGaps: (preview) => {
        this.warned = preview;
        return this.#focus('#warning');
      },
    });
  }

  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  async #save(): Promise<void> {
    const saved = await this.#draft.save(
      (typed, revision) =>
        changeQueueShifts(connection, this.shifts.queue, { shifts: typed.shifts.map(trimmedShift), revision }),
      ({ name }) => messages.shiftsSaved(name),
    );
    this.warned = undefined;
    if (saved === undefined) return this.#focus('[aria-invalid]');
    reportChanged(this);
    this.#close();
  }

  async #readAgain(): Promise<void> {
    const fresh = await this.#draft.run(() => getQueueShifts(connection, this.shifts.queue), messages.shiftsReloaded);
    if (fresh === undefined) return;
    this.theirs = fresh;
  }

  #close(): void {
    this.dispatchEvent(new Event('ask-close'));
  }

  override render(): TemplateResult {
    const isStale = this.#draft.isStale;
    const rest = this.#draft.errors.filter(({ field }) => !/^shifts\.\d/.test(field));
    return html`<form @submit=${(event: Event) => void this.#check(event)}>
      <p class="small soft">${messages.allTimesIn(zoneName(this.shifts.zone))}</p>
      ${this.#shifts.map((rule, index) => this.#row(rule, index))}
      <div class="actions">
        <button type="button" class="button" @click=${() => this.#set([...this.#shifts, newShift()])}>
          ${messages.addShift}
        </button>
      </div>
      ${troubleLine(this.#draft.trouble)} ${faults('rest', rest)}
      ${this.theirs ? this.#difference(this.theirs.shifts) : null}
      ${
        this.warned
          ? gapsWarning({
              preview: this.warned,
              isBusy: this.#draft.busy,
              onSave: () => void this.#save(),
              onBack: () => (this.warned = undefined),
            })
          : this.#actions(isStale)
      }
    </form>`;
  }

  /** Saving replaces what another person has saved: it is shown first. */
  #difference(theirs: readonly ShiftRule[]): TemplateResult {
    return html`<div class="confirm">
      <h3>${weekMessages.theirs}</h3>
      ${shiftDifference(this.#before, theirs, this.shifts.shared)}
      <h3>${weekMessages.replacedBySaving}</h3>
      ${shiftDifference(theirs, this.#shifts.map(trimmedShift), this.shifts.shared)}
    </div>`;
  }

  #actions(isStale: boolean): TemplateResult {
    return html`<div class="actions">
      ${
        isStale
          ? html`<button type="button" class="button primary" @click=${() => void this.#readAgain()}>
              ${messages.reloadKeepEdits}
            </button>`
          : html`<button type="submit" class="button primary" aria-disabled=${this.#draft.busy ? 'true' : 'false'}>
              ${messages.saveShifts}
            </button>`
      }
      <button type="button" class="button" @click=${() => this.#close()}>${WORDS.cancel}</button>
    </div>`;
  }

  #row(rule: ShiftRule, index: number): TemplateResult {
    const path = `shifts.${index}`;
    const id = `fault-${index}`;
    const { errors } = this.#draft;
    const fault = (member: string): string | undefined => (isAtFault(errors, path, member) ? id : undefined);
    const isOnce = rule.date !== undefined;
    const who = whoText(rule, this.shifts.shared);
    return html`<fieldset>
      <legend>Shift ${index + 1}${who ? `: ${who}` : ''}</legend>
      <div class="form">
        <div class="fields">
          ${ownerFields({ who: rule, shared: this.shifts.shared, fault, onInput: (change) => this.#own(index, change) })}
          ${field({
            label: 'Repeats',
            value: isOnce ? 'once' : 'weekly',
            options: [
              ['weekly', 'every week'],
              ['once', 'once'],
            ],
            onInput: (value) => this.#repeat(index, value === 'weekly'),
          })}
        </div>
        ${
          isOnce
            ? null
            : html`<div class="ticks" role="group" aria-label="Days">
                ${DAYS.map((day) =>
                  tick(DAY_NAMES[day].short, rule.days?.includes(day) ?? false, (on) => this.#toggle(index, day, on), {
                    fault: fault('days'),
                  }),
                )}
              </div>`
        }
        <div class="fields">
          ${isOnce ? field({ label: 'Day', type: 'date', value: rule.date ?? '', fault: fault('date'), onInput: (value) => this.#change(index, { date: value }) }) : null}
          ${field({ label: 'Starts', type: 'time', value: rule.start, fault: fault('start'), onInput: (value) => this.#change(index, { start: value }) })}
          ${field({ label: 'Ends', type: 'time', value: rule.end === '24:00' ? '00:00' : rule.end, fault: fault('end'), onInput: (value) => this.#change(index, { end: value }) })}
        </div>
        ${isOnce ? null : this.#bounds(rule, index, fault)} ${faults(id, errorsAt(errors, path))}
        <div class="actions">
          <button type="button" class="button" @click=${() => this.#set(without(this.#shifts, index))}>
            Remove<span class="visually-hidden"> shift ${index + 1}</span>
          </button>
        </div>
      </div>
    </fieldset>`;
  }

  #bounds(rule: ShiftRule, index: number, fault: (member: string) => string | undefined): TemplateResult {
    return html`<div class="fields">
      ${field({ label: messages.firstDay, type: 'date', value: rule.from ?? '', required: false, fault: fault('from'), onInput: (value) => this.#change(index, { from: value }) })}
      ${field({ label: messages.lastDayOptional, type: 'date', value: rule.until ?? '', required: false, fault: fault('until'), onInput: (value) => this.#change(index, { until: value }) })}
      ${field({ label: messages.exceptDays, value: (rule.except ?? []).join(', '), required: false, wide: true, fault: fault('except'), onInput: (value) => this.#change(index, { except: readDates(value) }) })}
    </div>`;
  }
}
