import { getBeforeAfter, type BeforeAfter } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { serverNowMs } from '../ui/server-clock.js';
import { fullDayText } from '../i18n/day-text.js';
import { comparedText, messages } from '../i18n/note-text.js';
import { wallClock } from '../logic/wall-clock.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Query } from '../ui/query.js';

/** Clicks in the four weeks before a day and the four after it, loaded when it is opened. */
@customElement('note-change')
export class NoteChangePart extends DashboardElement {
  static override styles = css`
    p {
      margin: 0 0 var(--space-1);
    }
  `;

  @property() library = '';
  @property() date = '';
  /** The note's text. */
  @property() name = '';
  #change = new Query<BeforeAfter>(this);

  override render(): TemplateResult {
    return html`<details class="small" @toggle=${(event: Event) => this.#toggle(event.target as HTMLDetailsElement)}>
      <summary>${messages.beforeAfter}<span class="visually-hidden">: ${this.name}</span></summary>
      <div role="status">${this.#body()}</div>
    </details>`;
  }

  #body(): TemplateResult {
    const { last } = this.#change.state;
    if (last === undefined)
      return html`<p>${this.#change.failure === undefined ? messages.comparing : messages.noComparison}</p>`;
    const today = wallClock(serverNowMs(), last.zone).date;
    return html`<p>${last.sentence}</p>
      ${last.after.to < today ? null : html`<p>${messages.notOver(fullDayText(last.after.to))}</p>`}
      <p class="soft">${comparedText(last)}</p>`;
  }

  #toggle({ open }: HTMLDetailsElement): void {
    if (open && this.#change.state.last === undefined)
      void this.#change.ask(() => getBeforeAfter(connection, this.library, { date: this.date }));
  }
}
