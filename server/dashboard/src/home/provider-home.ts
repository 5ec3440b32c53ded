import type { Session } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { pageHref, policySearchHref } from '../ui/route.js';
import '../alerts/alert-panel.js';
import { messages as hoursMessages } from '../i18n/library-hours.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { livePage } from '../ui/live-page.js';
import { homeLayout, tasksHead, tasksQuery, tasksSection } from './tasks-query.js';

/** The start page of a provider: who can be reached now, policies by words, what needs them, their libraries' hours and open ones, each library's policies. */
@customElement('provider-home')
export class ProviderHome extends DashboardElement {
  static override styles = [
    page,
    homeLayout,
    css`
      /* The button stands beside the field, on a phone, too: the reader's hours are in the first window. */
      .fields {
        margin-block-start: var(--space-3);
      }

      .fields > .wide {
        flex-basis: 9rem;
      }
    `,
  ];

  /** Whose chats the reader answers. */
  @property({ attribute: false }) libraries: Session['worksFor'] = [];
  @property({ attribute: false }) desks: Session['sharedDesks'] = [];

  @state() private words = '';
  /** Of hours that need somebody. */
  @state() private openTimes = 0;
  #tasks = tasksQuery(this);

  /** What needs the reader comes first: the others are loaded after it. */
  protected override firstUpdated(): void {
    const later = [
      import('./patrons-see.js'),
      import('./desks-now.js'),
      import('../shared-hours/library-hours.js'),
      import('../policies/policy-libraries.js'),
    ];
    for (const part of later) void part.catch(() => undefined);
    void this.#tasks.ask();
  }

  override render(): TemplateResult {
    const head = tasksHead(this.#tasks, this.libraries);
    const followUps = this.#tasks.last?.tasks.find(({ key }) => key === 'follow-ups-opened');
    return livePage(
      {
        ...head,
        sub: followUps ? html`${head.sub} <a href=${followUps.path}>${followUps.title}</a>` : head.sub,
      },
      html`<alert-panel class="panel" reading></alert-panel>
        <div>
          <patrons-see .libraries=${this.libraries}></patrons-see>
          <desks-now .desks=${this.desks}></desks-now>
          ${this.#search()}
        </div>
        <div>
          ${tasksSection(this.#tasks)}
          ${
            this.openTimes === 0
              ? null
              : html`<p><a href=${pageHref('week')}>${hoursMessages.openTimes(this.openTimes)}</a></p>`
          }
        </div>
        <library-hours
          .libraries=${this.libraries}
          .desks=${this.desks}
          @open-times=${({ detail }: CustomEvent<number>) => (this.openTimes = detail)}
        ></library-hours>
        <policy-libraries></policy-libraries>`,
    );
  }

  /** A link, and not a form: the server's log has the address of a page that a form asks for. */
  #search(): TemplateResult {
    return html`<div class="fields screen-only">
      <label class="wide">
        ${WORDS.findInAll}
        <input
          type="search"
          autocomplete="off"
          maxlength="100"
          @input=${(event: Event) => (this.words = (event.target as HTMLInputElement).value)}
          @keydown=${({ key }: KeyboardEvent) => key === 'Enter' && this.renderRoot.querySelector<HTMLElement>('.fields a')?.click()}
        />
      </label>
      <a class="button" href=${policySearchHref(this.words.trim())}>${WORDS.searchPolicies}</a>
    </div>`;
  }
}
