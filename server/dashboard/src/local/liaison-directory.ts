import { getDirectory, type Directory, type Liaison } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/contacts.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field } from '../ui/form-fields.js';
import { Query } from '../ui/query.js';
import { readerMayChange } from '../ui/reader.js';
import { pageHref } from '../ui/route.js';
import { listPanel, listPanelStyles } from '../ui/list-panel.js';

const textOf = ({ name, libraries, email, phone }: Liaison): string =>
  [name, ...libraries.map((library) => library.name), email ?? '', phone ?? ''].join(' ').toLowerCase();

/** The liaisons of all libraries. */
@customElement('liaison-directory')
export class LiaisonDirectory extends DashboardElement {
  static override styles = [
    listPanelStyles,
    css`
      a[href^='tel:'] {
        white-space: nowrap;
      }
    `,
  ];
  /** It stands on the page where the reader writes to them. */
  @property({ attribute: false }) isOnOwnPage = false;
  @state() private words = '';
  #query = new Query<Directory>(this);

  protected override firstUpdated(): void {
    void this.#load();
  }

  #load(): Promise<unknown> {
    return this.#query.ask(() => getDirectory(connection));
  }

  override render(): TemplateResult {
    const { failure, state } = this.#query;
    return listPanel(
      { id: 'liaisons', heading: messages.liaisons, what: messages.liaisonsNote },
      { last: state.last, failure, ask: () => this.#load() },
      (last) => this.#list(last),
    );
  }

  #list({ liaisons }: Directory): TemplateResult {
    const words = this.words.toLowerCase().split(/\s+/).filter(Boolean);
    const found = liaisons.filter((each) => words.every((word) => textOf(each).includes(word)));
    return html`${
        this.isOnOwnPage || !readerMayChange()
          ? null
          : html`<p class="screen-only"><a href=${pageHref('liaisons')}>${messages.writeToAll}</a></p>`
      }
      ${field({ label: messages.search, value: this.words, required: false, onInput: (text) => (this.words = text) })}
      <p class="small soft" role="status">${found.length === 0 ? messages.noLiaison : messages.count(found.length)}</p>
      <ul class="plain-list">
        ${found.map(
          ({ name, libraries, email, phone }) =>
            html`<li>
              <div>
                <strong dir="auto">${name}</strong>
                <span class="soft">· ${libraries.map((library) => library.name).join(', ')}</span>
                <div>
                  ${
                    email === null
                      ? html`<span class="small soft">${messages.noEmail}</span>`
                      : html`<a href="mailto:${email}">${email}</a>`
                  }
                  ${phone === null ? null : html`<span class="soft">·</span> <a href="tel:${phone}">${phone}</a>`}
                </div>
              </div>
            </li>`,
        )}
      </ul>`;
  }
}
