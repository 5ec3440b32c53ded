import { css, html, type TemplateResult } from 'lit';
import { messages } from '../i18n/local.js';
import type { LiveQuery } from '../ui/live-query.js';
import type { Mutation } from '../ui/mutation.js';
import '../ui/notice-card.js';

/** The parts of a panel of local information, one below the other. */
export const localPanelStyles = css`
  section,
  li,
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
    overflow-wrap: anywhere;
  }
`;

/** A panel of local information: its heading, why it could not be read, and its content once it is there. */
export function localPanel<Value>(
  { id, heading, what }: { id: string; heading: string; what: TemplateResult | string },
  list: Pick<LiveQuery<Value>, 'last' | 'failure'> & { ask(): Promise<unknown> },
  content: (value: Value) => TemplateResult,
): TemplateResult {
  const { last, failure } = list;
  const loading = failure === undefined ? html`<p class="soft">${messages.loading}</p>` : null;
  return html`<section aria-labelledby=${id}>
    <h2 id=${id} tabindex="-1">${heading}</h2>
    <p class="soft">${what}</p>
    ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void list.ask()}></notice-card>`}
    ${last ? content(last) : loading}
  </section>`;
}

/**
 * Saves a form, and reads the list again. Undefined: refused. Where somebody else has changed the entry since, what is stored
 * now is shown above the form, and `goOn` lets a second press replace it knowingly.
 */
export async function saveForm<Saved>(
  mutation: Mutation,
  list: { ask(): Promise<unknown> },
  { save, goOn }: { save(): Promise<Saved>; goOn(): void },
): Promise<Saved | undefined> {
  const saved = await mutation.run(save);
  await list.ask();
  if (saved === undefined && mutation.trouble?.code === 'stale-revision') goOn();
  return saved;
}
