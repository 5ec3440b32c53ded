import {
  addHandOver,
  addHandOverNote,
  getHandOvers,
  HAND_OVER_DAYS,
  withdrawHandOver,
  type HandOver,
  type HandOverList,
  type MissingTag,
  type NewHandOver,
  type ScoredPage,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { serverNowMs } from '../ui/server-clock.js';
import { messages, progressText, STATE_WORDS } from '../i18n/hand-over.js';
import { WORDS } from '../i18n/words.js';
import { stateText, stateTone } from '../i18n/page-checks.js';
import { findingList } from '../page-checks/finding-list.js';
import { tones } from '../styles/tones.js';
import '../ui/copy-field.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { sentForm, field, faults, troubleLine } from '../ui/form-fields.js';
import { errorsAt } from '../logic/field-errors.js';
import { LiveQuery } from '../ui/live-query.js';
import { confirmation } from '../ui/confirmation.js';
import { EntryRemoval } from '../ui/entry-removal.js';
import { KeepFocus } from '../ui/keep-focus.js';
import { Mutation } from '../ui/mutation.js';
import { noteList } from './note-list.js';

/** What a library has handed to its webmaster, with notes to and fro, and a form for the next page. */
@customElement('hand-over-list')
export class HandOverListPart extends DashboardElement {
  static override styles = [
    tones,
    confirmation,
    css`
      .works {
        margin: 0;
        padding: 0;
        list-style: none;
      }

      .works > li {
        display: grid;
        gap: var(--space-2);
        padding: var(--space-3) 0;
        border-top: 1px solid var(--line);
        overflow-wrap: anywhere;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-3);
        align-items: end;
      }

      form,
      .more {
        display: grid;
        gap: var(--space-3);
      }

      .missing {
        align-items: center;
      }

      .new {
        max-width: 40rem;
      }
    `,
  ];

  @property() library = '';
  @property() zone = 'UTC';
  /** Key pages without the button. */
  @property({ attribute: false }) missing: readonly ScoredPage[] = [];
  /** Fills in the form and leads to it. */
  @property({ attribute: false }) wanted: MissingTag | undefined;
  @state() private made: NewHandOver | undefined;
  #filledIn: MissingTag | undefined;
  #list = new LiveQuery<HandOverList>(this, ['counts'], () => getHandOvers(connection, this.library));
  #mutation = new Mutation(this);
  #withdrawal = new EntryRemoval<HandOver>(this, this.#mutation, {
    button: WORDS.withdrawLink,
    yes: messages.withdrawYes,
    name: ({ page }) => messages.withdrawFor(page),
    ask: ({ page }) => messages.withdrawSure(page),
    said: ({ page }) => messages.withdrawn(page),
    remove: ({ id }) => withdrawHandOver(connection, this.library, id),
    reread: () => this.#list.ask(),
  });

  /** A row that is removed takes the focus with it. */
  protected readonly keptFocus = new KeepFocus(this, 'h2');

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.made = undefined;
    void this.#list.ask({ keep: false });
  }

  /** The form comes with the list. */
  protected override updated(): void {
    const { wanted } = this;
    const form = this.renderRoot.querySelector<HTMLFormElement>('.new');
    if (form === null || wanted === undefined || wanted === this.#filledIn) return;
    this.#filledIn = wanted;
    const field = (name: string): HTMLInputElement => form.elements.namedItem(name) as HTMLInputElement;
    field('page').value = wanted.page ?? '';
    field('placement').value = wanted.placement ?? 'header';
    form.scrollIntoView({ block: 'center' });
    field('page').focus({ preventScroll: true });
  }

  async #make(event: SubmitEvent): Promise<void> {
    const { text, reset } = sentForm(event);
    const made = await this.#mutation.run(
      () =>
        addHandOver(connection, this.library, {
          page: text('page'),
          placement: text('placement'),
          branch: text('branch') || null,
          platform: text('platform') || null,
          days: Number(text('days')) as 7 | 30 | 90,
          note: text('note') || null,
        }),
      (done) => messages.made(done.handOver.page),
    );
    if (!made) return;
    this.made = made;
    reset();
    await this.#list.ask({ keep: true });
  }

  async #addNote(event: SubmitEvent, { id }: HandOver): Promise<void> {
    const { text: typed, reset } = sentForm(event);
    const text = typed('text');
    if (!(await this.#mutation.run(() => addHandOverNote(connection, this.library, id, { text }), messages.noteSent)))
      return;
    reset();
    await this.#list.ask({ keep: true });
  }

  override render(): TemplateResult {
    const { last, failure } = this.#list;
    return html`<section class="panel" aria-labelledby="heading">
      <h2 id="heading" tabindex="-1">${messages.heading}</h2>
      <p>${messages.note}</p>
      ${troubleLine(this.#mutation.trouble)} ${this.#made()} ${last && readerMayChange() ? this.#form(last) : null}
      ${last ? this.#works(last) : html`<p class="soft">${failure ? messages.unavailable : WORDS.loading}</p>`}
    </section>`;
  }

  #made(): TemplateResult | null {
    if (!this.made) return null;
    return html`<copy-field label=${messages.link} .text=${this.made.link} button=${WORDS.copyLink}></copy-field>`;
  }

  #works({ handOvers }: HandOverList): TemplateResult {
    if (handOvers.length === 0) return html`<p class="soft small">${messages.none}</p>`;
    return html`<ul class="works small">
      ${handOvers.map((work) => this.#work(work))}
    </ul>`;
  }

  #work(work: HandOver): TemplateResult {
    const { page, placement, state: at, lastCheck, notes } = work;
    const { word, tone } = STATE_WORDS[at];
    return html`<li>
      <div class="row">
        <span>${page.replace(/^https?:\/\//, '')} <span class="soft">${placement}</span></span>
        <span class="chip ${tone}">${word}</span>
      </div>
      <span class="soft">${progressText(work, new Date(serverNowMs()), this.zone)}</span>
      ${
        !lastCheck?.checkedAt
          ? null
          : html`<span
                ><span class="chip ${stateTone(lastCheck.state)}">${stateText(lastCheck.state)}</span>
                ${messages.lastCheck(lastCheck.checkedAt, this.zone)}</span
              >${lastCheck.findings.length > 0 ? findingList(lastCheck.findings.map((code) => ({ code }))) : null}`
      }
      ${notes.length > 0 ? html`<h3>${WORDS.notes}</h3>` : null} ${noteList(notes, this.zone)}
      ${at === 'waiting' && readerMayChange() ? this.#steps(work) : null}
    </li>`;
  }

  #steps(work: HandOver): TemplateResult {
    return html`<div class="row screen-only">
      <form class="row" @submit=${(event: SubmitEvent) => void this.#addNote(event, work)}>
        <label>${WORDS.note}<input name="text" maxlength="1000" required /></label>
        <button
          class="button"
          type="submit"
          aria-label=${messages.sendNoteFor(work.page)}
          ?disabled=${this.#mutation.busy}
        >
          ${messages.sendNote}
        </button>
      </form>
      ${this.#withdrawal.button(work)}
    </div>`;
  }

  #missing(): TemplateResult | null {
    if (this.missing.length === 0) return null;
    return html`<div class="missing row screen-only">
      <span>${messages.missing}</span>
      ${this.missing.map(
        ({ name, missingTag }) =>
          missingTag &&
          html`<button
            type="button"
            class="button"
            aria-label=${messages.fillIn(name)}
            @click=${() => (this.wanted = { ...missingTag })}
          >
            ${name}
          </button>`,
      )}
    </div>`;
  }

  #form({ platforms, branches }: HandOverList): TemplateResult {
    const { errors } = this.#mutation;
    return html`<form class="new screen-only" @submit=${(event: SubmitEvent) => void this.#make(event)}>
      ${field({ name: 'page', errors, label: WORDS.addressOfPage, type: 'url', placeholder: 'https://', most: 2000 })}
      ${this.#missing()}
      <div>
        <button class="button primary" type="submit" ?disabled=${this.#mutation.busy}>${WORDS.makeLink}</button>
      </div>
      <details ?open=${errors.length > 0}>
        <summary>${messages.more}</summary>
        <div class="more">
          <label
            >${messages.placement}<input name="placement" value="header" />
            <small>${messages.placementHint}</small></label
          >
          ${faults('placement-fault', errorsAt(errors, 'placement'))}
          ${
            branches.length === 0
              ? null
              : field({
                  name: 'branch',
                  errors,
                  label: messages.branch,
                  options: [['', messages.noBranch], ...branches.map(({ id, name }) => [id, name] as const)],
                })
          }
          ${field({
            name: 'platform',
            label: messages.platform,
            options: [['', messages.anyPlatform], ...platforms.map(({ id, name }) => [id, name] as const)],
          })}
          ${field({
            name: 'days',
            label: messages.days,
            value: '30',
            options: HAND_OVER_DAYS.map((days) => [String(days), messages.daysText(days)] as const),
          })}
          ${field({ name: 'note', errors, label: messages.firstNote, rows: 2, required: false, most: 1000 })}
        </div>
      </details>
    </form>`;
  }
}
