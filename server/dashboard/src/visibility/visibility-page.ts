import {
  getLibraryCoverage,
  getMonth,
  getNotes,
  getPlacements,
  getRuleWorth,
  getScore,
  getScoreHistory,
  type LibraryCoverage,
  type LibraryNote,
  type LibraryScore,
  type MissingTag,
  type MonthMetrics,
  type PlacementList,
  type RuleWorthList,
  type ScoreHistory,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/visibility.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { Query } from '../ui/query.js';
import '../hand-over/hand-over-list.js';
import '../numbers/placement-table.js';
import '../notes/dated-notes.js';
import './missed-hours.js';
import './next-steps.js';
import './proposed-addresses.js';
import './rule-list.js';
import './score-headline.js';
import './score-history.js';
import './scored-pages.js';
import '../numbers/viewport-table.js';

interface Visibility {
  score: LibraryScore;
  list: PlacementList;
  missed: LibraryCoverage['missed'];
  month: MonthMetrics;
  days: ScoreHistory['days'];
  notes: readonly LibraryNote[];
}

/** Older ones are collapsed. */
const NOTES_SHOWN = 3;

/** How well the service can be seen on one library's website, and what to do next. */
@customElement('visibility-page')
export class VisibilityPage extends DashboardElement {
  static override styles = [
    page,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
        gap: var(--space-5);
        align-items: start;
      }
    `,
  ];

  @property() library = '';
  @property() name = '';
  @state() private wanted: MissingTag | undefined;
  #visibility = new LiveQuery<Visibility>(this, ['counts', 'schedule'], () => this.#read());
  /** By itself: it concerns all libraries and may take long. */
  #worth = new Query<RuleWorthList>(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.wanted = undefined;
    void this.#visibility.ask({ keep: false });
    if (this.#worth.state.last === undefined) void this.#worth.ask(() => getRuleWorth(connection));
  }

  async #read(): Promise<Visibility> {
    const { library } = this;
    const [score, list, { missed }, month, { days }, { notes }] = await Promise.all([
      getScore(connection, library),
      getPlacements(connection, library, { days: 30 }),
      getLibraryCoverage(connection, library),
      getMonth(connection, library),
      getScoreHistory(connection, library),
      getNotes(connection, library),
    ]);
    return { score, list, missed, month, days, notes };
  }

  /** Resolves when the page shows it. */
  async #readAgain(): Promise<void> {
    await this.#visibility.ask();
    await this.updateComplete;
  }

  override render(): TemplateResult {
    const { last } = this.#visibility;
    return livePage(
      {
        heading: this.name,
        sub: messages.visibilityNote,
        kept: this.#visibility,
        zone: last?.list.window.zone,
        loading: messages.loading,
      },
      (last) => this.#body(last),
    );
  }

  #body({ score, list, missed, month, days, notes }: Visibility): TemplateResult {
    const { library } = this;
    return html`<score-headline .score=${score}></score-headline>
      <next-steps
        library=${library}
        .rules=${score.rules}
        @ask-hand-over=${({ detail }: CustomEvent<MissingTag>) => (this.wanted = { ...detail })}
      ></next-steps>
      <section class="panel" aria-labelledby="placements">
        <h2 id="placements">${messages.placements}</h2>
        <placement-table library=${library} .placements=${list.placements} zone=${list.window.zone}></placement-table>
      </section>
      <div class="pair">
        <scored-pages .pages=${score.keyPages}></scored-pages>
        <missed-hours library=${library} .cells=${missed}></missed-hours>
        <viewport-table class="panel" .metrics=${month}></viewport-table>
      </div>
      <proposed-addresses library=${library}></proposed-addresses>
      <div class="pair">
        <score-history class="panel" .days=${days} .notes=${notes}></score-history>
        <dated-notes
          class="panel"
          library=${library}
          .notes=${notes}
          shown=${NOTES_SHOWN}
          day=${list.window.to}
        ></dated-notes>
      </div>
      <rule-list
        .library=${library}
        day=${list.window.to}
        .score=${score}
        .worth=${this.#worth.state.last?.rules}
        .onChanged=${() => this.#readAgain()}
      ></rule-list>
      <hand-over-list library=${library} .wanted=${this.wanted}></hand-over-list>`;
  }
}
