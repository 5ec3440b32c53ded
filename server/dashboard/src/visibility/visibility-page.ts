import {
  getNotes,
  getPlacements,
  getRuleWorth,
  getScore,
  getScoreHistory,
  type LibraryNote,
  type LibraryScore,
  type MissingTag,
  type PlacementList,
  type RuleResult,
  type RuleWorthList,
  type ScoreHistory,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { addressValue } from '../ui/address.js';
import { connection } from '../ui/connection.js';
import { takeHandedAddress } from '../ui/handed-address.js';
import { libraryPartHref } from '../ui/route.js';
import { messages, pagesText, PART_WORDS, PARTS, type Part } from '../i18n/visibility.js';
import { outdatedPlacesText } from '../i18n/sight-text.js';
import { messages as uiMessages } from '../i18n/ui.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { Query } from '../ui/query.js';
import '../hand-over/hand-over-list.js';
import '../home/readiness-list.js';
import '../notes/dated-notes.js';
import '../numbers/placement-table.js';
import '../numbers/tag-snippet.js';
import '../page-checks/page-check-list.js';
import '../ui/part-links.js';
import './next-steps.js';
import './proposed-addresses.js';
import type { AskedResult } from './rule-list.js';
import './rule-list.js';
import './score-headline.js';
import './score-history.js';
import './scored-pages.js';

interface Visibility {
  score: LibraryScore;
  list: PlacementList;
  /** Null: the part that is shown does not need it. */
  history: { days: ScoreHistory['days']; notes: readonly LibraryNote[] } | null;
}

/** Older ones are collapsed. */
const NOTES_SHOWN = 3;

/** How well the service can be seen on one library's website: what to do next, and in parts what that rests on. */
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
  /** From the address: it may be anything that somebody typed. */
  @property({ attribute: false }) asked: string | null = null;
  @state() private wanted: MissingTag | undefined;
  /** A new object with each press: the same rules may be asked for again. */
  @state() private result: AskedResult = { asked: addressValue('status') };
  #handedAddress = takeHandedAddress();
  #visibility = new LiveQuery<Visibility>(this, ['counts', 'schedule'], () => this.#read());
  /** By itself: it concerns all libraries and may take long. */
  #worth = new Query<RuleWorthList>(this);

  /** Without a part in the address, a page that was handed over is to be proposed. */
  get #shown(): Part {
    if (this.asked === null && this.#handedAddress !== null) return 'pages';
    return PARTS.find((each) => each === this.asked) ?? 'steps';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library') && !changed.has('asked')) return;
    // A link on this page may ask for the form, too.
    this.#handedAddress = takeHandedAddress() ?? this.#handedAddress;
    if (this.#shown !== 'webmaster') this.wanted = undefined;
    void this.#visibility.ask({ keep: !changed.has('library') });
    if (this.#shown === 'rules' && this.#worth.state.last === undefined)
      void this.#worth.ask(() => getRuleWorth(connection));
  }

  #handOver = ({ detail }: CustomEvent<MissingTag>): void => {
    this.wanted = { ...detail };
  };

  async #read(): Promise<Visibility> {
    const { library } = this;
    const shown = this.#shown;
    const [score, list, scores, notes] = await Promise.all([
      getScore(connection, library),
      getPlacements(connection, library, { days: 30 }),
      shown === 'history' ? getScoreHistory(connection, library) : null,
      shown === 'history' ? getNotes(connection, library) : null,
    ]);
    return { score, list, history: scores && notes && { days: scores.days, notes: notes.notes } };
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
        heading: messages.visibility,
        sub: this.name,
        kept: this.#visibility,
        zone: last?.list.window.zone,
        loading: messages.loading,
      },
      (last) => html`<part-links name=${uiMessages.parts} .parts=${this.#links()}></part-links> ${this.#part(last)}`,
    );
  }

  #score({ score }: Visibility): TemplateResult {
    return html`<score-headline
      library=${this.library}
      .score=${score}
      @ask-rules=${({ detail }: CustomEvent<RuleResult>) => (this.result = { asked: detail })}
    ></score-headline>`;
  }

  #links() {
    return PARTS.filter((part) => part !== 'checklist').map((part) => ({
      words: PART_WORDS[part],
      href: libraryPartHref(this.library, 'visibility', part),
      isShown: part === (this.#shown === 'checklist' ? 'steps' : this.#shown),
    }));
  }

  #part(last: Visibility): TemplateResult {
    switch (this.#shown) {
      case 'steps':
      case 'checklist':
        return this.#steps(last);
      case 'pages':
        return this.#pages(last);
      case 'places':
        return this.#places(last);
      case 'rules':
        return this.#rules(last);
      case 'history':
        return this.#history(last);
      case 'webmaster':
        return this.#webmaster(last);
    }
  }

  #steps(last: Visibility): TemplateResult {
    const { keyPages } = last.score;
    return html`${keyPages.length === 0 ? null : this.#lead('pages', pagesText(keyPages))} ${this.#score(last)}
      <next-steps library=${this.library} .rules=${last.score.rules} @ask-hand-over=${this.#handOver}></next-steps>
      ${this.#lead('places', outdatedPlacesText(last.list.placements, last.list.window.days))}
      <readiness-list library=${this.library} ?folded=${this.#shown === 'steps'}></readiness-list>`;
  }

  #lead(part: Part, words: string): TemplateResult | null {
    if (words === '') return null;
    return html`<p>
      <a href=${libraryPartHref(this.library, 'visibility', part)}><strong>${words}</strong></a>
    </p>`;
  }

  #pages({ score, list }: Visibility): TemplateResult {
    return html`<div class="pair">
        <scored-pages
          library=${this.library}
          .pages=${score.keyPages}
          .places=${list.keyPages.pages}
          @ask-hand-over=${this.#handOver}
        ></scored-pages>
        <proposed-addresses library=${this.library} .handed=${this.#handedAddress}></proposed-addresses>
      </div>
      <page-check-list library=${this.library} zone=${list.window.zone}></page-check-list>`;
  }

  #places({ list: { placements, window } }: Visibility): TemplateResult {
    return html`<section class="panel" aria-labelledby="placements">
      <h2 id="placements">${messages.placements}</h2>
      ${
        placements.length === 0
          ? html`<p class="soft">${messages.noPlacements}</p>`
          : html`<placement-table
              library=${this.library}
              .placements=${placements}
              zone=${window.zone}
              days=${window.days}
            ></placement-table>`
      }
    </section>`;
  }

  #rules(last: Visibility): TemplateResult {
    return html`${this.#score(last)}
      <rule-list
        .library=${this.library}
        day=${last.list.window.to}
        .score=${last.score}
        .worth=${this.#worth.state.last?.rules}
        .asked=${addressValue('rule')}
        .result=${this.result}
        .onChanged=${() => this.#readAgain()}
        @ask-hand-over=${this.#handOver}
      ></rule-list>`;
  }

  #history(last: Visibility): TemplateResult {
    const { history, list } = last;
    if (history === null) return html`<p class="panel soft">${WORDS.loading}</p>`;
    const { days, notes } = history;
    return html`${this.#score(last)}
      <score-history class="panel" .days=${days} .notes=${notes}></score-history>
      <dated-notes
        class="panel"
        library=${this.library}
        .notes=${notes}
        shown=${NOTES_SHOWN}
        day=${list.window.to}
      ></dated-notes>`;
  }

  #webmaster({ list, score }: Visibility): TemplateResult {
    return html`<hand-over-list
        library=${this.library}
        zone=${list.window.zone}
        .missing=${score.keyPages.filter(({ result }) => result === 'fail')}
        .wanted=${this.wanted}
      ></hand-over-list>
      <section class="panel" aria-labelledby="tag">
        <h2 id="tag">${messages.copyTag}</h2>
        <tag-snippet .list=${list}></tag-snippet>
      </section>`;
  }
}
