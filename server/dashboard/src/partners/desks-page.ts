import {
  getCoverageNow,
  getEndedDesks,
  getRegisteredDesks,
  undoDeskRegistration,
  type EndedDeskList,
  type QueueNow,
  type StoredDesk,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { deskWord } from '../i18n/queue-now-text.js';
import { DESK_FIELDS, messages, TIER_WORDS } from '../i18n/registration.js';
import { page } from '../styles/page.js';
import { tones } from '../styles/tones.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { ListPage, PAGE_ROWS } from '../ui/list-page.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { serverNowMs } from '../ui/server-clock.js';
import '../ui/page-bar.js';
import '../ui/search-field.js';
import type { Ended } from './ended-list.js';
import './desk-end.js';
import './desk-form.js';
import './ended-list.js';
import './undo-change.js';

interface Read {
  desks: readonly StoredDesk[];
  ended: EndedDeskList['desks'];
  /** Of the desks that are shown, by their ids. */
  states: ReadonlyMap<string, QueueNow>;
}

/** Those that libraries share come first, then those with live status. */
const rankOf = ({ registration: { tier, presence } }: StoredDesk): number => (tier !== 'local' ? 0 : presence ? 1 : 2);

/** The coordinator's page of what is registered of the desks. */
@customElement('desks-page')
export class DesksPage extends DashboardElement {
  static override styles = [
    page,
    tones,
    css`
      .tools > details[open] {
        flex-basis: 100%;
      }

      [data-desk] {
        border-block-start: 1px solid var(--line);
      }

      .columns,
      [data-desk] > summary {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        align-items: baseline;
        gap: 0 var(--space-3);
        padding-block: var(--space-2);
        color: var(--ink);
        font-weight: 400;
      }

      .columns {
        color: var(--ink-soft);
        font-weight: 550;
      }

      [data-desk] > summary:hover {
        background: var(--surface-sunk);
      }

      [data-desk] > .form {
        padding-block: var(--space-3) var(--space-5);
      }

      /* A second line begins below the first letter. */
      [data-desk] h2 {
        padding-inline-start: var(--space-4);
        font-size: var(--text-m);
        text-indent: calc(-1 * var(--space-4));
      }

      [data-desk] h2::before {
        display: inline-block;
        width: var(--space-4);
        color: var(--accent);
        text-indent: 0;
        content: '▸' / '';
      }

      [data-desk][open] h2::before {
        content: '▾' / '';
      }

      @media (max-width: 60rem) {
        .columns {
          display: none;
        }

        [data-desk] > summary {
          grid-template-columns: minmax(0, 1fr);
        }

        [data-desk] > summary > .small {
          margin-inline-start: var(--space-4);
        }
      }
    `,
  ];

  #desks = new LiveQuery<Read>(this, ['queue', 'schedule', 'presence'], async () => {
    const [{ desks }, { desks: ended }] = await Promise.all([
      getRegisteredDesks(connection),
      getEndedDesks(connection),
    ]);
    const queue = this.#shown(this.#found(desks)).map(({ id }) => id);
    const { queues } = queue.length === 0 ? { queues: [] } : await getCoverageNow(connection, { queue });
    return { desks, ended, states: new Map(queues.map((each) => [each.queue, each])) };
  });
  #page = new ListPage(this, () => this.#desks.ask(), 'q');
  /** Once opened, a form stays: closing it gives nothing up. */
  #opened = new Set<string>();

  protected override firstUpdated(): void {
    void this.#desks.ask();
  }

  #found(desks: readonly StoredDesk[]): readonly StoredDesk[] {
    const words = this.#page.q.toLowerCase().split(/\s+/).filter(Boolean);
    return desks
      .filter(({ registration: { name } }) => words.every((word) => name.toLowerCase().includes(word)))
      .toSorted(
        (one, other) =>
          rankOf(one) - rankOf(other) || one.registration.name.localeCompare(other.registration.name, 'en'),
      );
  }

  #shown(found: readonly StoredDesk[]): readonly StoredDesk[] {
    return found.slice(this.#page.offset, this.#page.offset + PAGE_ROWS);
  }

  override render(): TemplateResult {
    const { last } = this.#desks;
    const silent = last?.desks.filter(({ registration }) => !registration.presence).length ?? 0;
    const sub = last ? messages.desksSub(last.desks.length, silent) : '';
    return livePage({ heading: messages.desksPage, sub, kept: this.#desks, loading: messages.loading }, (read) =>
      this.#body(read),
    );
  }

  #body({ desks, ended }: Read): TemplateResult {
    const found = this.#found(desks);
    return html`<section class="panel">
        <div class="tools">
          <search-field
            label=${messages.findDesk}
            .text=${this.#page.q}
            @ask-search=${({ detail }: CustomEvent<string>) => this.#page.search(detail)}
          ></search-field>
          <details>
            <summary class="button primary">${messages.addDesk}</summary>
            <desk-form .others=${desks}></desk-form>
          </details>
        </div>
        <p class="small soft">${messages.desksNow}</p>
        ${
          found.length === 0
            ? html`<p role="status">${messages.noDeskFound}</p>`
            : html`<p class="columns small" aria-hidden="true">
                ${messages.desksColumns.map((name) => html`<span>${name}</span>`)}
              </p>`
        }
        ${repeat(
          this.#shown(found),
          ({ id }) => id,
          (desk) => this.#desk(desk),
        )}
        <page-bar
          what="desks"
          .offset=${this.#page.offset}
          .total=${found.length}
          @ask-page=${({ detail }: CustomEvent<number>) => this.#page.turnTo(detail)}
        ></page-bar>
      </section>
      <ended-list
        heading=${messages.endedDesks}
        note=${messages.endedDesksNote}
        .entries=${ended}
        .bringBack=${({ id, revision }: Ended) => undoDeskRegistration(connection, id, { revision })}
        .onBack=${() => void this.#desks.ask()}
        .reread=${() => void this.#desks.ask()}
      ></ended-list>`;
  }

  #open(id: string): void {
    if (this.#opened.has(id)) return;
    this.#opened.add(id);
    this.requestUpdate();
  }

  /** What it says now, and until when: by its live status, else by its hours. */
  #now(id: string): TemplateResult | null {
    const queue = this.#desks.last?.states.get(id);
    if (queue === undefined) return null;
    const { word, tone } = deskWord(queue, serverNowMs());
    return html`<span class="chip ${tone}">${word}</span>`;
  }

  #desk(desk: StoredDesk): TemplateResult {
    const { name, tier } = desk.registration;
    // "Statewide desk" says it by its name.
    const says = tier === 'local' || name.toLowerCase().includes(TIER_WORDS[tier].toLowerCase());
    return html`<details data-desk=${desk.id} @toggle=${() => this.#open(desk.id)}>
      <summary>
        <h2>${name}${says ? null : html` <span class="small soft">${TIER_WORDS[tier]}</span>`}</h2>
        <span class="small">${this.#now(desk.id)}</span>
      </summary>
      ${this.#opened.has(desk.id) ? this.#more(desk, name) : null}
    </details>`;
  }

  #more(desk: StoredDesk, name: string): TemplateResult {
    return html`<div class="form">
      <undo-change
        .changed=${desk}
        .labels=${DESK_FIELDS}
        about=${name}
        added=${messages.undoEndsDesk}
        .undo=${() => undoDeskRegistration(connection, desk.id, { revision: desk.revision })}
      ></undo-change>
      <desk-form .desk=${desk}></desk-form>
      <desk-ending .desk=${desk}></desk-ending>
    </div>`;
  }
}
