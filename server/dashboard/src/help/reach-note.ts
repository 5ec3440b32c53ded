import type { Role, Tier } from '@askusnow/sdk';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../styles/base.js';
import { forms } from '../styles/forms.js';
import { libraryPageHref } from '../app/route.js';
import { reachText } from '../i18n/help-text.js';
import { messages } from '../i18n/help.js';

/** Before help is asked for: that nobody would be told, or whom a call passes by, and where that is changed. Else nothing. */
@customElement('reach-note')
export class ReachNote extends LitElement {
  static override styles = [
    base,
    forms,
    css`
      p {
        margin: 0 0 var(--space-3);
      }
    `,
  ];

  /** Whose desk it is. */
  @property() tier: Tier = 'local';
  /** At which somebody would be told, nearest first; undefined: not known. */
  @property({ attribute: false }) tiers: readonly Tier[] | undefined;
  /** On whose page recipients are added; null: the reader has none. */
  @property({ attribute: false }) library: string | null = null;
  @property() reader: Role = 'liaison';

  override render(): TemplateResult | typeof nothing {
    const text = reachText(this.tiers, this.tier);
    if (text === null) return nothing;
    return html`<p class=${this.tiers?.length === 0 ? 'trouble' : 'small soft'}>${text} ${this.#next()}</p>`;
  }

  #next(): TemplateResult | string {
    // Who hears at the farther tiers is the coordinator's to set; at a library's own, its liaison's too.
    if (this.reader === 'desk' || (this.reader === 'liaison' && this.tier !== 'local'))
      return messages.askToAddRecipient;
    return this.library === null
      ? ''
      : html`<a class="screen-only" href=${libraryPageHref(this.library, 'people')}>${messages.addRecipient}</a>`;
  }
}
