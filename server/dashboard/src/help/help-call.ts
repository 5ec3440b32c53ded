import { TIERS, callForHelp, getAssistance, type AssistanceRequest, type Role, type Tier } from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Mutation } from '../ui/mutation.js';
import { LiveQuery } from '../ui/live-query.js';
import { reportChanged } from '../ui/events.js';
import { connection } from '../ui/connection.js';
import { serverNowMs } from '../ui/server-clock.js';
import { isOpen } from '../logic/help-requests.js';
import { messages } from '../i18n/help.js';
import { PEOPLE } from '../i18n/help-people-text.js';
import { changesText, type Reading } from '../i18n/now-changes.js';
import { field, troubleLine } from '../ui/form-fields.js';
import './help-request.js';
import './reach-note.js';

/** A desk's session has no library's zone, so times are by the browser's clock. */
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Refusals that show that the page is out of date. */
const CHANGED = ['already-open', 'no-recipient'];

interface Calls {
  /** The requests of this desk, closed ones too. */
  requests: AssistanceRequest[];
  /** The tiers with recipients for a request of this desk. */
  tiers: readonly Tier[];
  /** The library of this desk; null: none. */
  library: string | null;
}

async function readCalls(queue: string): Promise<Calls> {
  const { requests, reach } = await getAssistance(connection);
  return {
    requests: requests.filter((request) => request.queue === queue),
    tiers: TIERS.filter((tier) => reach.some(({ tiers }) => tiers.includes(tier))),
    library: reach.find(({ library }) => library !== null)?.library ?? null,
  };
}

/** The desk's button to ask for help, and its open requests below it, so that the button does not move. */
@customElement('help-call')
export class HelpCall extends DashboardElement {
  @property() queue = '';
  /** The queue's name. */
  @property() name = '';
  @property() reader: Role = 'desk';
  @state() private note = '';
  #mutation = new Mutation(this);
  #calls = new LiveQuery<Calls>(
    this,
    ['requests'],
    () => readCalls(this.queue),
    (before, now, own) => changesText(before && this.#reading(before), this.#reading(now), own),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('queue')) void this.#calls.ask({ keep: false });
  }

  #reading({ requests }: Calls): Reading {
    return { queues: [], answers: [], requests, desk: this.name };
  }

  async #call(event: Event): Promise<void> {
    event.preventDefault();
    const note = this.note.trim();
    const called = await this.#mutation.run(
      () => callForHelp(connection, this.queue, note ? { note } : {}),
      messages.helpAskedAtDesk,
    );
    if (called) {
      this.note = '';
      reportChanged(this, called.requests);
    }
    // Another person asked first, or the recipients are gone: load what there is now.
    if (CHANGED.includes(this.#mutation.trouble?.code ?? '')) reportChanged(this);
  }

  override render(): TemplateResult {
    const { requests = [], tiers, library = null } = this.#calls.last ?? {};
    return html`<section class="form" aria-labelledby="help">
      <h2 id="help">${messages.askForHelp}</h2>
      ${
        tiers?.length === 0
          ? html`<reach-note .tiers=${tiers} .library=${library} reader=${this.reader}></reach-note>`
          : html`<form @submit=${(event: Event) => void this.#call(event)}>
              ${troubleLine(this.#mutation.trouble)}
              <div class="actions">
                <button type="submit" class="button primary" aria-disabled=${this.#mutation.busy ? 'true' : 'false'}>
                  ${messages.swamped}
                </button>
                ${tiers === undefined ? null : html`<span class="small soft">${messages.asksFirst(PEOPLE[tiers[0]!])}</span>`}
              </div>
              <details>
                <summary>${messages.noteForHelpers}</summary>
                <div class="fields">
                  ${field({ label: messages.whatHelpersShouldKnow, value: this.note, required: false, most: 500, wide: true, onInput: (value) => (this.note = value) })}
                </div>
              </details>
            </form>`
      }
      ${repeat(
        requests.filter(isOpen),
        ({ id }) => id,
        (request) =>
          html`<help-request
            .request=${request}
            .desk=${this.name}
            .zone=${ownZone}
            .nowMs=${serverNowMs()}
          ></help-request>`,
      )}
    </section>`;
  }
}
