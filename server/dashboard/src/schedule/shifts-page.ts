import { dropLibraryCalendarLinks, makeLibraryCalendarLink, type QueueHours } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { messages } from '../i18n/schedule.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import './calendar-addresses.js';
import './queue-shifts.js';
import { QueuesPage } from '../ui/queues-page.js';

/** Who is scheduled at a library's desks. */
@customElement('shifts-page')
export class ShiftsPage extends QueuesPage {
  protected readonly heading = 'Shifts';

  protected body(queues: QueueHours[]): TemplateResult {
    return html`${queues.map((queue) => html`<queue-shifts class="panel" .queue=${queue} .library=${this.library}></queue-shifts>`)}
    ${readerMayChange() && queues.some(({ tier }) => tier !== 'local') ? this.#ownHours() : null}`;
  }

  #ownHours(): TemplateResult {
    const { library, name } = this;
    return html`<details class="panel screen-only">
      <summary><h2>${messages.libraryCalendar}</h2></summary>
      <calendar-addresses
        name=${name}
        note=${messages.libraryCalendarNote(name)}
        .make=${() => makeLibraryCalendarLink(connection, library)}
        .drop=${() => dropLibraryCalendarLinks(connection, library)}
      ></calendar-addresses>
    </details>`;
  }
}
