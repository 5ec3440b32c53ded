import { css, html, type TemplateResult } from 'lit';
import { ONE_MOMENT } from '../i18n/ui.js';
import type { LiveQuery } from './live-query.js';
import './notice-card.js';

/** The parts of a panel with a list, one below the other. */
export const listPanelStyles = css`
  section,
  li,
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
    overflow-wrap: anywhere;
  }
`;

/** In a wide window an entry's buttons stand beside it; its form is below both. `show` renders one element. */
export const entryRows = css`
  li {
    padding-block: var(--space-2);
    border-block-start: 1px solid var(--line);
  }

  @media (min-width: 48rem) {
    li {
      grid-template-columns: minmax(0, 1fr) auto;
    }

    li > form,
    li > .actions:has(.confirm) {
      grid-column: 1 / -1;
    }
  }
`;

/** A panel with a list: its heading, why it could not be read, and its content once it is there. */
export function listPanel<Value>(
  { id, heading, what }: { id: string; heading: string; what?: TemplateResult | string },
  list: Pick<LiveQuery<Value>, 'last' | 'failure'> & { ask(): Promise<unknown> },
  content: (value: Value) => TemplateResult,
): TemplateResult {
  const { last, failure } = list;
  const loading = failure === undefined ? html`<p class="soft">${ONE_MOMENT}</p>` : null;
  return html`<section aria-labelledby=${id}>
    <h2 id=${id} tabindex="-1">${heading}</h2>
    ${what === undefined ? null : html`<p class="soft">${what}</p>`}
    ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void list.ask()}></notice-card>`}
    ${last ? content(last) : loading}
  </section>`;
}
