import type { MissingTag } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { messages } from '../i18n/visibility.js';
import { libraryPartHref } from '../ui/route.js';

/** A link to the form that hands a page to the webmaster; its host emits `ask-hand-over`, which fills the form in: in a new tab it is empty. */
export const handOverLink = (
  host: HTMLElement & { library: string },
  name: string,
  detail: MissingTag,
): TemplateResult =>
  html`<a
    class="button screen-only"
    href=${libraryPartHref(host.library, 'visibility', 'webmaster')}
    aria-label=${messages.handOverFor(name)}
    @click=${() => host.dispatchEvent(new CustomEvent<MissingTag>('ask-hand-over', { detail }))}
    >${messages.handOver}</a
  >`;
