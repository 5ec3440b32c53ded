import { html, nothing, type TemplateResult } from 'lit';
import type { LiveQuery } from './live-query.js';
import { serverNowMs } from './server-clock.js';
import { WORDS } from '../i18n/words.js';
import { zoneNote } from '../i18n/zone-text.js';
import './as-of.js';
import './notice-card.js';

/** The top of a live page. */
interface Top<T> {
  /** Undefined: the page that it is a part of has it. */
  heading?: string;
  sub: unknown;
  kept: LiveQuery<T>;
  /** When the server counted what is shown, where that is earlier than the reading. */
  at?: Date | undefined;
  /** The zone of the page's times; undefined while it is not known. */
  zone?: string | undefined;
  /** Shown while nothing has been read. */
  loading?: string;
}

/** A live page: the heading with the age of the data, then the data; a failure is shown only if there is no data. A body is called with the data. */
export function livePage<T>(
  { heading, sub, kept, at = kept.at, zone, loading = WORDS.loading }: Top<T>,
  body: TemplateResult | null | ((last: T) => TemplateResult),
): TemplateResult {
  const { last, failure } = kept;
  kept.zone = zone;
  const waiting = failure === undefined ? html`<p class="panel soft">${loading}</p>` : null;
  const note = zone === undefined ? null : zoneNote(zone, serverNowMs());
  return html`<div class="top">
      <div>
        ${heading === undefined ? null : html`<h1 tabindex="-1">${heading}</h1>`}
        <p class="soft">${sub}</p>
        ${note === null ? null : html`<p class="soft small">${note}</p>`}
      </div>
      <as-of .at=${last ? at : undefined} .failure=${failure} zone=${zone ?? nothing}></as-of>
    </div>
    <div class="stack" aria-busy=${last ? 'false' : 'true'}>
      ${
        failure === undefined || last
          ? null
          : html`<notice-card .failure=${failure} @ask-retry=${() => void kept.ask()}></notice-card>`
      }
      ${typeof body !== 'function' ? body : last ? body(last) : waiting}
    </div>`;
}
