import type { QueueHours, Session } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import './colleague-list.js';
import type { ColleagueListElement } from './colleague-list.js';
import './queue-desks.js';
import { messages } from '../i18n/app.js';
import { countedText } from '../i18n/count-text.js';
import { QueuesPage } from '../ui/queues-page.js';
import { readerMayChange } from '../ui/reader.js';

/** Of the library alone, or the reader's to change. */
const isOwn = ({ tier, editable }: QueueHours): boolean => tier === 'local' || editable;

/** Colleagues to invite, and which desks set their own status. */
@customElement('people-page')
export class PeoplePage extends QueuesPage {
  @property({ attribute: false }) session!: Session;

  protected readonly heading = messages.peoplePage;

  protected body(queues: QueueHours[]): TemplateResult {
    const shared = queues.filter((queue) => !isOwn(queue));
    return html`${readerMayChange() ? html`<colleague-list class="panel" .library=${this.library} .session=${this.session}></colleague-list>` : null}
    ${this.#desks(queues.filter(isOwn))}
    ${
      shared.length === 0
        ? null
        : html`<details class="panel">
            <summary>${countedText(shared.length, 'shared desk')}</summary>
            <div class="stack">${this.#desks(shared)}</div>
          </details>`
    }`;
  }

  #desks(queues: QueueHours[]): TemplateResult[] {
    return queues.map(
      (queue) =>
        html`<queue-desks
          class="panel"
          .queue=${queue}
          .reader=${this.session.role}
          @ask-changed=${() => this.renderRoot.querySelector<ColleagueListElement>('colleague-list')?.reread()}
        ></queue-desks>`,
    );
  }
}
