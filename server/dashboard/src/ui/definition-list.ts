import type { Metrics } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/ui.js';
import { DashboardElement } from './dashboard-element.js';

/** From this width the list is beside the numbers; below it the list is folded, so that the numbers come first. */
const BESIDE = '(min-width: 75rem)';

/** The server's definition of each number, beside the numbers. */
@customElement('definition-list')
export class DefinitionList extends DashboardElement {
  static override styles = css`
    h2 {
      display: inline;
    }

    summary {
      color: var(--ink);
    }

    dl {
      margin: var(--space-3) 0 0;
      columns: 20rem;
      column-gap: var(--space-5);
      font-size: var(--text-s);
    }

    dl > div {
      break-inside: avoid;
    }

    dt {
      padding-top: var(--space-2);
      border-top: 1px solid var(--line);
      font-weight: 600;
    }

    dd {
      margin: 0 0 var(--space-3);
      color: var(--ink-soft);
    }
  `;

  @property({ attribute: false }) definitions: Metrics['definitions'] = [];
  @property() heading = messages.whatNumbersMean;
  /** Folded while it is below the numbers, and while there are no numbers. */
  @property({ type: Boolean }) folded = false;

  override render(): TemplateResult {
    return html`<details class="panel" ?open=${!this.folded && matchMedia(BESIDE).matches}>
      <summary><h2>${this.heading}</h2></summary>
      <dl>
        ${this.definitions.map(
          ({ term, text }) =>
            html`<div>
              <dt>${term}</dt>
              <dd>${text}</dd>
            </div>`,
        )}
      </dl>
    </details>`;
  }
}
