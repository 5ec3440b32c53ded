import { getAnswers, getCoverageNow, type QueuesQuery, type Role, type ROLE_IS_FOR } from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { connection } from '../ui/connection.js';
import { countedText } from '../i18n/count-text.js';
import { messages } from '../i18n/people.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import type { FieldErrors } from '../logic/field-errors.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { faults, tick } from '../ui/form-fields.js';
import { ListPage } from '../ui/list-page.js';
import { Query } from '../ui/query.js';
import '../ui/notice-card.js';
import '../ui/search-field.js';
import type { SearchField } from '../ui/search-field.js';

export interface Named {
  id: string;
  name: string;
}

/** The results of a search that are shown. */
interface Found {
  rows: Named[];
  total: number;
}

/** What an account of a role is for. */
export type Choice = NonNullable<(typeof ROLE_IS_FOR)[Role]>;

/** At most this many results are shown; more words find fewer. */
const MAX_SHOWN = 8;

const byName = (one: Named, other: Named): number => one.name.localeCompare(other.name, 'en');

async function findLibraries(ask: Pick<QueuesQuery, 'q' | 'limit'>): Promise<Found> {
  const { answers, total } = await getAnswers(connection, ask);
  return { rows: answers.map(({ library, name }) => ({ id: library, name })).sort(byName), total };
}

export async function findDesks(ask: QueuesQuery): Promise<Found> {
  const { queues, total } = await getCoverageNow(connection, ask);
  return { rows: queues.map(({ queue, name }) => ({ id: queue, name })).sort(byName), total };
}

/** The libraries or desks of an account, found by their names. Emits `ask-choose` with all that are chosen. */
@customElement('scope-choice')
export class ScopeChoice extends DashboardElement {
  @property() choice: Choice = 'libraries';
  /** Whose: a page with two of these names each search. */
  @property() account = '';
  @property({ attribute: false }) chosen: readonly Named[] = [];
  @property({ attribute: false }) faults: FieldErrors = [];
  /** What was checked before the search, then its results: no row moves while it is checked. */
  #offered: readonly Named[] = [];
  #search = new ListPage(this, () => void this.#find());
  #found = new Query<Found>(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('choice')) {
      this.#search.q = '';
      this.#offered = this.chosen;
      void this.#find(false);
    }
    // Chosen from outside: the desk that a link names.
    const missing = this.chosen.filter(({ id }) => !this.#offered.some((each) => each.id === id));
    if (missing.length > 0) this.#offered = [...missing, ...this.#offered];
  }

  override focus(): void {
    this.renderRoot.querySelector<SearchField>('search-field')?.focus();
  }

  /** After what was chosen has been saved. */
  clear(): void {
    this.#search.q = '';
    void this.#find();
  }

  /** `keep`: the shown results are of the same kind. */
  async #find(keep = true): Promise<void> {
    const ask = { q: this.#search.q.trim(), limit: MAX_SHOWN };
    const answer = await this.#found.ask(() => (this.choice === 'libraries' ? findLibraries(ask) : findDesks(ask)), {
      keep,
    });
    // A late answer to an earlier search is dropped.
    if (answer.step !== 'done' || answer !== this.#found.state) return;
    const { rows: found, total } = answer.last;
    const isChosen = ({ id }: Named): boolean => this.chosen.some((each) => each.id === id);
    // The first few of thousands, in no known order, would not help.
    const rows = ask.q === '' && total > MAX_SHOWN ? [] : found;
    this.#offered = [...this.chosen, ...rows.filter((row) => !isChosen(row))];
    this.requestUpdate();
  }

  #tick(row: Named, isOn: boolean): void {
    const rest = this.chosen.filter(({ id }) => id !== row.id);
    this.dispatchEvent(new CustomEvent<Named[]>('ask-choose', { detail: isOn ? [...rest, row] : rest }));
  }

  override render(): TemplateResult {
    const { choice } = this;
    const { failure } = this.#found;
    return html`<fieldset aria-describedby=${this.faults.length > 0 ? 'for-fault' : 'for-found'}>
      <legend>${choice === 'libraries' ? messages.libraries : messages.desks}</legend>
      <search-field
        label=${messages.findScope(choice === 'libraries' ? 'library' : 'desk', this.account)}
        .text=${this.#search.q}
        @ask-search=${(event: CustomEvent<string>) => this.#search.search(event.detail)}
      ></search-field>
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#find()}></notice-card>`}
      <div class="ticks column">
        ${repeat(
          this.#offered,
          ({ id }) => id,
          (row) =>
            tick(
              row.name,
              this.chosen.some(({ id }) => id === row.id),
              (isOn) => this.#tick(row, isOn),
            ),
        )}
      </div>
      <p id="for-found" role="status" class="small soft">${this.#foundText()}</p>
      ${faults('for-fault', this.faults)}
    </fieldset>`;
  }

  #foundText(): string {
    const { last } = this.#found.state;
    if (last === undefined) return ONE_MOMENT;
    const count =
      this.choice === 'libraries' ? countedText(last.total, 'library', 'libraries') : countedText(last.total, 'desk');
    if (this.#search.q.trim() === '') return last.total > MAX_SHOWN ? messages.typePartOfName(count) : '';
    if (last.total === 0) return messages.noNameMatches;
    return last.total > MAX_SHOWN ? messages.moreFound(count, MAX_SHOWN) : `${count} found.`;
  }
}
