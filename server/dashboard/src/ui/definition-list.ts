import type { Metrics } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/ui.js';
import { definitionStyles, definitionTerms } from './definition-terms.js';
import { DashboardElement } from './dashboard-element.js';
import { hasSecondColumn } from './window-width.js';

/** The server's definition of each number: beside the numbers, or folded below them, so that the numbers come first. */
@customElement('definition-list')
export class DefinitionList extends DashboardElement {
  static override styles = [
    definitionStyles,
    css`
      .terms {
        margin-block-start: var(--space-3);
        column-gap: var(--space-5);
      }

      dt {
        padding-top: var(--space-2);
        border-top: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) definitions: Metrics['definitions'] = [];
  @property() heading = messages.whatNumbersMean;
  /** Folded while it is below the numbers, and while there are no numbers. */
  @property({ type: Boolean }) folded = false;

  override render(): TemplateResult {
    return html`<details class="panel" ?open=${!this.folded && hasSecondColumn()}>
      <summary><h2>${this.heading}</h2></summary>
      ${definitionTerms(this.definitions)}
    </details>`;
  }
}
