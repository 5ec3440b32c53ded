import type { Session } from '@askusnow/sdk';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../look/base.js';
import { page } from '../look/page.js';

/** Who is told of a gap, and which desks say that they are there. */
@customElement('people-page')
export class PeoplePage extends LitElement {
  static override styles = [base, page];

  @property() library = '';
  @property() name = '';
  @property({ attribute: false }) session!: Session;

  override render(): TemplateResult {
    return html`<h1 tabindex="-1">${this.name}</h1>`;
  }
}
