import type { Role, Tier } from '@askusnow/sdk';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { libraryPageHref } from '../ui/route.js';
import { reachText } from '../i18n/help-people-text.js';
import { messages } from '../i18n/help.js';
import { WORDS } from '../i18n/words.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** Before help is requested: that nobody would be notified, or which tier has no recipient, and how to add one. */
@customElement('reach-note')
export class ReachNote extends DashboardElement {
  static override styles = css`
    p {
      margin: 0 0 var(--space-3);
    }
  `;

  /** Whose desk it is. */
  @property() tier: Tier = 'local';
  /** The tiers with recipients, nearest first; undefined: not known. */
  @property({ attribute: false }) tiers: readonly Tier[] | undefined;
  /** The library whose page lists the recipients; null: the reader has none. */
  @property({ attribute: false }) library: string | null = null;
  @property() reader: Role = 'liaison';

  override render(): TemplateResult | typeof nothing {
    const text = reachText(this.tiers, this.tier);
    if (text === null) return nothing;
    return html`<p class=${this.tiers?.length === 0 ? 'trouble' : 'small soft'}>${text} ${this.#next()}</p>`;
  }

  #next(): TemplateResult | string {
    // The coordinator sets the recipients of the farther tiers; those of a library's own, its liaison too.
    if (this.reader === 'desk' || (this.reader === 'liaison' && this.tier !== 'local'))
      return messages.askToAddRecipient;
    return this.library === null
      ? ''
      : html`<a class="screen-only" href=${libraryPageHref(this.library, 'notifications')}>${WORDS.addRecipient}</a>`;
  }
}
