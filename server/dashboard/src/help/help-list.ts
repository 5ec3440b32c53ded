import type { AssistanceRequest, Session, Tier } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { KeepFocus } from '../ui/keep-focus.js';
import { countedText } from '../i18n/count-text.js';
import { isOpen } from '../logic/help-requests.js';
import { messages } from '../i18n/help.js';
import './help-request.js';
import type { TakerChoice } from './help-request.js';

/** The facts of a desk that a request shows. */
export type DeskName = { queue: string; name: string; tier: Tier };

/** At most this many closed requests are shown. */
const MAX_OVER_SHOWN = 20;

/** Help requests: the open ones by age, the closed ones folded. */
@customElement('help-list')
export class HelpList extends DashboardElement {
  static override styles = css`
    h2 + p {
      margin: var(--space-1) 0 var(--space-3);
    }
  `;

  @property({ attribute: false }) requests: readonly AssistanceRequest[] = [];
  @property({ attribute: false }) desks: readonly DeskName[] = [];
  @property({ attribute: false }) session!: Session;
  /** The library whose page lists the recipients. */
  @property({ attribute: false }) peopleAt: string | null = null;
  /** The page's. */
  @property() zone = 'UTC';
  @property({ type: Number }) nowMs = 0;

  protected readonly keptFocus = new KeepFocus(this, 'h2');

  override render(): TemplateResult {
    const open = this.requests.filter(isOpen);
    const over = this.requests.filter((request) => !isOpen(request)).slice(0, MAX_OVER_SHOWN);
    return html`<section aria-labelledby="help">
      <h2 id="help" tabindex="-1">${messages.helpRequests}</h2>
      <p class="soft">
        ${open.length === 0 ? messages.noneOpen : `${countedText(open.length, 'is open', 'are open')}${open.length > 1 ? ', oldest first' : ''}.`}
      </p>
      ${this.#list(open)}
      ${
        over.length === 0
          ? null
          : html`<details>
              <summary>${countedText(over.length, messages.closedRequest, messages.closedRequests)}</summary>
              ${this.#list(over)}
            </details>`
      }
    </section>`;
  }

  #list(requests: readonly AssistanceRequest[]): TemplateResult {
    return html`${repeat(
      requests,
      ({ id }) => id,
      (request, index) => {
        const desk = this.desks.find(({ queue }) => queue === request.queue);
        return html`<help-request
          .request=${request}
          .desk=${desk?.name ?? request.names.queue}
          .zone=${this.zone}
          .takers=${this.#takers(request)}
          ?first=${index === 0}
          .peopleAt=${this.#peopleAt(request)}
          .nowMs=${this.nowMs}
        ></help-request>`;
      },
    )}`;
  }

  /** The coordinator can add recipients for every library and shared desk; a liaison for their own library. */
  #peopleAt({ library }: AssistanceRequest): string | null {
    const { role, libraries, mayChange } = this.session;
    if (!mayChange) return null;
    if (role === 'coordinator') return library ?? this.peopleAt;
    return libraries.find(({ id }) => id === library)?.id ?? null;
  }

  /** The coordinator takes requests for the farther tiers; a liaison for their libraries. */
  #takers({ library, queue }: AssistanceRequest): TakerChoice[] {
    const { role, libraries } = this.session;
    if (role === 'coordinator') {
      const isGlobal = this.desks.some((desk) => desk.queue === queue && desk.tier === 'global');
      const farther = isGlobal ? (['global'] as const) : (['statewide', 'global'] as const);
      const tiers = farther.filter((tier) => this.desks.some((desk) => desk.tier === tier));
      return tiers.map((tier) => ({ taker: { tier }, words: messages.takeForDesk(tier) }));
    }
    const own = libraries.find(({ id }) => id === library);
    const choices = own === undefined ? libraries : [own];
    return choices.map(({ id, name }) => ({ taker: { library: id }, words: messages.takeFor(name) }));
  }
}
