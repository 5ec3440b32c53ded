import {
  DESK_IDLE_DAYS,
  endAllSessions,
  endOneSession,
  getOwnEmail,
  getSessions,
  PERSON_IDLE_DAYS,
  ORGANIZATION_MAX_HOURS,
  PERSON_MAX_DAYS,
  toOwnDataUrl,
  type AccountEmail,
  type ListedSession,
  type Session,
  type SessionList,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Mutation } from '../ui/mutation.js';
import { LiveQuery } from '../ui/live-query.js';
import { Query } from '../ui/query.js';
import { announce, reportSignedOutByHand } from '../ui/events.js';
import { connection } from '../ui/connection.js';
import { page } from '../styles/page.js';
import { linksGoToText, whoText } from '../i18n/account-text.js';
import { ownHour, staysSignedInText } from '../i18n/session-text.js';
import { messages as appMessages } from '../i18n/app.js';
import { messages } from '../i18n/people.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { Confirmation, confirmation } from '../ui/confirmation.js';
import { troubleLine } from '../ui/form-fields.js';
import { pageTop } from '../ui/page-top.js';
import '../ui/notice-card.js';
import '../local/directory-choice.js';
import './own-email.js';
import './own-monday-mail.js';
import './own-tokens.js';

/** What is asked about: all of the reader's browsers. */
const EVERYWHERE = 0;

/** The reader's sessions, with a button to sign each out. */
@customElement('own-account-page')
export class OwnAccountPage extends DashboardElement {
  static override styles = [
    page,
    confirmation,
    css`
      .plain-list > li {
        justify-content: space-between;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  #list = new Query<SessionList>(this);
  /** Who signs out everywhere sees where new links would go. */
  #email = new LiveQuery<AccountEmail>(this, [], () => getOwnEmail(connection));
  #mutation = new Mutation(this);
  #confirmation = new Confirmation(this);

  protected override firstUpdated(): void {
    void this.#load();
    void this.#email.ask();
  }

  #load(): Promise<unknown> {
    return this.#list.ask(() => getSessions(connection));
  }

  async #end(session: ListedSession): Promise<void> {
    const done = await this.#mutation.run(() => endOneSession(connection, session.id));
    if (!done) return;
    if (session.isThis) return reportSignedOutByHand(this);
    announce(this, messages.otherSignedOut);
    await this.#load();
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  async #endAll(): Promise<void> {
    const done = await this.#mutation.run(() => endAllSessions(connection));
    if (done) reportSignedOutByHand(this);
  }

  override render(): TemplateResult {
    const { session } = this;
    const { role } = session;
    const isByOrganization = session.signsInBy === 'organization';
    const { failure, state } = this.#list;
    const own = state.last?.sessions.find(({ isThis }) => isThis);
    const stays = own && this.#email.last && staysSignedInText(own, session, this.#email.last);
    return html`${pageTop(appMessages.accountPage, whoText(session))}
      <div class="stack">
        ${stays ? html`<p>${stays}</p>` : null}
        ${isByOrganization || role === 'desk' ? null : html`<own-email class="panel" .isCoordinator=${role === 'coordinator'}></own-email>`}
        ${
          role === 'liaison' || (role === 'coordinator' && !isByOrganization)
            ? html`<directory-choice
                class="panel"
                .isListed=${role === 'liaison'}
                .mayHaveAddress=${!isByOrganization}
                .hasAddress=${(this.#email.last?.email ?? null) !== null}
              ></directory-choice>`
            : null
        }
        ${role === 'liaison' || role === 'viewer' ? html`<own-monday-mail class="panel"></own-monday-mail>` : null}
        <section class="panel form" aria-labelledby="where">
          <h2 id="where" tabindex="-1">${messages.sessions}</h2>
          ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#load()}></notice-card>`}
          ${state.last ? this.#sessions(state.last.sessions) : html`<p class="soft">${ONE_MOMENT}</p>`}
          ${troubleLine(this.#mutation.trouble)}
          <details class="small">
            <summary>${messages.whenSignedOut}</summary>
            <p>
              ${messages.sessionPrivacy(
                isByOrganization
                  ? messages.organizationSessionNote(ORGANIZATION_MAX_HOURS)
                  : role === 'desk'
                    ? messages.deskSessionNote(DESK_IDLE_DAYS)
                    : messages.personSessionNote(PERSON_MAX_DAYS, PERSON_IDLE_DAYS),
              )}
            </p>
          </details>
          <div class="actions screen-only">
            ${this.#confirmation.button(EVERYWHERE, messages.signOutEverywhere, {
              words: html`${isByOrganization ? messages.signOutEverywhereOrganization : messages.signOutEverywhereAsked}
              ${linksGoToText(this.#email.last)}`,
              yes: messages.yesSignOut,
              keep: messages.staySignedIn,
              about: '',
              isBusy: this.#mutation.busy,
              onYes: () => void this.#endAll(),
            })}
          </div>
        </section>
        ${session.libraries.length === 0 ? null : html`<own-tokens .session=${session}></own-tokens>`}
        <section class="panel form" aria-labelledby="data">
          <h2 id="data">${messages.ownData}</h2>
          <details class="small">
            <summary>${messages.whatIsKept}</summary>
            <p>
              ${messages.ownDataNote}
              ${role === 'coordinator' ? messages.ownDataDeletionCoordinator : messages.ownDataDeletion}
            </p>
          </details>
          <div class="actions screen-only">
            <a class="button" href=${toOwnDataUrl(connection)} download>${messages.downloadData}</a>
          </div>
        </section>
      </div>`;
  }

  #sessions(sessions: readonly ListedSession[]): TemplateResult {
    return html`<ul class="plain-list">
      ${sessions.map(
        (session) =>
          html`<li class="actions">
            <div>
              <strong>${session.isThis ? 'This browser' : 'Another browser'}</strong>
              <p class="small soft">${messages.sessionLine(ownHour(session.usedAt))}</p>
              <p class="small soft">${messages.sessionUntil(ownHour(session.endsAt))}</p>
              <details class="small">
                <summary>${messages.sessionMore}</summary>
                ${messages.sessionSpan(ownHour(session.openedAt))}
              </details>
            </div>
            <button
              type="button"
              class="button screen-only"
              aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
              @click=${() => void this.#end(session)}
            >
              Sign out<span class="visually-hidden">
                ${session.isThis ? ' this browser' : messages.otherBrowser(ownHour(session.usedAt))}</span
              >
            </button>
          </li>`,
      )}
    </ul>`;
  }
}
