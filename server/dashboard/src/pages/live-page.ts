import { html, type TemplateResult } from 'lit';
import type { KeptUp } from '../controllers/kept-up.js';
import '../parts/now/as-of.js';
import '../parts/notice-card.js';

/** What a page of the present has at its top. */
interface Top<T> {
  heading: string;
  sub: unknown;
  kept: KeptUp<T>;
}

/** A page of the present: how old it is beside its heading, then what was read; why nothing could be, only where nothing was. */
export function livePage<T>({ heading, sub, kept }: Top<T>, body: TemplateResult | null): TemplateResult {
  const { last, at, failure } = kept;
  return html`<div class="top">
      <div>
        <h1 tabindex="-1">${heading}</h1>
        <p class="soft">${sub}</p>
      </div>
      <as-of .at=${last ? at : undefined} .failure=${failure}></as-of>
    </div>
    <div class="stack" aria-busy=${last ? 'false' : 'true'}>
      ${
        failure === undefined || last
          ? null
          : html`<notice-card .failure=${failure} @ask-retry=${() => void kept.ask()}></notice-card>`
      }
      ${body}
    </div>`;
}
