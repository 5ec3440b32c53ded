import type { ListedToken } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { listText } from '../i18n/count-text.js';
import { instantDayText } from '../i18n/clock-text.js';
import { fullDayText } from '../i18n/day-text.js';
import { messages, SCOPE_WORDS } from '../i18n/tokens.js';
import { WORDS } from '../i18n/words.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { confirmation } from '../ui/confirmation.js';
import { EntryRemoval } from '../ui/entry-removal.js';
import { reportChanged } from '../ui/events.js';
import { troubleLine } from '../ui/form-fields.js';
import { KeepFocus } from '../ui/keep-focus.js';
import { Mutation } from '../ui/mutation.js';

/** API tokens, each with a button that ends it after a question. */
@customElement('token-list')
export class TokenListPart extends DashboardElement {
  static override styles = confirmation;

  @property({ attribute: false }) tokens: readonly ListedToken[] = [];
  /** Shown without tokens. */
  @property() none = '';
  /** Ends it on the server. */
  @property({ attribute: false }) end!: (token: ListedToken) => Promise<void>;
  #mutation = new Mutation(this);
  #ending = new EntryRemoval<ListedToken>(this, this.#mutation, {
    button: messages.end,
    yes: WORDS.endYes,
    name: ({ name }) => name,
    ask: ({ name }) => messages.endSure(name),
    said: ({ name }) => messages.ended(name),
    remove: (token) => this.end(token),
    reread: () => reportChanged(this),
    focus: '#tokens',
  });

  protected readonly keptFocus = new KeepFocus(this, '#tokens');

  override render(): TemplateResult {
    return html`<div id="tokens" tabindex="-1">
      ${this.tokens.length === 0 ? html`<p>${this.none}</p>` : this.#list()} ${troubleLine(this.#mutation.trouble)}
    </div>`;
  }

  #list(): TemplateResult {
    return html`<ul class="plain-list">
      ${this.tokens.map(
        (token) =>
          html`<li class="actions">
            <div>
              <strong>${token.name}</strong>
              <p class="small soft">${this.#line(token)}</p>
            </div>
            ${this.#ending.button(token)}
          </li>`,
      )}
    </ul>`;
  }

  #line({ scopes, libraries, endsAt, usedOn }: ListedToken): string {
    const reads = listText(scopes.map((scope) => SCOPE_WORDS[scope]));
    const of = libraries.length === 0 ? messages.allOfAccount : listText(libraries.map(({ name }) => name));
    const used = usedOn === null ? messages.neverUsed : messages.usedOn(fullDayText(usedOn));
    return messages.line(reads, of, instantDayText(endsAt), used);
  }
}
