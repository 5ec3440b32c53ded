import {
  getFollowUps,
  getLibraries,
  openFollowUp,
  openFollowUps,
  type FollowUp,
  type FollowUpFilter,
  type FollowUpList,
  type LibraryList,
  type Session,
} from '@askusnow/sdk';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { connection } from '../ui/connection.js';
import { readerAnswersChats, readerMayChange } from '../ui/reader.js';
import { messages as appMessages } from '../i18n/app.js';
import {
  expectationText,
  FILTER_WORDS,
  messages,
  openText,
  shareText,
  stateChip,
  stepText,
} from '../i18n/follow-ups.js';
import { WORDS } from '../i18n/words.js';
import { errorsAt } from '../logic/field-errors.js';
import { page } from '../styles/page.js';
import { table } from '../styles/table.js';
import { tones } from '../styles/tones.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { addressChoice, keepInAddress } from '../ui/address.js';
import { dataTable } from '../ui/data-table.js';
import { sentForm, field, troubleLine } from '../ui/form-fields.js';
import { ListPage } from '../ui/list-page.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { serverNowMs } from '../ui/server-clock.js';
import { WideTable } from '../ui/wide-table.js';
import './follow-up-change.js';
import '../ui/page-bar.js';

/** The filter that the address leaves out. */
const USUAL: FollowUpFilter = 'open';
const FILTERS = Object.keys(FILTER_WORDS) as FollowUpFilter[];

interface Shown {
  list: FollowUpList;
  libraries: LibraryList['libraries'];
}

/** Follow-ups of a library, or all that the reader may see: the list, its steps, and forms to add one or many. */
@customElement('follow-ups-page')
export class FollowUpsPage extends DashboardElement {
  static override styles = [
    page,
    table,
    tones,
    css`
      .head label {
        min-width: 9rem;
      }

      ul {
        margin: var(--space-2) 0;
        padding-inline-start: var(--space-4);
      }

      .cards tbody :is(th, td) {
        vertical-align: middle;
      }

      .record {
        display: none;
        margin-inline-start: var(--space-2);
        font-weight: 400;
        text-decoration: underline;
      }

      /* Two lines an item on a phone: which one, and whose or what happened. */
      @container (max-width: 31rem) {
        .cards tr {
          display: flex;
          flex-wrap: wrap;
          align-items: center;
          gap: 0 var(--space-2);
          padding-block: var(--space-2);
        }

        .cards td:not(.when)::before {
          content: none;
        }

        .cards tbody th {
          order: -1;
        }

        /* To the end of its line, so that what follows begins the next. */
        .cards td:has(details) {
          flex: 1 0 60%;
        }

        .cards :is(.when, .whose) {
          gap: var(--space-2);
          padding-block: 0;
        }

        .head label {
          display: flex;
          align-items: center;
          gap: var(--space-3);
          white-space: nowrap;
        }

        .cards :is(td:has([open]), .whose, .step) {
          flex: 1 0 100%;
        }

        .cards tr:not(:has([open])) > .in-open {
          display: none;
        }

        .cards tr:not(:has([open])) .record {
          display: inline;
        }

        /* The words to press are enough: a sign would stand between the name and its state. */
        .cards summary:has(.record) {
          display: flex;
          align-items: center;
        }
      }
    `,
  ];

  /** '': every library of the reader. */
  @property() library = '';
  @property() name = '';
  @property({ attribute: false }) session!: Session;
  @state() private filter = addressChoice('show', FILTERS, USUAL);
  #page: ListPage = new ListPage(this, () => this.#list.ask(), 'list');
  #list = new LiveQuery<Shown>(this, ['workspace'], async () => {
    const [list, { libraries }] = await Promise.all([
      getFollowUps(connection, {
        filter: this.filter,
        limit: this.#page.query.limit,
        offset: this.#page.offset,
        ...(this.library === '' ? {} : { library: this.library }),
      }),
      getLibraries(connection),
    ]);
    return { list, libraries };
  });
  #adding = new Mutation(this);
  #pasting = new Mutation(this);

  protected readonly wideTable = new WideTable(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    // Of another library; the first one is that of the address.
    if (changed.get('library') !== undefined) this.#page.offset = 0;
    this.#keepAddress();
    void this.#list.ask({ keep: false });
  }

  protected override updated(): void {
    const { last } = this.#list;
    if (last) this.#page.fit(last.list.total);
  }

  #keepAddress(): void {
    keepInAddress({ show: this.filter === USUAL ? '' : this.filter });
    this.#page.keep();
  }

  #filterBy(event: Event): void {
    this.filter = (event.target as HTMLSelectElement).value as FollowUpFilter;
    this.#keepAddress();
    this.#page.turnTo(0);
  }

  async #add(event: SubmitEvent): Promise<void> {
    const { text, reset } = sentForm(event);
    const added = await this.#adding.run(
      () =>
        openFollowUp(connection, {
          library: text('library'),
          reference: text('reference'),
          dueOn: text('dueOn') || null,
        }),
      (done) => messages.added(done.reference),
    );
    if (added === undefined) return;
    reset();
    await this.#list.ask();
  }

  async #paste(event: SubmitEvent): Promise<void> {
    const { text, reset } = sentForm(event);
    const list = { library: text('library'), text: text('text') };
    const pasted = await this.#pasting.run(
      () => openFollowUps(connection, list),
      (done) => messages.listAdded(done.added),
    );
    if (pasted === undefined) return;
    reset();
    await this.#list.ask();
  }

  override render(): TemplateResult {
    return livePage(
      { heading: appMessages.followUpsPage, sub: this.name || WORDS.allLibraries, kept: this.#list },
      (last) =>
        html`${this.library === '' ? null : this.#addForm(last)} ${this.#panel(last)}
        ${this.library === '' ? this.#addForm(last) : null} ${this.#expectation(last)}
        ${readerMayChange() && this.session.libraries.length > 0 ? this.#listForm() : null}`,
    );
  }

  #expectation({ list: { expectation } }: Shown): TemplateResult {
    return html`<details class="panel">
      <summary><h2>${messages.expectation}: ${shareText(expectation)}</h2></summary>
      <p>${expectationText(expectation)}</p>
      <p class="small soft">${expectation.definition}</p>
    </details>`;
  }

  #panel(shown: Shown): TemplateResult {
    const { followUps, total, open } = shown.list;
    const columns = [
      WORDS.state,
      messages.due,
      messages.reference,
      messages.openFor,
      ...(this.library === '' ? [WORDS.library] : []),
      ...(readerAnswersChats() ? [WORDS.whatHappened] : []),
    ];
    return html`<section class="panel" aria-labelledby="list">
      <div class="head">
        <h2 id="list">${openText(open)}</h2>
        <label class="screen-only">
          ${messages.show}
          <select @change=${(event: Event) => this.#filterBy(event)}>
            ${FILTERS.map((each) => html`<option value=${each} ?selected=${each === this.filter}>${FILTER_WORDS[each]}</option>`)}
          </select>
        </label>
      </div>
      ${
        followUps.length === 0
          ? html`<p>${messages.none(this.filter)}</p>`
          : html`${dataTable(messages.table, columns, [
                html`${repeat(
                  followUps,
                  ({ id }) => id,
                  (followUp) => this.#row(followUp, shown),
                )}`,
              ])}
              <page-bar
                what=${messages.rows}
                .offset=${this.#page.offset}
                .total=${total}
                @ask-page=${({ detail }: CustomEvent<number>) => this.#page.turnTo(detail)}
              ></page-bar>`
      }
    </section>`;
  }

  #row(followUp: FollowUp, { libraries }: Shown): TemplateResult {
    const { reference, library, dueOn, hoursOpen, history } = followUp;
    const { words, tone } = stateChip(followUp);
    const nameOf = (id: string): string => libraries.find((each) => each.id === id)?.name ?? id;
    const mayRecord = readerAnswersChats() && followUp.resolution === null && followUp.state !== 'withdrawn';
    return html`<tr>
      <td data-label=${WORDS.state}>
        <details>
          <summary>
            <span class=${tone === '' ? '' : `chip ${tone}`}>${words}</span>
            ${mayRecord && this.library === '' ? html`<span class="record small">${messages.record}</span>` : null}
          </summary>
          <ul class="small" aria-label=${WORDS.history}>
            ${history.map((step) => html`<li>${stepText(step, nameOf(step.library))}</li>`)}
          </ul>
        </details>
      </td>
      <td class="when" data-label=${messages.due}>${messages.dueText(dueOn, serverNowMs())}</td>
      <th scope="row">${reference}</th>
      <td class="when" data-label=${messages.openFor}>${messages.hours(hoursOpen)}</td>
      ${this.library === '' ? html`<td class="whose" data-label=${WORDS.library}>${nameOf(library)}</td>` : null}
      ${
        readerAnswersChats()
          ? html`<td class="step ${this.library === '' ? 'in-open' : ''}" data-label=${WORDS.whatHappened}>
              <follow-up-change
                class="screen-only"
                .followUp=${followUp}
                .libraries=${libraries}
                .onChanged=${() => void this.#list.ask()}
              ></follow-up-change>
            </td>`
          : null
      }
    </tr>`;
  }

  /** The library of the page comes first: most follow-ups are its own. */
  #libraries(libraries: readonly { id: string; name: string }[]): TemplateResult {
    return field({
      name: 'library',
      label: messages.patronsLibrary,
      value: this.library,
      wide: true,
      required: true,
      // Of all libraries none is picked beforehand: a hasty press would name the first of the alphabet.
      options: [
        ...(this.library === '' ? [['', WORDS.chooseLibrary] as const] : []),
        ...libraries.map(({ id, name }) => [id, name] as const),
      ],
    });
  }

  /** The coordinator looks at the list first. */
  #addForm(shown: Shown): TemplateResult | null {
    if (!readerAnswersChats()) return null;
    const isFaulty = errorsAt(this.#adding.errors, 'reference').length > 0;
    return html`<details class="panel screen-only">
      <summary><h2>${messages.add}</h2></summary>
      <p class="small">${messages.privacy}</p>
      <form @submit=${(event: SubmitEvent) => void this.#add(event)}>
        ${troubleLine(this.#adding.trouble)} ${this.#faults(this.#adding, 'add-fault')}
        <div class="fields">
          <label class="wide"
            >${messages.reference}<input
              name="reference"
              required
              maxlength="32"
              autocomplete="off"
              aria-invalid=${isFaulty ? 'true' : nothing}
              aria-describedby=${isFaulty ? 'add-fault' : nothing}
          /></label>
          ${this.#libraries(shown.libraries)}
          <label>${messages.dueField}<input name="dueOn" type="date" /></label>
        </div>
        <div>
          <button class="button primary" type="submit" ?disabled=${this.#adding.busy}>${messages.addButton}</button>
        </div>
      </form>
    </details>`;
  }

  /** Many at once: for a library of the reader alone. */
  #listForm(): TemplateResult {
    return html`<details class="panel screen-only">
      <summary><h2>${messages.addList}</h2></summary>
      <form @submit=${(event: SubmitEvent) => void this.#paste(event)}>
        ${troubleLine(this.#pasting.trouble)} ${this.#faults(this.#pasting, 'list-fault')}
        ${this.#libraries(this.session.libraries)}
        <label
          >${messages.list}<textarea name="text" rows="6" required autocomplete="off"></textarea
          ><small>${messages.listHint}</small></label
        >
        <div>
          <button class="button" type="submit" ?disabled=${this.#pasting.busy}>${messages.addListButton}</button>
        </div>
      </form>
    </details>`;
  }

  /** Each in a line of its own: a list has a fault for each row. */
  #faults({ errors }: Mutation, id: string): TemplateResult | null {
    if (errors.length === 0) return null;
    return html`<ul class="fault" id=${id}>
      ${errors.map(({ message }) => html`<li>${message}</li>`)}
    </ul>`;
  }
}
