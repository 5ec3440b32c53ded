import type { PlacementList, TagVariant } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { webmasterLetter } from '../i18n/letter.js';
import { messages } from '../i18n/numbers.js';
import { WORDS } from '../i18n/words.js';
import { SIZES } from '../i18n/tag-sizes.js';
import '../ui/copy-field.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** The tag to paste, and a draft of an email with it to the webmaster; behind a press its other sizes and recipes. */
@customElement('tag-snippet')
export class TagSnippetPart extends DashboardElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-3);
    }

    details > * + * {
      margin-block-start: var(--space-3);
    }
  `;

  @property({ attribute: false }) list!: PlacementList;
  @state() private variant: TagVariant = 'card';

  override render(): TemplateResult {
    const snippet = this.list.tags.find(({ variant }) => variant === this.variant)!;
    return html`<copy-field label=${messages.tagForLibrary} text=${snippet.tag} button=${WORDS.copyTag} rows="3" whole>
        <a class="button" href=${webmasterLetter(this.list, snippet)}>${messages.emailTag}</a>
      </copy-field>
      <details class="screen-only">
        <summary>${messages.moreOfTag}</summary>
        <label>
          Size
          <select @change=${(event: Event) => (this.variant = (event.target as HTMLSelectElement).value as TagVariant)}>
            ${this.list.tags.map(({ variant }) => html`<option value=${variant}>${SIZES[variant]}</option>`)}
          </select>
        </label>
        <p><a href="/get?library=${this.list.library}&amp;variant=${this.variant}">${messages.moreForms}</a></p>
        <h3>${messages.inlineStylesBlocked}</h3>
        <copy-field
          label=${messages.pasteTagInstead}
          text=${snippet.strictTag}
          button=${messages.copyThisTag}
          rows="4"
        ></copy-field>
        <copy-field
          label=${messages.addStyleLine}
          text=${snippet.styleRule}
          button=${messages.copyLine}
          rows="4"
        ></copy-field>
      </details>`;
  }
}
