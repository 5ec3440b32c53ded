import type { WindowDays } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages as appMessages } from '../i18n/app.js';
import { messages } from '../i18n/ui.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { HOME_PART, homeHref, pageHref } from '../ui/route.js';
import '../numbers/overview-page.js';
import '../partners/partners-page.js';
import '../ui/part-links.js';

/** The coordinator's start page: all libraries, by their numbers and by the checks before each goes live. */
@customElement('libraries-page')
export class LibrariesPage extends DashboardElement {
  static override styles = [
    page,
    css`
      .stack {
        gap: var(--space-3);
      }
    `,
  ];

  @property({ type: Number }) days: WindowDays = 30;
  @property({ type: Boolean }) partners = false;

  override render(): TemplateResult {
    const { partners, days } = this;
    const links = [
      { words: appMessages.overviewPart, href: homeHref(), isShown: !partners },
      { words: appMessages.partnersPart, href: pageHref(HOME_PART), isShown: partners },
    ];
    return html`<div class="stack">
      <h1 tabindex="-1">${WORDS.allLibraries}</h1>
      <part-links name=${messages.parts} .parts=${links}></part-links>
      ${partners ? html`<partners-page></partners-page>` : html`<overview-page .days=${days}></overview-page>`}
    </div>`;
  }
}
