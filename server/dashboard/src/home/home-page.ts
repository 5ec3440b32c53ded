import type { Session, WindowDays } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { libraryPageHref, proposalHref, numbersHref } from '../ui/route.js';
import { readerMayChange } from '../ui/reader.js';
import { messages as appMessages } from '../i18n/app.js';
import { messages } from '../i18n/home.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { livePage } from '../ui/live-page.js';
import { libraryTiles } from '../styles/library-tiles.js';
import './patrons-see.js';
import './readiness-list.js';
import { homeLayout, tasksHead, tasksQuery, tasksSection } from './tasks-query.js';

/** A checklist is for the people who set a library up, and not for an account of many libraries. */
const MAX_CHECKLISTS = 3;

/** The start page of a liaison or viewer: what patrons see, who is at the shared desks, what needs the reader, help, then their libraries. */
@customElement('home-page')
export class HomePage extends DashboardElement {
  static override styles = [page, libraryTiles, homeLayout];

  @property({ attribute: false }) libraries: Session['libraries'] = [];
  @property({ attribute: false }) desks: Session['sharedDesks'] = [];
  @property({ type: Number }) days: WindowDays = 30;

  #tasks = tasksQuery(this);

  /** What needs the reader comes first: the form, or a viewer's hours, and the libraries' facts are loaded after it. */
  protected override firstUpdated(): void {
    const later = readerMayChange() ? import('../help/ask-help.js') : import('../shared-hours/library-hours.js');
    for (const part of [later, import('./desks-now.js'), import('./library-facts.js')])
      void part.catch(() => undefined);
    void this.#tasks.ask();
  }

  #library({ id, name }: Session['libraries'][number]): TemplateResult {
    return html`<li class="panel">
      <h3><a href=${numbersHref(id, this.days)}>${name}</a></h3>
      ${this.libraries.length > MAX_CHECKLISTS ? null : html`<library-facts library=${id} days=${this.days}></library-facts>`}
      ${
        readerMayChange()
          ? html`<p>
                <a href=${`${libraryPageHref(id, 'people')}?show=invite`}
                  >${appMessages.invite}<span class="visually-hidden"> to ${name}</span></a
                >
              </p>
              <p>
                <a href=${proposalHref(id)}
                  >${appMessages.addAddress}<span class="visually-hidden"> of ${name}</span></a
                >
              </p>`
          : null
      }
    </li>`;
  }

  #later(): TemplateResult | null {
    if (!readerMayChange())
      return html`<library-hours .libraries=${this.libraries} .desks=${this.desks}></library-hours>`;
    return this.libraries.length === 0
      ? null
      : html`${this.#checklists()}<ask-help class="panel screen-only" .libraries=${this.libraries}></ask-help>`;
  }

  #checklists(): TemplateResult[] {
    const isOne = this.libraries.length === 1;
    return this.libraries
      .slice(0, MAX_CHECKLISTS)
      .map(
        ({ id, name }) => html`<readiness-list library=${id} name=${isOne ? '' : name} until-live></readiness-list>`,
      );
  }

  override render(): TemplateResult {
    return livePage(
      tasksHead(this.#tasks, this.libraries),
      html`<div>
          <patrons-see .libraries=${this.libraries}></patrons-see>
          <desks-now .desks=${this.desks}></desks-now>
        </div>
        ${tasksSection(this.#tasks, this.libraries.length > 1)} ${this.#later()}
        <section aria-labelledby="libraries">
          <h2 id="libraries">${appMessages.yourLibraries(this.libraries.length)}</h2>
          ${
            this.libraries.length === 0
              ? html`<p>${messages.noLibrary}</p>`
              : html`<ul>
                  ${this.libraries.map((library) => this.#library(library))}
                </ul>`
          }
        </section>`,
    );
  }
}
