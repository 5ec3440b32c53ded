import type { Session, WindowDays } from '@askusnow/sdk';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../styles/base.js';
import { libraryHref } from '../app/route.js';
import { messages as appMessages } from '../i18n/app.js';
import { messages } from '../i18n/numbers.js';

/** The start page of a liaison with several libraries, or with none. */
@customElement('choice-page')
export class ChoicePage extends LitElement {
  static override styles = [
    base,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr));
        gap: var(--space-3);
        margin: var(--space-5) 0 0;
        padding: 0;
        list-style: none;
      }

      li a {
        display: block;
        font-weight: 550;
      }

      p {
        margin-top: var(--space-4);
      }
    `,
  ];

  @property({ attribute: false }) libraries: Session['libraries'] = [];
  @property({ type: Number }) days: WindowDays = 30;

  override render(): TemplateResult {
    return html`<h1 tabindex="-1">${appMessages.yourLibraries}</h1>
      ${
        this.libraries.length === 0
          ? html`<p>${messages.noLibrary}</p>`
          : html`<ul>
              ${this.libraries.map(({ id, name }) => html`<li><a class="panel" href=${libraryHref(id, this.days)}>${name}</a></li>`)}
            </ul>`
      }`;
  }
}
