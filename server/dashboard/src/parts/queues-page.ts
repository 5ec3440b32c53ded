import { html, type TemplateResult } from 'lit';
import type { Queues } from '../controllers/queues.js';
import type { QueueHours } from '@askusnow/sdk';
import './notice-card.js';

/** A page about a library's desks: its heading, then the desks, or why they cannot be shown. */
export function queuesPage(
  heading: string,
  name: string,
  queues: Queues,
  body: (queues: QueueHours[]) => TemplateResult,
): TemplateResult {
  const { state, failure } = queues;
  const list = state.last?.queues;
  return html`<div class="top">
      <div>
        <h1 tabindex="-1">${heading}</h1>
        <p class="soft">${name}</p>
      </div>
    </div>
    <div class="stack" aria-busy=${state.step === 'waiting' ? 'true' : 'false'}>
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void queues.ask()}></notice-card>`}
      ${list ? (list.length === 0 ? html`<p class="panel">The cooperative’s file names no desk for this library.</p>` : body(list)) : null}
      ${state.step === 'waiting' && !list ? html`<p class="panel soft">One moment…</p>` : null}
    </div>`;
}
