import { addWebmasterNote, checkHandedOver, getHandedOver, type HandedOver } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { stateText, stateTone } from '../i18n/page-checks.js';
import { messages } from '../i18n/hand-over.js';
import { WORDS } from '../i18n/words.js';
import { findingList, widgetList } from '../page-checks/finding-list.js';
import { tones } from '../styles/tones.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { noteList } from './note-list.js';

/** How often the state is asked for. Counts are announced every ten seconds. Units: ms. */
const EVERY_MS = 5_000;
const SCRIPT = '/widget/v1/ask-us-now.js';

/**
 * The state, around what is to be pasted: whether the button was seen, and the notes, stand above it, the check below. Reached by
 * a link alone, so it has no session, and none of the dashboard's queries.
 */
@customElement('hand-over-state')
export class HandOverStatePart extends DashboardElement {
  static override styles = [
    tones,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
        margin-block-start: var(--space-4);
      }

      :is(h2, ul) {
        margin: 0;
      }

      form {
        display: grid;
        gap: var(--space-2);
        justify-items: start;
      }

      section > * + * {
        margin-block-start: var(--space-2);
      }

      details {
        padding-block: var(--space-2);
        border-block-end: 1px solid var(--line);
      }

      /* Where there is nothing to say, no space either. */
      div:not(:has(*)) {
        position: absolute;
      }

      .state {
        margin: 0;
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius-s);
        background: var(--surface);
        font-weight: 600;
      }
    `,
  ];

  @state() private work: HandedOver | undefined;
  @state() private isBlocked = false;
  #token = location.pathname.split('/').pop() ?? '';
  #following = new Mutation(this);
  #checking = new Mutation(this);
  #noting = new Mutation(this);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.addController({
      hostConnected: () => {
        void this.#follow();
        // A content blocker that stops the tag's script stops this, too.
        fetch(SCRIPT, { method: 'HEAD', credentials: 'omit' }).catch(() => (this.isBlocked = true));
      },
      hostDisconnected: () => clearTimeout(this.#timer),
    });
  }

  async #follow(): Promise<void> {
    if (document.visibilityState === 'visible')
      this.work = (await this.#following.run(() => getHandedOver(connection, this.#token))) ?? this.work;
    if (this.isConnected && this.work?.handOver.state !== 'live')
      this.#timer = setTimeout(() => void this.#follow(), EVERY_MS);
  }

  async #check(): Promise<void> {
    const checked = await this.#checking.run(() => checkHandedOver(connection, this.#token));
    if (!checked || !this.work) return;
    const { otherWidgets, ...lastCheck } = checked;
    this.work = { ...this.work, otherWidgets, handOver: { ...this.work.handOver, lastCheck } };
  }

  async #addNote(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const field = this.renderRoot.querySelector('textarea')!;
    const work = await this.#noting.run(() => addWebmasterNote(connection, this.#token, { text: field.value }));
    if (!work) return;
    this.work = work;
    field.value = '';
  }

  /** The page's own heading says what there is to do; once the button is live, that it is. */
  protected override updated(): void {
    const liveSince = this.work?.handOver.liveSince;
    const heading = document.querySelector('h1');
    if (heading === null || typeof liveSince !== 'string') return;
    heading.textContent = messages.live(liveSince);
    heading.classList.add('live');
  }

  override render(): TemplateResult {
    const handOver = this.work?.handOver;
    return html`<p class="state" role="status">${handOver?.liveSince ? messages.liveNote : messages.waiting}</p>
      ${handOver && handOver.notes.length > 0 ? html`<h2>${WORDS.notes}</h2>` : null}
      ${handOver ? noteList(handOver.notes) : null}
      <slot></slot>
      <section aria-labelledby="check">
        <h2 id="check">${messages.check}</h2>
        <p>${messages.openInTab}</p>
        <button
          type="button"
          class="button screen-only"
          ?disabled=${this.#checking.busy}
          @click=${() => void this.#check()}
        >
          ${this.#checking.busy ? WORDS.checking : WORDS.checkNow}
        </button>
      </section>
      ${this.#ownBrowser()}
      <div role="alert">
        ${[this.#following, this.#checking, this.#noting].map(({ trouble }) => troubleLine(trouble))}
      </div>
      <div role="status">${this.work ? this.#lastCheck(this.work) : null}</div>
      <details class="screen-only">
        <summary>${messages.writeToLibrary}</summary>
        <form @submit=${(event: SubmitEvent) => void this.#addNote(event)}>
          <label for="note">${messages.noteToLibrary}</label>
          <textarea id="note" rows="3" maxlength="1000" required></textarea>
          <button class="button" type="submit">${messages.sendNote}</button>
        </form>
      </details>`;
  }

  /** Waiting for a browser's own visit would be in vain where it never counts. */
  #ownBrowser(): TemplateResult | null {
    if (this.work?.handOver.liveSince) return null;
    if ('globalPrivacyControl' in navigator && navigator.globalPrivacyControl)
      return html`<p>${messages.privacySignal}</p>`;
    return this.isBlocked ? html`<p>${messages.blocked}</p>` : null;
  }

  #lastCheck({ handOver: { lastCheck: check }, otherWidgets }: HandedOver): TemplateResult | null {
    if (!check?.checkedAt) return null;
    return html`<p>
        <span class="chip ${stateTone(check.state)}">${stateText(check.state)}</span>
        <span class="soft small">${messages.lastCheck(check.checkedAt)}</span>
      </p>
      ${
        check.findings.length > 0
          ? findingList(check.findings.map((code) => ({ code })))
          : html`<p>${WORDS.nothingWrong}</p>`
      }
      ${widgetList(otherWidgets)}`;
  }
}
