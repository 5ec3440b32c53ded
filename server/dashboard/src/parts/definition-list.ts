import type { Metrics } from '@askusnow/sdk';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../look/base.js';

/** What each number means, in the server's own words, beside the numbers. */
@customElement('definition-list')
export class DefinitionList extends LitElement {
  static override styles = [
    base,
    css`
      dl {
        margin: var(--space-3) 0 0;
        font-size: var(--text-s);
      }

      dt {
        padding-top: var(--space-2);
        border-top: 1px solid var(--line);
        font-weight: 600;
      }

      dt::first-letter {
        text-transform: uppercase;
      }

      dd {
        margin: 0 0 var(--space-3);
        color: var(--ink-soft);
      }
    `,
  ];

  @property({ attribute: false }) definitions: Metrics['definitions'] = [];

  override render(): TemplateResult {
    return html`<section class="panel" aria-labelledby="heading">
      <h2 id="heading">What the numbers mean</h2>
      <dl>
        ${this.definitions.map(
          ({ term, text }) =>
            html`<dt>${term}</dt>
              <dd>${text}</dd>`,
        )}
      </dl>
    </section>`;
  }
}
