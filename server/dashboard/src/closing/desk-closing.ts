import {
  closeDesks,
  getClosings,
  previewClosing,
  undoClosing,
  type ClosingAsk,
  type ClosingMade,
  type ClosingPlan,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { closingText, hoursAwayText, messages, staysText, thenText, undoneText, untilText } from '../i18n/closing.js';
import { commonZone, zoneName } from '../i18n/zone-text.js';
import { WORDS } from '../i18n/words.js';
import { errorsAt, type FieldErrors } from '../logic/field-errors.js';
import { instantMs } from '../logic/wall-clock.js';
import type { Named } from '../people/scope-choice.js';
import '../people/scope-choice.js';
import { table } from '../styles/table.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { dataTable } from '../ui/data-table.js';
import { announce, reportChanged } from '../ui/events.js';
import { field, radio, tick, troubleLine } from '../ui/form-fields.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { WideTable } from '../ui/wide-table.js';

type Until = 'morning' | 'closing' | 'time';

/** Rows of the preview; the rest is counted. */
const MAX_ROWS = 50;

/** Closes the local desks of libraries for a while, after a preview, and undoes the latest closing. */
@customElement('desk-closing')
export class DeskClosing extends DashboardElement {
  static override styles = [
    table,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }

      summary + form {
        margin-top: var(--space-3);
      }
    `,
  ];

  /** Null: all. */
  @state() private libraries: readonly Named[] | null = null;
  @state() private shared: ReadonlySet<string> = new Set();
  @state() private until: Until = 'morning';
  @state() private date = '';
  @state() private time = '';
  @state() private text = '';
  @state() private plan: ClosingPlan | undefined;
  /** What the latest undo has left. */
  @state() private undone = '';
  @state() private isOpen = false;
  /** The shared desks that may be closed, and the zone of a typed time: kept while another preview is loaded. */
  #sharedDesks: readonly Named[] = [];
  #zone = 'UTC';
  /** Something has changed while a preview was loaded. */
  #isOutdated = false;
  #preview = new Mutation(this);
  #mutation = new Mutation(this);
  #latest = new LiveQuery<ClosingMade | undefined>(this, ['queue'], async () => {
    const { closings } = await getClosings(connection);
    return closings.find(({ undoable }) => undoable);
  });
  protected readonly wideTable = new WideTable(this);

  protected override firstUpdated(): void {
    void this.#latest.ask();
  }

  /** Undefined while the fields name no desk or no instant. */
  get #ask(): ClosingAsk | undefined {
    const { libraries, shared, until, text, date, time } = this;
    const ms = instantMs({ date, time }, this.#zone);
    const isNothing = libraries?.length === 0 && shared.size === 0;
    if (isNothing || (until === 'time' && Number.isNaN(ms))) return undefined;
    const words = text.trim();
    return {
      libraries: libraries === null ? 'all' : libraries.map(({ id }) => id),
      shared: [...shared],
      until: until === 'time' ? new Date(ms).toISOString() : until,
      ...(words && { text: words }),
    };
  }

  get #errors(): FieldErrors {
    return [...this.#preview.errors, ...this.#mutation.errors];
  }

  #set(change: () => void): void {
    change();
    this.#mutation.forget();
    void this.#load();
  }

  /** The preview follows each choice; a press closes what the shown one says. */
  async #load(): Promise<void> {
    this.plan = undefined;
    this.#isOutdated = this.#preview.busy;
    const ask = this.#ask;
    if (this.#isOutdated || ask === undefined) return;
    const plan = await this.#preview.run(() => previewClosing(connection, ask));
    if (this.#isOutdated) return this.#load();
    if (plan === undefined) return;
    this.#sharedDesks = plan.shared;
    this.#zone = commonZone(plan.desks.map(({ zone }) => zone));
    this.plan = plan;
    announce(this, messages.willClose(this.#count(plan)));
  }

  #count({ desks }: ClosingPlan): number {
    return desks.filter(({ until }) => until !== null).length;
  }

  async #close(event: Event): Promise<void> {
    event.preventDefault();
    const { plan } = this;
    const ask = this.#ask;
    if (plan === undefined || ask === undefined || this.#count(plan) === 0) return;
    const closed = await this.#mutation.run(
      () => closeDesks(connection, { ...ask, seen: plan.seen }),
      ({ deskCount }) => messages.closed(deskCount),
    );
    if (closed === undefined) {
      if (this.#mutation.isStale) void this.#load();
      return;
    }
    this.#end();
    await this.#focus('#latest');
  }

  async #undo(id: number): Promise<void> {
    const undone = await this.#mutation.run(() => undoClosing(connection, id), undoneText);
    if (undone === undefined) return;
    this.#end();
    this.undone = undoneText(undone);
    await this.#focus('summary');
  }

  /** The form as it was at first. */
  #end(): void {
    this.isOpen = false;
    this.plan = undefined;
    this.undone = '';
    this.text = '';
    this.shared = new Set();
    reportChanged(this);
  }

  async #focus(part: string): Promise<void> {
    await this.#latest.ask();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(part)?.focus();
  }

  #toggle({ target }: Event): void {
    this.isOpen = (target as HTMLDetailsElement).open;
    if (this.isOpen && this.plan === undefined) void this.#load();
  }

  override render(): TemplateResult {
    const { last } = this.#latest;
    return html`${last === undefined ? null : this.#closing(last)}
      ${this.undone === '' ? null : html`<p>${this.undone}</p>`}
      ${this.isOpen ? null : troubleLine(this.#mutation.trouble)}
      <details .open=${this.isOpen} @toggle=${(event: Event) => this.#toggle(event)}>
        <summary>${messages.heading}</summary>
        ${this.isOpen ? this.#form() : null}
      </details>`;
  }

  #closing(closing: ClosingMade): TemplateResult {
    return html`<section class="form" aria-labelledby="latest">
      <h2 id="latest" tabindex="-1">${messages.lastClosing}</h2>
      <p>${closingText(closing)}</p>
      <p class="small soft">${messages.undoNote}</p>
      <div class="actions">
        <button
          type="button"
          class="button"
          aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
          @click=${() => void this.#undo(closing.id)}
        >
          ${messages.undo}
        </button>
      </div>
    </section>`;
  }

  #form(): TemplateResult {
    const { plan, libraries } = this;
    const count = plan === undefined ? 0 : this.#count(plan);
    return html`<form @submit=${(event: Event) => void this.#close(event)}>
      <p class="soft">${messages.intro}</p>
      <fieldset>
        <legend>${messages.which}</legend>
        <div class="ticks column">
          ${this.#radio('whose', messages.all, libraries === null, () => (this.libraries = null))}
          ${this.#radio('whose', messages.some, libraries !== null, () => (this.libraries ??= []))}
        </div>
        ${
          libraries === null
            ? null
            : html`<scope-choice
                account=${messages.theClosing}
                .chosen=${libraries}
                .faults=${errorsAt(this.#errors, 'libraries')}
                @ask-choose=${({ detail }: CustomEvent<Named[]>) => this.#set(() => (this.libraries = detail))}
              ></scope-choice>`
        }
      </fieldset>
      ${this.#sharedDesks.length === 0 ? null : this.#shared()}
      <fieldset>
        <legend>${messages.until}</legend>
        <div class="form">
          <div class="ticks column">
            ${(['morning', 'closing', 'time'] as const).map((each) => this.#radio('until', messages[each], this.until === each, () => (this.until = each)))}
          </div>
          ${this.until === 'time' ? this.#timeFields() : null}
        </div>
      </fieldset>
      ${field({
        name: 'text',
        label: messages.text,
        hint: messages.textHint,
        faultWords: messages.textFault,
        errors: this.#errors,
        value: this.text,
        required: false,
        wide: true,
        isFree: true,
        onInput: (value) => this.#write(value),
      })}
      ${plan === undefined ? this.#waiting() : this.#previewed(plan)}
      ${troubleLine(this.#mutation.trouble && { ...this.#mutation.trouble, ...(this.#mutation.isStale && { words: messages.changedMeanwhile }) })}
      <div class="actions">
        <button class="button primary" ?disabled=${count === 0} aria-disabled=${this.#mutation.busy ? 'true' : 'false'}>
          ${messages.close(count)}
        </button>
      </div>
    </form>`;
  }

  /** The preview says whose patrons read a sentence, and not which. */
  #write(value: string): void {
    const hadWords = this.text.trim() !== '';
    this.text = value;
    if (hadWords !== (value.trim() !== '') || this.#errors.length > 0) this.#set(() => undefined);
  }

  #radio(name: string, words: string, checked: boolean, choose: () => void): TemplateResult {
    return radio(name, words, checked, () => this.#set(choose));
  }

  #shared(): TemplateResult {
    return html`<fieldset aria-describedby="shared-note">
      <legend>${messages.shared}</legend>
      <p class="small soft" id="shared-note">${messages.sharedNote}</p>
      <div class="ticks column">
        ${this.#sharedDesks.map(({ id, name }) =>
          tick(name, this.shared.has(id), (on) =>
            this.#set(
              () => (this.shared = new Set([...this.shared].filter((each) => each !== id).concat(on ? [id] : []))),
            ),
          ),
        )}
      </div>
    </fieldset>`;
  }

  #timeFields(): TemplateResult {
    const fault = errorsAt(this.#errors, 'until').length > 0 ? 'until-fault' : undefined;
    return html`<div>
      <div class="fields">
        ${field({ label: messages.day, type: 'date', value: this.date, fault, onInput: (value) => this.#set(() => (this.date = value)) })}
        ${field({ label: messages.clockTime, type: 'time', value: this.time, fault, onInput: (value) => this.#set(() => (this.time = value)) })}
      </div>
      <p class="small soft">${WORDS.byZone(zoneName(this.#zone))}</p>
      ${fault ? html`<p class="fault" id=${fault}>${messages.mustBeAhead}</p>` : null}
    </div>`;
  }

  #waiting(): TemplateResult | null {
    const { trouble } = this.#preview;
    // A fault stands beside its field.
    if (trouble !== undefined) return trouble.errors.length > 0 ? null : troubleLine(trouble);
    return this.#ask === undefined ? null : html`<p class="soft">${messages.previewing}</p>`;
  }

  #previewed(plan: ClosingPlan): TemplateResult {
    const desks = new Map(plan.desks.map((desk) => [desk.queue, desk]));
    const { columns } = messages;
    const stays = staysText(plan.desks);
    const more = plan.libraries.length - MAX_ROWS;
    return html`<section class="form" aria-labelledby="preview">
      <h2 id="preview">${messages.willClose(this.#count(plan))}</h2>
      ${
        plan.libraries.length === 0
          ? null
          : dataTable(
              messages.preview,
              Object.values(columns),
              plan.libraries.slice(0, MAX_ROWS).map((library) => {
                const own = library.desks.map((id) => desks.get(id)!);
                return html`<tr data-library=${library.library}>
                  <th scope="row">${library.name}</th>
                  <td data-label=${columns.until}><span>${own.map((desk) => html`${untilText(desk)}<br />`)}</span></td>
                  <td data-label=${columns.hours}>
                    <span>${own.map((desk) => html`${hoursAwayText(desk)}<br />`)}</span>
                  </td>
                  <td data-label=${columns.answer}>
                    <span
                      >${thenText(library)}${library.message && this.text.trim() !== '' ? html`<br />“${this.text.trim()}”` : null}${library.replaces === null ? null : html`<br /><span class="soft small">${messages.replaces(library.replaces)}</span>`}</span
                    >
                  </td>
                </tr>`;
              }),
            )
      }
      ${more > 0 ? html`<p>${messages.more(more)}</p>` : null} ${stays === null ? null : html`<p>${stays}</p>`}
    </section>`;
  }
}
