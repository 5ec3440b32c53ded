import type { ProblemBundle } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { bundleLines, bundleText, messages } from '../i18n/problems.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** All that a bundle has, in words, with a link that saves the same as a file. */
@customElement('bundle-facts')
export class BundleFacts extends DashboardElement {
  static override styles = css`
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
      gap: var(--space-2) var(--space-5);
      margin: var(--space-3) 0;
      font-size: var(--text-s);
    }

    dt {
      color: var(--ink-soft);
    }

    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
  `;

  @property({ attribute: false }) bundle!: ProblemBundle;
  @property() pageName = '';
  /** What the person wrote, for the file. */
  @property() text = '';

  override render(): TemplateResult {
    const lines = bundleLines(this.bundle, this.pageName);
    const file = bundleText(messages.fileHeading, this.text, lines);
    return html`<dl>
        ${lines.map(
          ([label, value]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      <a
        class="button screen-only"
        href="data:text/plain;charset=utf-8,${encodeURIComponent(file)}"
        download="problem-report.txt"
        >${messages.download}</a
      >`;
  }
}
