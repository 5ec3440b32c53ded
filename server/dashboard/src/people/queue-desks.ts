import {
  addDesk,
  getQueuePresence,
  inviteDesk,
  removeDesk,
  type Desk,
  type InvitedColleague,
  type NewDesk,
  type QueueHours,
  type QueuePresence,
  type Role,
} from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { confirmation } from '../ui/confirmation.js';
import { EntryRemoval } from '../ui/entry-removal.js';
import { Mutation } from '../ui/mutation.js';
import { Query } from '../ui/query.js';
import { connection } from '../ui/connection.js';
import { reportChanged } from '../ui/events.js';
import { readerMayChange } from '../ui/reader.js';
import { page } from '../styles/page.js';
import { tones } from '../styles/tones.js';
import { pageHref } from '../ui/route.js';
import { serverNowMs } from '../ui/server-clock.js';
import { DESK_WORDS, otherSourceText, seenText, signedInUntilText } from '../i18n/desk-text.js';
import { instantText } from '../i18n/clock-text.js';
import { heartbeatScript } from '../i18n/people-text.js';
import { messages as colleagues, outcomeText } from '../i18n/colleagues.js';
import { messages } from '../i18n/people.js';
import { WORDS } from '../i18n/words.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import '../ui/copy-field.js';
import '../desk/desk-hours.js';
import './presence-history.js';
import { field, troubleLine } from '../ui/form-fields.js';
import '../ui/notice-card.js';
import { notEditableNote } from '../ui/not-editable-note.js';

/** The presence source of a queue, and the desks that set their own status. */
@customElement('queue-desks')
export class QueueDesks extends DashboardElement {
  static override styles = [page, tones, confirmation];

  @property({ attribute: false }) queue!: QueueHours;
  @property() reader: Role = 'liaison';
  @state() private added: NewDesk | undefined;
  @state() private name = '';
  @state() private invited: InvitedColleague | undefined;
  #presence = new Query<QueuePresence>(this);
  #mutation = new Mutation(this);
  #removal = new EntryRemoval<Desk>(this, this.#mutation, {
    name: ({ name }) => name,
    ask: ({ name }) => messages.removeDeskSure(name),
    said: ({ name }) => messages.deskRemoved(name),
    remove: ({ id }) => removeDesk(connection, this.queue.queue, id),
    reread: ({ id }, isRemoved) => {
      if (isRemoved && this.added?.desk.id === id) this.added = undefined;
      return this.#load();
    },
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('queue')) return;
    const isSame = changed.get('queue')?.queue === this.queue.queue;
    if (!isSame) this.invited = undefined;
    void this.#load(isSame);
  }

  async #load(keep = true): Promise<void> {
    const { queue } = this.queue;
    await this.#presence.ask(() => getQueuePresence(connection, queue), { keep });
  }

  async #add(event: Event): Promise<void> {
    event.preventDefault();
    const added = await this.#mutation.run(
      () => addDesk(connection, this.queue.queue, { name: this.name }),
      (done) => messages.deskAdded(done.desk.name),
    );
    if (added === undefined) return;
    this.added = added;
    this.name = '';
    await this.#load();
  }

  override render(): TemplateResult {
    const { queue } = this;
    const { failure, state } = this.#presence;
    const presence = state.last;
    const seen = presence?.source ? seenText(presence) : null;
    return html`<section class="form" aria-labelledby="name" data-queue=${queue.queue}>
      <div class="tools">
        <h2 id="name" tabindex="-1">${queue.name}</h2>
        ${seen ? html`<p class=${seen.tone}>${messages.seenNow}: <span class="chip">${seen.word}</span></p>` : null}
      </div>
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#load()}></notice-card>`}
      ${presence ? this.#body(presence) : html`<p class="soft">${ONE_MOMENT}</p>`}
      ${troubleLine(this.#mutation.trouble)}
    </section>`;
  }

  #body(presence: QueuePresence): TemplateResult {
    const other = otherSourceText(presence);
    if (other !== undefined) {
      return html`${presence.failing ? html`<p class="fault">${messages.sourceFailing(instantText(presence.failing.since, this.queue.zone), presence.failing.detail)}</p>` : null}
        <details>
          <summary>${messages.whyNoStatus}</summary>
          <p>${other}</p>
        </details>`;
    }
    // Without a source no status is shown, and a script's would be refused.
    const isLive = presence.source !== null;
    return html`${isLive ? this.#desks(presence.desks) : html`<desk-hours .queue=${this.queue.queue} .only=${messages.byHours}></desk-hours>`}
    ${this.added ? this.#once(this.added) : null}
    ${presence.settable ? html`<p class="screen-only"><a href=${pageHref('desk', this.queue.queue)}>${messages.openDeskPage}</a></p>` : null}
    ${presence.desks.length > 0 ? html`<presence-history .queue=${this.queue}></presence-history>` : null}
    ${this.queue.editable ? (isLive ? this.#form() : null) : notEditableNote(messages.sharedDesk)}
    ${readerMayChange() ? this.#deskAccount() : null}`;
  }

  #deskAccount(): TemplateResult {
    return html`<details class="screen-only">
      <summary>${messages.deskAccountHeading}</summary>
      <p>${messages.deskAccountNote}</p>
      ${
        this.reader === 'coordinator'
          ? html`<p><a href=${pageHref('accounts', this.queue.queue)}>${messages.inviteDesk}</a></p>`
          : this.queue.editable
            ? this.#deskLink()
            : html`<p>${messages.askToInviteDesk}</p>`
      }
    </details>`;
  }

  #deskLink(): TemplateResult {
    return html`<button
        type="button"
        class="button"
        aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
        @click=${() => void this.#invite()}
      >
        ${colleagues.deskLink}<span class="visually-hidden">: ${this.queue.name}</span>
      </button>
      ${
        this.invited === undefined
          ? null
          : html`<copy-field
              label=${outcomeText(this.invited)}
              text=${this.invited.link ?? ''}
              button=${WORDS.copyLink}
            ></copy-field>`
      }`;
  }

  async #invite(): Promise<void> {
    const { queue } = this.queue;
    this.invited = await this.#mutation.run(() => inviteDesk(connection, queue), colleagues.deskLinkMade);
    if (this.invited) reportChanged(this);
  }

  #desks(desks: Desk[]): TemplateResult {
    if (desks.length === 0) return html`<p>${messages.noDeskYet}</p>`;
    return html`<ul class="plain-list">
      ${desks.map(
        (desk) =>
          html`<li class="actions">
            <div>
              <strong>${desk.name}</strong>
              <p class="small soft">
                ${
                  desk.state === null || desk.beatAt === null
                    ? messages.neverSeen
                    : `${DESK_WORDS[desk.state].word}, last update ${instantText(desk.beatAt, this.queue.zone)}`
                }
              </p>
              ${this.#signedIn(desk)}
            </div>
            ${this.queue.editable ? this.#removal.button(desk) : null}
          </li>`,
      )}
    </ul>`;
  }

  #signedIn(desk: Desk): TemplateResult | null {
    const text = signedInUntilText(desk, serverNowMs(), this.queue.zone);
    return text === null ? null : html`<p class="small fault">${text}</p>`;
  }

  #once({ desk, token }: NewDesk): TemplateResult {
    return html`<copy-field
      label=${messages.heartbeatScript(desk.name)}
      text=${heartbeatScript(connection.endpoint, token)}
      button=${messages.copyScript}
      rows="4"
    ></copy-field>`;
  }

  #form(): TemplateResult {
    return html`<details class="screen-only">
      <summary>${messages.addDesk}</summary>
      <form @submit=${(event: Event) => void this.#add(event)}>
        <div class="fields">
          ${field({ name: 'name', errors: this.#mutation.errors, label: messages.addDeskLabel, value: this.name, most: 80, placeholder: 'Reference desk', wide: true, onInput: (value) => (this.name = value) })}
          <button type="submit" class="button" aria-disabled=${this.#mutation.busy ? 'true' : 'false'}>
            ${messages.makeScript}
          </button>
        </div>
      </form>
    </details>`;
  }
}
