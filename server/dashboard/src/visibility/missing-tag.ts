import { getSnippets } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/visibility.js';
import { WORDS } from '../i18n/words.js';
import '../ui/copy-field.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Query } from '../ui/query.js';

/** The tag with the name that a rule asks for, loaded when it is opened. */
@customElement('missing-tag')
export class MissingTagPart extends DashboardElement {
  @property() library = '';
  /** What it is for. */
  @property() name = '';
  @property({ attribute: false }) placement: string | null = null;
  #tag = new Query<string>(this);

  override render(): TemplateResult {
    return html`<details @toggle=${(event: Event) => this.#toggle(event.target as HTMLDetailsElement)}>
      <summary class="small">${messages.showTag}<span class="visually-hidden">: ${this.name}</span></summary>
      ${this.#body()}
    </details>`;
  }

  #body(): TemplateResult | null {
    const { last } = this.#tag.state;
    if (last === undefined)
      return this.#tag.failure === undefined ? null : html`<p class="small">${messages.noTag}</p>`;
    return html`<copy-field
      label=${messages.tagFor(this.name)}
      text=${last}
      button=${WORDS.copyTag}
      rows="5"
    ></copy-field>`;
  }

  #toggle({ open }: HTMLDetailsElement): void {
    if (open && this.#tag.state.last === undefined) void this.#tag.ask(() => this.#read());
  }

  async #read(): Promise<string> {
    const { library, placement } = this;
    return (await getSnippets(connection, library, placement === null ? {} : { placement })).tag.tag;
  }
}
