import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
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

/** The last change of what is registered; behind it, what an undo restores, and its button. */
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
  /** It was changed while the page is open: until then nobody looks for an undo. */
  @state() private isNew = false;
  #mutation = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('changed');
    if (before !== undefined) this.isNew ||= before.undoable?.at !== this.changed.undoable?.at;
  }

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
    return html`<details class="small" ?open=${this.isNew}>
        <summary>${messages.lastChange(what, by, at)}</summary>
        ${
          former === null
            ? html`<p>${this.added}</p>`
            : html`<ul>
                  ${fields.map((each) => html`<li>${each.former}</li>`)}
                </ul>
                <p>${endsWithCounts ? messages.undoUntilCounted : messages.undoUntilChanged}</p>`
        }
        <button
          type="button"
          class="button"
          aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
          @click=${() => void this.#undo()}
        >
          ${messages.undo}<span class="visually-hidden"> ${this.about}</span>
        </button>
      </details>
      ${trouble}`;
  }
}
