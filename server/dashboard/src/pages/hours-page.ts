import type { Session } from '@askusnow/sdk';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../look/base.js';
import { page } from '../look/page.js';

/** When a library's desks promise to answer, and the closings. */
@customElement('hours-page')
export class HoursPage extends LitElement {
  static override styles = [base, page];

  @property() library = '';
  @property() name = '';
  @property({ attribute: false }) session!: Session;

  override render(): TemplateResult {
    return html`<h1 tabindex="-1">${this.name}</h1>`;
  }
}
