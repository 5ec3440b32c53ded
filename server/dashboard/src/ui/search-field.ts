import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DashboardElement } from './dashboard-element.js';

/** The search field of a list. Emits `ask-search` with its text on every change. */
@customElement('search-field')
export class SearchField extends DashboardElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = css`
    form {
      max-width: 24rem;
      margin-bottom: var(--space-4);
    }
  `;

  @property() label = '';
  @property() text = '';

  #search(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.dispatchEvent(new CustomEvent<string>('ask-search', { detail: value }));
  }

  override render(): TemplateResult {
    return html`<form
      class="screen-only"
      role="search"
      aria-label=${this.label}
      @submit=${(event: Event) => event.preventDefault()}
    >
      <label>
        ${this.label}
        <input
          type="search"
          autocomplete="off"
          maxlength="100"
          .value=${this.text}
          @input=${(event: Event) => this.#search(event)}
        />
      </label>
    </form>`;
  }
}
