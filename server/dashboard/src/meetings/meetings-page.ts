import {
  getMeetings,
  removeMeeting,
  toAgendaUrl,
  type Meeting,
  type MeetingList,
  type Proposal,
  type Session,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { connection } from '../ui/connection.js';
import { readerAnswersChats, readerMayChangeAll } from '../ui/reader.js';
import { messages as appMessages } from '../i18n/app.js';
import { messages, whenText } from '../i18n/meetings.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { confirmation } from '../ui/confirmation.js';
import { emptyState, emptyStyles } from '../ui/empty-state.js';
import { EntryRemoval } from '../ui/entry-removal.js';
import { troubleLine } from '../ui/form-fields.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import './happened-list.js';
import './meeting-form.js';
import './proposal-item.js';
import './propose-form.js';
import './site-visits.js';

const LINK = /^https?:\/\/\S+$/;

/** Statewide meetings: agendas, proposed topics, site visits, and what happened since the last one. */
@customElement('meetings-page')
export class MeetingsPage extends DashboardElement {
  static override styles = [
    page,
    confirmation,
    emptyStyles,
    css`
      article,
      .meetings {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
        overflow-wrap: anywhere;
      }

      h3 {
        text-wrap: balance;
      }

      article + article {
        padding-top: var(--space-4);
        border-top: 1px solid var(--line);
      }

      .topics {
        display: grid;
        gap: var(--space-3);
        margin: 0;
        padding-inline-start: var(--space-5);
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  #list = new LiveQuery<MeetingList>(this, ['workspace'], () => getMeetings(connection));
  #mutation = new Mutation(this);
  #removal = new EntryRemoval<Meeting>(this, this.#mutation, {
    name: whenText,
    ask: (meeting) => messages.removeAsk(whenText(meeting)),
    said: () => messages.removed,
    remove: (meeting) => removeMeeting(connection, meeting.id, meeting),
    reread: () => this.#list.ask(),
    focus: 'h1',
  });

  protected override firstUpdated(): void {
    void this.#list.ask();
  }

  override render(): TemplateResult {
    return livePage({ heading: appMessages.meetingsPage, sub: messages.sub, kept: this.#list }, (last) =>
      this.#content(last),
    );
  }

  #content(list: MeetingList): TemplateResult {
    const { role, libraries } = this.session;
    return html`${this.#upcoming(list)} ${this.#proposals(list)}
      <section class="panel" aria-labelledby="visits">
        <site-visits .visits=${list.visits} .libraries=${libraries}></site-visits>
      </section>
      ${role === 'provider' || role === 'desk' ? null : html`<happened-list class="panel"></happened-list>`}
      ${list.past.length === 0 ? null : this.#past(list)}`;
  }

  #upcoming(list: MeetingList): TemplateResult {
    const { upcoming, zones, holidays } = list;
    const [next, ...later] = upcoming;
    return html`<section class="panel meetings" aria-labelledby="next">
        <h2 id="next">${messages.next}</h2>
        ${troubleLine(this.#mutation.trouble)}
        ${next === undefined ? emptyState(messages.noMeeting(holidays)) : this.#meeting(next, list)}
        ${
          readerMayChangeAll()
            ? html`<details class="screen-only">
                <summary class="button primary">${messages.addMeeting}</summary>
                <meeting-form .zones=${zones}></meeting-form>
              </details>`
            : null
        }
      </section>
      ${
        later.length === 0
          ? null
          : html`<section class="panel meetings" aria-labelledby="later">
              <h2 id="later">${messages.later}</h2>
              ${repeat(
                later,
                ({ id }) => id,
                (meeting) => this.#meeting(meeting, list),
              )}
            </section>`
      }`;
  }

  #meeting(meeting: Meeting, { zones, upcoming, proposals }: MeetingList): TemplateResult {
    const { place } = meeting;
    const when = whenText(meeting);
    return html`<article>
      <div>
        <h3>${when}</h3>
        <p>${LINK.test(place) ? html`<a href=${place} rel="noreferrer">${place}</a>` : place}</p>
      </div>
      ${this.#topics(meeting, proposals, upcoming)} ${this.#agendaLink(meeting)}
      ${
        readerMayChangeAll()
          ? html`<details class="screen-only">
                <summary class="button">${messages.changeMeeting}<span class="visually-hidden"> ${when}</span></summary>
                <meeting-form .zones=${zones} .meeting=${meeting}></meeting-form>
              </details>
              <div class="screen-only">${this.#removal.button(meeting)}</div>`
          : null
      }
    </article>`;
  }

  #agendaLink(meeting: Meeting): TemplateResult | null {
    const { role } = this.session;
    if (role === 'provider' || role === 'desk') return null;
    return html`<div class="screen-only">
      <a class="button" href=${toAgendaUrl(connection, meeting.id)} download
        >${messages.agenda}<span class="visually-hidden"> ${messages.agendaAbout(whenText(meeting))}</span></a
      >
    </div>`;
  }

  #topics({ id }: Meeting, proposals: readonly Proposal[], meetings: readonly Meeting[]): TemplateResult {
    const its = proposals.filter(({ meeting, state }) => meeting === id && state !== 'withdrawn');
    if (its.length === 0) return html`<p class="soft">${messages.noTopics}</p>`;
    return html`<h4>${messages.topicsOf}</h4>
      <ol class="topics">
        ${repeat(
          its,
          (each) => each.id,
          (each) => html`<li><proposal-item .proposal=${each} .meetings=${meetings}></proposal-item></li>`,
        )}
      </ol>`;
  }

  #proposals({ proposals, upcoming }: MeetingList): TemplateResult {
    const listed = (state: Proposal['state']): TemplateResult | null => {
      const its = proposals.filter((each) => each.state === state);
      if (its.length === 0) return null;
      return html`<ul class="topics">
        ${repeat(
          its,
          ({ id }) => id,
          (each) => html`<li><proposal-item .proposal=${each} .meetings=${upcoming}></proposal-item></li>`,
        )}
      </ul>`;
    };
    const withdrawn = listed('withdrawn');
    return html`<section class="panel meetings" aria-labelledby="proposals">
      <h2 id="proposals">${messages.proposals}</h2>
      ${listed('proposed') ?? html`<p class="soft">${messages.noProposals}</p>`}
      ${
        withdrawn === null
          ? null
          : html`<h3>${messages.withdrawnOnes}</h3>
              ${withdrawn}`
      }
      ${
        readerAnswersChats()
          ? html`<details class="screen-only">
              <summary class="button">${messages.propose}</summary>
              <propose-form .libraries=${this.session.libraries}></propose-form>
            </details>`
          : null
      }
    </section>`;
  }

  #past(list: MeetingList): TemplateResult {
    return html`<section class="panel meetings" aria-labelledby="past">
      <h2 id="past">${messages.past}</h2>
      ${repeat(
        list.past,
        ({ id }) => id,
        (meeting) =>
          html`<article>
            <h3>${whenText(meeting)}</h3>
            ${this.#topics(meeting, list.proposals, list.upcoming)} ${this.#agendaLink(meeting)}
          </article>`,
      )}
    </section>`;
  }
}
