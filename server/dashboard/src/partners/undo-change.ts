import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/registration.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { reportChanged } from '../ui/events.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

/** What is registered, with its last change while that can be undone. `former` null: it was added. */
interface Changed {
  registration: object;
  undoable: { by: string; at: string; former: object | null; endsWithCounts: boolean } | null;
}

/** Each field that differs, and what an undo brings back: its former text where it is one or a few. */
function changedFields(
  former: object,
  now: object,
  labels: Record<string, string>,
): { label: string; former: string }[] {
  return Object.entries(labels).flatMap(([name, label]) => {
    const [was, is] = [former, now].map((all) => (all as Record<string, unknown>)[name]);
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    const texts = [was ?? []].flat();
    return [
      {
        label,
        former: texts.every((text) => typeof text === 'string') ? messages.formerText(label, texts.join(', ')) : label,
      },
    ];
  });
}

/** The last change of what is registered, with a button that undoes it. */
@customElement('undo-change')
export class UndoChange extends DashboardElement {
  @property({ attribute: false }) changed!: Changed;
  /** The names of its fields. */
  @property({ attribute: false }) labels!: Record<string, string>;
  /** Whose change it is, for screen readers where there are several. */
  @property() about = '';
  /** What undo means where it was added. */
  @property() added = '';
  @property({ attribute: false }) undo!: () => Promise<void>;
  /** Called in place of reading the page again. */
  @property({ attribute: false }) onUndone = (): void => reportChanged(this);
  #mutation = new Mutation(this);

  async #undo(): Promise<void> {
    const done = await this.#mutation.run(() => this.undo(), messages.undone);
    if (done !== undefined) this.onUndone();
    // What is stored is no longer what the page shows.
    else if (this.#mutation.trouble?.code !== '') reportChanged(this);
  }

  override render(): TemplateResult | null {
    const { registration, undoable } = this.changed;
    const trouble = troubleLine(this.#mutation.trouble);
    if (undoable === null) return trouble;
    const { by, at, former, endsWithCounts } = undoable;
    const fields = former === null ? [] : changedFields(former, registration, this.labels);
    const what = former === null ? messages.isNew : fields.map(({ label }) => label).join(', ');
    return html`<div class="actions">
        <p>${messages.lastChange(what, by, at)}</p>
        <button
          type="button"
          class="button"
          aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
          @click=${() => void this.#undo()}
        >
          ${messages.undo}<span class="visually-hidden"> ${this.about}</span>
        </button>
      </div>
      ${
        former === null
          ? html`<p class="small soft">${this.added}</p>`
          : html`<details class="small">
              <summary>${messages.undoRestores}</summary>
              <ul>
                ${fields.map((each) => html`<li>${each.former}</li>`)}
              </ul>
              <p>${endsWithCounts ? messages.undoUntilCounted : messages.undoUntilChanged}</p>
            </details>`
      }
      ${trouble}`;
  }
}
