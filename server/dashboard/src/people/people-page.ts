import type { QueueHours, Session } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import './colleague-list.js';
import type { ColleagueListElement } from './colleague-list.js';
import './queue-desks.js';
import { messages } from '../i18n/app.js';
import { QueuesPage } from '../ui/queues-page.js';
import { readerMayChange } from '../ui/reader.js';

/** Colleagues to invite, and which desks set their own status. */
@customElement('people-page')
export class PeoplePage extends QueuesPage {
  @property({ attribute: false }) session!: Session;

  protected readonly heading = messages.peoplePage;

  protected body(queues: QueueHours[]): TemplateResult {
    return html`${readerMayChange() ? html`<colleague-list class="panel" .library=${this.library}></colleague-list>` : null}
    ${queues.map(
      (queue) =>
        html`<queue-desks
          class="panel"
          .queue=${queue}
          .reader=${this.session.role}
          @ask-changed=${() => this.renderRoot.querySelector<ColleagueListElement>('colleague-list')?.reread()}
        ></queue-desks>`,
    )}`;
  }
}
