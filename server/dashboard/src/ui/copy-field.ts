import { css, html, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { messages } from '../i18n/ui.js';
import { announce } from './events.js';
import { DashboardElement } from './dashboard-element.js';

/**
 * Text with a button that copies it; other buttons may be beside it. If the clipboard is refused, the older command is tried;
 * if that fails too, the text stays selected and the reader is shown which keys to press.
 */
@customElement('copy-field')
export class CopyField extends DashboardElement {
  static override styles = css`
    :host {
      display: grid;
      align-content: start;
      gap: var(--space-2);
    }

    textarea {
      background: var(--surface-sunk);
      font: 400 var(--text-s) / 1.6 var(--font-mono);
      resize: vertical;
    }

    /* No line is cut; where a browser cannot, the text scrolls. */
    :host([whole]) textarea {
      field-sizing: content;
    }

    @media print {
      textarea {
        min-height: 0;
        padding: 0;
        border: 0;
        resize: none;
        field-sizing: content;
      }
    }
  `;

  @property() label = '';
  @property() text = '';
  /** The label of the button. */
  @property() button = 'Copy';
  @property({ type: Number }) rows = 2;
  @state() private result = '';
  @query('textarea') private field!: HTMLTextAreaElement;

  async #copy(): Promise<void> {
    this.result = (await this.#toClipboard()) ? 'Copied.' : messages.selectedToCopy;
    announce(this, this.result);
  }

  async #toClipboard(): Promise<boolean> {
    try {
      await navigator.clipboard.writeText(this.text);
      return true;
    } catch {
      // No clipboard on http pages, or no permission: the selection is the older way, and useful by itself.
      this.field.focus();
      this.field.select();
      return document.execCommand('copy');
    }
  }

  override render(): TemplateResult {
    return html`<label>
        ${this.label}
        <textarea readonly dir="auto" rows=${this.rows} spellcheck="false" .value=${this.text}></textarea>
      </label>
      <div class="actions screen-only">
        <button type="button" class="button primary" @click=${() => void this.#copy()}>${this.button}</button>
        <slot></slot>
        <span class="small soft">${this.result}</span>
      </div>`;
  }
}
