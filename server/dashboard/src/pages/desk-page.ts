import type { Session } from '@askusnow/sdk';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../look/base.js';
import { page } from '../look/page.js';

/** From where a desk says that somebody is there. */
@customElement('desk-page')
export class DeskPage extends LitElement {
  static override styles = [base, page];

  @property({ attribute: false }) queue: string | null = null;
  @property({ attribute: false }) queues: Session['queues'] = [];

  override render(): TemplateResult {
    return html`<h1 tabindex="-1">Desk</h1>`;
  }
}
