import {
  getEndedDesks,
  getRegisteredDesks,
  undoDeskRegistration,
  type EndedDeskList,
  type StoredDesk,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { DESK_FIELDS, messages, SOURCE_WORDS, TIER_WORDS } from '../i18n/registration.js';
import { page } from '../styles/page.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import type { Ended } from './ended-list.js';
import './desk-end.js';
import './desk-form.js';
import './ended-list.js';
import './undo-change.js';

interface Read {
  desks: readonly StoredDesk[];
  ended: EndedDeskList['desks'];
}

/** The coordinator's page of what is registered of the desks. */
@customElement('desks-page')
export class DesksPage extends DashboardElement {
  static override styles = [
    page,
    css`
      [data-desk] {
        padding-block: var(--space-2);
        border-top: 1px solid var(--line);
      }

      [data-desk]:first-child {
        border-top: 0;
      }

      [data-desk] h2 {
        font-size: var(--text-m);
      }

      /* Side by side until one opens, which takes the whole line. */
      .presses {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-5);
      }

      .presses details[open] {
        flex-basis: 100%;
      }
    `,
  ];

  #desks = new LiveQuery<Read>(this, [], async () => {
    const [{ desks }, { desks: ended }] = await Promise.all([
      getRegisteredDesks(connection),
      getEndedDesks(connection),
    ]);
    return { desks, ended };
  });

  protected override firstUpdated(): void {
    void this.#desks.ask();
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
    return html`<section class="panel">
        <details>
          <summary>${messages.addDesk}</summary>
          <desk-form .others=${desks}></desk-form>
        </details>
      </section>
      <div class="panel">
        ${repeat(
          desks,
          ({ id }) => id,
          (desk) => this.#desk(desk),
        )}
      </div>
      <ended-list
        heading=${messages.endedDesks}
        note=${messages.endedDesksNote}
        .entries=${ended}
        .bringBack=${({ id, revision }: Ended) => undoDeskRegistration(connection, id, { revision })}
        .onBack=${() => void this.#desks.ask()}
        .reread=${() => void this.#desks.ask()}
      ></ended-list>`;
  }

  #desk(desk: StoredDesk): TemplateResult {
    const { name, tier, presence } = desk.registration;
    const source = presence ? messages.liveStatusFrom(SOURCE_WORDS[presence.kind]) : messages.noLiveStatus;
    return html`<section data-desk=${desk.id}>
      <h2>${name}</h2>
      <p class="soft small">${TIER_WORDS[tier]} · ${source}</p>
      <undo-change
        .changed=${desk}
        .labels=${DESK_FIELDS}
        about=${name}
        added=${messages.undoEndsDesk}
        .undo=${() => undoDeskRegistration(connection, desk.id, { revision: desk.revision })}
      ></undo-change>
      <div class="presses">
        <details>
          <summary>${messages.deskOfChange(name)}</summary>
          <desk-form .desk=${desk}></desk-form>
        </details>
        <desk-ending .desk=${desk}></desk-ending>
      </div>
    </section>`;
  }
}
